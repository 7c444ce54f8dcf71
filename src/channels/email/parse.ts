import PostalMime, { type Address, type Email } from "postal-mime";
import type { Fact, MailThread, MessageFact, StatusFact } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { mailAddress } from "./address.ts";
import { robotOf } from "./automatic.ts";
import type { Invitation } from "./calendar.ts";
import { filesOf, type MailFile } from "./files.ts";
import { fold } from "./fold.ts";
import { digest, mailKey, messageIdsIn } from "./message-id.ts";
import { type Original, reportOf, tokenHeader } from "./report.ts";
import { textOfHtml } from "./html-text.ts";

/** A mail as a server has handed it over. */
export interface IncomingMail {
  readonly raw: Uint8Array<ArrayBuffer>;
  /** Who the servers say it is from; empty for a bounce. */
  readonly envelopeFrom: string;
  /** The channel's address, and the tag behind the plus of the one that it was sent to. */
  readonly address: string;
  readonly tag: string | null;
  /** ISO 8601 UTC. The mail's own date is its sender's word, and shown as such. */
  readonly receivedAt: string;
}

/** Facts, and the files of the first, which is then a message: they are stored before it is told. */
export interface ParsedMail {
  readonly facts: readonly Fact[];
  readonly files: readonly MailFile[];
}

/** The position that a thread token names; null for one that we have not made. */
export type ReadToken = (token: string) => Promise<number | null>;

interface Person {
  readonly address: string;
  readonly name: string | null;
}

/** A mail as facts. Never throws: what cannot be read is kept as it came, as a message of type `unsupported` (I13). */
export async function parseMail(incoming: IncomingMail, readToken: ReadToken): Promise<ParsedMail> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(incoming.raw, { forceRfc822Attachments: true });
  } catch {
    return unreadable(incoming);
  }
  return (await reported(mail, incoming, readToken)) ?? (await written(mail, incoming, readToken));
}

/** A bounce, a receipt or a complaint: news about a message of ours. Null when the mail is none. */
async function reported(mail: Email, incoming: IncomingMail, readToken: ReadToken): Promise<ParsedMail | null> {
  const report = await reportOf(mail);
  if (report === null) return null;
  const { receivedAt: at } = incoming;
  const position = await positionOf(report.original, incoming.tag, readToken);
  const providerId = report.original.messageId === null ? null : await mailKey(report.original.messageId);
  if (report.report === "complaint") {
    const { recipient } = report;
    if (recipient === null) return only({ fact: "ignored", reason: "complaint without a recipient", providerId });
    const from = { aliases: [{ kind: "email" as const, value: recipient }], name: null };
    return only({ fact: "consent", providerId, at, from, categories: ["marketing"], state: "opted_out" });
  }
  if (report.action === "delayed") return only({ fact: "ignored", reason: "delivery is delayed", providerId });
  if (position === null && providerId === null)
    return only({ fact: "ignored", reason: "report that names no mail", providerId: null });
  const failed = report.action === "failed";
  return only({
    fact: "status",
    providerId: providerId ?? `position-${position}`,
    messageId: null,
    ...(position === null ? {} : { position }),
    status: failed ? "failed" : "delivered",
    at,
    error: failed ? report.error : null,
  });
}

async function written(mail: Email, incoming: IncomingMail, readToken: ReadToken): Promise<ParsedMail> {
  const headers = headersOf(mail);
  const from = people(mail.from === undefined ? [] : [mail.from])[0] ?? envelopeSender(incoming);
  const name = messageIdsIn(mail.messageId)[0];
  const providerId = name === undefined ? await digest(incoming.raw) : await mailKey(name);
  if (from === null) return only({ fact: "ignored", reason: "no sender", providerId });
  if (from.address === incoming.address)
    return ownCopy(headers(tokenHeader.toLowerCase()), incoming, providerId, readToken);
  const thread = await threadOf(mail, incoming.tag, readToken);
  const robot = robotOf(headers, from.address, incoming.envelopeFrom);
  const subject = oneLine(mail.subject);
  const text = clean(mail.text ?? (await textOfHtml(mail.html ?? "")));
  const { body, quoted } = fold(text, subject);
  const { files, invitation } = filesOf(mail, incoming.raw, body.length > limits.mailBodyLength);
  const message: MessageFact = {
    fact: "message",
    providerId,
    at: incoming.receivedAt,
    from: { aliases: [{ kind: "email", value: from.address }], name: from.name },
    type: "text",
    body: body.slice(0, limits.mailBodyLength).toWellFormed() || (invitation?.summary ?? ""),
    subject,
    content: { mail: detailsOf(mail, from, { quoted, invitation, robot }) },
    attachments: [],
    quotes: thread.references[0] ?? null,
    fromAd: false,
    thread,
    raw: clean(new TextDecoder().decode(incoming.raw.subarray(0, limits.mailRawLength))),
  };
  return { facts: robot === "bounce" ? [message] : [message, ...arrivals(thread, incoming)], files };
}

/** An answer proves that what it answers has arrived, whatever became of the answer to our request (I9). */
function arrivals({ positions: [position] }: MailThread, { receivedAt: at }: IncomingMail): StatusFact[] {
  if (position === undefined) return [];
  const providerId = `position-${position}`;
  return [{ fact: "status", providerId, messageId: null, position, status: "delivered", at, error: null }];
}

/** Mail from the channel to itself: a copy of our own, which proves that it left; else a loop. */
async function ownCopy(
  token: string | undefined,
  { receivedAt: at }: IncomingMail,
  providerId: string,
  readToken: ReadToken,
): Promise<ParsedMail> {
  const position = token === undefined ? null : await readToken(token.trim());
  if (position === null) return only({ fact: "ignored", reason: "from the channel itself", providerId });
  return only({ fact: "status", providerId, messageId: null, position, status: "sent", at, error: null });
}

async function threadOf(mail: Email, tag: string | null, readToken: ReadToken): Promise<MailThread> {
  const answered = messageIdsIn(mail.inReplyTo);
  const ids = [...answered, ...messageIdsIn(mail.references).reverse()];
  const nearest = [...new Set(ids)].slice(0, limits.mailReferences);
  const tokens = [...nearest.map((id) => id.split("@")[0] ?? ""), ...(tag === null ? [] : [tag])];
  const positions = (await Promise.all(tokens.map(readToken))).filter((position) => position !== null);
  return { positions: [...new Set(positions)], references: await Promise.all(nearest.map(mailKey)) };
}

async function positionOf({ messageId, token }: Original, tag: string | null, readToken: ReadToken) {
  for (const one of [token, messageId?.split("@")[0] ?? null, tag]) {
    const position = one === null ? null : await readToken(one);
    if (position !== null) return position;
  }
  return null;
}

interface Noticed {
  readonly quoted: string | null;
  readonly invitation: Invitation | null;
  readonly robot: string | null;
}

/** What a mail has beyond its words. Lists are cut: every frame with the message carries them. */
function detailsOf(mail: Email, from: Person, { quoted, invitation, robot }: Noticed): Record<string, unknown> {
  const [replyTo] = people(mail.replyTo ?? []);
  const references = messageIdsIn(mail.references);
  const [messageId = null] = messageIdsIn(mail.messageId);
  return {
    from,
    to: people(mail.to ?? []).slice(0, limits.mailPeople),
    cc: people(mail.cc ?? []).slice(0, limits.mailPeople),
    ...(replyTo === undefined || replyTo.address === from.address ? {} : { replyTo }),
    messageId,
    ...(references.length === 0 ? {} : { references: references.slice(-limits.mailReferences) }),
    ...(mail.date === undefined ? {} : { date: mail.date.slice(0, 100) }),
    ...(quoted === null ? {} : { quoted: quoted.slice(0, limits.mailBodyLength).toWellFormed() }),
    ...(robot === null ? {} : { automatic: robot }),
    ...(invitation === null ? {} : { invitation }),
  };
}

/** Kept whole, as a file: no reader of mail may lose one. */
async function unreadable(incoming: IncomingMail): Promise<ParsedMail> {
  const providerId = await digest(incoming.raw);
  const from = envelopeSender(incoming);
  if (from === null) return only({ fact: "ignored", reason: "no sender, and not readable", providerId });
  const message: MessageFact = {
    fact: "message",
    providerId,
    at: incoming.receivedAt,
    from: { aliases: [{ kind: "email", value: from.address }], name: null },
    type: "unsupported",
    body: "",
    subject: null,
    content: { mail: { from, to: [], cc: [], messageId: null } },
    attachments: [],
    quotes: null,
    fromAd: false,
    raw: clean(new TextDecoder().decode(incoming.raw.subarray(0, limits.mailRawLength))),
  };
  return {
    facts: [message],
    files: [
      { role: "original", bytes: incoming.raw, mimeType: "message/rfc822", filename: "message.eml", contentId: null },
    ],
  };
}

function only(fact: Fact): ParsedMail {
  return { facts: [fact], files: [] };
}

function envelopeSender({ envelopeFrom }: IncomingMail): Person | null {
  const address = mailAddress(envelopeFrom);
  return address === null ? null : { address, name: null };
}

function people(given: readonly Address[]): Person[] {
  return given
    .flatMap((one) => (one.group === undefined ? [one] : one.group))
    .flatMap(({ address, name }) => {
      const found = mailAddress(address);
      return found === null ? [] : [{ address: found, name: oneLine(name)?.slice(0, limits.nameLength) ?? null }];
    });
}

function headersOf(mail: Email) {
  return (name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value;
}

function oneLine(text: string | undefined): string | null {
  const line = clean(text ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, limits.subjectLength);
  return line === "" ? null : line.toWellFormed();
}

/** No NUL, which databases cut texts at, and no half of a character. */
function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

import type { Email } from "postal-mime";
import type { MailThread, MessageFact } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { ignored } from "../ignored.ts";
import { asText } from "../json.ts";
import { robotOf } from "./automatic.ts";
import type { Invitation } from "./calendar.ts";
import { fold } from "./fold.ts";
import { textOfHtml } from "./html-text.ts";
import type { IncomingMail, ParsedMail, ReadToken } from "./incoming.ts";
import { filesOf } from "./media.ts";
import { digest, mailKey, messageIdsIn } from "./message-id.ts";
import { envelopeSender, oneLine, peopleIn, type Person } from "./people.ts";
import { tokenHeader } from "./report.ts";
import { arrivals, readOwnCopy } from "./status.ts";
import { hasWords } from "./words/visible.ts";

/** What somebody has written, or a copy of what we have. */
export async function readMessage(mail: Email, incoming: IncomingMail, readToken: ReadToken): Promise<ParsedMail> {
  const headers = headersOf(mail);
  const from = peopleIn(mail.from === undefined ? [] : [mail.from])[0] ?? envelopeSender(incoming.envelopeFrom);
  const name = messageIdsIn(mail.messageId)[0];
  const providerId = name === undefined ? await digest(incoming.raw) : await mailKey(name);
  if (from === null) return { facts: [ignored("no sender", providerId)], files: [] };
  if (from.address === incoming.address) {
    const copy = await readOwnCopy(headers(tokenHeader.toLowerCase()), incoming, providerId, readToken);
    return { facts: [copy], files: [] };
  }
  const thread = await threadOf(mail, incoming.tag, readToken);
  const robot = robotOf(headers, from.address, incoming.envelopeFrom);
  const subject = oneLine(mail.subject);
  const plain = asText(mail.text);
  const text = hasWords(plain) ? plain : asText(await textOfHtml(mail.html ?? ""));
  const { body, quoted } = fold(text, subject);
  const isCut = body.length > limits.mailBodyLength || (text === "" && isUnread(mail, incoming.raw));
  const { files, invitation } = filesOf(mail, incoming.raw, isCut);
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
    raw: asText(new TextDecoder().decode(incoming.raw.subarray(0, limits.mailRawLength))),
  };
  return { facts: robot === "bounce" ? [message] : [message, ...arrivals(thread, incoming)], files };
}

/** Something was written, and none of it was found: a multipart mail that does not name its boundary, broken base64. */
function isUnread({ html = "", attachments }: Email, raw: Uint8Array): boolean {
  if (html.trim() !== "" || attachments.length > 0) return false;
  const whole = new TextDecoder("latin1").decode(raw);
  return whole.slice(/\r?\n\r?\n/.exec(whole)?.index ?? whole.length).trim() !== "";
}

async function threadOf(mail: Email, tag: string | null, readToken: ReadToken): Promise<MailThread> {
  const answered = messageIdsIn(mail.inReplyTo);
  const ids = [...answered, ...messageIdsIn(mail.references).reverse()];
  const nearest = [...new Set(ids)].slice(0, limits.mailReferences);
  const tokens = [...nearest.map((id) => id.split("@")[0] ?? ""), ...(tag === null ? [] : [tag])];
  const positions = (await Promise.all(tokens.map(readToken))).filter((position) => position !== null);
  return { positions: [...new Set(positions)], references: await Promise.all(nearest.map(mailKey)) };
}

interface Noticed {
  readonly quoted: string | null;
  readonly invitation: Invitation | null;
  readonly robot: string | null;
}

/** What a mail has beyond its words. Lists are cut: every frame with the message carries them. */
function detailsOf(mail: Email, from: Person, { quoted, invitation, robot }: Noticed): Record<string, unknown> {
  const [replyTo] = peopleIn(mail.replyTo ?? []);
  const references = messageIdsIn(mail.references);
  const [messageId = null] = messageIdsIn(mail.messageId);
  return {
    from,
    to: peopleIn(mail.to ?? []).slice(0, limits.mailPeople),
    cc: peopleIn(mail.cc ?? []).slice(0, limits.mailPeople),
    ...(replyTo === undefined || replyTo.address === from.address ? {} : { replyTo }),
    messageId,
    ...(references.length === 0 ? {} : { references: references.slice(-limits.mailReferences) }),
    ...(mail.date === undefined ? {} : { date: mail.date.slice(0, 100) }),
    ...(quoted === null ? {} : { quoted: quoted.slice(0, limits.mailBodyLength).toWellFormed() }),
    ...(robot === null ? {} : { automatic: robot }),
    ...(invitation === null ? {} : { invitation }),
  };
}

function headersOf(mail: Email) {
  return (name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value;
}

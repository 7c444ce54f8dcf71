import type { Email } from "postal-mime";
import type { Identity, MailThread, MessageFact } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { ignored } from "../ignored.ts";
import { asText } from "../json.ts";
import { type Robot, robotOf } from "./automatic.ts";
import type { Invitation } from "./calendar.ts";
import type { IncomingMail, ParsedMail, ReadToken } from "./incoming.ts";
import { filesOf } from "./media.ts";
import { digest, mailKey, messageIdsIn } from "./message-id.ts";
import { correspondentsOf, type Correspondents, isFromChannel } from "./correspondent.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { firstOf } from "./headers.ts";
import { oneLine, peopleIn, peopleOf, type Person } from "./people.ts";
import { arrivals, readOwnCopy } from "./status.ts";
import { type Fold, wordsOf } from "./words-of.ts";

/** What somebody has written, or a copy of what we have. */
export async function readMessage(mail: Email, incoming: IncomingMail, readToken: ReadToken): Promise<ParsedMail> {
  const headers = headersOf(mail);
  const name = messageIdsIn(mail.messageId)[0];
  const providerId = name === undefined ? await digest(incoming.raw) : await mailKey(name);
  const isOwn = isFromChannel(mail.headers, incoming);
  const copy = isOwn ? await readOwnCopy(mail, incoming, providerId, readToken) : null;
  if (copy !== null) return { facts: [copy], files: [] };
  const people = correspondentsOf(mail.headers, incoming);
  if (people === null)
    return { facts: [ignored(isOwn ? "from the channel itself" : "no sender", providerId)], files: [] };
  const { author, contact, sender } = people;
  const thread = await threadOf(mail, incoming.tag, readToken);
  const robot = robotOf(headers, author.address, incoming.envelopeFrom);
  const subject = oneLine(mail.subject);
  const { text, body, quoted, folds } = wordsOf(mail, { subject, sender: author.address, address: incoming.address });
  const isCut = body.length > limits.mailBodyLength || (text === "" && isUnread(mail, incoming.raw));
  const { files, invitation } = filesOf(mail, incoming.raw, isCut);
  const message: MessageFact = {
    fact: "message",
    providerId,
    at: incoming.receivedAt,
    from: identityOf(contact),
    ...(sender === null ? {} : { sender: identityOf(sender) }),
    ...(name === undefined ? {} : { fingerprint: await fingerprintOf(mail, author.address) }),
    type: "text",
    body: body.slice(0, limits.mailBodyLength).toWellFormed() || (invitation?.summary ?? ""),
    subject,
    content: { mail: detailsOf(mail, people, { quoted, folds, invitation, robot }) },
    attachments: [],
    quotes: thread.references[0] ?? null,
    fromAd: false,
    thread,
    ...(isForNobody(robot, thread) ? { isAutomatic: true as const } : {}),
    raw: asText(new TextDecoder().decode(incoming.raw.subarray(0, limits.mailRawLength))),
  };
  return { facts: robot === "bounce" ? [message] : [message, ...arrivals(thread, incoming)], files };
}

/**
 * A machine that answers, carries or sends to many waits for nobody. What one tells of its own accord (a form, a shop) may be
 * a customer's wish; as an answer to a mail of ours it is the receipt of a program.
 */
function isForNobody(robot: Robot | null, { positions, references }: MailThread): boolean {
  if (robot === null || robot === "list") return false;
  return robot !== "notice" || positions.length > 0 || references.length > 0;
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
  readonly folds: readonly Fold[];
  readonly invitation: Invitation | null;
  readonly robot: string | null;
}

/** What a mail has beyond its words. Lists are cut: every frame with the message carries them. */
function detailsOf(
  mail: Email,
  people: Correspondents,
  { quoted, folds, invitation, robot }: Noticed,
): Record<string, unknown> {
  const { author, via, onBehalf, replyTo, answerTo, authentication } = people;
  const coauthors = peopleOf(mail.headers, "from").filter(({ address }) => address !== author.address && via === null);
  const references = messageIdsIn(mail.references);
  const [messageId = null] = messageIdsIn(mail.messageId);
  return {
    from: author,
    to: peopleIn(mail.to ?? []).slice(0, limits.mailPeople),
    cc: [...coauthors, ...peopleIn(mail.cc ?? [])].slice(0, limits.mailPeople),
    authentication,
    ...(via === null ? {} : { via }),
    ...(onBehalf === null ? {} : { sender: onBehalf }),
    ...(replyTo[0] === undefined ? {} : { replyTo: replyTo[0] }),
    ...(answerTo.length === 0 ? {} : { answerTo: answerTo.slice(0, limits.mailPeople) }),
    messageId,
    ...(references.length === 0 ? {} : { references: references.slice(-limits.mailReferences) }),
    ...(mail.date === undefined ? {} : { date: mail.date.slice(0, 100) }),
    ...(quoted === null ? {} : { quoted: quoted.slice(0, limits.mailBodyLength).toWellFormed() }),
    ...(folds.length === 0 ? {} : { folds }),
    ...(robot === null ? {} : { automatic: robot }),
    ...(invitation === null ? {} : { invitation }),
  };
}

function headersOf(mail: Email) {
  return (name: string): string | undefined => firstOf(mail.headers, name);
}

function identityOf({ address, name }: Person): Identity {
  return { aliases: [{ kind: "email", value: address }], name };
}

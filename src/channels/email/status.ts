import type { Email } from "postal-mime";
import type { ConsentFact, Fact, MailThread, StatusFact } from "../../protocol/facts.ts";
import { placeName } from "../../protocol/place-name.ts";
import { ignored } from "../ignored.ts";
import { withoutTag } from "./address.ts";
import { firstOf } from "./headers.ts";
import { mailKey, messageIdsIn } from "./message-id.ts";
import { peopleOf } from "./people.ts";
import { type Original, reportOf, tokenHeader } from "./report.ts";
import type { IncomingMail, ReadToken } from "./incoming.ts";

/**
 * A bounce, a receipt or a complaint: news about a message of ours. Null when the mail is none. Anybody can write one, so
 * that it counts only with a token of ours (Do5), and for the message of that token alone, whatever else it names.
 */
export async function readReport(mail: Email, incoming: IncomingMail, readToken: ReadToken): Promise<Fact[] | null> {
  const report = await reportOf(mail, incoming.envelopeFrom);
  if (report === null) return null;
  const { receivedAt: at } = incoming;
  const position = await positionOf(report.original, incoming.tag, readToken);
  const { messageId } = report.original;
  const providerId = messageId === null ? null : await mailKey(messageId);
  if (position === null) {
    // What is no more than words may be somebody's.
    if (report.report === "delivery" && report.isInWords) return null;
    return [ignored(`${report.report} report without a token of ours`, providerId)];
  }
  if (report.report === "complaint") return [complaintAbout(position, at, providerId)];
  return report.recipients.map(({ action, recipients, error }): Fact => {
    if (action === "delayed") return ignored("delivery is delayed", providerId);
    const failed = action === "failed";
    return {
      fact: "status",
      providerId: providerId ?? placeName(position),
      messageId: null,
      position,
      status: failed ? "failed" : "delivered",
      at,
      error: failed ? error : null,
      recipients,
    };
  });
}

/** Whoever got the message wants no marketing any more (SPEC N5). Who that is the message says, not the complaint. */
export function complaintAbout(position: number, at: string, providerId: string | null): ConsentFact {
  const from = { aliases: [], name: null };
  return { fact: "consent", providerId, at, from, position, categories: ["marketing"], state: "opted_out" };
}

/** An answer proves that what it answers has arrived, whatever became of the answer to our request (I9). */
export function arrivals({ positions: [position] }: MailThread, { receivedAt: at }: IncomingMail): StatusFact[] {
  if (position === undefined) return [];
  return [
    {
      fact: "status",
      providerId: placeName(position),
      messageId: null,
      position,
      status: "delivered",
      at,
      error: null,
    },
  ];
}

/** A copy of a mail of ours, which proves that it left; null when it brings no token of ours. */
export async function readOwnCopy(
  mail: Email,
  { receivedAt: at }: IncomingMail,
  providerId: string,
  readToken: ReadToken,
): Promise<Fact | null> {
  const token = firstOf(mail.headers, tokenHeader.toLowerCase())?.trim() ?? null;
  const tags = peopleOf(mail.headers, "reply-to").map(({ address }) => withoutTag(address).tag);
  for (const messageId of messageIdsIn(mail.messageId).slice(0, 1)) tags.push(messageId.split("@")[0] ?? null);
  for (const one of [token, ...tags.slice(-3)]) {
    const position = one === null ? null : await readToken(one);
    if (position !== null)
      return { fact: "status", providerId, messageId: null, position, status: "sent", at, error: null };
  }
  return null;
}

async function positionOf({ tokens }: Original, tag: string | null, readToken: ReadToken) {
  for (const one of [...tokens, tag]) {
    const position = one === null ? null : await readToken(one);
    if (position !== null) return position;
  }
  return null;
}

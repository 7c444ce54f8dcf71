import type { Email } from "postal-mime";
import type { Fact, MailThread, StatusFact } from "../../protocol/facts.ts";
import { placeName } from "../../protocol/place-name.ts";
import { ignored } from "../ignored.ts";
import { withoutTag } from "./address.ts";
import { firstOf } from "./headers.ts";
import { mailKey, messageIdsIn } from "./message-id.ts";
import { peopleOf } from "./people.ts";
import { type Original, reportOf, tokenHeader } from "./report.ts";
import type { IncomingMail, ReadToken } from "./incoming.ts";

/** A bounce, a receipt or a complaint: news about a message of ours. Null when the mail is none. */
export async function readReport(mail: Email, incoming: IncomingMail, readToken: ReadToken): Promise<Fact | null> {
  const report = await reportOf(mail);
  if (report === null) return null;
  const { receivedAt: at } = incoming;
  const position = await positionOf(report.original, incoming.tag, readToken);
  const providerId = report.original.messageId === null ? null : await mailKey(report.original.messageId);
  if (report.report === "complaint") {
    const { recipient } = report;
    if (recipient === null) return ignored("complaint without a recipient", providerId);
    const from = { aliases: [{ kind: "email" as const, value: recipient }], name: null };
    return { fact: "consent", providerId, at, from, categories: ["marketing"], state: "opted_out" };
  }
  if (report.action === "delayed") return ignored("delivery is delayed", providerId);
  const named = providerId ?? (position === null ? null : placeName(position));
  if (named === null) return ignored("report that names no mail");
  const failed = report.action === "failed";
  return {
    fact: "status",
    providerId: named,
    messageId: null,
    ...(position === null ? {} : { position }),
    status: failed ? "failed" : "delivered",
    at,
    error: failed ? report.error : null,
  };
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

async function positionOf({ messageId, token }: Original, tag: string | null, readToken: ReadToken) {
  for (const one of [token, messageId?.split("@")[0] ?? null, tag]) {
    const position = one === null ? null : await readToken(one);
    if (position !== null) return position;
  }
  return null;
}

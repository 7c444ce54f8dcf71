import type { CommandPayload } from "../protocol/commands.ts";
import type { ChannelType, Message } from "../protocol/records.ts";
import { channelBasics, lengthOf } from "./channel-basics.ts";
import type { ChannelBasics } from "./channel-basics.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";

/** What a message says. Its type follows from it. */
export type OutgoingContent = Pick<Message, "type" | "body" | "subject" | "content" | "attachments">;

export function nothingSaid(): Refusal {
  return refused("invalid", "A message needs a text, a file or a template.", { field: "body" });
}

/**
 * What a send says that is text alone, or why its channel cannot say that; null when there is more to it. By itself, so
 * that a client that shows replies at once need not bring the rules of everything else (B7).
 */
export function outgoingText(
  channel: ChannelType,
  payload: CommandPayload<"message:send">,
): OutgoingContent | Refusal | null {
  const { body, template, attachments, interactive, location, subject, cc, replyTo } = payload;
  const rules = channelBasics[channel];
  const isMore = (template ?? interactive ?? location ?? subject ?? attachments?.[0] ?? cc?.[0]) !== undefined;
  if (isMore || (replyTo != null && !rules.quotes)) return null;
  if (body.trim() === "") return nothingSaid();
  return tooLong(body, rules) ?? { type: "text", body, subject: null, content: null, attachments: [] };
}

export function tooLong(body: string, rules: Pick<ChannelBasics, "textLength" | "countedIn">): Refusal | null {
  const length = lengthOf(body, rules);
  const limit = rules.textLength;
  if (length <= limit) return null;
  const unit = rules.countedIn === "bytes" ? "bytes" : "characters";
  return refused("too_long", `This channel takes up to ${limit} ${unit} here.`, { limit, length });
}

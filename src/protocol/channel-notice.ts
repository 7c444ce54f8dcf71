import * as v from "valibot";
import { nullable, timestamp } from "./record-parts.ts";

/**
 * What a provider says of a number or account itself: a warning, a restriction, a limit. Of one topic the newest holds; one
 * that is over stays as such, so that what was said before it and comes after it changes nothing.
 */
export const ChannelNoticeSchema = v.object({
  topic: v.string(),
  /** `info`: nothing has to be done. */
  level: v.picklist(["warning", "info"]),
  /** The provider's word for it. */
  code: v.string(),
  message: v.string(),
  advice: nullable(v.string()),
  /** When the provider said it. */
  at: timestamp,
  /** When it ends by itself; absent: not told. */
  until: v.optional(timestamp),
  isOver: v.optional(v.literal(true)),
});
export type ChannelNotice = v.InferOutput<typeof ChannelNoticeSchema>;

/** Those that hold at `now`, ISO 8601 UTC. */
export function noticesAt(notices: readonly ChannelNotice[] | undefined, now: string): ChannelNotice[] {
  return (notices ?? []).filter(({ isOver, until }) => isOver !== true && (until === undefined || until > now));
}

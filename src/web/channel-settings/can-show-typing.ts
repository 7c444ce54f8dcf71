import type { Channel } from "../../protocol/records.ts";

/** Whether a customer can see there that a reply is being written. */
export function canShowTyping({ channel }: Pick<Channel, "channel">): boolean {
  return channel === "whatsapp" || channel === "instagram";
}

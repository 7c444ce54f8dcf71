import { limits } from "../protocol/limits.ts";
import type { ChannelType } from "../protocol/records.ts";

/** What of a channel's rules (`channel-rules.ts`) a plain reply is judged by: all that a client needs that shows one at once. */
export interface ChannelBasics {
  /** Longest text, as `lengthOf` counts it. */
  readonly textLength: number;
  readonly countedIn: "utf16" | "bytes";
  readonly quotes: boolean;
  readonly reactions: boolean;
}

export const channelBasics: Readonly<Record<ChannelType, ChannelBasics>> = {
  whatsapp: { textLength: limits.whatsappTextLength, countedIn: "utf16", quotes: true, reactions: true },
  instagram: { textLength: limits.instagramTextBytes, countedIn: "bytes", quotes: true, reactions: true },
  sms: { textLength: limits.smsTextLength, countedIn: "utf16", quotes: false, reactions: false },
  email: { textLength: limits.mailTextLength, countedIn: "utf16", quotes: true, reactions: false },
};

/** How much of the channel's length a text takes. */
export function lengthOf(text: string, { countedIn }: Pick<ChannelBasics, "countedIn">): number {
  if (countedIn === "utf16") return text.length;
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

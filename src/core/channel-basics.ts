import { limits } from "../protocol/limits.ts";
import type { ChannelType } from "../protocol/records.ts";

/** What of a channel's rules (`channel-rules.ts`) a plain reply is judged by: all that a client needs that shows one at once. */
export interface ChannelBasics {
  /** Longest text, as `lengthOf` counts it. */
  readonly textLength: number;
  readonly countedIn: "utf16" | "bytes";
  readonly quotes: boolean;
  /** What the business may react with; an empty list where the channel has no reactions. */
  readonly reactions: "any" | readonly string[];
}

export const channelBasics: Readonly<Record<ChannelType, ChannelBasics>> = {
  whatsapp: { textLength: limits.whatsappTextLength, countedIn: "utf16", quotes: true, reactions: "any" },
  // Meta, "Instagram: react or unreact to a message" (2026): of a business `love` alone.
  instagram: { textLength: limits.instagramTextBytes, countedIn: "bytes", quotes: true, reactions: ["❤️"] },
  sms: { textLength: limits.smsTextLength, countedIn: "utf16", quotes: false, reactions: [] },
  email: { textLength: limits.mailTextLength, countedIn: "utf16", quotes: true, reactions: [] },
};

/** How much of the channel's length a text takes. */
export function lengthOf(text: string, { countedIn }: Pick<ChannelBasics, "countedIn">): number {
  if (countedIn === "utf16") return text.length;
  let bytes = 0;
  for (const sign of text) bytes += sign.length > 1 ? 4 : sign > "\u07FF" ? 3 : sign > "\x7F" ? 2 : 1;
  return bytes;
}

/** Whether the business may react with an emoji. */
export function takesReaction({ reactions }: Pick<ChannelBasics, "reactions">, emoji: string): boolean {
  return reactions === "any" || reactions.some((one) => isSameEmoji(one, emoji));
}

/** With and without the sign that asks for colour it is the same one. */
export function isSameEmoji(a: string, b: string | null): boolean {
  const plain = (one: string) => one.replaceAll("\uFE0F", "");
  return b !== null && plain(a) === plain(b);
}

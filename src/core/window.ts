import type { MessageFact } from "../protocol/facts.ts";
import type { ChannelType, Conversation } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";

/** How long after the customer's message a channel takes replies, in milliseconds; null: always. */
const windows: Readonly<Record<ChannelType, { readonly ms: number; readonly fromAdMs: number } | null>> = {
  whatsapp: { ms: timing.whatsappWindowMs, fromAdMs: timing.whatsappAdWindowMs },
  // A person may answer for longer than the standard window: the adapter says so with Meta's tag.
  instagram: { ms: timing.humanAgentWindowMs, fromAdMs: timing.humanAgentWindowMs },
  sms: null,
  email: null,
};

/** When the window closes after a customer's message; one that comes late cannot shorten it. */
export function windowAfter(
  current: string | null,
  channel: ChannelType,
  fact: Pick<MessageFact, "at" | "fromAd">,
): string | null {
  const window = windows[channel];
  if (window === null) return current;
  const closesAt = new Date(Date.parse(fact.at) + (fact.fromAd ? window.fromAdMs : window.ms)).toISOString();
  return current !== null && current > closesAt ? current : closesAt;
}

/** D5: why nothing but a template may leave at `at` (ISO 8601 UTC); null when it may. */
export function windowRefusal(
  { channel, windowClosesAt }: Pick<Conversation, "channel" | "windowClosesAt">,
  at: string,
): Refusal | null {
  if (windows[channel] === null || (windowClosesAt !== null && windowClosesAt > at)) return null;
  const why =
    windowClosesAt === null
      ? "The customer has not written yet."
      : "The customer's last message is too long ago for a reply.";
  const advice = channel === "whatsapp" ? "Send a template." : "Wait until the customer writes again.";
  return refused("window_closed", `${why} ${advice}`, { windowClosesAt });
}

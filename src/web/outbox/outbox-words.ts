import type { ChannelType, DeliveryError } from "../../protocol/records.ts";
import type { UndeliveredItem } from "../../protocol/undelivered.ts";
import { providerName } from "../channel-settings/health-words.ts";
import { outbox as words } from "../messages/en/outbox.ts";
import { t } from "../messages/t.ts";
import { clockTime, dayName } from "../time.ts";

const own = ["no_answer", "not_arrived", "channel_disconnected", "restored"] as const;

/** Why it is not with its customer, and what to do; in the provider's words where they are the provider's. */
export function reasonOf(
  { message, waiting }: UndeliveredItem,
  channel: ChannelType | undefined,
  today: Date,
): { why: string; advice: string | null } {
  if (waiting !== null) return { why: waitText(waiting, today), advice: null };
  if (message.error === null) return { why: t(words.unknownReason), advice: null };
  return errorText(message.error, channel);
}

function waitText(waiting: NonNullable<UndeliveredItem["waiting"]>, today: Date): string {
  const { for: reason, until } = waiting;
  switch (reason) {
    case "schedule":
    case "retry":
      return t(words[`waits.${reason}`], { time: whenText(until, today) });
    case "channel":
    case "answer":
    case "turn":
    case "hold":
      return t(words[`waits.${reason}`]);
  }
}

function errorText(
  { code, message, advice }: DeliveryError,
  channel: ChannelType | undefined,
): { why: string; advice: string | null } {
  if (channel !== undefined && (code === "connection" || code === "timeout"))
    return { why: t(words[`error.${code}`], { provider: providerName(channel) }), advice };
  const known = own.find((one) => one === code);
  return known === undefined
    ? { why: message, advice }
    : { why: t(words[`error.${known}`]), advice: t(words[`error.${known}.advice`]) };
}

function whenText(iso: string, today: Date): string {
  return new Date(iso).toDateString() === today.toDateString()
    ? clockTime(iso)
    : `${dayName(iso, today)}, ${clockTime(iso)}`;
}

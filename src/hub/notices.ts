import { noticesAt } from "../protocol/channel-notice.ts";
import type { IgnoredFact, NoticeFact, Outcome } from "../protocol/facts.ts";
import type { Channel } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import type { IngestBatch } from "./rpc.ts";
import type { Store } from "./store.ts";

/** More topics than a provider has. */
const noticesMax = 30;

/**
 * What a provider says of a number or account, kept with the channel and told to everybody who is here. An account's news
 * comes to one of its numbers and is true of all, unless it names one.
 */
export function hearNotice(
  turn: Turn,
  store: Store,
  channel: Channel,
  { providerId, at, address, notice }: NoticeFact,
): Outcome {
  const siblings = store
    .channels()
    .filter(
      (one) => one.channel === channel.channel && one.accountId === channel.accountId && one.state !== "disconnected",
    );
  const named = siblings.filter((one) => address !== null && digits(one.address) === digits(address));
  let isNews = false;
  for (const one of named.length > 0 ? named : siblings) {
    const notices = one.notices ?? [];
    const known = notices.find(({ topic }) => topic === notice.topic);
    if (known !== undefined && known.at >= at) continue;
    isNews = true;
    const kept = [...notices.filter((other) => other !== known), { ...notice, at }].slice(-noticesMax);
    const { id: channelId, channel: type, state, stateReason: reason } = one;
    const event = { event: "channel:updated", payload: { channelId, channel: type, state, reason } } as const;
    turn.write({ actor: "provider", cause: null, events: [event], records: [{ ...one, notices: kept }] });
  }
  return { outcome: isNews ? "stored" : "duplicate", providerId };
}

/** That a number is in groups is told once, beside each of their messages in the report: nobody would look there for it. */
export function leaveOut(turn: Turn, store: Store, channel: Channel, { providerId, reason }: IgnoredFact): Outcome {
  const isKnown = channel.notices?.some(({ topic }) => topic === groups.topic) ?? false;
  if (/\bgroup message$/.test(reason) && !isKnown)
    hearNotice(turn, store, channel, {
      fact: "notice",
      providerId: null,
      at: turn.now,
      address: channel.address,
      notice: groups,
    });
  return { outcome: "ignored", providerId, reason };
}

const groups = {
  topic: "groups",
  level: "info",
  code: "group_messages",
  message: "The number is in a WhatsApp group. What is written there is not shown here.",
  advice:
    "Parley takes conversations with one customer each. The report of what came in has every message that was left out.",
} as const;

/** What is said of the number itself is looked up where everything unusual is. */
export function isNotice({ groups }: IngestBatch): boolean {
  return groups.some(({ facts }) => facts.some(({ fact }) => fact === "notice"));
}

/** Somebody who manages the channel has seen them. */
export function seenNotices({ notices }: Channel): Pick<Channel, "notices"> {
  return notices === undefined ? {} : { notices: notices.map((one) => ({ ...one, isOver: true })) };
}

/** The warnings that hold, as alerts. */
export function noticeAlerts(store: Store, now: string) {
  return store.channels().flatMap(({ id, name, state, notices }) =>
    state === "disconnected"
      ? []
      : noticesAt(notices, now)
          .filter(({ level }) => level === "warning")
          .map(({ message }) => ({ kind: "channel_warned" as const, text: `${name}: ${message}`, channelId: id })),
  );
}

function digits(address: string): string {
  return address.replace(/\D/g, "");
}

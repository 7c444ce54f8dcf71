import type { ConversationView } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import type { Channel } from "../../protocol/records.ts";
import { useConversationsOf } from "../contact/conversations-of.ts";
import { channelsFor, type Customer } from "./reachable.ts";

export interface StartChannel {
  readonly channel: Channel;
  /** What there is with the customer on it already; null: nothing. */
  readonly conversation: ConversationView | null;
}

/** The channels by which a customer can be written to, the one on which was talked last first. */
export function useStartChannels(customer: Customer | null): readonly StartChannel[] {
  const channels = useInboxView((inbox) => inbox.channels());
  const talks = useConversationsOf(customer !== null && "contact" in customer ? customer.contact.id : null);
  if (customer === null) return [];
  const reachable = new Set(channelsFor(channels, customer).map(({ id }) => id));
  return channels
    .map((channel): StartChannel => ({
      channel,
      conversation: talks?.items.find(({ record }) => record.channelId === channel.id) ?? null,
    }))
    .filter(({ channel, conversation }) => conversation !== null || reachable.has(channel.id))
    .toSorted((a, b) => placeOf(b) - placeOf(a));
}

function placeOf({ conversation }: StartChannel): number {
  return conversation?.record.lastPosition ?? Number.MIN_SAFE_INTEGER;
}

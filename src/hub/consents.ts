import { optOutsOf, withConsents } from "../core/consent.ts";
import { emptyState } from "../core/state.ts";
import type { Message } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Store } from "./store.ts";

/** D9: a message that failed because the customer has opted out tells so much of the customer. */
export function learnOptOut(turn: Turn, store: Store, message: Message): void {
  const { error, status } = message;
  if (status !== "failed" || error === null) return;
  const contact = store.contact(message.contactId);
  const channel = store.channel(message.channelId);
  if (contact === null || channel === null) return;
  const consents = optOutsOf(contact, channel.channel, error.code, turn.now);
  if (consents.length === 0) return;
  const { shared } = fold({ ...emptyState, contact }, [
    { event: "contact:consented", contact: withConsents(contact, consents), consents },
  ]);
  turn.write({ actor: "provider", cause: null, ...shared });
}

import { optOutsOf, withConsents, withMergedConsents } from "../core/consent.ts";
import { contactUpdated } from "../core/contact.ts";
import { emptyState } from "../core/state.ts";
import type { Message } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import { identityOf, membersOf } from "./identities.ts";
import type { Store } from "./store.ts";

/** D9: a message that failed because the customer has opted out tells so much of the customer. */
export function learnOptOut(turn: Turn, store: Store, message: Message): void {
  const { error, status } = message;
  if (status !== "failed" || error === null) return;
  const conversation = store.conversation(message.conversationId);
  const contact = identityOf(store, conversation ?? message);
  const channel = store.channel(message.channelId);
  if (contact === null || channel === null) return;
  const consents = optOutsOf(contact, channel.channel, error.code, turn.now);
  if (consents.length === 0) return;
  const { shared } = fold({ ...emptyState, contact }, [
    { event: "contact:consented", contact: withConsents(contact, consents), consents },
  ]);
  turn.write({ actor: "provider", cause: null, ...shared });
  tellPerson(turn, store, contact.id);
}

/** After a contact has said what it wants: whoever it was merged into shows that, too, and is judged by it. */
export function tellPerson(turn: Turn, store: Store, contactId: string): void {
  const identity = store.contact(contactId);
  if (identity?.mergedInto === undefined) return;
  const person = store.contact(identity.mergedInto);
  if (person === null) return;
  const after = withMergedConsents(person, membersOf(store, person));
  if (JSON.stringify(after.mergedConsents) === JSON.stringify(person.mergedConsents)) return;
  turn.write({ actor: "provider", cause: null, events: [contactUpdated(after)], records: [after] });
}

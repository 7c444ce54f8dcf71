import type { Label } from "../protocol/catalog-records.ts";
import type { ContactChange } from "../protocol/contact-change.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import { limits } from "../protocol/limits.ts";
import type { Consent, Contact } from "../protocol/records.ts";
import { labelsAfter } from "./label-change.ts";
import { isOther, withConsents, withMergedConsents } from "./consent.ts";
import { refused } from "./state.ts";
import type { Asker, Refusal } from "./state.ts";

export type ContactDecision =
  /** No events: it is so already, and there is nothing to write. */
  | {
      readonly ok: true;
      readonly contact: Contact;
      /** Those that were merged into it and that changed with it. */
      readonly members: readonly Contact[];
      readonly events: readonly ParleyEvent[];
    }
  | Refusal;

export interface ContactState {
  /** null: there is none of that id. */
  readonly contact: Contact | null;
  /** Those that are merged into it. */
  readonly members: readonly Contact[];
  readonly labels: readonly Pick<Label, "id" | "name">[];
}

/** Decides what a team notes of a customer: name, stage, value, labels, attributes. */
export function decideContact(
  { contact: before, members, labels: existing }: ContactState,
  change: ContactChange,
  asker: Asker,
  now: string,
): ContactDecision {
  if (asker.role === "viewer") return refused("forbidden", "Your role may read, not write.");
  if (before === null) return refused("not_found", "There is no such contact.");
  if (before.mergedInto !== undefined)
    return refused("conflict", "This contact was merged into another: change that one.", {
      contactId: before.mergedInto,
    });
  const labels = relabeled(before, existing, change);
  if (!labels.ok) return labels;
  const attributes = reattributed(before, change);
  if (Object.keys(attributes).length > limits.attributesPerContact)
    return refused("invalid", `A contact has up to ${limits.attributesPerContact} attributes: delete one first.`, {
      field: "attributes",
      limit: limits.attributesPerContact,
    });
  const { stage = before.stage, value = before.value } = change;
  const said = (change.consents ?? []).map((one): Consent => ({ ...one, at: now, source: asker.id }));
  // What the customer has told the team is said for all that are this customer.
  const told = members.map((member) => consenting(member, said));
  const contact: Contact = {
    ...withMergedConsents(consenting(renamed(before, change.name, asker), said), told),
    stage,
    value,
    labels: labels.labels,
    attributes,
  };
  const changed = told.filter((member, index) => member !== members[index]);
  if (changed.length === 0 && isSame(before, contact)) return { ok: true, contact: before, members: [], events: [] };
  const isWon = contact.stage === "converted" && before.stage !== "converted";
  const consented = said
    .filter((consent) => [before, ...members].some((one) => isOther(one, consent)))
    .map((consent): ParleyEvent => ({ event: "contact:consented", payload: { contactId: contact.id, ...consent } }));
  return {
    ok: true,
    contact,
    members: changed,
    events: [contactUpdated(contact), ...consented, ...(isWon ? [converted(contact, asker)] : [])],
  };
}

function consenting(contact: Contact, said: readonly Consent[]): Contact {
  return withConsents(
    contact,
    said.filter((consent) => isOther(contact, consent)),
  );
}

/** The wire's word for a contact that is not as it was. */
export function contactUpdated({ id: contactId, name, phoneNumber, stage, value, labels }: Contact): ParleyEvent {
  return { event: "contact:updated", payload: { contactId, name, phoneNumber, stage, value, labels } };
}

function converted({ id: contactId, name: contactName, phoneNumber, value }: Contact, asker: Asker): ParleyEvent {
  return { event: "lead:converted", payload: { contactId, contactName, phoneNumber, value, agentId: asker.id } };
}

/** A name that was given stays whatever the provider says; without one the provider's next name counts again. */
function renamed(before: Contact, name: string | null | undefined, asker: Asker): Contact {
  if (name === undefined || (name === before.name && name !== null)) return before;
  const { nameBy: _, ...contact } = before;
  if (name === null) return { ...contact, name: null, nameAt: null };
  return { ...contact, name, nameAt: null, nameBy: asker.id };
}

function relabeled(before: Contact, existing: ContactState["labels"], { labels }: ContactChange) {
  if (labels === undefined) return { ok: true, labels: before.labels } as const;
  const after = labelsAfter(existing, before.labels, Array.isArray(labels) ? { labels } : labels);
  if (!after.ok || after.labels.length <= limits.labelsPerContact) return after;
  return refused("invalid", `A contact has up to ${limits.labelsPerContact} labels.`, { field: "labels" });
}

function reattributed(before: Contact, { attributes = {} }: ContactChange): Contact["attributes"] {
  const after = new Map(Object.entries(before.attributes));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) after.delete(name);
    else after.set(name, value);
  }
  return Object.fromEntries(after);
}

function isSame(a: Contact, b: Contact): boolean {
  return (
    a.name === b.name &&
    a.nameBy === b.nameBy &&
    a.stage === b.stage &&
    a.value === b.value &&
    JSON.stringify(a.labels) === JSON.stringify(b.labels) &&
    JSON.stringify(a.consents) === JSON.stringify(b.consents) &&
    JSON.stringify(a.attributes) === JSON.stringify(b.attributes)
  );
}

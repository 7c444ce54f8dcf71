import type { ParleyEvent } from "../protocol/events.ts";
import { limits } from "../protocol/limits.ts";
import type { Contact, Conversation } from "../protocol/records.ts";
import { withMergedConsents } from "./consent.ts";
import { contactUpdated } from "./contact.ts";
import { identityIn, joined, parted } from "./merge-fields.ts";
import { refused } from "./state.ts";
import type { Asker, Refusal } from "./state.ts";

/** What a merge or its undoing is about. */
export interface MergeState {
  /** Who stays; of an undoing, into whom the other was merged. */
  readonly survivor: Contact | null;
  /** Who is merged, or separated. */
  readonly other: Contact | null;
  /** All that are merged into either of them. */
  readonly members: readonly Contact[];
  /** All that was talked about with the two and their members. */
  readonly conversations: readonly Conversation[];
  /** Whether some of that is out of the asker's sight. */
  readonly isPartHidden: boolean;
}

export type MergeDecision =
  | {
      readonly ok: true;
      /** The first is the answer. */
      readonly contacts: readonly Contact[];
      readonly conversations: readonly Conversation[];
      /** None: it is so already. */
      readonly events: readonly ParleyEvent[];
    }
  | Refusal;

/**
 * One contact becomes a part of another. It stays as it is, with its names, by which its provider goes on to find it; the
 * survivor gets what it had none of, and all conversations.
 */
export function merge(state: MergeState, asker: Asker, now: string): MergeDecision {
  const { survivor, other, members, conversations } = state;
  if (asker.role === "viewer") return refused("forbidden", "Your role may read, not write.");
  if (survivor === null) return refused("not_found", "There is no such contact.");
  if (other === null) return refused("not_found", "There is no such contact.", { field: "with" });
  if (survivor.id === other.id) return refused("invalid", "A contact is itself already.", { field: "with" });
  if (other.mergedInto === survivor.id) return unchanged(survivor);
  const elsewhere = survivor.mergedInto ?? other.mergedInto;
  if (elsewhere !== undefined)
    return refused("conflict", "One of them was merged into another contact: take that one.", {
      contactId: elsewhere,
      field: survivor.mergedInto === undefined ? "with" : "contactId",
    });
  if (state.isPartHidden) return partHidden();
  const { contact, brought } = joined(survivor, other);
  const mergedIds = [...(survivor.mergedIds ?? []), other.id, ...(other.mergedIds ?? [])];
  const full = tooMuch(contact, mergedIds);
  if (full !== null) return full;
  const absorbed: Contact = {
    ...other,
    mergedInto: survivor.id,
    merge: { at: now, by: asker.id, via: null, brought },
  };
  const along = members
    .filter(({ mergedInto }) => mergedInto === other.id)
    .map((one) => led(one, survivor.id, other.id));
  const already = members.filter(({ mergedInto }) => mergedInto === survivor.id);
  const after = withMergedConsents({ ...contact, mergedIds }, [...already, absorbed, ...along]);
  return {
    ok: true,
    contacts: [after, absorbed, ...along],
    conversations: conversations
      .filter(({ contactId }) => contactId === other.id)
      .map((one) => ({ ...(one.identityId === undefined ? identityIn(other) : {}), ...one, contactId: survivor.id })),
    events: [
      { event: "contact:merged", payload: { contactId: survivor.id, mergedId: other.id, agentId: asker.id } },
      contactUpdated(after),
    ],
  };
}

/** Takes a merge back: each is what it was, with what was changed since where it was changed. */
export function unmerge(state: MergeState, asker: Asker): MergeDecision {
  const { survivor, other, members, conversations } = state;
  if (asker.role === "viewer") return refused("forbidden", "Your role may read, not write.");
  if (other === null) return refused("not_found", "There is no such contact.");
  if (survivor === null || other.merge === undefined) return unchanged(other);
  const { via } = other.merge;
  if (via !== null) return refused("conflict", "It came with another contact: separate that one.", { contactId: via });
  if (state.isPartHidden) return partHidden();
  const own = new Set(other.mergedIds ?? []);
  const along = members.filter(({ id }) => own.has(id)).map((one) => released(one, other.id));
  const staying = members.filter(({ id }) => id !== other.id && !own.has(id));
  const { contact, givers } = parted(survivor, other.merge.brought, staying);
  const mergedIds = (survivor.mergedIds ?? []).filter((id) => id !== other.id && !own.has(id));
  const after = withMergedConsents(withIds(contact, mergedIds), staying);
  const { mergedInto: _, merge: __, ...bare } = other;
  const separated = withMergedConsents(bare, along);
  return {
    ok: true,
    contacts: [separated, after, ...along, ...givers],
    conversations: conversations
      .filter(({ identityId }) => identityId === other.id || own.has(identityId ?? ""))
      .map((one) => backTo(one, other.id)),
    events: [
      { event: "contact:unmerged", payload: { contactId: survivor.id, separatedId: other.id, agentId: asker.id } },
      contactUpdated(after),
      contactUpdated(separated),
    ],
  };
}

function unchanged(contact: Contact): MergeDecision {
  return { ok: true, contacts: [contact], conversations: [], events: [] };
}

function partHidden(): Refusal {
  return refused("forbidden", "What was talked about with them is in part another team's.");
}

/** A merge must not make a contact that no edit could make. */
function tooMuch({ labels, attributes }: Contact, mergedIds: readonly string[]): Refusal | null {
  const held = [
    ["mergedIds", mergedIds.length, limits.mergedPerContact],
    ["labels", labels.length, limits.labelsPerContact],
    ["attributes", Object.keys(attributes).length, limits.attributesPerContact],
  ] as const;
  const over = held.find(([, count, limit]) => count > limit);
  if (over === undefined) return null;
  const [field, count, limit] = over;
  return refused("conflict", `Together they have ${count} ${field}; a contact has up to ${limit}.`, { field, limit });
}

/** One of the other's own, which comes along. */
function led(member: Contact, survivorId: string, otherId: string): Contact {
  const { merge: how } = member;
  return { ...member, mergedInto: survivorId, ...(how && { merge: { ...how, via: how.via ?? otherId } }) };
}

function released(member: Contact, otherId: string): Contact {
  const { merge: how } = member;
  return {
    ...member,
    mergedInto: otherId,
    ...(how && { merge: { ...how, via: how.via === otherId ? null : how.via } }),
  };
}

function withIds(contact: Contact, ids: string[]): Contact {
  const { mergedIds: _, ...rest } = contact;
  return ids.length === 0 ? rest : { ...rest, mergedIds: ids };
}

function backTo(conversation: Conversation, contactId: string): Conversation {
  if (conversation.identityId !== contactId) return { ...conversation, contactId };
  const { identityId: _, identityAddress: __, ...rest } = conversation;
  return { ...rest, contactId };
}

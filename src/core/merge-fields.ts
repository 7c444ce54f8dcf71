import type { Brought } from "../protocol/contact-merge.ts";
import type { Contact } from "../protocol/records.ts";
import { knownAddress } from "./known-address.ts";

/**
 * What a team notes of two contacts, as one: the survivor's stays; where it has none, the other's is taken. Labels and
 * attributes come together, and of two attributes of one name the survivor's holds. What was taken is noted, so that
 * it can be taken back.
 */
export function joined(survivor: Contact, other: Contact): { readonly contact: Contact; readonly brought: Brought } {
  const labels = other.labels.filter((label) => !survivor.labels.includes(label));
  const attributes = Object.fromEntries(
    Object.entries(other.attributes).filter(([name]) => !Object.hasOwn(survivor.attributes, name)),
  );
  const brought: Brought = {
    ...(survivor.name === null && other.name !== null ? { name: other.name } : {}),
    ...(survivor.stage === "lead" && other.stage !== "lead" ? { stage: other.stage } : {}),
    ...(survivor.value === null && other.value !== null ? { value: other.value } : {}),
    labels,
    attributes,
  };
  const contact: Contact = {
    ...(brought.name === undefined ? survivor : named(survivor, other)),
    phoneNumber: survivor.phoneNumber ?? other.phoneNumber,
    stage: brought.stage ?? survivor.stage,
    value: brought.value ?? survivor.value,
    labels: [...survivor.labels, ...labels],
    attributes: { ...survivor.attributes, ...attributes },
  };
  return { contact, brought };
}

/**
 * The survivor without what one had brought, as far as it still stands as it was brought; `staying` are those that remain.
 * What one of them has too stays, as brought by that one: `givers` are those of whom that is so.
 */
export function parted(
  survivor: Contact,
  brought: Brought,
  staying: readonly Contact[],
): { readonly contact: Contact; readonly givers: readonly Contact[] } {
  const direct = staying.filter(({ merge }) => merge?.via === null);
  const gifts = new Map<Contact, Brought>();
  const gives = (giver: Contact, gift: (before: Brought) => Brought) =>
    gifts.set(giver, gift(gifts.get(giver) ?? (giver.merge?.brought as Brought)));
  let contact = { ...survivor, phoneNumber: phoneOf(survivor, direct) };
  if (brought.name !== undefined && contact.name === brought.name) {
    const giver = direct.find(({ name }) => name !== null);
    contact = named(contact, giver ?? null);
    if (giver?.name != null) gives(giver, (before) => ({ ...before, name: giver.name as string }));
  }
  if (brought.stage !== undefined && contact.stage === brought.stage) {
    const giver = direct.find(({ stage }) => stage !== "lead");
    contact = { ...contact, stage: giver?.stage ?? "lead" };
    if (giver !== undefined) gives(giver, (before) => ({ ...before, stage: giver.stage }));
  }
  if (brought.value !== undefined && contact.value === brought.value) {
    const giver = direct.find(({ value }) => value !== null);
    contact = { ...contact, value: giver?.value ?? null };
    if (giver?.value != null) gives(giver, (before) => ({ ...before, value: giver.value as number }));
  }
  for (const label of brought.labels) {
    const giver = direct.find(({ labels }) => labels.includes(label));
    if (giver === undefined) contact = { ...contact, labels: contact.labels.filter((one) => one !== label) };
    else if (contact.labels.includes(label))
      gives(giver, (before) => ({ ...before, labels: [...before.labels, label] }));
  }
  for (const [name, value] of Object.entries(brought.attributes)) {
    if (contact.attributes[name] !== value) continue;
    const giver = direct.find(({ attributes }) => Object.hasOwn(attributes, name));
    const { [name]: _, ...others } = contact.attributes;
    const own = giver?.attributes[name];
    contact = { ...contact, attributes: giver === undefined ? others : { ...others, [name]: own } };
    if (giver !== undefined)
      gives(giver, (before) => ({ ...before, attributes: { ...before.attributes, [name]: own } }));
  }
  const givers = [...gifts].map(([giver, gift]) => ({
    ...giver,
    ...(giver.merge && { merge: { ...giver.merge, brought: gift } }),
  }));
  return { contact, givers };
}

/** By whose names a conversation of a merged contact is. */
export function identityIn(contact: Contact): { readonly identityId: string; readonly identityAddress?: string } {
  const identityAddress = contact.aliases.some(({ kind }) => kind === "phone")
    ? phoneOf(contact, [])
    : knownAddress(contact.aliases);
  return { identityId: contact.id, ...(identityAddress === null ? {} : { identityAddress }) };
}

/** With another's name, and what is known of that; null: with none. */
function named(contact: Contact, other: Contact | null): Contact {
  const { nameBy: _, ...rest } = contact;
  if (other === null) return { ...rest, name: null, nameAt: null };
  const { name, nameAt, nameBy } = other;
  return { ...rest, name, nameAt, ...(nameBy === undefined ? {} : { nameBy }) };
}

function phoneOf(contact: Contact, members: readonly Contact[]): string | null {
  const own = contact.aliases.find(({ kind }) => kind === "phone");
  if (own !== undefined) return `+${own.value}`;
  return members.find(({ phoneNumber }) => phoneNumber !== null)?.phoneNumber ?? null;
}

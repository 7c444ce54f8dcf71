import { useEffect, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import type { ContactChange } from "../../protocol/contact-change.ts";
import type { Consent, Contact } from "../../protocol/records.ts";
import { contacts, type Failure } from "../api.ts";
import { mayWrite } from "../settings/roles.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { now } from "../clock.ts";

/** Resolves to why it was refused; null when it was not. What it shows is taken back then. */
export type ChangeContact = (change: ContactChange) => Promise<Failure | null>;

export interface OpenContact {
  /** What is true, with the changes that are on their way; null until it is here. */
  contact: Contact | null;
  /** Why it could not be loaded. */
  failure: Failure | null;
  reload: () => void;
  change: ChangeContact;
  mayWrite: boolean;
}

/** A contact, kept up to date. Use it under a `key` of the contact's id. */
export function useContact(id: string): OpenContact {
  const { slug } = useOrganisation();
  const me = useMe();
  const held = useInboxView((inbox) => inbox.contactRecord(id));
  // After a time without a connection nobody told what has changed.
  const isLive = useInboxView((inbox) => inbox.connection.state === "live");
  const [loaded, setLoaded] = useState<Contact | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, setPending] = useState<readonly ContactChange[]>([]);
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let gone = false;
    void contacts.one(slug, id).then((result) => {
      if (gone) return;
      setFailure(result.ok ? null : result);
      if (result.ok) setLoaded((before) => newest(before, result.value));
    });
    return () => {
      gone = true;
    };
  }, [slug, id, isLive, asked]);

  async function change(wanted: ContactChange): Promise<Failure | null> {
    setPending((before) => [...before, wanted]);
    const result = await contacts.change(slug, id, wanted);
    setPending((before) => before.filter((one) => one !== wanted));
    if (!result.ok) return result;
    setLoaded((before) => newest(before, result.value));
    return null;
  }

  const known = newest(held, loaded);
  return {
    contact: known === null ? null : pending.reduce(guessed, known),
    failure: known === null ? failure : null,
    reload: () => setAsked((times) => times + 1),
    change,
    mayWrite: me !== null && mayWrite(me.role),
  };
}

function newest(one: Contact | null, other: Contact | null): Contact | null {
  if (one === null || other === null) return one ?? other;
  return one.seq >= other.seq ? one : other;
}

/** What will be true, should the change be accepted. */
function guessed(contact: Contact, { labels, attributes, ...rest }: ContactChange): Contact {
  return {
    ...contact,
    name: rest.name === undefined ? contact.name : rest.name,
    stage: rest.stage ?? contact.stage,
    value: rest.value === undefined ? contact.value : rest.value,
    labels: labels === undefined ? contact.labels : relabeled(contact.labels, labels),
    ...consented(contact, rest.consents ?? []),
    attributes: Object.fromEntries(
      Object.entries({ ...contact.attributes, ...attributes }).filter(([, value]) => value !== null),
    ),
  };
}

/** What the team notes holds in the place of what was said by them and by whoever was merged into them. */
function consented({ consents = [], mergedConsents = [] }: Contact, said: NonNullable<ContactChange["consents"]>) {
  const isNamed = (one: Consent) => said.some((now) => now.channel === one.channel && now.category === one.category);
  const noted = said.map((one): Consent => ({ ...one, at: new Date(now()).toISOString(), source: "" }));
  return {
    consents: [...consents.filter((one) => !isNamed(one)), ...noted],
    mergedConsents: mergedConsents.filter((one) => !isNamed(one)),
  };
}

function relabeled(before: readonly string[], change: NonNullable<ContactChange["labels"]>): string[] {
  if (Array.isArray(change)) return change;
  const { add = [], remove = [] } = change;
  return [...new Set([...before, ...add])].filter((id) => !remove.includes(id));
}

import type { ChannelType, Consent, Contact } from "../protocol/records.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";

/** What a customer wants to get (D9): one word a type of channel and category, of which the later holds. */

/** Whether it was said after what is known: the same word again, too, or an older one that comes late would seem newer. */
export function isNewer({ consents = [] }: Contact, consent: Consent): boolean {
  const known = consents.find((one) => isSameMatter(one, consent));
  if (known === undefined) return true;
  return consent.at === known.at ? consent.state > known.state : consent.at > known.at;
}

/** Whether it says something else than what is known. */
export function isOther({ consents = [] }: Contact, consent: Consent): boolean {
  return consents.find((one) => isSameMatter(one, consent))?.state !== consent.state;
}

/** Whether the customer, or the provider on their behalf, has opted out of it. What an agent noted was said elsewhere. */
export function isBarred({ consents = [] }: Contact, consent: Consent): boolean {
  const known = consents.find((one) => isSameMatter(one, consent));
  return known?.state === "opted_out" && (known.source === "customer" || known.source === "provider");
}

export function withConsents(contact: Contact, consents: readonly Consent[]): Contact {
  if (consents.length === 0) return contact;
  const others = (contact.consents ?? []).filter((known) => !consents.some((consent) => isSameMatter(known, consent)));
  return { ...contact, consents: [...others, ...consents] };
}

/** Why a message of this category may not go to a customer; null when it may. */
export function consentRefusal(
  contact: Contact | null,
  channel: ChannelType,
  category: Consent["category"],
): Refusal | null {
  // Their own words, and those of whoever was merged into them: each is the same customer's.
  const barred = [contact?.consents, contact?.mergedConsents]
    .flat()
    .find(
      (one) =>
        one?.channel === channel &&
        (one.category === "service" || one.category === category) &&
        one.state === "opted_out",
    );
  if (barred === undefined) return null;
  const { at, source, category: of } = barred;
  const what = of === "service" ? "messages" : "marketing messages";
  return refused("opted_out", `The customer has opted out of ${what} on this channel.`, {
    channel,
    category: of,
    at,
    source,
  });
}

/** Of what several contacts that are one customer have said the strictest: out before in, and of two alike the later. */
export function strictest(contacts: readonly Contact[]): Consent[] {
  const kept = new Map<string, Consent>();
  for (const consent of contacts.flatMap(({ consents = [] }) => consents)) {
    const matter = `${consent.channel} ${consent.category}`;
    const other = kept.get(matter);
    const isStricter =
      other === undefined || (other.state === consent.state ? other.at < consent.at : consent.state === "opted_out");
    if (isStricter) kept.set(matter, consent);
  }
  return [...kept.values()];
}

/** The contact with what those who are merged into it have said. */
export function withMergedConsents(contact: Contact, members: readonly Contact[]): Contact {
  const { mergedConsents: _, ...rest } = contact;
  const mergedConsents = strictest(members);
  return mergedConsents.length === 0 ? rest : { ...rest, mergedConsents };
}

/** What a provider's refusal tells of a customer's wishes. Meta: 131050; Twilio: 21610, after a STOP. */
const optOuts: Readonly<Partial<Record<ChannelType, Readonly<Record<string, readonly Consent["category"][]>>>>> = {
  whatsapp: { "131050": ["marketing"] },
  sms: { "21610": ["marketing", "service"] },
};

/** The opt-outs that a failed message tells and that were not known. */
export function optOutsOf(contact: Contact, channel: ChannelType, code: string, at: string): Consent[] {
  const categories = optOuts[channel]?.[code] ?? [];
  return categories
    .map((category): Consent => ({ channel, category, state: "opted_out", at, source: "provider" }))
    .filter((consent) => isOther(contact, consent));
}

function isSameMatter(a: Pick<Consent, "channel" | "category">, b: Pick<Consent, "channel" | "category">): boolean {
  return a.channel === b.channel && a.category === b.category;
}

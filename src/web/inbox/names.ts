import type { ContactSummary } from "../../protocol/resources.ts";
import { knownAddress } from "../../core/known-address.ts";
import type { Channel, ChannelType, Contact } from "../../protocol/records.ts";
import { isolate } from "../messages/isolate.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";

type Named = Pick<Contact, "name" | "phoneNumber"> & ({ readonly aliases: Contact["aliases"] } | ContactSummary);

/** The name, else the number, else the address, else that there is none of them. */
export function contactName(contact: Named | null): string {
  return contact?.name ?? contact?.phoneNumber ?? addressOf(contact) ?? t(words.unknownCustomer);
}

function addressOf(contact: Named | null): string | null {
  if (contact === null) return null;
  return "aliases" in contact ? knownAddress(contact.aliases) : (contact.address ?? null);
}

/** "WhatsApp · Acme Coffee": a brand calls its channels alike, so the name alone does not tell them apart. */
export function channelLabel({ channel, name }: Pick<Channel, "channel" | "name">): string {
  return `${channelName(channel)} · ${isolate(name)}`;
}

export function channelName(channel: ChannelType): string {
  return t(words[`channel.${channel}`]);
}

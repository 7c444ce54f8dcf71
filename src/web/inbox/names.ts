import type { ContactSummary } from "../../protocol/resources.ts";
import type { ChannelType } from "../../protocol/records.ts";

/** The name, else the number, else that there is neither. */
export function contactName(contact: ContactSummary | null): string {
  return contact?.name ?? contact?.phoneNumber ?? "Unknown customer";
}

export const channelNames: Readonly<Record<ChannelType, string>> = {
  whatsapp: "WhatsApp",
  instagram: "Instagram",
  sms: "SMS",
  email: "E-mail",
};

import type { ContactSummary } from "../../protocol/resources.ts";
import type { ChannelType } from "../../protocol/records.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";

/** The name, else the number, else that there is neither. */
export function contactName(contact: ContactSummary | null): string {
  return contact?.name ?? contact?.phoneNumber ?? t(words.unknownCustomer);
}

export function channelName(channel: ChannelType): string {
  return t(words[`channel.${channel}`]);
}

import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as v from "valibot";
import type { Alias, Channel, ChannelType } from "../protocol/records.ts";

/** By what kinds of names a customer can be written to over a type of channel; `typed` is the one that people know. */
const reachedBy: Readonly<
  Record<ChannelType, { readonly typed: Alias["kind"] | null; readonly kinds: readonly Alias["kind"][] }>
> = {
  whatsapp: { typed: "phone", kinds: ["phone", "wa_user_id"] },
  // Its ids are its own: nobody can be written to whom it has not told of.
  instagram: { typed: null, kinds: ["instagram_id"] },
  sms: { typed: "phone", kinds: ["phone"] },
  email: { typed: "email", kinds: ["email"] },
};

const MailAddressSchema = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email());

/** Whether a customer of these names can be written to over the channel. */
export function isReached(channel: ChannelType, aliases: readonly Alias[]): boolean {
  return aliases.some(({ kind }) => reachedBy[channel].kinds.includes(kind));
}

/** The kind of address that people write to over the channel; null where there is none. */
export function addressKindOf(channel: ChannelType): Alias["kind"] | null {
  return reachedBy[channel].typed;
}

/** What somebody typed as the name that providers know; null when it is none. Numbers may be dialled as in the channel's own country. */
export function aliasOfAddress(channel: Pick<Channel, "channel" | "address">, typed: string): Alias | null {
  switch (addressKindOf(channel.channel)) {
    case "phone": {
      const defaultCountry = parsePhoneNumberFromString(channel.address)?.country;
      const number = parsePhoneNumberFromString(typed, { ...(defaultCountry && { defaultCountry }), extract: false });
      return number?.isPossible() ? { kind: "phone", value: number.number.slice(1) } : null;
    }
    case "email": {
      const address = v.safeParse(MailAddressSchema, typed);
      return address.success ? { kind: "email", value: address.output } : null;
    }
    default:
      return null;
  }
}

import * as v from "valibot";
import { visibleLine } from "../protocol/plain-text.ts";
import type { Alias, Channel } from "../protocol/records.ts";
import { addressKindOf } from "./reached-by.ts";
import { typedNumber } from "./typed-number.ts";

const MailAddressSchema = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email());

/** What somebody typed as an address: the name that providers know, or those that it may be; null when it is none. */
export function aliasOfAddress(
  channel: Pick<Channel, "channel" | "address">,
  typed: string,
): Alias | { readonly candidates: readonly string[] } | null {
  switch (addressKindOf(channel.channel)) {
    case "phone": {
      const number = typedNumber(typed, channel.address);
      if (number.is === "ambiguous") return { candidates: number.candidates };
      return number.is === "number" ? { kind: "phone", value: number.digits } : null;
    }
    case "email": {
      const address = v.safeParse(MailAddressSchema, visibleLine(typed).replace(/^mailto:/iu, ""));
      return address.success ? { kind: "email", value: address.output } : null;
    }
    default:
      return null;
  }
}

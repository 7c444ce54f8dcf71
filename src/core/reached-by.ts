import type { Alias, ChannelType } from "../protocol/records.ts";

/** By what kinds of names a customer can be written to over a type of channel; `typed` is the one that people know. */
const reachedBy: Readonly<
  Record<ChannelType, { readonly typed: Alias["kind"] | null; readonly kinds: readonly Alias["kind"][] }>
> = {
  whatsapp: { typed: "phone", kinds: ["phone", "wa_user_id"] },
  // Its ids are its own: nobody can be written to whom it has not told of.
  instagram: { typed: null, kinds: ["instagram_id"] },
  sms: { typed: "phone", kinds: ["phone", "sms_sender"] },
  email: { typed: "email", kinds: ["email"] },
};

/** Whether a customer of these names can be written to over the channel. */
export function isReached(channel: ChannelType, aliases: readonly Alias[]): boolean {
  return aliases.some((alias) => reachedBy[channel].kinds.includes(alias.kind) && isAnswered(alias));
}

/** An SMS whose sender is a word came from a machine that takes none; a short code takes answers. */
function isAnswered({ kind, value }: Alias): boolean {
  return kind !== "sms_sender" || /^\d+$/u.test(value);
}

/** The kind of address that people write to over the channel; null where there is none. */
export function addressKindOf(channel: ChannelType): Alias["kind"] | null {
  return reachedBy[channel].typed;
}

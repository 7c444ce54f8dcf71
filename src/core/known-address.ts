import type { Alias } from "../protocol/records.ts";

/** How people know a customer who has neither name nor number: by an e-mail address, a short code or a username; null for none. */
export function knownAddress(aliases: readonly Alias[]): string | null {
  const value = (wanted: Alias["kind"]) => aliases.find(({ kind }) => kind === wanted)?.value;
  return value("email") ?? value("sms_sender") ?? value("username") ?? null;
}

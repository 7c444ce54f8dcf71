import type { Alias } from "../protocol/records.ts";

/** How people know a customer who has neither name nor number: by their e-mail address, else by a username; null for neither. */
export function knownAddress(aliases: readonly Alias[]): string | null {
  const named = aliases.find(({ kind }) => kind === "email") ?? aliases.find(({ kind }) => kind === "username");
  return named?.value ?? null;
}

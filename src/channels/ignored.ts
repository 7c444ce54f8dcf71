import type { IgnoredFact } from "../protocol/facts.ts";

const reasonLength = 300;

/** What nothing follows from; it is counted and kept with why (A7). */
export function ignored(reason: string, providerId: string | null = null): IgnoredFact {
  return { fact: "ignored", reason: reason.slice(0, reasonLength), providerId };
}

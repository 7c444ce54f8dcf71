import type { Consent, Contact } from "../../protocol/records.ts";

type Matter = Pick<Consent, "channel" | "category">;

/** What holds of a matter: their own word, or that of a contact merged into them where that is the stricter one. */
export function consentOf(
  { consents = [], mergedConsents = [] }: Contact,
  { channel, category }: Matter,
): Consent | null {
  const said = [...consents, ...mergedConsents].filter((one) => one.channel === channel && one.category === category);
  return said.find(({ state }) => state === "opted_out") ?? said[0] ?? null;
}

/** All that the customer does not want, each matter once. Who wants nothing by a channel wants no marketing there either. */
export function barred({ consents = [], mergedConsents = [] }: Contact): readonly Consent[] {
  const out = [...consents, ...mergedConsents].filter(({ state }) => state === "opted_out");
  return out.filter((one, index) => {
    const isAlike = (other: Consent) => other.channel === one.channel && other.category === one.category;
    if (out.findIndex(isAlike) !== index) return false;
    return (
      one.category === "service" ||
      !out.some(({ channel, category }) => channel === one.channel && category === "service")
    );
  });
}

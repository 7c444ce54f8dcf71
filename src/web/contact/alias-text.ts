import type { Contact } from "../../protocol/records.ts";

/** By what the customer is known first, as people write it. */
export function aliasText({ aliases: [alias] }: Pick<Contact, "aliases">): string {
  if (alias === undefined) return "";
  return alias.kind === "phone" ? `+${alias.value}` : alias.value;
}

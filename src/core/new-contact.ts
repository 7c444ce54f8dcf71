import type { MessageFact } from "../protocol/facts.ts";
import type { Contact } from "../protocol/records.ts";

/** Somebody of whom nothing is known but a name and how they are reached. */
export function newContact(
  given: Pick<Contact, "id" | "name" | "nameAt" | "nameBy" | "aliases" | "createdAt">,
): Contact {
  const phone = given.aliases.find((alias) => alias.kind === "phone");
  const { id, name, nameAt, nameBy, aliases, createdAt } = given;
  return {
    kind: "contact",
    id,
    seq: 0,
    name,
    nameAt,
    ...(nameBy === undefined ? {} : { nameBy }),
    phoneNumber: phone ? `+${phone.value}` : null,
    aliases: [...aliases],
    stage: "lead",
    value: null,
    labels: [],
    attributes: {},
    createdAt,
  };
}

/** A customer of whom a provider told first. */
export function metContact({ from, at }: Pick<MessageFact, "from" | "at">, id: string, createdAt: string): Contact {
  const { name, aliases } = from;
  return newContact({ id, name, nameAt: name === null ? null : at, aliases: [...aliases], createdAt });
}

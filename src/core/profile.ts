import type { Alias, Contact } from "../protocol/records.ts";
import type { DomainEvent } from "./domain-events.ts";
import { isNewerName } from "./contact-name.ts";

/** A customer as their channel's provider knows them. */
export interface Profile {
  readonly name: string | null;
  /** Without its `@`. */
  readonly username: string | null;
}

/** A user name of Instagram's: WhatsApp's have no `@`, so that nobody is taken for whoever has the same one there. */
export function usernameAlias(username: string): Alias {
  return { kind: "username", value: `@${username}` };
}

export function hasUsername({ aliases }: Pick<Contact, "aliases">): boolean {
  return aliases.some(({ kind, value }) => kind === "username" && value.startsWith("@"));
}

/** What a profile tells of a contact that is news; `unowned` are those of its aliases that nobody has yet. */
export function receiveProfile(
  contact: Contact,
  profile: Profile,
  unowned: readonly Alias[],
  at: string,
): DomainEvent[] {
  const told = profile.name ?? (profile.username === null ? null : `@${profile.username}`);
  const renames = told !== null && told !== contact.name && isNewerName(told, at, contact);
  if (!renames && unowned.length === 0) return [];
  const { name, nameAt } = renames ? { name: told, nameAt: at } : contact;
  return [{ event: "contact:updated", name, nameAt, adds: unowned }];
}

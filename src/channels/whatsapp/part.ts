import { asId, asObject } from "../json.ts";

/** Whose part of a payload: by number, and by account where a change names no number. */
export interface Ownership {
  readonly numbers: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/**
 * One org's part of a payload that carries several orgs' numbers, so that nothing of another org is kept
 * with it (I10). Changes keep their order and their JSON.
 */
export function partOf(payload: unknown, owned: Ownership): string {
  const whole = asObject(payload);
  const entries: unknown[] = [];
  for (const item of Array.isArray(whole?.entry) ? whole.entry : []) {
    const entry = asObject(item);
    if (entry === null || !Array.isArray(entry.changes)) continue;
    const accountId = asId(entry.id);
    const changes = entry.changes.filter((change: unknown) => {
      const number = asId(asObject(asObject(asObject(change)?.value)?.metadata)?.phone_number_id);
      return number === null ? accountId !== null && owned.accounts.has(accountId) : owned.numbers.has(number);
    });
    if (changes.length > 0) entries.push({ ...entry, changes });
  }
  return JSON.stringify({ ...whole, entry: entries });
}

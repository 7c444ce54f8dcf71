import { asId, asObject } from "../json.ts";

/** Whose part of a payload: by number, and by account where a change names no number. */
export interface Ownership {
  readonly numbers: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/**
 * One org's part of a payload that carries several orgs' numbers, so that nothing of another org is kept
 * with it (I10). A change that nests too deeply to be written again is left out.
 */
export function partOf(payload: unknown, owned: Ownership): string {
  const whole = asObject(payload);
  const entries: string[] = [];
  for (const item of Array.isArray(whole?.entry) ? whole.entry : []) {
    const entry = asObject(item);
    if (entry === null || !Array.isArray(entry.changes)) continue;
    const id = asId(entry.id);
    const changes = entry.changes.filter((change: unknown) => isOwned(change, id, owned)).map(written);
    const kept = changes.filter((change) => change !== null);
    if (kept.length > 0) entries.push(`{"id":${JSON.stringify(id)},"changes":[${kept.join(",")}]}`);
  }
  return `{"object":"whatsapp_business_account","entry":[${entries.join(",")}]}`;
}

function isOwned(change: unknown, accountId: string | null, owned: Ownership): boolean {
  const number = asId(asObject(asObject(asObject(change)?.value)?.metadata)?.phone_number_id);
  return number === null ? accountId !== null && owned.accounts.has(accountId) : owned.numbers.has(number);
}

function written(change: unknown): string | null {
  try {
    return JSON.stringify(change);
  } catch {
    return null;
  }
}

import { asId, asObject, type JsonObject } from "../json.ts";
import { accountOf } from "./event.ts";

/**
 * One org's part of a payload that carries several orgs' accounts, so that nothing of another org is kept with it
 * (I10). An item that nests too deeply to be written again is left out.
 */
export function partOfInstagram(payload: unknown, accounts: ReadonlySet<string>): string {
  const whole = asObject(payload);
  const entries: string[] = [];
  for (const raw of Array.isArray(whole?.entry) ? whole.entry : []) {
    const entry = asObject(raw);
    if (entry === null) continue;
    const id = asId(entry.id);
    const isOwn = (item: unknown): boolean => {
      const owner = accountOf(asObject(item) ?? {}, id).id;
      return owner !== null && accounts.has(owner);
    };
    const lists = [
      ...(["messaging", "standby"] as const).map((name) => listPart(entry, name, isOwn)),
      listPart(entry, "changes", (change) => isOwn(asObject(change)?.value)),
      flatPart(entry, isOwn),
    ].filter((part) => part !== "");
    if (lists.length > 0) entries.push(`{"id":${JSON.stringify(id)},${lists.join(",")}}`);
  }
  return `{"object":"instagram","entry":[${entries.join(",")}]}`;
}

function listPart(entry: JsonObject, name: string, isOwn: (item: unknown) => boolean): string {
  const list = entry[name];
  if (!Array.isArray(list)) return "";
  const kept = list.filter(isOwn).map(written);
  const items = kept.filter((item) => item !== null);
  return items.length === 0 ? "" : `"${name}":[${items.join(",")}]`;
}

function flatPart({ field, value }: JsonObject, isOwn: (item: unknown) => boolean): string {
  const text = field !== undefined && isOwn(value) ? written(value) : null;
  return text === null ? "" : `"field":${JSON.stringify(field)},"value":${text}`;
}

function written(item: unknown): string | null {
  try {
    return JSON.stringify(item) ?? null;
  } catch {
    return null;
  }
}

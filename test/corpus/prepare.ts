import { asId, asObject } from "../../src/channels/json.ts";

/** A webhook of the corpus. */
export interface Sample {
  readonly name: string;
  readonly body: string;
}

export interface Number {
  readonly externalId: string;
  readonly accountId: string;
}

const idKeys = new Set(["id", "message_id", "original_message_id"]);
const itemLists = new Set(["messages", "message_echoes", "statuses", "history"]);

/** Every number of the corpus with its account; an account without a number gets one of its own, so that its news has an org. */
export function numbersOf(samples: readonly Sample[], run: string): Number[] {
  const numbers = new Map<string, Number>();
  const accounts = new Set<string>();
  for (const { body } of samples) {
    for (const entry of list(asObject(JSON.parse(body))?.entry)) {
      const accountId = `${asId(entry.id) ?? ""}${run}`;
      accounts.add(accountId);
      for (const change of list(entry.changes)) {
        const id = asId(asObject(asObject(change.value)?.metadata)?.phone_number_id);
        const externalId = `${id ?? ""}${run}`;
        if (id !== null && !numbers.has(externalId)) numbers.set(externalId, { externalId, accountId });
      }
    }
  }
  const named = new Set([...numbers.values()].map((number) => number.accountId));
  for (const accountId of accounts) {
    if (!named.has(accountId)) numbers.set(`of ${accountId}`, { externalId: `of ${accountId}`, accountId });
  }
  return [...numbers.values()];
}

/** How many messages, echoes, statuses, calls and errors a payload has, counted without our parser. */
export function itemCount(body: string): number {
  let count = 0;
  for (const entry of list(asObject(JSON.parse(body))?.entry)) {
    for (const change of list(entry.changes)) {
      const value = asObject(change.value) ?? {};
      const chunks = list(value.history);
      const threads = chunks.flatMap((chunk) => list(chunk.threads));
      const lists = [value, ...threads].flatMap((holder) => [holder.messages, holder.message_echoes, holder.statuses]);
      const items = lists.reduce<number>((sum, items) => sum + (Array.isArray(items) ? items.length : 0), 0);
      count += Math.max(items, 1);
    }
  }
  return count;
}

/**
 * The samples as if they had all been sent within the last weeks to one run's numbers. Three things of
 * published examples no provider sends: messages years old (the hub ignores those), one message id in many
 * different messages (so ids get their file's name), and one id for a customer and his number.
 */
export function prepare(samples: readonly Sample[], run: string, nowMs: number): Sample[] {
  const seconds = new Set<number>();
  for (const { body } of samples)
    walk(JSON.parse(body), [], (key, value) => void (key === "timestamp" && seconds.add(Number(value))));
  const ranks = new Map([...seconds].toSorted((a, b) => a - b).map((second, rank) => [second, rank]));
  const start = Math.floor(nowMs / 1_000) - 20 * 86_400;
  return samples.map(({ name, body }) => {
    const replaced = walk(JSON.parse(body), [], (key, value, path) => {
      if (key === "timestamp") return String(start + 60 * (ranks.get(Number(value)) ?? 0));
      if (key === "phone_number_id" || (key === "id" && path.length === 2)) return `${String(value)}${run}`;
      return idKeys.has(key) && path.some((part) => itemLists.has(part)) ? `${String(value)}~${name}` : value;
    });
    return { name, body: JSON.stringify(replaced) };
  });
}

type Replace = (key: string, value: unknown, path: readonly string[]) => unknown;

/** Replaces leaves. `path` has the keys above a leaf, lists included by their index. */
function walk(value: unknown, path: readonly string[], replace: Replace): unknown {
  if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)], replace));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        walk(
          inner,
          isLeaf(inner) ? path : [...path, key],
          isLeaf(inner) ? (_, leaf) => replace(key, leaf, path) : replace,
        ),
      ]),
    );
  }
  return replace("", value, path);
}

function isLeaf(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function list(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((item: unknown) => asObject(item) ?? {}) : [];
}

import type { Reach, Topic } from "../../protocol/topics.ts";

/** What an organisation was told of this browser, beside its address: for the worker, when that changes. */
export interface PushOrder {
  readonly locale: string;
  readonly topics: Readonly<Record<Topic, Reach>>;
}
/** By the organisation's slug. */
export type PushOrders = Readonly<Record<string, PushOrder>>;

/** A worker has no localStorage; the cache is the store that both have. */
const cacheName = "parley-push";
const ordersKey = "/orders";

export async function readPushOrders(): Promise<PushOrders> {
  const kept = await (await caches.open(cacheName)).match(ordersKey);
  return kept === undefined ? {} : ((await kept.json()) as PushOrders);
}

export async function keepPushOrder(slug: string, order: PushOrder): Promise<void> {
  const orders = { ...(await readPushOrders()), [slug]: order };
  await (await caches.open(cacheName)).put(ordersKey, Response.json(orders));
}

export async function dropPushOrders(): Promise<void> {
  // A page that did not come by https has none.
  if ("caches" in globalThis) await caches.delete(cacheName);
}

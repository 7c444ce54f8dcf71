import { partOfInstagram } from "../channels/instagram/part.ts";
import { partOf } from "../channels/whatsapp/part.ts";
import { park, routeByNumber, routesByAccount, type Route } from "../db/directory.ts";
import type { Env } from "../env.ts";
import type { IngestBatch } from "../hub/rpc.ts";
import type { Fact, FactGroup } from "../protocol/facts.ts";
import { hubOf } from "./context.ts";
import { RouteCache } from "./route-cache.ts";
import { errorText } from "../protocol/error-text.ts";

/** A verified, parsed webhook on its way to the hubs. */
export interface Delivery {
  readonly receivedAt: string;
  readonly payload: unknown;
  /** The body as text. */
  readonly raw: string;
  readonly groups: readonly FactGroup[];
}

type ChannelGroup = IngestBatch["groups"][number];

const numbers = new RouteCache<Route>();
const accounts = new RouteCache<readonly Route[]>();

/**
 * Hands every group to the hub that it belongs to: one RPC an org, all orgs at once. Groups of unknown
 * numbers are parked. Resolves to true when all of it is on disk; false when something could not be reached
 * and the provider must send it again (I3).
 *
 * `vouched` is the channel whose own app signed the webhook: it vouches for that channel alone. Without it
 * the deployment's app signed, which vouches for every channel that has no app of its own.
 */
export async function deliver(env: Env, delivery: Delivery, vouched: Route | null): Promise<boolean> {
  const batches = new Map<string, ChannelGroup[]>();
  const work: Promise<unknown>[] = [];
  let reached = true;
  const found = await Promise.all(
    delivery.groups.map((group) => (vouched === null ? routesOf(env, group) : [vouched])),
  );
  for (const [index, group] of delivery.groups.entries()) {
    const routes = found[index] ?? null;
    if (routes === null) reached = false;
    else if (routes.length === 0) work.push(park(env.DB, delivery.receivedAt, group));
    else for (const route of routes) assign(batches, group, route, vouched);
  }
  const shared = batches.size + work.length > 1 || !reached;
  for (const [orgId, groups] of batches) {
    const raw = shared && vouched === null ? ownPart(delivery.payload, groups) : delivery.raw;
    work.push(ingest(env, orgId, { deliveryId: crypto.randomUUID(), receivedAt: delivery.receivedAt, groups, raw }));
  }
  for (const result of await Promise.allSettled(work)) {
    if (result.status === "fulfilled") continue;
    reached = false;
    logFailure("webhook.undelivered", result.reason);
  }
  return reached;
}

/** Asynchronous, so that one hub's trouble does not keep the batch from the others. */
async function ingest(env: Env, orgId: string, batch: IngestBatch): Promise<void> {
  await hubOf(env, orgId).ingest(batch);
}

function assign(batches: Map<string, ChannelGroup[]>, group: FactGroup, route: Route, vouched: Route | null): void {
  const facts = isVouched(group, route, vouched) ? group.facts : foreign(group.facts);
  const routed = { ...group, channelId: route.channelId, facts };
  const batch = batches.get(route.orgId);
  if (batch === undefined) batches.set(route.orgId, [routed]);
  else batch.push(routed);
}

/** Facts that the signer may not speak for: recorded, never acted on. */
export function foreign(facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => ({ fact: "ignored", reason: "foreign", providerId: fact.providerId }));
}

function isVouched(group: FactGroup, route: Route, vouched: Route | null): boolean {
  if (vouched === null) return !route.ownApp;
  return group.externalId === null ? group.accountId === route.accountId : group.externalId === route.externalId;
}

/** The routes of a group. null when D1 is silent and this isolate has never heard of the number: its neighbours go on. */
async function routesOf(env: Env, group: FactGroup): Promise<readonly Route[] | null> {
  try {
    return await lookUp(env, group);
  } catch (error) {
    logFailure("webhook.route_failed", error);
    return null;
  }
}

/** A number has one route; news of an account goes once to each org that has a number of it. */
async function lookUp(env: Env, group: FactGroup): Promise<readonly Route[]> {
  const { channel, externalId, accountId } = group;
  if (externalId !== null) {
    const route = await numbers.get(`${channel} ${externalId}`, Date.now(), () =>
      routeByNumber(env.DB, channel, externalId),
    );
    return route === null ? [] : [route];
  }
  if (accountId === null) return [];
  const found = await accounts.get(`${channel} ${accountId}`, Date.now(), async () => {
    const routes = await routesByAccount(env.DB, channel, accountId);
    return routes.length === 0 ? null : routes;
  });
  const perOrg = new Map<string, Route>();
  for (const route of found ?? []) if (!perOrg.has(route.orgId) || !route.ownApp) perOrg.set(route.orgId, route);
  return [...perOrg.values()];
}

function ownPart(payload: unknown, groups: readonly ChannelGroup[]): string {
  const owned = { numbers: new Set<string>(), accounts: new Set<string>() };
  for (const group of groups) {
    if (group.externalId !== null) owned.numbers.add(group.externalId);
    else if (group.accountId !== null) owned.accounts.add(group.accountId);
  }
  return groups[0]?.channel === "instagram" ? partOfInstagram(payload, owned.numbers) : partOf(payload, owned);
}

/** One structured line; the error's message alone, since a payload is personal. */
export function logFailure(event: string, error: unknown): void {
  console.error(
    JSON.stringify({ level: "error", event, error: errorText(error instanceof Error ? error.message : error) }),
  );
}

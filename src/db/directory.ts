import { and, eq, lt, ne, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { FactGroup } from "../protocol/facts.ts";
import type { ChannelType } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { parkedDeliveries, routes } from "./schema.ts";

/** The directory: which org a provider's number or account belongs to, and what came for numbers that nobody has. */

export interface Route {
  readonly channel: ChannelType;
  readonly externalId: string;
  readonly orgId: string;
  readonly channelId: string;
  readonly accountId: string | null;
  /** True when the channel has its own Meta app, whose secret alone vouches for it. */
  readonly ownApp: boolean;
  readonly sealedSecrets: string;
}

/** A parked group with the route that it has by now. */
export interface Claimed {
  readonly id: string;
  readonly receivedAt: string;
  /** A FactGroup as JSON. */
  readonly group: string;
  readonly route: Route;
}

/** D1 takes 2 MB a row; a parked delivery of up to 3 MB is cut into rows of about this many characters. */
const parkedRowLength = 400_000;
/** Fewer rows than would make one page of a replay too large for the isolate's memory. */
const claimLimit = 20;

/** Nothing that was parked for a mail address is told before the address's domain is its org's (Do1). */
const isProved = sql`(${routes.channel} <> 'email' OR EXISTS (SELECT 1 FROM mail_domain AS d WHERE d.org_id = ${routes.orgId}
  AND d.domain = substr(${routes.externalId}, instr(${routes.externalId}, '@') + 1) AND d.proved_at IS NOT NULL))`;

/** A route without secrets is what a disconnected channel leaves (db/project.ts): nobody has the number. */
const isConnected = ne(routes.sealedSecrets, "");

export async function routeByNumber(db: D1Database, channel: ChannelType, externalId: string): Promise<Route | null> {
  const isNumber = and(isConnected, eq(routes.channel, channel), eq(routes.externalId, externalId));
  const found = await drizzle(db).select().from(routes).where(isNumber).limit(1);
  return toRoute(found[0]);
}

export async function routeByChannel(db: D1Database, channelId: string): Promise<Route | null> {
  const found = await drizzle(db)
    .select()
    .from(routes)
    .where(and(isConnected, eq(routes.channelId, channelId)))
    .limit(1);
  return toRoute(found[0]);
}

/** Takes an address from orgs whose domain it is no more; which channels of theirs had it. */
export async function freeAddress(db: D1Database, address: string, owner: string): Promise<Route[]> {
  const isTheirs = and(
    isConnected,
    eq(routes.channel, "email"),
    eq(routes.externalId, address),
    ne(routes.orgId, owner),
  );
  const found = await drizzle(db).select().from(routes).where(isTheirs);
  if (found.length > 0) await drizzle(db).update(routes).set({ sealedSecrets: "" }).where(isTheirs);
  return found.map((row) => toRoute(row)).filter((route) => route !== null);
}

/** All numbers of an account; they may belong to several orgs. */
export async function routesByAccount(db: D1Database, channel: ChannelType, accountId: string): Promise<Route[]> {
  const isAccount = and(isConnected, eq(routes.channel, channel), eq(routes.accountId, accountId));
  const found = await drizzle(db).select().from(routes).where(isAccount);
  return found.map((row) => toRoute(row)).filter((route) => route !== null);
}

/**
 * Keeps the facts of one unknown number (or account) until a channel is connected for it. The id is made of
 * what is kept, so that the provider's retries add nothing.
 */
export async function park(db: D1Database, receivedAt: string, group: FactGroup): Promise<void> {
  const externalId = group.externalId ?? `${accountPrefix}${group.accountId ?? ""}`;
  for (const text of chunksOf(group)) {
    const row = { id: await digest(text), receivedAt, channel: group.channel, externalId, group: text };
    await drizzle(db).insert(parkedDeliveries).values(row).onConflictDoNothing();
  }
}

/**
 * A page of parked groups whose number or account has a route now: of one channel, or of all. Oldest first,
 * after the one given.
 */
export async function claimParked(
  db: D1Database,
  channelId: string | undefined,
  after: Claimed | undefined,
): Promise<Claimed[]> {
  const isRouted = and(
    isConnected,
    isProved,
    eq(parkedDeliveries.channel, routes.channel),
    or(
      eq(parkedDeliveries.externalId, routes.externalId),
      eq(parkedDeliveries.externalId, sql`${accountPrefix} || ${routes.accountId}`),
    ),
  );
  const isAsked = and(
    channelId === undefined ? undefined : eq(routes.channelId, channelId),
    after && sql`(${parkedDeliveries.receivedAt}, ${parkedDeliveries.id}) > (${after.receivedAt}, ${after.id})`,
  );
  const found = await drizzle(db)
    .select({ parked: parkedDeliveries, route: routes })
    .from(parkedDeliveries)
    .innerJoin(routes, isRouted)
    .where(isAsked)
    .orderBy(parkedDeliveries.receivedAt, parkedDeliveries.id)
    .limit(claimLimit);
  return found.flatMap(({ parked, route }) => {
    const claimed = toRoute(route);
    return claimed === null
      ? []
      : [{ id: parked.id, receivedAt: parked.receivedAt, group: parked.group, route: claimed }];
  });
}

export async function unpark(db: D1Database, id: string): Promise<void> {
  await drizzle(db).delete(parkedDeliveries).where(eq(parkedDeliveries.id, id));
}

/** Forgets what nobody has claimed for `timing.deliveryTtlMs`. `nowMs` is unix milliseconds. */
export async function forgetParked(db: D1Database, nowMs: number): Promise<void> {
  const before = new Date(nowMs - timing.deliveryTtlMs).toISOString();
  await drizzle(db).delete(parkedDeliveries).where(lt(parkedDeliveries.receivedAt, before));
}

const accountPrefix = "account:";

function chunksOf(group: FactGroup): string[] {
  const chunks: string[] = [];
  let facts: FactGroup["facts"][number][] = [];
  let length = 0;
  for (const fact of group.facts) {
    const size = JSON.stringify(fact).length;
    if (length > 0 && length + size > parkedRowLength) {
      chunks.push(JSON.stringify({ ...group, facts }));
      facts = [];
      length = 0;
    }
    const fits = size <= parkedRowLength;
    facts.push(fits ? fact : { fact: "ignored", reason: "too large to be parked", providerId: fact.providerId });
    length += fits ? size : 0;
  }
  chunks.push(JSON.stringify({ ...group, facts }));
  return chunks;
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toRoute(row: typeof routes.$inferSelect | undefined): Route | null {
  if (row === undefined) return null;
  const { channel, externalId, orgId, channelId, accountId, sealedSecrets } = row;
  return {
    channel: channel as ChannelType,
    externalId,
    orgId,
    channelId,
    accountId,
    ownApp: row.ownApp === 1,
    sealedSecrets,
  };
}

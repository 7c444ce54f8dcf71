import { waitUntil } from "cloudflare:workers";
import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as v from "valibot";
import { apiKeys } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { timing } from "../protocol/timing.ts";
import { type Scope, scopes } from "./context.ts";

/** Tells our keys from session tokens, and lets secret scanners find one that leaked. */
export const apiKeyPrefix = "parley_";

/** What anyone may see of a key. `lastFour` are its last characters, to recognise it by. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly lastFour: string;
  readonly createdAt: string;
  /** The id of the agent who made it; null for one that is older than this field. */
  readonly createdBy: string | null;
  /** From then on it is refused; null: never. */
  readonly expiresAt: string | null;
  /** The channels to which it is limited; null: all. */
  readonly channelIds: readonly string[] | null;
  /** To within `timing.keyUseMs`; null: never. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** Makes a key of 256 random bits. It is in the answer alone; D1 has its digest. */
export async function createApiKey(
  env: Env,
  orgId: string,
  wanted: Pick<ApiKey, "name" | "scopes" | "createdBy" | "expiresAt" | "channelIds">,
): Promise<ApiKey & { key: string }> {
  const key = apiKeyPrefix + base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const created: ApiKey = {
    ...wanted,
    id: crypto.randomUUID(),
    lastFour: key.slice(-4),
    createdAt: new Date().toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  };
  await drizzle(env.DB)
    .insert(apiKeys)
    .values({
      ...created,
      orgId,
      hash: await digest(key),
      scopes: JSON.stringify(created.scopes),
      channelIds: created.channelIds === null ? null : JSON.stringify(created.channelIds),
    });
  return { ...created, key };
}

/** The keys of an org that were not revoked, newest first: also those that have expired, so that one sees why. */
export async function listApiKeys(env: Env, orgId: string): Promise<ApiKey[]> {
  const rows = await drizzle(env.DB)
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.orgId, orgId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
  return rows.map(fromRow);
}

/** Ends a key for good. Null when the org has no such key, or had it revoked before. */
export async function revokeApiKey(env: Env, orgId: string, id: string): Promise<ApiKey | null> {
  const [row] = await drizzle(env.DB)
    .update(apiKeys)
    .set({ revokedAt: new Date().toISOString() })
    .where(and(eq(apiKeys.orgId, orgId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning();
  return row === undefined ? null : fromRow(row);
}

/** The key that a request showed, and its org; null when it is unknown, revoked or expired. */
export async function apiKeyOf(env: Env, key: string): Promise<(ApiKey & { orgId: string }) | null> {
  const [row] = await drizzle(env.DB)
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.hash, await digest(key)),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, new Date().toISOString())),
      ),
    );
  if (row === undefined) return null;
  if (row.lastUsedAt === null || Date.now() - Date.parse(row.lastUsedAt) > timing.keyUseMs)
    waitUntil(noteUse(env, row.id));
  return { ...fromRow(row), orgId: row.orgId };
}

/** Not with each request: that would be a write to D1 each. */
async function noteUse(env: Env, id: string): Promise<void> {
  try {
    await drizzle(env.DB).update(apiKeys).set({ lastUsedAt: new Date().toISOString() }).where(eq(apiKeys.id, id));
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", event: "api_key.use_not_noted", keyId: id, error: String(error) }));
  }
}

const ScopesSchema = v.array(v.picklist(scopes));
const ChannelIdsSchema = v.array(v.string());

function fromRow({ orgId: _, hash: __, ...row }: typeof apiKeys.$inferSelect): ApiKey {
  return {
    ...row,
    scopes: v.parse(ScopesSchema, JSON.parse(row.scopes)),
    channelIds: row.channelIds === null ? null : v.parse(ChannelIdsSchema, JSON.parse(row.channelIds)),
  };
}

async function digest(key: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

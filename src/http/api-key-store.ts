import { and, desc, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as v from "valibot";
import { apiKeys } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
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
  readonly revokedAt: string | null;
}

/** Makes a key of 256 random bits. It is in the answer alone; D1 has its digest. */
export async function createApiKey(
  env: Env,
  orgId: string,
  wanted: { name: string; scopes: readonly Scope[] },
): Promise<ApiKey & { key: string }> {
  const key = apiKeyPrefix + base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const created: ApiKey = {
    id: crypto.randomUUID(),
    name: wanted.name,
    scopes: wanted.scopes,
    lastFour: key.slice(-4),
    createdAt: new Date().toISOString(),
    revokedAt: null,
  };
  await drizzle(env.DB)
    .insert(apiKeys)
    .values({ ...created, orgId, hash: await digest(key), scopes: JSON.stringify(created.scopes) });
  return { ...created, key };
}

/** The keys of an org that still work, newest first. */
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

/** The key that a request showed, and its org; null when it is unknown or revoked. */
export async function apiKeyOf(env: Env, key: string): Promise<(ApiKey & { orgId: string }) | null> {
  const [row] = await drizzle(env.DB)
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, await digest(key)), isNull(apiKeys.revokedAt)));
  return row === undefined ? null : { ...fromRow(row), orgId: row.orgId };
}

const ScopesSchema = v.array(v.picklist(scopes));

function fromRow(row: typeof apiKeys.$inferSelect): ApiKey {
  const { id, name, lastFour, createdAt, revokedAt } = row;
  return { id, name, scopes: v.parse(ScopesSchema, JSON.parse(row.scopes)), lastFour, createdAt, revokedAt };
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

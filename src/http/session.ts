import { eq, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { MiddlewareHandler } from "hono";
import { organization } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import type { Actor } from "../hub/rpc.ts";
import { apiKeyOf, apiKeyPrefix } from "./api-key-store.ts";
import { authOf } from "./auth.ts";
import { type AppEnv, type Caller, hubOf, type PersonSession } from "./context.ts";
import { isForeignOrigin } from "./origin.ts";
import { notFoundProblem, problem } from "./problem.ts";

/**
 * Everything under `/api/orgs/:org` passes here: who asks (401), from whose page (403), and whether they belong
 * to the org. The hub's own roster says so on every request, without a cache, so that a removal holds from
 * the next one on. An org that does not exist and one that is not the caller's are the same 404 (I10).
 */
export const orgCaller: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = bearerToken(c.req.raw);
  if (token === null && c.req.header("cookie") !== undefined && isForeignOrigin(c.env, c.req.raw)) {
    return problem({ code: "forbidden", message: "Another site's page may not ask in a person's name." });
  }
  const claim = await claimOf(c.env, c.req.raw, token);
  if (claim === null) return problem({ code: "unauthorized", message: "Sign in, or send an API key." });
  const orgId = await orgIdOf(c.env, c.req.param("org") ?? "");
  if (orgId === null) return notFoundProblem();
  const hub = hubOf(c.env, orgId);
  const caller = await callerIn(hub, orgId, claim);
  if (caller === null) return notFoundProblem();
  if (caller.type === "apiKey" && isReading(c.req.method) && !caller.scopes.includes("read")) {
    return problem({ code: "forbidden", message: "This key may send, not read." });
  }
  c.set("orgId", orgId);
  c.set("hub", hub);
  c.set("caller", caller);
  c.set("actor", actorOf(caller));
  return next();
};

function actorOf(caller: Caller): Actor {
  if (caller.type === "agent") return { type: "agent", agentId: caller.agent.id };
  const { keyId, channelIds } = caller;
  return { type: "apiKey", keyId, ...(channelIds === null ? {} : { channelIds }) };
}

/** HEAD is a GET without its body: its status and length tell, too. */
function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

type Claim =
  | { type: "person"; session: PersonSession }
  | { type: "apiKey"; key: NonNullable<Awaited<ReturnType<typeof apiKeyOf>>> };

async function claimOf(env: Env, request: Request, token: string | null): Promise<Claim | null> {
  if (token?.startsWith(apiKeyPrefix)) {
    const key = await apiKeyOf(env, token);
    return key === null ? null : { type: "apiKey", key };
  }
  const session = await personSession(env, request);
  return session === null ? null : { type: "person", session };
}

async function callerIn(hub: AppEnv["Variables"]["hub"], orgId: string, claim: Claim): Promise<Caller | null> {
  switch (claim.type) {
    case "apiKey": {
      const { id: keyId, scopes, channelIds } = claim.key;
      return claim.key.orgId === orgId ? { type: "apiKey", keyId, scopes, channelIds } : null;
    }
    case "person": {
      const agent = await hub.agent(claim.session.userId);
      return agent === null ? null : { type: "agent", agent, session: claim.session };
    }
  }
}

/**
 * The session that a request's bearer token names, or its cookie. With an `Authorization` header the cookie
 * does not count: a wrong token must not pass because a browser added one.
 */
export async function personSession(env: Env, request: Request): Promise<PersonSession | null> {
  const authorization = request.headers.get("authorization");
  const cookie = request.headers.get("cookie");
  if (authorization === null && cookie === null) return null;
  const headers = new Headers(authorization === null ? { cookie: cookie ?? "" } : { authorization });
  // A refresh sets a new cookie, which only the auth library's own endpoints hand out.
  const found = await authOf(env).api.getSession({ headers, query: { disableRefresh: true } });
  return found === null
    ? null
    : { id: found.session.id, userId: found.user.id, expiresAt: found.session.expiresAt.getTime() };
}

export function bearerToken(request: Request): string | null {
  return /^bearer +(\S+)\s*$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

/** How an org's pages are addressed now. */
export async function slugOf(env: Env, orgId: string): Promise<string | null> {
  const [row] = await drizzle(env.DB)
    .select({ slug: organization.slug })
    .from(organization)
    .where(eq(organization.id, orgId));
  return row?.slug ?? null;
}

/** The id of the org with this id or slug. An id wins: a slug made to look like one must not lead elsewhere. */
export async function orgIdOf(env: Env, org: string): Promise<string | null> {
  const [row] = await drizzle(env.DB)
    .select({ id: organization.id })
    .from(organization)
    .where(or(eq(organization.id, org), eq(organization.slug, org)))
    .orderBy(sql`${organization.id} = ${org} desc`)
    .limit(1);
  return row?.id ?? null;
}

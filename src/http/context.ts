import type { MiddlewareHandler } from "hono";
import type { Sight } from "../db/conversation-filter.ts";
import type { Env } from "../env.ts";
import type { Actor, OrgHubStub } from "../hub/rpc.ts";
import type { Agent, Role } from "../protocol/records.ts";
import { problem } from "./problem.ts";

/** What an API key may do. A write of any kind needs `send`. */
export const scopes = ["read", "send"] as const;
export type Scope = (typeof scopes)[number];

/** A person's sign-in, as their token or cookie proves it. */
export interface PersonSession {
  /** Names it; it is no secret, as its token is. */
  readonly id: string;
  readonly userId: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** Who a request under `/api/orgs/:org` comes from: an agent of the hub's roster, or a checked API key. */
export type Caller =
  | { readonly type: "agent"; readonly agent: Agent; readonly session: PersonSession }
  | {
      readonly type: "apiKey";
      readonly keyId: string;
      readonly scopes: readonly Scope[];
      /** null: all channels. */
      readonly channelIds: readonly string[] | null;
    };

/** What every handler under `/api/orgs/:org` finds in its context; see `session.ts`. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** The org's id, whether the path named it by slug or by id. */
    orgId: string;
    caller: Caller;
    /** The caller as the hub takes it. */
    actor: Actor;
    hub: OrgHubStub;
  };
}

/**
 * The one hub of an org. Told as its own interface: the platform's RPC types cannot express records that hold
 * `unknown` and make their methods `never`.
 */
export function hubOf(env: Env, orgId: string): OrgHubStub {
  return env.HUB.get(env.HUB.idFromName(orgId)) as unknown as OrgHubStub;
}

/** Whose own things are meant: null for an API key, which has none. */
export function agentIdOf(caller: Caller): string | null {
  switch (caller.type) {
    case "agent":
      return caller.agent.id;
    case "apiKey":
      return null;
  }
}

/** What the caller may see of the organisation's conversations. A program sees everything, or its channels'. */
export function sightOf(caller: Caller): Sight {
  if (caller.type === "apiKey") return caller.channelIds === null ? null : { channelIds: caller.channelIds };
  const { id: agentId, limitedTo } = caller.agent;
  return limitedTo === undefined ? null : { agentId, limitedTo };
}

/** Lets only agents with one of these roles pass: 403 for others and for API keys. */
export function requireRole(...allowed: readonly Role[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const caller = c.var.caller;
    if (caller.type === "agent" && allowed.includes(caller.agent.role)) return next();
    return problem({ code: "forbidden", message: `This needs the role ${allowed.join(" or ")}.` });
  };
}

/**
 * Lets pass who looks after the organisation: owners, admins, and programs of all channels. What arrived holds the words of every
 * customer, whoever may see them in the inbox (C7).
 */
export const requireManager: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { caller } = c.var;
  if (caller.type === "apiKey" && caller.channelIds !== null)
    return problem({ code: "forbidden", message: "This key is limited to channels." });
  if (caller.type === "apiKey" || caller.agent.role === "owner" || caller.agent.role === "admin") return next();
  return problem({ code: "forbidden", message: "This needs the role owner or admin." });
};

/** Lets only people pass: an API key has nothing of its own (403). */
export const requireAgent: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.var.caller.type === "agent") return next();
  return problem({
    code: "forbidden",
    message: "An API key has no read mark, draft, lock, mention or browser, and follows nothing.",
  });
};

/** Lets pass who may change things: agents but viewers, and API keys with the scope `send`. */
export const requireWriter: MiddlewareHandler<AppEnv> = async (c, next) =>
  mayWrite(c.var.caller) ? next() : problem({ code: "forbidden", message: "This role or key may read only." });

/** Lets every person pass, viewers too, since the hub decides what they may; and API keys with the scope `send`. */
export const requirePersonOrWriter: MiddlewareHandler<AppEnv> = async (c, next) =>
  c.var.caller.type === "agent" ? next() : requireWriter(c, next);

function mayWrite(caller: Caller): boolean {
  switch (caller.type) {
    case "agent":
      return caller.agent.role !== "viewer";
    case "apiKey":
      return caller.scopes.includes("send");
  }
}

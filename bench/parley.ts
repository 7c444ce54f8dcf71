import { randomBytes, randomUUID } from "node:crypto";
import { startParley } from "../src/dev/local.ts";
import type { Env } from "../src/env.ts";
import { createSocketToken } from "../src/http/socket-token.ts";
import type { OrgHubRpc } from "../src/hub/rpc.ts";
import { type BenchOrg, createOrg, type Sql } from "./org.ts";
import { catchRuntime } from "./runtime.ts";

/** Parley as it is deployed, under Miniflare, with nothing in it but the orgs that a scenario asks for. */
export interface Parley {
  readonly url: string;
  readonly appSecret: string;
  /** Process id of its workerd. */
  readonly pid: number;
  createOrg(agents: number): Promise<BenchOrg>;
  /** A statement on D1. */
  readonly sql: Sql;
  stop(): Promise<void>;
}

const secrets = {
  AUTH_SECRET: randomBytes(32).toString("hex"),
  SECRETS_KEYS: `bench:${randomBytes(32).toString("base64")}`,
  META_APP_SECRET: randomBytes(16).toString("hex"),
  META_VERIFY_TOKEN: randomBytes(16).toString("hex"),
  MAIL_TOKEN: "",
};

export interface ParleyOptions {
  /** Base of the stand-in for the Graph API, where replies are measured. */
  readonly graphUrl?: string;
  /** Serve the page's files too. */
  readonly page?: true;
}

export async function startBenchParley(options: ParleyOptions = {}): Promise<Parley> {
  const { result: local, pid } = await catchRuntime(() =>
    startParley({
      port: 0,
      persist: false,
      // In production the router before the Worker is the platform's; here it is two Workers in JavaScript.
      ...(options.page === true ? {} : { page: false }),
      vars: { ...secrets, GRAPH_URL: options.graphUrl ?? "http://127.0.0.1:9/v25.0", MAIL_URL: "" },
    }),
  );
  await (await fetch(`${local.url}/api/health`)).arrayBuffer();
  const { miniflare } = local;
  const sql: Sql = async <T>(statement: string, ...bindings: unknown[]): Promise<T[]> => {
    const { results } = await (
      await miniflare.getD1Database("DB")
    )
      .prepare(statement)
      .bind(...bindings)
      .all<T>();
    return results;
  };
  const hubs = await miniflare.getDurableObjectNamespace("HUB");
  return {
    url: local.url,
    appSecret: secrets.META_APP_SECRET,
    pid,
    sql,
    async createOrg(agents) {
      const id = randomUUID();
      const hub = hubs.get(hubs.idFromName(id)) as unknown as OrgHubRpc;
      const org = await createOrg(id, agents, hub, sql, secrets.SECRETS_KEYS);
      return {
        ...org,
        socketToken: async (agentId) => {
          const sessionEndsAt = Date.now() + 86_400_000;
          const claim = { agentId, orgId: id, slug: id, sid: `sign-in of ${agentId}`, sessionEndsAt };
          return (await createSocketToken(secrets as unknown as Env, claim)).token;
        },
      };
    },
    stop: () => local.stop(),
  };
}

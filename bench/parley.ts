import { randomBytes, randomUUID } from "node:crypto";
import { sealSecrets } from "../src/channels/secrets.ts";
import { startParley } from "../src/dev/local.ts";
import type { Env } from "../src/env.ts";
import { createSocketToken } from "../src/http/socket-token.ts";
import type { OrgHubRpc } from "../src/hub/rpc.ts";
import { catchRuntime } from "./runtime.ts";

/** Parley as it is deployed, under Miniflare, with nothing in it but the orgs that a scenario asks for. */
export interface Parley {
  readonly url: string;
  readonly appSecret: string;
  /** Process id of its workerd. */
  readonly pid: number;
  /** From asking for it until its first answer. */
  readonly startMs: number;
  createOrg(agents: number): Promise<BenchOrg>;
  /** A statement on D1. */
  sql<T>(statement: string, ...bindings: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

export interface BenchOrg {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly channelId: string;
  readonly agentIds: readonly string[];
  readonly hub: OrgHubRpc;
  socketToken(agentId: string): Promise<string>;
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
  /** A directory that outlives the run; without it nothing does. */
  readonly persist?: string;
}

export async function startBenchParley(options: ParleyOptions = {}): Promise<Parley> {
  const startedAt = performance.now();
  const { result: local, pid } = await catchRuntime(() =>
    startParley({
      port: 0,
      persist: options.persist ?? false,
      vars: { ...secrets, GRAPH_URL: options.graphUrl ?? "http://127.0.0.1:9/v25.0", MAIL_URL: "" },
    }),
  );
  await (await fetch(`${local.url}/api/health`)).arrayBuffer();
  const startMs = performance.now() - startedAt;
  const { miniflare } = local;
  const sql = async <T>(statement: string, ...bindings: unknown[]): Promise<T[]> => {
    const { results } = await (await miniflare.getD1Database("DB")).prepare(statement).bind(...bindings).all<T>();
    return results;
  };
  const hubs = await miniflare.getDurableObjectNamespace("HUB");
  const hubOf = (id: string): OrgHubRpc => hubs.get(hubs.idFromName(id)) as unknown as OrgHubRpc;
  const createOrg = async (agents: number): Promise<BenchOrg> => {
    const id = randomUUID();
    await sql("INSERT INTO organization (id, name, slug, created_at) VALUES (?, ?, ?, ?)", id, "Bench", id, Date.now());
    const hub = hubOf(id);
    await hub.create(id);
    const agentIds = Array.from({ length: agents }, (_, n) => `${id}-${n}`);
    for (const [n, agentId] of agentIds.entries()) {
      const [name, email, role] = [`Agent ${n}`, `${agentId}@bench.test`, n === 0 ? "owner" : "agent"] as const;
      await sql("INSERT INTO user (id, name, email) VALUES (?, ?, ?)", agentId, name, email);
      await sql("INSERT INTO member (id, organization_id, user_id, role, created_at) VALUES (?, ?, ?, ?, ?)", agentId, id, agentId, role, Date.now());
      await hub.putAgent({ id: agentId, name, email, role });
    }
    const phoneNumberId = `7${String(Math.floor(Math.random() * 1e14)).padStart(14, "0")}`;
    const connected = await hub.connectChannel({ type: "agent", agentId: `${id}-0` }, randomUUID(), {
      channel: "whatsapp",
      name: "Bench",
      externalId: phoneNumberId,
      address: "+34910000000",
      accountId: "900",
      ownApp: false,
      sealedSecrets: await sealSecrets(secrets.SECRETS_KEYS, { accessToken: "bench" }),
    });
    if (!connected.ok) throw new Error(connected.message);
    await hub.project();
    const socketToken = async (agentId: string): Promise<string> => (await createSocketToken(secrets as unknown as Env, agentId, id)).token;
    return { id, phoneNumberId, channelId: connected.value.id, agentIds, hub, socketToken };
  };
  return { url: local.url, appSecret: secrets.META_APP_SECRET, pid, startMs, createOrg, sql, stop: () => local.stop() };
}

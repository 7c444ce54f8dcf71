import { env, exports } from "cloudflare:workers";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { ChannelSecrets } from "../../src/channels/channel.ts";
import type { Channel, RecordOf } from "../../src/protocol/records.ts";

/** A Meta app for tests: orgs with connected numbers, and webhooks signed as Meta signs them. */

export const encoder = new TextEncoder();

export function hubOf(org: string) {
  return env.HUB.get(env.HUB.idFromName(org));
}

/** An org with one owner. */
export async function newOrg(): Promise<string> {
  const org = crypto.randomUUID();
  await hubOf(org).create(org);
  await hubOf(org).putAgent({ id: `owner-${org}`, name: "Owner", email: "owner@example.test", role: "owner" });
  return org;
}

/** Connects a number and waits for the directory to know it. `secrets` make it a channel with its own app. */
export async function connect(
  org: string,
  externalId: string,
  accountId: string,
  secrets?: ChannelSecrets,
): Promise<Channel> {
  const answer = await hubOf(org).connectChannel({ type: "agent", agentId: `owner-${org}` }, crypto.randomUUID(), {
    channel: "whatsapp",
    name: `Number ${externalId}`,
    externalId,
    address: "+34910000000",
    accountId,
    ownApp: secrets !== undefined,
    sealedSecrets: await sealSecrets(env.SECRETS_KEYS, { accessToken: "test", ...secrets }),
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  await hubOf(org).project();
  return answer.value;
}

/** Connects an Instagram account and waits for the directory to know it. */
export async function connectAccount(org: string, externalId: string): Promise<Channel> {
  const answer = await hubOf(org).connectChannel({ type: "agent", agentId: `owner-${org}` }, crypto.randomUUID(), {
    channel: "instagram",
    name: `Account ${externalId}`,
    externalId,
    address: "@acme",
    accountId: null,
    ownApp: false,
    sealedSecrets: await sealSecrets(env.SECRETS_KEYS, { accessToken: "test" }),
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  await hubOf(org).project();
  return answer.value;
}

export async function sign(body: Uint8Array, secret: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, body));
  return `sha256=${Array.from(mac, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export interface Posting {
  readonly path?: string;
  readonly secret?: string;
  /** Instead of the right signature; null for none. */
  readonly signature?: string | null;
}

/** Posts a payload (or text, as it is) signed by the deployment's app, unless told otherwise. */
export async function post(
  payload: unknown,
  { path = "/webhooks/meta", secret, signature }: Posting = {},
): Promise<Response> {
  const body = encoder.encode(typeof payload === "string" ? payload : JSON.stringify(payload));
  const header = signature === undefined ? await sign(body, secret ?? env.META_APP_SECRET) : signature;
  return exports.default.fetch(
    new Request(`http://localhost:8787${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(header === null ? {} : { "x-hub-signature-256": header }) },
      body,
    }),
  );
}

/** An org's records of a kind, as D1 has them once it has everything. */
export async function recordsOf<K extends "message" | "contact" | "conversation">(
  org: string,
  kind: K,
): Promise<RecordOf<K>[]> {
  await hubOf(org).project();
  const { results } = await env.DB.prepare(`SELECT json FROM ${kind} WHERE org_id = ?`)
    .bind(org)
    .all<{ json: string }>();
  return results.map((row) => JSON.parse(row.json) as RecordOf<K>);
}

/** The provider ids of an org's messages. */
export async function messagesOf(org: string): Promise<(string | null)[]> {
  return (await recordsOf(org, "message")).map((message) => message.providerId);
}

let numbers = 0;
/** A phone_number_id or WABA id that no other test uses: the isolate remembers routes across tests. */
export function freshNumber(): string {
  numbers += 1;
  return `${Date.now()}${String(numbers).padStart(4, "0")}`;
}

export function text(id: string, body = "Hi"): Record<string, unknown> {
  return { from: "34600111222", id, timestamp: String(Math.floor(Date.now() / 1_000)), type: "text", text: { body } };
}

export function change(number: string, ...messages: readonly unknown[]): Record<string, unknown> {
  const metadata = { display_phone_number: "34910000000", phone_number_id: number };
  return { field: "messages", value: { messaging_product: "whatsapp", metadata, messages } };
}

export function webhook(account: string, ...changes: readonly unknown[]): Record<string, unknown> {
  return { object: "whatsapp_business_account", entry: [{ id: account, changes }] };
}

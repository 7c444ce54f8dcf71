import { env, exports } from "cloudflare:workers";
import { vi } from "vitest";
import type { ApiKey } from "../../src/http/api-key-store.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { withChecks } from "../support/provider-checks.ts";
import { ask, createOrg, join, json, type Org, origin, type Person, signUp, unique } from "./doors.ts";

/** An org with people, an API key and a WhatsApp number, made through the API that users have. */

export interface Inbox {
  readonly org: Org;
  /** Owner. */
  readonly ana: Person;
  /** Agent. */
  readonly ben: Person;
  /** Viewer. */
  readonly vera: Person;
  readonly apiKey: string;
  readonly channel: Channel;
  /** A request under the org's path; as Ana unless told. */
  readonly call: (path: string, given?: Parameters<typeof ask>[1]) => Promise<Response>;
  /** A customer writes; resolves to the conversation as Ana sees it. */
  readonly write: (given?: Partial<CustomerMessage>) => Promise<ConversationItem>;
}

export interface CustomerMessage {
  readonly from: string;
  readonly name: string;
  readonly text: string;
}

let numbers = 100_000;
/** A provider's id that no other test has. */
export function digits(): string {
  numbers += 1;
  return `${Date.now()}${numbers}`;
}

export async function openInbox(): Promise<Inbox> {
  const [ana, ben, vera] = [await signUp("Ana"), await signUp("Ben"), await signUp("Vera")];
  const org = await createOrg(ana);
  await join(org, ana, ben, "agent");
  await join(org, ana, vera, "viewer");
  const call: Inbox["call"] = (path, given) => ask(`/api/orgs/${org.slug}${path}`, { token: ana.token, ...given });
  const { key: apiKey } = await json<ApiKey & { key: string }>(await call("/api-keys", { body: { name: "Program" } }));
  const channel = await json<Channel>(await call("/channels", { body: newChannel() }));
  const write: Inbox["write"] = async (given = {}) => {
    const from = given.from ?? digits().slice(-12);
    await expectOk(postWebhook(inbound(channel, { name: "Mo", text: "Hello", ...given, from })));
    const found = await json<Page<ConversationItem>>(
      await call(`/conversations?q=%2B${from}&minSeq=${await head(call)}`),
    );
    const conversation = found.items[0];
    if (conversation === undefined) throw new Error("The customer's message made no conversation.");
    return conversation;
  };
  return { org, ana, ben, vera, apiKey, channel, call, write };
}

/** The org's clock. */
export async function head(call: Inbox["call"]): Promise<number> {
  return (await json<{ seq: number }>(await call("/health"))).seq;
}

export function newChannel(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    channel: "whatsapp",
    name: "Support",
    phoneNumberId: digits(),
    wabaId: digits(),
    address: "+15550001111",
    accessToken: "token of a test",
    ...given,
  };
}

/** Meta's webhook of one text message. */
export function inbound(channel: { externalId: string; accountId: string | null }, message: CustomerMessage): unknown {
  const { from, name, text } = message;
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "15550001111", phone_number_id: channel.externalId },
    contacts: [{ profile: { name }, wa_id: from }],
    messages: [
      {
        from,
        id: unique("wamid"),
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: "text",
        text: { body: text },
      },
    ],
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: channel.accountId, changes: [{ field: "messages", value }] }],
  };
}

/** Posts a webhook, signed as the deployment's Meta app unless another secret is given. */
export async function postWebhook(
  payload: unknown,
  path = "/webhooks/meta",
  secret = env.META_APP_SECRET,
): Promise<Response> {
  const body = JSON.stringify(payload);
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const mac = Buffer.from(await crypto.subtle.sign("HMAC", key, encoder.encode(body))).toString("hex");
  return exports.default.fetch(
    new Request(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${mac}` },
      body,
    }),
  );
}

async function expectOk(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

/** The provider refuses every message from now on, for good: what is sent ends as `failed`. */
export function providerRefuses(): void {
  const error = { message: "(#131026) Message undeliverable", code: 131026, error_data: { details: "Undeliverable." } };
  provider(() => Response.json({ error }, { status: 400 }));
}

/** The provider takes every message. */
export function providerAccepts(): void {
  provider(() => Response.json({ messages: [{ id: unique("wamid") }] }));
}

/** The provider's answer to every message is lost. */
export function providerIsSilent(): void {
  provider(() => Promise.reject(new TypeError("Network connection lost.")));
}

/** Its templates are there in any case. */
function provider(answer: () => Response | Promise<Response>): void {
  const body = { type: "BODY", text: "Hi {{1}}, your order is on its way." };
  const template = { name: "order_update", language: "en", category: "UTILITY", components: [body] };
  const data = [
    { ...template, status: "APPROVED" },
    { ...template, name: "winter_sale", category: "MARKETING", status: "PAUSED" },
  ];
  vi.spyOn(globalThis, "fetch").mockImplementation(
    withChecks((url) => (url.includes("/message_templates?") ? Response.json({ data }) : answer())),
  );
}

/** A message as soon as it has one of these statuses. */
export async function settled(inbox: Inbox, sent: Message, ...statuses: Message["status"][]): Promise<Message> {
  return vi.waitFor(
    async () => {
      const page = await json<Page<Message>>(await inbox.call(`/conversations/${sent.conversationId}/messages`));
      const found = page.items.find((message) => message.id === sent.id);
      if (found === undefined || !statuses.includes(found.status)) throw new Error(`It is ${found?.status}.`);
      return found;
    },
    { timeout: 5_000 },
  );
}

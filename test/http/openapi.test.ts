import { Validator, type Schema } from "@cfworker/json-schema";
import type { OpenAPIV3_1 } from "openapi-types";
import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/http/app.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { ask, json } from "./doors.ts";
import { digits, inbound, type Inbox, newChannel, openInbox, postWebhook, providerRefuses, settled } from "./inbox.ts";

type Operation = OpenAPIV3_1.OperationObject;
type Document = Omit<OpenAPIV3_1.Document, "paths"> & { paths: Record<string, Record<string, Operation>> };

let inbox: Inbox;
let document: Document;
beforeAll(async () => {
  providerRefuses();
  inbox = await openInbox();
  document = await json<Document>(await ask("/api/openapi.json"));
});

/** `get /api/health`: an operation's name in this file. */
const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );

function operationNamed(name: string): Operation {
  const found = operations().find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not in the document.`);
  return found.operation;
}

/** What of a body the document does not allow. */
function faults(schema: unknown, body: unknown): string[] {
  const whole = { ...(schema as Schema), components: document.components } as Schema;
  return new Validator(whole, "2020-12", false)
    .validate(body)
    .errors.map((error) => `${error.instanceLocation}: ${error.error}`);
}

/** The answer's status is one that the document names, its media type too, and its body fits the schema. */
async function expectDocumented(name: string, response: Response, status: number): Promise<void> {
  const text = await response.text();
  expect([name, response.status, response.status === status ? "" : text]).toEqual([name, status, ""]);
  const documented = operationNamed(name).responses?.[status] as OpenAPIV3_1.ResponseObject | undefined;
  expect(documented, `${name} documents ${status}`).toBeDefined();
  if (documented?.content === undefined) return;
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const media = documented.content[type];
  expect(media, `${name} documents ${type}`).toBeDefined();
  if (type.endsWith("json")) expect([name, faults(media?.schema, JSON.parse(text))]).toEqual([name, []]);
}

describe("the OpenAPI document", () => {
  it("contract: names every route that is served, and serves every route that it names", () => {
    const served = app.routes
      .filter((route) => route.method !== "ALL" && !route.path.includes("*"))
      .map((route) => `${route.method.toLowerCase()} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`)
      // The document itself and its page; the auth library documents what is its own.
      .filter((name) => !/ \/api\/(docs|openapi\.json)$/.test(name))
      .filter((name) => !name.includes("/api/auth/") || name === "post /api/auth/sign-in/email");
    expect(
      operations()
        .map((one) => one.name)
        .toSorted(),
    ).toEqual([...new Set(served)].toSorted());
  });

  it("contract: is whole: unique operation ids, no reference that leads nowhere", () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(10);
    for (const reference of new Set(references)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1];
      expect(document.components?.schemas?.[name ?? ""], reference).toBeDefined();
    }
    expect(JSON.stringify(document)).not.toMatch(/\$defs|draft-07/);
    // The checks below would say nothing if references were not followed.
    const page = operationNamed("get /api/orgs/{org}/agents").responses?.[200] as OpenAPIV3_1.ResponseObject;
    expect(
      faults(page.content?.["application/json"]?.schema, { items: [{ kind: "agent" }], nextCursor: null, seq: 1 }),
    ).not.toEqual([]);
  });

  it("contract: says what each parameter is", () => {
    const { parameters } = operationNamed("get /api/orgs/{org}/conversations");
    const of = (name: string) => parameters?.find((one) => "name" in one && one.name === name);
    expect(of("limit")).toMatchObject({ in: "query", schema: { type: "integer", minimum: 1, default: 50 } });
    expect(of("minSeq")).toMatchObject({ in: "query", schema: { type: "integer", minimum: 0 } });
    expect(of("filter")).toMatchObject({ schema: { default: "all", enum: expect.arrayContaining(["snoozed"]) } });
    expect(of("org")).toMatchObject({ in: "path", required: true });
    const send = operationNamed("post /api/orgs/{org}/conversations/{conversationId}/messages");
    expect(send.parameters).toContainEqual(expect.objectContaining({ in: "header", name: "idempotency-key" }));
    expect(send.requestBody).toMatchObject({ content: { "application/json": { schema: { required: ["body"] } } } });
  });

  it("contract: tells the truth of every route: each is called and its answer checked", async () => {
    const called = new Set<string>();
    for (const { name, make, status } of await calls()) {
      await expectDocumented(name, await make(), status);
      called.add(name);
    }
    expect(
      operations()
        .map((one) => one.name)
        .filter((name) => !called.has(name)),
    ).toEqual([]);
  });

  it("contract: tells the truth of every route's 401, 403 and 404", async () => {
    for (const { name, operation } of operations()) {
      const [method = "", path = ""] = name.split(" ");
      if (!path.startsWith("/api/orgs/") || operation.operationId === "openSocket") continue;
      const filled = path.replace("{org}", inbox.org.slug).replaceAll(/\{\w+\}/g, "nothing");
      const given = { method: method.toUpperCase(), ...(method === "get" ? {} : { body: {} }) };
      await expectDocumented(name, await ask(filled, given), 401);
      await expectDocumented(
        name,
        await ask(filled.replace(inbox.org.slug, "no-such-org"), { ...given, token: inbox.ana.token }),
        404,
      );
    }
  });
});

interface Call {
  readonly name: string;
  readonly status: number;
  readonly make: () => Promise<Response>;
}

/** Keeps Ana's lock. */
async function heartbeat(id: string): Promise<Response> {
  const { token } = await json<{ token: string }>(await inbox.call(`/conversations/${id}/lock`, { method: "POST" }));
  return inbox.call(`/conversations/${id}/heartbeat`, { body: { token } });
}

/** One good call of every route, in an order in which they can all succeed. */
async function calls(): Promise<Call[]> {
  const { call, channel } = inbox;
  const conversation = await inbox.write();
  const { id } = conversation;
  const inboundId = (await json<Page<Message>>(await call(`/conversations/${id}/messages`))).items[0]?.id;
  const failed = await settled(
    inbox,
    await json<Message>(await call(`/conversations/${id}/messages`, { body: { body: "Hi" } })),
    "failed",
  );
  const own = await json<Channel>(
    await call("/channels", { body: newChannel({ appSecret: "own", verifyToken: "own token" }) }),
  );
  const broken = inbound(channel, { from: "46700000001", name: "Broken", text: "x" }) as {
    entry: { changes: object[] }[];
  };
  broken.entry[0]?.changes.push({
    field: "something_new",
    value: { metadata: { phone_number_id: channel.externalId } },
  });
  await postWebhook(broken);
  const delivery = (await json<Page<{ id: string }>>(await call("/ingest"))).items[0]?.id;
  const key = await json<{ id: string }>(await call("/api-keys", { body: { name: "To end" } }));
  const org = (
    method: string,
    path: string,
    made: string,
    status = 200,
    given: Parameters<Inbox["call"]>[1] = {},
  ): Call => ({
    name: `${method} /api/orgs/{org}${path}`,
    status,
    make: () => call(made, { method: method.toUpperCase(), ...given }),
  });
  const one = "/conversations/{conversationId}";
  const hook = inbound(channel, { from: digits().slice(-12), name: "Hook", text: "x" });
  const challenge = (token: string) =>
    `?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${encodeURIComponent(token)}`;
  return [
    org("get", "/conversations", "/conversations?limit=1"),
    org("get", one, `/conversations/${id}`),
    org("get", `${one}/messages`, `/conversations/${id}/messages`),
    org("post", `${one}/messages`, `/conversations/${id}/messages`, 202, { body: { body: "Hi" } }),
    org("post", `${one}/messages/{messageId}/retry`, `/conversations/${id}/messages/${failed.id}/retry`),
    org("post", `${one}/read`, `/conversations/${id}/read`, 200, { body: { upTo: inboundId } }),
    org("post", `${one}/unread`, `/conversations/${id}/unread`),
    org("post", `${one}/close`, `/conversations/${id}/close`),
    org("post", `${one}/archive`, `/conversations/${id}/archive`),
    org("post", `${one}/reopen`, `/conversations/${id}/reopen`),
    org("post", `${one}/assign`, `/conversations/${id}/assign`, 200, { body: { agentId: inbox.ben.id, expect: null } }),
    org("post", `${one}/assign`, `/conversations/${id}/assign`, 409, { body: { agentId: null, expect: null } }),
    org("post", `${one}/snooze`, `/conversations/${id}/snooze`, 200, { body: { until: "2999-01-01T00:00:00Z" } }),
    org("post", `${one}/snooze`, `/conversations/${id}/snooze`, 400, { body: { until: "2001-01-01T00:00:00Z" } }),
    org("post", `${one}/notes`, `/conversations/${id}/notes`, 201, { body: { body: "Ask @Ben" } }),
    org("post", `${one}/lock`, `/conversations/${id}/lock`),
    org("post", `${one}/lock`, `/conversations/${id}/lock`, 409, { token: inbox.ben.token }),
    org("post", `${one}/takeover`, `/conversations/${id}/takeover`),
    org("post", `${one}/heartbeat`, `/conversations/${id}/heartbeat`, 409, { body: { token: "old" } }),
    { name: `post /api/orgs/{org}${one}/heartbeat`, status: 200, make: async () => heartbeat(id) },
    org("post", `${one}/unlock`, `/conversations/${id}/unlock`),
    org("put", `${one}/draft`, `/conversations/${id}/draft`, 200, { body: { content: "Dear" } }),
    org("put", `${one}/draft`, `/conversations/${id}/draft`, 409, { body: { content: "Dear", version: "old" } }),
    org("get", `${one}/draft`, `/conversations/${id}/draft?kind=reply`),
    org("delete", `${one}/draft`, `/conversations/${id}/draft`),
    org("get", "/contacts", "/contacts"),
    org("get", "/contacts/{contactId}", `/contacts/${conversation.contactId}`),
    org("get", "/agents", "/agents"),
    org("get", "/changes", "/changes"),
    org("get", "/channels", "/channels"),
    org("get", "/channels/{channelId}", `/channels/${channel.id}`),
    org("post", "/channels", "/channels", 201, { body: newChannel() }),
    org("patch", "/channels/{channelId}", `/channels/${channel.id}`, 200, { body: { name: "Sales" } }),
    org("get", "/ingest", "/ingest"),
    org("get", "/ingest/{deliveryId}", `/ingest/${delivery}`),
    org("post", "/ingest/{deliveryId}/replay", `/ingest/${delivery}/replay`),
    org("get", "/health", "/health"),
    org("get", "/api-keys", "/api-keys"),
    org("post", "/api-keys", "/api-keys", 201, { body: { name: "Another" } }),
    org("delete", "/api-keys/{keyId}", `/api-keys/${key.id}`),
    org("post", "/realtime/token", "/realtime/token", 200, { body: {} }),
    org("get", "/realtime", "/realtime", 400),
    { name: "get /api/health", status: 200, make: () => ask("/api/health") },
    {
      name: "post /api/auth/sign-in/email",
      status: 200,
      make: () => ask("/api/auth/sign-in/email", { body: { email: inbox.ana.email, password: inbox.ana.password } }),
    },
    { name: "get /webhooks/meta", status: 200, make: () => ask(`/webhooks/meta${challenge("verify-token-of-tests")}`) },
    { name: "get /webhooks/meta", status: 403, make: () => ask(`/webhooks/meta${challenge("wrong")}`) },
    { name: "post /webhooks/meta", status: 200, make: () => postWebhook(hook) },
    { name: "post /webhooks/meta", status: 401, make: () => postWebhook(hook, "/webhooks/meta", "wrong") },
    { name: "post /webhooks/meta", status: 400, make: () => postWebhook({}) },
    {
      name: "get /webhooks/meta/{channelId}",
      status: 200,
      make: () => ask(`/webhooks/meta/${own.id}${challenge("own token")}`),
    },
    {
      name: "post /webhooks/meta/{channelId}",
      status: 200,
      make: () => postWebhook(hook, `/webhooks/meta/${own.id}`, "own"),
    },
  ];
}

describe("/api/docs", () => {
  it("J2: shows every operation, without script and with nothing from elsewhere", async () => {
    const response = await ask("/api/docs");
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    const page = await response.text();
    for (const { operation } of operations()) expect(page).toContain(`id="${operation.operationId}"`);
    expect(page).not.toMatch(/<script|https?:\/\/(?!localhost)|\son\w+=/i);
    const policy = response.headers.get("content-security-policy") ?? "";
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? "";
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style))).toString("base64");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
  });
});

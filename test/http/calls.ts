import { env, exports } from "cloudflare:workers";
import { limits } from "../../src/protocol/limits.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { trackingToken } from "../../src/channels/email/tokens.ts";
import { PushDevice } from "../support/push-device.ts";
import { ask, json, origin } from "./doors.ts";
import { digits, inbound, type Inbox, newChannel, postWebhook, settled } from "./inbox.ts";
import { type Emailed, mailEvent, postMailEvent } from "./mail-service.ts";
import { newSmsChannel, postForm, sms } from "./twilio.ts";

/** Calls by which the OpenAPI document is held against the truth. */

export interface Call {
  readonly name: string;
  readonly status: number;
  readonly make: () => Promise<Response>;
}

/** Keeps Ana's lock. */
async function heartbeat({ call }: Inbox, id: string): Promise<Response> {
  const { token } = await json<{ token: string }>(await call(`/conversations/${id}/lock`, { method: "POST" }));
  return call(`/conversations/${id}/heartbeat`, { body: { token } });
}

type Given = Parameters<Inbox["call"]>[1];

/** Makes calls of the org's own paths, as Ana. */
function callOf({ call }: Inbox) {
  return (method: string, path: string, made: string, status = 200, given: Given = {}): Call => ({
    name: `${method} /api/orgs/{org}${path}`,
    status,
    make: () => call(made, { method: method.toUpperCase(), ...given }),
  });
}

const one = "/conversations/{conversationId}";

/** One good call of every route, in an order in which they can all succeed. */
export async function calls(inbox: Inbox): Promise<Call[]> {
  const { call, channel } = inbox;
  const conversation = await inbox.write();
  const { id } = conversation;
  const other = await inbox.write({ name: "Other" });
  const inboundId = (await json<Page<Message>>(await call(`/conversations/${id}/messages`))).items[0]?.id;
  const hi = await json<Message>(await call(`/conversations/${id}/messages`, { body: { body: "Hi" } }));
  const failed = await settled(inbox, hi, "failed");
  const own = await json<Channel>(
    await call("/channels", { body: newChannel({ appSecret: "own", verifyToken: "own token" }) }),
  );
  const texting = await json<Channel>(await call("/channels", { body: newSmsChannel() }));
  const texts = `/webhooks/twilio/${texting.id}`;
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
  const org = callOf(inbox);
  const browser = (await PushDevice.make()).subscription;
  const leaving = await json<Channel>(await call("/channels", { body: newChannel() }));
  const hook = inbound(channel, { from: digits().slice(-12), name: "Hook", text: "x" });
  const challenge = (token: string) =>
    `?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${encodeURIComponent(token)}`;
  return [
    org("get", "/conversations", "/conversations?limit=1"),
    org("post", "/conversations", "/conversations", 201, {
      body: { channelId: texting.id, address: "+15550100123", name: "Noor", body: "Hello" },
    }),
    org("post", "/conversations", "/conversations", 422, {
      body: { channelId: channel.id, address: "+15550100123", body: "Hello" },
    }),
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
    ...(await sendingCalls(inbox, id, inboundId ?? "")),
    ...(await togetherCalls(inbox, id)),
    ...(await mediaCalls(inbox)),
    org("post", `${one}/lock`, `/conversations/${id}/lock`),
    org("post", `${one}/lock`, `/conversations/${id}/lock`, 409, { token: inbox.ben.token }),
    org("post", `${one}/takeover`, `/conversations/${id}/takeover`),
    org("post", `${one}/heartbeat`, `/conversations/${id}/heartbeat`, 409, { body: { token: "old" } }),
    { name: `post /api/orgs/{org}${one}/heartbeat`, status: 200, make: () => heartbeat(inbox, id) },
    org("post", `${one}/unlock`, `/conversations/${id}/unlock`),
    org("put", `${one}/draft`, `/conversations/${id}/draft`, 200, { body: { content: "Dear" } }),
    org("put", `${one}/draft`, `/conversations/${id}/draft`, 409, { body: { content: "Dear", version: "old" } }),
    org("get", `${one}/draft`, `/conversations/${id}/draft?kind=reply`),
    org("delete", `${one}/draft`, `/conversations/${id}/draft`),
    org("get", "/contacts", "/contacts"),
    org("get", "/contacts/{contactId}", `/contacts/${conversation.contactId}`),
    org("patch", "/contacts/{contactId}", `/contacts/${conversation.contactId}`, 200, {
      body: { stage: "qualified", value: 90, labels: { add: ["called"] }, attributes: { plan: "pro", seats: 3 } },
    }),
    org("patch", "/contacts/{contactId}", `/contacts/${conversation.contactId}`, 400, { body: { stage: "won" } }),
    org("patch", "/contacts/{contactId}", `/contacts/${conversation.contactId}`, 404, { body: { labels: ["none"] } }),
    org("post", "/contacts/{contactId}/merge", `/contacts/${conversation.contactId}/merge`, 200, {
      body: { with: other.contactId },
    }),
    org("post", "/contacts/{contactId}/merge", `/contacts/${other.contactId}/merge`, 409, {
      body: { with: conversation.contactId },
    }),
    org("post", "/contacts/{contactId}/unmerge", `/contacts/${other.contactId}/unmerge`),
    org("get", "/agents", "/agents"),
    org("get", "/agents/{agentId}", `/agents/${inbox.ben.id}`),
    org("get", "/changes", "/changes"),
    org("get", "/channels", "/channels"),
    org("get", "/channels/{channelId}", `/channels/${channel.id}`),
    org("post", "/channels", "/channels", 201, { body: newChannel() }),
    org("get", "/channels/{channelId}/health", `/channels/${channel.id}/health`),
    org("patch", "/channels/{channelId}", `/channels/${channel.id}`, 200, { body: { name: "Sales" } }),
    org("delete", "/channels/{channelId}", `/channels/${leaving.id}`),
    org("get", "/mail-domains", "/mail-domains"),
    org("post", "/mail-domains", "/mail-domains", 201, { body: { domain: "company.com" } }),
    org("post", "/mail-domains/{domain}/check", `/mail-domains/${inbox.org.slug}.parley.test/check`),
    org("get", "/ingest", "/ingest"),
    org("get", "/ingest/{deliveryId}", `/ingest/${delivery}`),
    org("post", "/ingest/{deliveryId}/replay", `/ingest/${delivery}/replay`),
    org("get", "/health", "/health"),
    org("get", "/api-keys", "/api-keys"),
    org("post", "/api-keys", "/api-keys", 201, { body: { name: "Another" } }),
    org("delete", "/api-keys/{keyId}", `/api-keys/${key.id}`),
    org("post", "/realtime/token", "/realtime/token", 200, { body: {} }),
    org("get", "/realtime", "/realtime", 400),
    org("get", "/push", "/push"),
    org("put", "/push/subscription", "/push/subscription", 200, { body: browser }),
    org("put", "/push/subscription", "/push/subscription", 400, {
      body: { ...browser, endpoint: "https://10.0.0.1/" },
    }),
    org("delete", "/push/subscription", `/push/subscription?endpoint=${encodeURIComponent(browser.endpoint)}`),
    { name: "get /api/health", status: 200, make: () => ask("/api/health") },
    {
      name: "post /api/auth/sign-in/email",
      status: 200,
      make: () => ask("/api/auth/sign-in/email", { body: { email: inbox.ana.email, password: inbox.ana.password } }),
    },
    { name: "get /webhooks/meta", status: 200, make: () => ask(`/webhooks/meta${challenge("verify-token-of-tests")}`) },
    { name: "get /webhooks/meta", status: 403, make: () => ask(`/webhooks/meta${challenge("wrong")}`) },
    {
      name: "post /webhooks/twilio/{channelId}",
      status: 200,
      make: () => postForm(texts, sms(texting, { MessageSid: "SM-call", Body: "x" })),
    },
    { name: "post /webhooks/twilio/{channelId}", status: 403, make: () => postForm(texts, {}, { signature: null }) },
    {
      name: "post /webhooks/twilio/{channelId}/status",
      status: 200,
      make: () =>
        postForm(`${texts}/status?message=m`, sms(texting, { MessageSid: "SM-call", MessageStatus: "delivered" })),
    },
    { name: "post /webhooks/mail", status: 200, make: () => postMailEvent(mailEvent("email.sent", ofOthers)) },
    { name: "post /webhooks/mail", status: 401, make: () => postMailEvent({}, { signature: null }) },
    { name: "post /webhooks/mail", status: 400, make: () => postMailEvent({}) },
    {
      name: "post /webhooks/mail/{channelId}",
      status: 404,
      make: () => postMailEvent({}, { path: `/webhooks/mail/${channel.id}` }),
    },
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

const ofOthers: Emailed = { from: "news@acme.test", to: ["rosa@x.test"], tags: [] };

/** Files, up and down. */
async function mediaCalls(inbox: Inbox): Promise<Call[]> {
  const { call } = inbox;
  const org = callOf(inbox);
  const { id: fileId } = await json<{ id: string }>(await call("/media", { body: { a: "file" } }));
  const link = await json<{ url: string }>(await call(`/media/${fileId}/link`));
  const signed = link.url.slice(origin.length);
  const served = "/media/{mediaId}";
  const range = { headers: { range: "bytes=0-1" } };
  const beyond = { headers: { range: "bytes=999-" } };
  return [
    org("post", "/media", "/media", 201, { body: { a: "file" } }),
    org("post", "/media", "/media", 400, { method: "POST" }),
    org("get", served, `/media/${fileId}?download=1`),
    org("get", served, `/media/${fileId}`, 206, range),
    org("get", served, `/media/${fileId}`, 416, beyond),
    org("get", `${served}/link`, `/media/${fileId}/link`),
    org("post", `${served}/retry`, `/media/${fileId}/retry`),
    { name: "get /api/media/{org}/{mediaId}", status: 200, make: () => ask(signed) },
    { name: "get /api/media/{org}/{mediaId}", status: 404, make: () => ask(signed.replace("expires=1", "expires=2")) },
  ];
}

/** Reactions, templates and the outbox. */
async function sendingCalls(inbox: Inbox, id: string, inboundId: string): Promise<Call[]> {
  const { call, channel } = inbox;
  const org = callOf(inbox);
  const message = `${one}/messages/{messageId}`;
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const later = await json<Message>(await call(`/conversations/${id}/messages`, { body: { body: "Later", sendAt } }));
  const on = (messageId: string, what: string) => `/conversations/${id}/messages/${messageId}/${what}`;
  return [
    org("post", `${message}/reaction`, on(inboundId, "reaction"), 200, { body: { emoji: "👍" } }),
    org("post", `${message}/reaction`, on(inboundId, "reaction"), 400, { body: { emoji: "x" } }),
    org("post", `${message}/settle`, on(later.id, "settle"), 422, { body: { arrived: true } }),
    org("post", "/templates/sync", "/templates/sync", 200, { body: { channelId: channel.id } }),
    org("get", "/templates", `/templates?channel=${channel.id}&limit=1`),
    org("get", "/templates/{templateId}", `/templates/${channel.id}:order_update:en`),
    org("get", "/outbox", "/outbox"),
    org("get", "/outbox", "/outbox?state=waiting"),
    org("get", "/outbox", "/outbox?state=gone", 400),
    org("get", "/outbox/counts", "/outbox/counts"),
    org("post", "/outbox/retry", "/outbox/retry", 200, { body: { channelId: channel.id } }),
    org("post", "/outbox/retry", "/outbox/retry", 400, { body: { messageIds: [] } }),
  ];
}

/** Labels, teams and the rest of the catalog, and what is done with them. */
async function togetherCalls(inbox: Inbox, id: string): Promise<Call[]> {
  const { call } = inbox;
  const org = callOf(inbox);
  const bodies = {
    label: ["/labels", { name: "Called" }, { color: "red" }],
    team: ["/teams", { name: "Called" }, { autoAssign: true }],
    cannedResponse: ["/canned-responses", { shortcut: "called", body: "Hello" }, { body: "Good day" }],
    macro: ["/macros", { name: "Called", actions: [{ do: "assign", agentId: "me" }] }, { name: "Renamed" }],
    view: ["/views", { name: "Called", query: { filter: "all" } }, { query: { filter: "mine" } }],
  } as const;
  const catalog = await Promise.all(
    Object.entries(bodies).map(async ([kind, [path, body, change]]) => {
      const given = "shortcut" in body ? { ...body, shortcut: "given" } : { ...body, name: "Given" };
      const made = await json<{ id: string }>(await call(path, { body: given }));
      return [
        org("post", path, path, 201, { body }),
        org("post", path, path, 409, { body }),
        org("get", path, path),
        org("get", `${path}/{${kind}Id}`, `${path}/${made.id}`),
        org("patch", `${path}/{${kind}Id}`, `${path}/${made.id}`, 200, { body: change }),
        org("delete", `${path}/{${kind}Id}`, `${path}/${made.id}`),
      ];
    }),
  );
  const { id: noteId } = await json<Message>(
    await call(`/conversations/${id}/notes`, { body: { body: "@Ana, look" }, token: inbox.ben.token }),
  );
  const held = { body: "Held", holdMs: limits.holdMs };
  const { id: heldId } = await json<Message>(await call(`/conversations/${id}/messages`, { body: held }));
  return [
    ...catalog.flat(),
    ...(await mailCalls()),
    org("put", `${one}/labels`, `/conversations/${id}/labels`, 200, { body: { labels: ["called"] } }),
    org("put", `${one}/labels`, `/conversations/${id}/labels`, 404, { body: { add: ["none"] } }),
    org("put", `${one}/priority`, `/conversations/${id}/priority`, 200, { body: { priority: "high" } }),
    org("post", `${one}/follow`, `/conversations/${id}/follow`),
    org("post", `${one}/unfollow`, `/conversations/${id}/unfollow`),
    org("post", `${one}/messages/{messageId}/cancel`, `/conversations/${id}/messages/${heldId}/cancel`),
    org("post", `${one}/messages/{messageId}/cancel`, `/conversations/${id}/messages/${noteId}/cancel`, 422),
    org("get", "/mentions", "/mentions"),
    org("post", `${one}/mentions/{messageId}/read`, `/conversations/${id}/mentions/${noteId}/read`),
    org("get", "/counts", "/counts"),
    org("get", "/settings", "/settings"),
    org("patch", "/settings", "/settings", 200, { body: { limitedRoles: ["viewer"] } }),
    org("patch", "/settings", "/settings", 400, { body: { limitedRoles: ["owner"] } }),
  ];
}

/** What mailboxes ask for, and the page's frame for mail. */
async function mailCalls(): Promise<Call[]> {
  const about = { orgId: "none", channelId: "none", position: 1 };
  const token = await trackingToken(env.SECRETS_KEYS, { ...about, url: "https://acme.test/" });
  const visit = (path: string) => exports.default.fetch(new Request(`${origin}${path}`, { redirect: "manual" }));
  const made = (name: string, path: string, status: number): Call => ({ name, status, make: () => visit(path) });
  return [
    made("get /t/o/{token}", "/t/o/unknown", 200),
    made("get /t/c/{token}", `/t/c/${token}`, 302),
    made("get /t/c/{token}", "/t/c/unknown", 404),
    made("get /api/mail-frame", "/api/mail-frame", 200),
  ];
}

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Channel, Contact, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { withChecks } from "../support/provider-checks.ts";
import { json, unique } from "./doors.ts";
import { digits, head, type Inbox, openInbox, postWebhook, settled } from "./inbox.ts";

/** The provider's word on every request that is no send: null confirms. A send is accepted unless `lost`. */
let answer: (() => Response) | null = null;
let lost = false;
let inbox: Inbox;
let channel: Channel;
beforeAll(async () => {
  const confirming = withChecks(() => Response.json({}));
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (init?.method !== "POST") return answer === null ? confirming(input, init) : answer();
    if (lost) throw new TypeError("Network connection lost.");
    return Response.json({ recipient_id: customer, message_id: unique("mid") });
  });
  inbox = await openInbox();
  channel = await json<Channel>(await inbox.call("/channels", { body: newAccount() }));
});

const customer = "9876543210";

function newAccount(given: object = {}) {
  return { channel: "instagram", name: "Acme", accountId: digits(), username: "acme", accessToken: "token", ...given };
}

function events(account: Pick<Channel, "externalId">, ...items: object[]) {
  const messaging = items.map((item) => ({
    sender: { id: customer },
    recipient: { id: account.externalId },
    timestamp: Date.now(),
    ...item,
  }));
  return { object: "instagram", entry: [{ id: account.externalId, time: Date.now(), messaging }] };
}

async function conversation(): Promise<ConversationItem> {
  const at = await head(inbox.call);
  const page = await json<Page<ConversationItem>>(await inbox.call(`/conversations?channel=instagram&minSeq=${at}`));
  if (page.items[0] === undefined) throw new Error("No conversation.");
  return page.items[0];
}

async function thread(): Promise<Message[]> {
  const { id } = await conversation();
  return (await json<Page<Message>>(await inbox.call(`/conversations/${id}/messages?minSeq=${await head(inbox.call)}`)))
    .items;
}

describe("E3: Instagram through Meta's door", () => {
  it("I1 I3 E3: a message is stored once, whatever comes with it", async () => {
    const payload = events(channel, { message: { mid: "ig.1", text: "Hola" } }, { nonsense: true });
    for (let copy = 0; copy < 2; copy++) expect((await postWebhook(payload)).status).toBe(200);
    expect(await thread()).toMatchObject([{ providerId: "ig.1", body: "Hola", type: "text" }]);
    expect(await conversation()).toMatchObject({ channel: "instagram", contact: { phoneNumber: null }, unread: 1 });
  });

  it("E3 A2: the customer's name and user name appear, which their messages do not bring", async () => {
    answer = () => Response.json({ name: "Maria López", username: "maria.l", id: customer });
    await postWebhook(events(channel, { message: { mid: "ig.named", text: "Soy yo" } }));
    await vi.waitFor(async () => expect((await conversation()).contact).toMatchObject({ name: "Maria López" }));
    answer = null;
    const { contactId } = await conversation();
    const contact = await json<Contact>(await inbox.call(`/contacts/${contactId}`));
    expect(contact.aliases).toContainEqual({ kind: "username", value: "@maria.l" });
  });

  it("J2: forged it gets 401", async () => {
    const payload = events(channel, { message: { mid: "ig.forged", text: "x" } });
    expect((await postWebhook(payload, "/webhooks/meta", "another secret")).status).toBe(401);
  });

  it("E3 D7: unsent and reacted to", async () => {
    const reaction = { mid: "ig.2", action: "react", emoji: "🔥" };
    const message = { mid: "ig.2", text: "look" };
    expect((await postWebhook(events(channel, { reaction }, { message }))).status).toBe(200);
    expect((await postWebhook(events(channel, { message: { mid: "ig.2", is_deleted: true } }))).status).toBe(200);
    expect((await thread())[0]).toMatchObject({ revokedAt: expect.any(String), reactions: [{ emoji: "🔥" }] });
  });

  it("I9 E3: a reply whose answer was lost is settled by its echo, and is read once seen", async () => {
    const { id } = await conversation();
    lost = true;
    const sent = await json<Message>(await inbox.call(`/conversations/${id}/messages`, { body: { body: "Here!" } }));
    await settled(inbox, sent, "unconfirmed");
    lost = false;
    const echo = {
      sender: { id: channel.externalId },
      recipient: { id: customer },
      message: { mid: "ig.echo", text: "Here!", is_echo: true },
    };
    await postWebhook(events(channel, echo));
    expect(await settled(inbox, sent, "sent")).toMatchObject({ providerId: "ig.echo" });
    await postWebhook(events(channel, { read: { mid: "ig.echo" } }));
    await settled(inbox, sent, "read");
    expect((await thread()).filter((message) => message.body === "Here!")).toHaveLength(1);
  });

  it("A9: what came for an account before it was connected is there once it is", async () => {
    const given = newAccount();
    const early = events({ externalId: given.accountId }, { message: { mid: unique("ig"), text: "Anyone here?" } });
    expect((await postWebhook(early)).status).toBe(200);
    await json(await inbox.call("/channels", { body: given }));
    const found = await inbox.call(`/conversations?q=Anyone+here&minSeq=${await head(inbox.call)}`);
    expect((await json<Page<ConversationItem>>(found)).items).toHaveLength(1);
  });

  it("A9 I10: an account with an app of its own is spoken for by that app alone", async () => {
    const own = await json<Channel>(
      await inbox.call("/channels", { body: newAccount({ appSecret: "own secret", verifyToken: "v" }) }),
    );
    const payload = (mid: string) => events(own, { message: { mid, text: mid } });
    const path = `/webhooks/meta/${own.id}`;
    expect((await postWebhook(payload("ig.own"), path, "own secret")).status).toBe(200);
    expect((await postWebhook(payload("ig.shared"), "/webhooks/meta", env.META_APP_SECRET)).status).toBe(200);
    const at = await head(inbox.call);
    const { items } = await json<Page<ConversationItem>>(await inbox.call(`/conversations?q=ig.own&minSeq=${at}`));
    expect(items).toHaveLength(1);
    expect((await json<Page<ConversationItem>>(await inbox.call(`/conversations?q=ig.shared`))).items).toEqual([]);
  });
});

describe("connecting, and what the provider says to it", () => {
  const refusal = (code: number) => () => Response.json({ error: { code, message: "no" } }, { status: 400 });

  it.each([
    [
      "whatsapp",
      () => ({
        channel: "whatsapp",
        name: "W",
        phoneNumberId: digits(),
        wabaId: digits(),
        address: "+15550001111",
        accessToken: "t",
      }),
    ],
    ["instagram", () => newAccount()],
  ])("D5 H6: a token that is no good, or not for this %s, is refused in words", async (_, body) => {
    for (const code of [190, 100]) {
      answer = refusal(code);
      const refused = await inbox.call("/channels", { body: body() });
      expect([refused.status, await refused.json()]).toMatchObject([
        422,
        {
          code: "channel_unavailable",
          details:
            code === 190
              ? { check: "token", checkCode: "token_refused", field: "accessToken" }
              : { check: "number", checkCode: "number_refused" },
        },
      ]);
    }
    answer = null;
    expect((await inbox.call("/channels", { body: body() })).status).toBe(201);
  });

  it("D5: new secrets that are no good are refused; the old ones stay", async () => {
    answer = refusal(190);
    const patched = await inbox.call(`/channels/${channel.id}`, { method: "PATCH", body: { accessToken: "bad" } });
    expect([patched.status, await patched.json()]).toMatchObject([422, { code: "channel_unavailable" }]);
    answer = null;
  });

  it("H6: health says what is wrong, to owners and admins alone", async () => {
    const health = async () => json(await inbox.call(`/channels/${channel.id}/health`));
    answer = () =>
      Response.json({ user_id: channel.externalId, username: "acme", data: [{ subscribed_fields: ["messages"] }] });
    expect(await health()).toEqual({
      ok: true,
      checks: [
        { name: "token", ok: true, code: "token_valid", message: expect.any(String), advice: null },
        {
          name: "number",
          ok: true,
          code: "number_owned",
          message: "The account is @acme.",
          advice: null,
          values: { who: "@acme" },
        },
        { name: "webhook", ok: true, code: "webhook_here", message: expect.any(String), advice: null },
      ],
    });
    answer = refusal(190);
    expect(await health()).toMatchObject({ ok: false, checks: [{ name: "token", ok: false }] });
    answer = () => new Response("<html>");
    expect(await health()).toMatchObject({ ok: true, checks: [{ name: "token", ok: null }] });
    for (const token of [inbox.ben.token, inbox.vera.token, inbox.apiKey])
      expect((await inbox.call(`/channels/${channel.id}/health`, { token })).status).toBe(403);
    expect((await inbox.call("/channels/none/health")).status).toBe(404);
  });

  it.each([
    [{ channel: "pigeon" }, "channel"],
    [{ channel: "instagram", name: "x", accountId: "@acme", accessToken: "t" }, "accountId"],
    [{ channel: "sms", name: "x", number: "555", accountSid: `AC${"a".repeat(32)}`, authToken: "t" }, "number"],
    [{ channel: "sms", name: "x", number: "+15550001111", accountSid: "me", authToken: "t" }, "accountSid"],
    [
      { channel: "sms", name: "x", number: "+15550001111", accountSid: `AC${"a".repeat(32)}`, authToken: "ñ" },
      "authToken",
    ],
  ])("I13: %j is invalid at %s", async (body, at) => {
    const refused = await inbox.call("/channels", { body });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { code: "invalid", details: { issues: [{ path: at }] } },
    ]);
  });
});

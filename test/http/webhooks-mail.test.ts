import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Channel, Contact, Message } from "../../src/protocol/records.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { receiveMail } from "../../src/http/mail-in.ts";
import { json, unique } from "./doors.ts";
import { head, type Inbox, openInbox, settled } from "./inbox.ts";
import { withChecks } from "../support/provider-checks.ts";
import { type Emailed, mailEvent, postMailEvent } from "./mail-service.ts";
import { env } from "cloudflare:workers";

let inbox: Inbox;
let channel: Channel;
let conversation: ConversationItem;
/** What the mail service was sent, newest last; the answer to a send is lost while `lost`. */
const emails: Emailed[] = [];
let lost = false;

beforeAll(async () => {
  const service = withChecks((_, init) => {
    emails.push(JSON.parse(String(init?.body)) as Emailed);
    if (lost) throw new TypeError("Network connection lost.");
    return Response.json({ id: "r-1" });
  });
  vi.stubGlobal("fetch", service);
  inbox = await openInbox();
  channel = await connected(inbox);
  conversation = await written(channel);
});

function connected(by: Inbox, given: object = {}): Promise<Channel> {
  const body = {
    channel: "email",
    name: "Support",
    address: `${unique("support")}@${by.org.slug}.parley.test`,
    ...given,
  };
  return by.call("/channels", { body }).then((answer) => json<Channel>(answer));
}

/** A customer writes to the channel. */
async function written(to: Channel, from = `${unique("rosa")}@customer.test`): Promise<ConversationItem> {
  const raw = `From: ${from}\r\nMessage-ID: <${unique("m")}@x.test>\r\n\r\nHello ${from}\r\n`;
  const bytes = new TextEncoder().encode(raw);
  const body = new Response(bytes).body ?? new ReadableStream();
  await receiveMail({ from, to: to.address, raw: body, rawSize: bytes.length, setReject: () => undefined }, env);
  const minSeq = await head(inbox.call);
  const { items } = await json<Page<ConversationItem>>(
    await inbox.call(`/conversations?channel=email&q=${encodeURIComponent(from)}&minSeq=${minSeq}`),
  );
  if (items[0] === undefined) throw new Error("No conversation.");
  return items[0];
}

/** An agent answers; resolves to the message and to what the service got. */
async function replied(to = conversation): Promise<{ message: Message; email: Emailed }> {
  const path = `/conversations/${encodeURIComponent(to.id)}/messages`;
  const before = emails.length;
  const message = await json<Message>(await inbox.call(path, { body: { body: "Answer" } }));
  await settled(inbox, message, lost ? "unconfirmed" : "sent");
  const email = emails[before];
  if (email === undefined) throw new Error("Nothing was sent.");
  return { message, email };
}

async function told(event: unknown, given: Parameters<typeof postMailEvent>[1] = {}): Promise<number> {
  return (await postMailEvent(event, given)).status;
}

describe("E2 D1 what a mail service tells of our mails", () => {
  it("delivered; told again it is nothing new", async () => {
    const { message, email } = await replied();
    const event = mailEvent("email.delivered", email);
    expect(await told(event, { id: "msg_same" })).toBe(200);
    const delivered = await settled(inbox, message, "delivered");
    expect(delivered).toMatchObject({ deliveredAt: expect.any(String), error: null });
    const seq = await head(inbox.call);
    expect(await told(event, { id: "msg_same" })).toBe(200);
    expect(await head(inbox.call)).toBe(seq);
  });

  it("bounced: it has failed, with the other server's reason and what to do", async () => {
    const { message, email } = await replied();
    const bounce = {
      type: "Permanent",
      subType: "General",
      message: "The recipient's server refused the mail.",
      diagnosticCode: ["smtp; 550 5.1.1 <rosa@customer.test> User unknown"],
    };
    expect(await told(mailEvent("email.bounced", email, { bounce }))).toBe(200);
    expect((await settled(inbox, message, "failed")).error).toMatchObject({
      code: "5.1.1",
      message: expect.stringContaining("There is no such mailbox."),
      advice: expect.stringMatching(/\w{3}/),
    });
  });

  it.each([
    ["email.failed", { failed: { reason: "The sender's quota is used up" } }, "quota"],
    [
      "email.suppressed",
      { suppressed: { message: "On the list", type: "OnAccountSuppressionList" } },
      "bounced before",
    ],
    ["email.bounced", {}, "could not be delivered"],
  ])("%s has failed in words", async (type, data, words) => {
    const { message, email } = await replied();
    await told(mailEvent(type, email, data));
    expect((await settled(inbox, message, "failed")).error?.message).toContain(words);
  });

  it("D1 I9 in any order: what is told late changes nothing, and what was told settles a lost answer", async () => {
    lost = true;
    const { message, email } = await replied();
    lost = false;
    await told(mailEvent("email.delivered", email));
    expect(await settled(inbox, message, "delivered")).toMatchObject({ deliveredAt: expect.any(String) });
    for (const late of ["email.sent", "email.delivery_delayed", "email.opened"]) await told(mailEvent(late, email));
    expect(await settled(inbox, message, "delivered")).toMatchObject({ openedAt: null });
    expect(emails.filter((one) => one === email)).toHaveLength(1);
  });

  it("N5 D9 a complaint is an opt-out of marketing, and leaves the message as it is", async () => {
    const { message, email } = await replied();
    await told(mailEvent("email.complained", email));
    const contact = await vi.waitFor(async () => {
      const found = await json<Contact>(await inbox.call(`/contacts/${conversation.contactId}`));
      expect(found.consents).toMatchObject([{ channel: "email", category: "marketing", state: "opted_out" }]);
      return found;
    });
    expect(contact.id).toBe(conversation.contactId);
    await settled(inbox, message, "sent");
  });
});

describe("J2 I13 what is no word of the service's", () => {
  const fiveMinutes = 5 * 60;
  const now = () => Math.floor(Date.now() / 1_000);

  it("forged, changed, unsigned, or a replay: 401, and nothing happens", async () => {
    const { message, email } = await replied();
    const event = mailEvent("email.bounced", email);
    const changed = JSON.stringify(event).replace("bounced", "delivered");
    const forgeries: Parameters<typeof postMailEvent>[1][] = [
      { secret: "whsec_Zm9yZ2Vk" },
      { posted: changed },
      { signature: null },
      { signature: "v1,AAAA" },
      { signature: "" },
      { timestamp: now() - fiveMinutes - 2 },
      { timestamp: now() + fiveMinutes + 2 },
      { timestamp: Number.NaN },
    ];
    const seq = await head(inbox.call);
    for (const forgery of forgeries) expect([forgery, await told(event, forgery)]).toEqual([forgery, 401]);
    expect(await head(inbox.call)).toBe(seq);
    await settled(inbox, message, "sent");
    // The older of two secrets holds while they rotate, and Standard Webhooks' names of the headers.
    expect(await told(event, { secret: "whsec_b2xk", prefix: "webhook" })).toBe(200);
    await settled(inbox, message, "failed");
  });

  it("not JSON, no event, wrong charset: 400; over the limit: 413; NUL bytes are left out", async () => {
    for (const body of ["{", "[]", '{"type":"email.sent"}', "\0"]) expect(await told(body)).toBe(400);
    const large = JSON.stringify({ type: "x", data: {}, pad: "x".repeat(limits.requestBytes) });
    expect(await told(large)).toBe(413);
    const { message, email } = await replied();
    const bounce = { message: "No\0 such\ud83d user" };
    expect(await told(mailEvent("email.bounced", email, { bounce }))).toBe(200);
    expect((await settled(inbox, message, "failed")).error?.message).toBe("No such\ufffd user");
    const second = await replied();
    const failed = mailEvent("email.failed", second.email, { failed: { reason: "Boîte pleine" } });
    expect(await told(failed, { charset: "latin1" })).toBe(200);
    expect((await settled(inbox, second.message, "failed")).error?.message).toBe("Bo\ufffdte pleine");
  });

  it("a mail that is not Parley's is answered and forgotten; another channel's token means nothing", async () => {
    const { message, email } = await replied();
    const seq = await head(inbox.call);
    expect(await told(mailEvent("email.bounced", { ...email, tags: [] }))).toBe(200);
    expect(await told(mailEvent("email.bounced", { ...email, from: "news@acme.test" }))).toBe(200);
    expect(await head(inbox.call)).toBe(seq);
    const other = await connected(inbox);
    expect(await told(mailEvent("email.bounced", { ...email, from: `Other <${other.address}>` }))).toBe(200);
    await settled(inbox, message, "sent");
  });

  it("I10 a channel with an account of its own is spoken for by that account's secret", async () => {
    const own = await connected(inbox, { accessToken: "key", webhookSecret: "whsec_b3duLXNlY3JldA==" });
    const { message, email } = await replied(await written(own));
    const path = `/webhooks/mail/${own.id}`;
    const event = mailEvent("email.delivered", { ...email, tags: email.tags });
    expect(await told(event, { path })).toBe(401);
    expect(await told(event, { path, secret: "whsec_b3duLXNlY3JldA==" })).toBe(200);
    await settled(inbox, message, "delivered");
    expect(await told(event, { path: `/webhooks/mail/${channel.id}` })).toBe(404);
    expect(
      (await inbox.call(`/channels/${own.id}`, { method: "PATCH", body: { webhookSecret: "no secret!" } })).status,
    ).toBe(400);
    const renewed = { method: "PATCH", body: { webhookSecret: "whsec_bmV3" } };
    expect((await inbox.call(`/channels/${own.id}`, renewed)).status).toBe(200);
    expect((await inbox.call(`/channels/${inbox.channel.id}`, renewed)).status).toBe(400);
  });
});

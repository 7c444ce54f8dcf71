import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Channel, Contact, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { withChecks } from "../support/provider-checks.ts";
import { json, unique } from "./doors.ts";
import { head, type Inbox, openInbox, settled } from "./inbox.ts";
import { newSmsChannel, postForm, sms } from "./twilio.ts";

let inbox: Inbox;
let channel: Channel;
let path: string;
/** What Twilio was asked, and the ids that it gave. */
let asked: { url: string; form: URLSearchParams }[] = [];
beforeAll(async () => {
  const twilio = withChecks((url, init) => {
    asked.push({ url, form: new URLSearchParams(String(init?.body ?? "")) });
    return Response.json({ sid: unique("SM") }, { status: 201 });
  });
  vi.spyOn(globalThis, "fetch").mockImplementation(twilio);
  inbox = await openInbox();
  channel = await json<Channel>(await inbox.call("/channels", { body: newSmsChannel() }));
  path = `/webhooks/twilio/${channel.id}`;
});

async function messages(): Promise<Message[]> {
  const all: Message[] = [];
  for (const conversation of await conversations())
    all.push(...(await json<Page<Message>>(await inbox.call(`/conversations/${conversation.id}/messages`))).items);
  return all;
}

async function conversations(): Promise<ConversationItem[]> {
  const at = await head(inbox.call);
  const page = await json<Page<ConversationItem>>(await inbox.call(`/conversations?channel=sms&minSeq=${at}`));
  return page.items;
}

const ids = async () => (await messages()).map((message) => message.providerId);

describe("POST /webhooks/twilio/{channelId}", () => {
  it("I3 E4: is answered with TwiML that says nothing, when the message is on disk", async () => {
    const response = await postForm(path, sms(channel, { MessageSid: "SM1", Body: "Olá 👋", FromCity: "São Paulo" }));
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "text/xml",
      "<Response/>",
    ]);
    const [conversation] = await conversations();
    expect(conversation).toMatchObject({
      channel: "sms",
      lastMessagePreview: "Olá 👋",
      contact: { name: null, phoneNumber: "+34600111222" },
    });
  });

  it("I1: repeated, it stores nothing twice", async () => {
    for (let copy = 0; copy < 3; copy++)
      expect((await postForm(path, sms(channel, { MessageSid: "SM-once", Body: "x" }))).status).toBe(200);
    expect((await ids()).filter((id) => id === "SM-once")).toHaveLength(1);
  });

  it("J2: a missing or wrong signature gets 403 and stores nothing; one parameter more is one too many", async () => {
    const params = sms(channel, { MessageSid: "SM-forged", Body: "x" });
    for (const signature of [null, "", "AAAA", `${"A".repeat(27)}=`])
      expect((await postForm(path, params, { signature })).status).toBe(403);
    expect((await postForm(path, params, { secret: "another" })).status).toBe(403);
    const body = new URLSearchParams({ ...params, Extra: "1" }).toString();
    const refused = await postForm(path, params, { body });
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: "forbidden" }]);
    expect(await ids()).not.toContain("SM-forged");
  });

  it("I13: not a form 415, too large 413, no account 400, no such channel 404, another kind of channel 404", async () => {
    const params = sms(channel, { MessageSid: "SM-x", Body: "x" });
    const headers = { "content-type": "application/json" };
    expect((await postForm(path, params, { headers, body: "{}" })).status).toBe(415);
    expect((await postForm(path, { ...params, Body: "x".repeat(300_000) })).status).toBe(413);
    expect((await postForm(path, { Body: "x" })).status).toBe(400);
    expect((await postForm("/webhooks/twilio/none", params)).status).toBe(404);
    expect((await postForm(`/webhooks/twilio/${inbox.channel.id}`, params)).status).toBe(404);
  });

  it("I10: the account's token speaks for this number alone", async () => {
    const other = { ...sms(channel, { MessageSid: "SM-foreign", Body: "x" }), To: "+19990001111" };
    expect((await postForm(path, other)).status).toBe(200);
    expect(await ids()).not.toContain("SM-foreign");
    const { items } = await json<Page<{ outcomes: object[] }>>(await inbox.call(`/ingest?channel=${channel.id}`));
    expect(items[0]?.outcomes).toEqual([{ outcome: "ignored", reason: "foreign", providerId: "SM-foreign" }]);
  });

  it("I13: NUL bytes and bytes that are no UTF-8 are text all the same", async () => {
    await postForm(path, sms(channel, { MessageSid: "SM-nul", Body: "a\0b" }));
    expect((await messages()).find((message) => message.providerId === "SM-nul")).toMatchObject({ body: "ab" });
    const params = sms(channel, { MessageSid: "SM-latin", Body: "caf\ufffd" });
    const body = new URLSearchParams(params).toString().replace("caf%EF%BF%BD", "caf%E9");
    expect((await postForm(path, params, { body })).status).toBe(200);
  });

  it("A7: what was not stored can be replayed from its form", async () => {
    await postForm(path, sms(channel, { MessageSid: "SM-wa", Body: "x", From: "whatsapp:+34600111222" }));
    const { items } = await json<Page<{ id: string }>>(await inbox.call(`/ingest?channel=${channel.id}`));
    const replayed = await json(await inbox.call(`/ingest/${items[0]?.id}/replay`, { method: "POST" }));
    expect(replayed).toMatchObject({ outcomes: [{ outcome: "ignored", providerId: "SM-wa" }] });
  });

  it("D9: STOP is kept as a message, and nothing more is sent to the customer until START", async () => {
    expect((await postForm(path, sms(channel, { MessageSid: "SM-stop", Body: "STOP" }))).status).toBe(200);
    expect(await ids()).toContain("SM-stop");
    const [conversation] = await conversations();
    const reply = () =>
      inbox.call(`/conversations/${conversation?.id}/messages`, { body: { body: unique("After STOP") } });
    const refused = await reply();
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "opted_out" }]);
    expect((await postForm(path, sms(channel, { MessageSid: "SM-start", Body: "START" }))).status).toBe(200);
    expect((await reply()).status).toBe(202);
  });
});

describe("E4 I9: a reply and its status callbacks", () => {
  async function reply(): Promise<{ sent: Message; callback: string }> {
    asked = [];
    const [conversation] = await conversations();
    const body = { body: unique("Reply") };
    const sent = await json<Message>(await inbox.call(`/conversations/${conversation?.id}/messages`, { body }));
    const form = await vi.waitFor(() => {
      const found = asked.find((one) => one.form.get("Body") === body.body)?.form;
      if (found === undefined) throw new Error("Not sent.");
      return found;
    });
    expect(form.get("From")).toBe(channel.externalId);
    expect(form.get("To")).toBe("+34600111222");
    return { sent, callback: (form.get("StatusCallback") ?? "").replace("http://localhost:8787", "") };
  }

  const told = (sid: string, MessageStatus: string, more: Record<string, string> = {}) => ({
    ...sms(channel, { MessageSid: sid, MessageStatus, ...more }),
    From: channel.externalId,
    To: "+34600111222",
  });

  it("D1: sent, delivered, in whatever order and however often", async () => {
    const { sent, callback } = await reply();
    const { providerId } = await settled(inbox, sent, "sent");
    for (const status of ["delivered", "queued", "sent", "delivered"])
      expect((await postForm(callback, told(providerId ?? "", status))).status).toBe(200);
    expect(await settled(inbox, sent, "delivered")).toMatchObject({ error: null, deliveredAt: expect.any(String) });
  });

  it("D2: undelivered is failed, with the carrier's reason and what to do", async () => {
    const { sent, callback } = await reply();
    const { providerId } = await settled(inbox, sent, "sent");
    await postForm(callback, told(providerId ?? "", "undelivered", { ErrorCode: "30007" }));
    const { error } = await settled(inbox, sent, "failed");
    expect(error).toMatchObject({ code: "30007", advice: expect.any(String) });
  });

  it("I9: a lost answer is settled by the callback, which names our message", async () => {
    vi.mocked(fetch).mockImplementationOnce(async (url, init) => {
      asked.push({ url: String(url), form: new URLSearchParams(String(init?.body)) });
      throw new TypeError("Network connection lost.");
    });
    const { sent, callback } = await reply();
    await settled(inbox, sent, "unconfirmed");
    expect((await postForm(callback, told("SM-lost", "delivered"))).status).toBe(200);
    expect(await settled(inbox, sent, "delivered")).toMatchObject({ providerId: "SM-lost", error: null });
    expect(asked.filter((one) => one.url.endsWith("/Messages.json"))).toHaveLength(1);
  });

  it("J2: a callback whose named message was changed does not pass", async () => {
    const { sent, callback } = await reply();
    const { providerId } = await settled(inbox, sent, "sent");
    const params = told(providerId ?? "", "failed");
    const changed = callback.replace(/message=.*/, "message=another");
    const { twilioSignature, authToken } = await import("./twilio.ts");
    const signature = await twilioSignature(`http://localhost:8787${callback}`, params, authToken);
    expect((await postForm(changed, params, { signature })).status).toBe(403);
  });
});

it("J2 D5: a new auth token counts at once, also for webhooks; a token of another kind is refused", async () => {
  const patch = (body: unknown) => inbox.call(`/channels/${channel.id}`, { method: "PATCH", body });
  expect((await patch({ authToken: "next-token" })).status).toBe(200);
  const params = sms(channel, { MessageSid: "SM-rotated", Body: "x" });
  expect((await postForm(path, params, { secret: "next-token" })).status).toBe(200);
  expect((await postForm(path, sms(channel, { MessageSid: "SM-old", Body: "x" }))).status).toBe(403);
  expect((await patch({ accessToken: "x" })).status).toBe(400);
  const contacts = await json<Page<Contact>>(await inbox.call("/contacts"));
  expect(JSON.stringify(contacts)).not.toContain("next-token");
});

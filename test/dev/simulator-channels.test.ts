import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as provider from "./provider.ts";
import { appSecret, simulated } from "./simulated.ts";

const account = {
  channel: "instagram" as const,
  phoneNumberId: "17841400000000009",
  wabaId: "",
  displayNumber: "@acme",
  name: "Acme",
  accessToken: "token",
};
const number = {
  channel: "sms" as const,
  phoneNumberId: "+12025550199",
  wabaId: `AC${"1".repeat(32)}`,
  displayNumber: "+12025550199",
  name: "Acme",
  accessToken: "auth-token",
};

const running = simulated([account, number]);

const control = (path: string, body?: unknown, method?: string) =>
  provider.control(running.simulator, path, body, method);

async function instagram(path: string, body?: unknown, token = account.accessToken) {
  const response = await fetch(`${running.simulator.url}/instagram/v25.0/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function twilio(path: string, form?: Record<string, string>, secret = number.accessToken) {
  const response = await fetch(`${running.simulator.url}/2010-04-01/Accounts/${number.wabaId}${path}`, {
    method: form === undefined ? "GET" : "POST",
    headers: { authorization: `Basic ${btoa(`${number.wabaId}:${secret}`)}` },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

interface Messaging {
  sender: { id: string };
  message?: Record<string, unknown>;
  read?: { mid: string };
}
const messagingOf = (body: string) =>
  (JSON.parse(body) as { entry: { messaging: Messaging[] }[] }).entry[0]?.messaging[0];

describe("the Instagram look-alike", () => {
  const send = (text: string) =>
    instagram(`${account.phoneNumberId}/messages`, { recipient: { id: "1234567890" }, message: { text } });

  it("D1 E3 accepts a message, echoes it, and says that it was seen, signed", async () => {
    const { status, body } = await send("Hi");
    expect(status).toBe(200);
    const [echo, seen] = await running.parley.count(2);
    expect(messagingOf(echo?.body ?? "")).toMatchObject({
      sender: { id: account.phoneNumberId },
      message: { mid: body["message_id"], is_echo: true, text: "Hi" },
    });
    expect(messagingOf(seen?.body ?? "")).toMatchObject({ read: { mid: body["message_id"] } });
    const expected = createHmac("sha256", appSecret)
      .update(echo?.body ?? "")
      .digest("hex");
    expect(echo).toMatchObject({ path: "/webhooks/meta", signature: `sha256=${expected}` });
  });

  it("E3 a customer writes and reacts; a name stands for an id that stays", async () => {
    const written = await control("inbound", { channel: "instagram", from: "lena.pours", name: "Lena", text: "Olá" });
    await control("inbound", { channel: "instagram", from: "lena.pours", type: "story_reply", text: "wow" });
    const [first, second] = (await running.parley.count(2)).map(({ body }) => messagingOf(body));
    expect(first).toMatchObject({ message: { mid: written.body["id"], text: "Olá" } });
    expect(second).toMatchObject({ sender: first?.sender, message: { text: "wow", reply_to: { story: {} } } });
  });

  it.each([
    ["reject", 400, { code: 551 }],
    ["rate_limit", 429, { code: 613 }],
    ["server_error", 500, { code: 2 }],
  ])("D2 answers the fault %s as Instagram does", async (kind, status, error) => {
    await control("faults", { channel: "instagram", kind, times: 1 });
    expect(await send("x")).toMatchObject({ status, body: { error } });
    expect(await send("x")).toMatchObject({ status: 200 });
  });

  it("D5 knows whose token is whose, and how long a text may be", async () => {
    expect(await instagram(account.phoneNumberId)).toMatchObject({ body: { user_id: account.phoneNumberId } });
    expect(await instagram(account.phoneNumberId, undefined, "other")).toMatchObject({
      body: { error: { code: 190 } },
    });
    expect(await send("é".repeat(501))).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it("A2 tells a profile of those alone who have written, and to their account's token alone", async () => {
    const profile = (id: string, token?: string) => instagram(`${id}?fields=name,username`, undefined, token);
    expect(await profile("1234567890")).toMatchObject({ status: 403, body: { error: { code: 230 } } });
    await control("inbound", { channel: "instagram", from: "1234567890", name: "María López", text: "Hi" });
    const body = { id: "1234567890", name: "María López", username: "maria.lopez" };
    expect(await profile("1234567890")).toEqual({ status: 200, body });
    expect(await profile("1234567890", "other")).toMatchObject({ status: 401 });
  });
});

describe("the Twilio look-alike", () => {
  const send = (more: Record<string, string> = {}) =>
    twilio("/Messages.json", {
      To: "+12025550123",
      From: number.phoneNumberId,
      Body: "Hi",
      StatusCallback: `${running.parley.url}/webhooks/twilio/c/status?message=m-1`,
      ...more,
    });

  it("D1 E4 accepts a message and calls back sent and delivered, signed over address and parameters", async () => {
    const { status, body } = await send();
    expect(status).toBe(201);
    const callbacks = await running.parley.count(2);
    const statuses = callbacks.map(({ body: form }) => new URLSearchParams(form).get("MessageStatus"));
    expect(statuses).toEqual(["sent", "delivered"]);
    const [first] = callbacks;
    const params = [...new URLSearchParams(first?.body)].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(params).toContainEqual(["MessageSid", body["sid"]]);
    const signed = `${running.parley.url}${first?.path}${params.map(([name, value]) => name + value).join("")}`;
    expect(first?.twilioSignature).toBe(createHmac("sha1", number.accessToken).update(signed).digest("base64"));
  });

  it("E4 a customer writes where the number's messages go; before that is said they go nowhere", async () => {
    const text = { channel: "sms", from: "+12025550123", text: "Olá" };
    expect(await control("inbound", text)).toMatchObject({ status: 404 });
    running.simulator.sendSmsTo(number.phoneNumberId, `${running.parley.url}/webhooks/twilio/c`);
    expect(await control("inbound", text)).toMatchObject({ body: { status: 200 } });
    const [webhook] = await running.parley.count(1);
    const form = Object.fromEntries(new URLSearchParams(webhook?.body));
    expect(form).toMatchObject({ From: "+12025550123", To: number.phoneNumberId, Body: "Olá" });
  });

  it.each([
    ["reject", 400, 21614],
    ["rate_limit", 429, 20429],
    ["server_error", 500, 20500],
  ])("D2 answers the fault %s as Twilio does", async (kind, status, code) => {
    await control("faults", { channel: "sms", kind, times: 1 });
    expect(await send()).toMatchObject({ status, body: { code } });
  });

  it("D2 D5 refuses what Twilio refuses", async () => {
    expect(await send({ To: "555" })).toMatchObject({ status: 400, body: { code: 21211 } });
    expect(await send({ Body: "x".repeat(1_601) })).toMatchObject({ status: 400, body: { code: 21617 } });
    expect(await twilio(".json", undefined, "other")).toMatchObject({ status: 401, body: { code: 20003 } });
    expect(await twilio(".json")).toMatchObject({ status: 200, body: { status: "active" } });
    const asked = `/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(number.phoneNumberId)}`;
    expect(await twilio(asked)).toMatchObject({
      body: { incoming_phone_numbers: [{ phone_number: number.phoneNumberId }] },
    });
  });
});

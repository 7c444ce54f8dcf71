import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as provider from "./provider.ts";
import { number, text } from "./provider.ts";
import { appSecret, simulated } from "./simulated.ts";

const running = simulated([number]);

const send = (body: unknown, options?: { id?: string; token?: string; signal?: AbortSignal }) =>
  provider.send(running.simulator, body, options);
const control = (path: string, body?: unknown, method?: string) =>
  provider.control(running.simulator, path, body, method);

describe("the Graph API look-alike", () => {
  it("D1 accepts a text and calls back sent, delivered, read in order, with the sender's own data", async () => {
    const answer = await send({ ...text, biz_opaque_callback_data: "our-id" });
    const id = answer.body.messages?.[0]?.id;
    expect(answer.status).toBe(200);
    await running.parley.count(3);
    expect(running.parley.statuses()).toEqual(
      ["sent", "delivered", "read"].map((status) => ({ id, status, data: "our-id" })),
    );
  });

  it("J2 signs what it posts, over the bytes, with the app's secret", async () => {
    await control("inbound", { channel: "whatsapp", from: "+12025550123", name: "Zoë", text: "Olá 👋🏽" });
    const [webhook] = await running.parley.count(1);
    const expected = createHmac("sha256", appSecret)
      .update(webhook?.body ?? "")
      .digest("hex");
    expect(webhook).toMatchObject({ path: "/webhooks/meta", signature: `sha256=${expected}` });
    expect(webhook?.body).toContain("Olá 👋🏽");
  });

  it.each([
    ["no addressee", { ...text, to: undefined }, 400, 100],
    ["another product", { ...text, messaging_product: "sms" }, 400, 100],
    ["an empty text", { ...text, text: { body: "" } }, 400, 100],
    ["a text over 4,096 characters", { ...text, text: { body: "x".repeat(4_097) } }, 400, 100],
    ["no content", { ...text, text: undefined }, 400, 100],
  ])("D2 refuses %s like the provider", async (_, body, status, code) => {
    expect(await send(body)).toMatchObject({ status, body: { error: { code } } });
  });

  it("D2 refuses a wrong token with 401 and code 190, and an id that Meta would not give", async () => {
    expect(await send(text, { token: "other" })).toMatchObject({ status: 401, body: { error: { code: 190 } } });
    expect(await send(text, { id: "nobody" })).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 33 } },
    });
  });

  it("E1 opens a number with the first token that comes, and keeps to it", async () => {
    expect(await send(text, { id: "1999", token: "mine" })).toMatchObject({ status: 200 });
    expect(await send(text, { id: "1999", token: "yours" })).toMatchObject({ status: 401 });
  });

  it("A10 takes `recipient` where there is no phone number", async () => {
    expect(await send({ ...text, to: undefined, recipient: "US.1234" })).toMatchObject({ status: 200 });
  });
});

describe("callbacks", () => {
  it("I3 are posted again until they are answered 2xx, and the next step waits for that", async () => {
    running.parley.answers.push(503, 0, 200);
    await send(text);
    await running.parley.count(5);
    expect(running.parley.statuses().map((item) => item.status)).toEqual(["sent", "sent", "sent", "delivered", "read"]);
  });

  it("I1 come twice when a script asks for it", async () => {
    await control("faults", { channel: "whatsapp", kind: "duplicate_callbacks", times: 1 });
    await send(text);
    await running.parley.count(6);
    expect(running.parley.statuses().map((item) => item.status)).toEqual([
      "sent",
      "sent",
      "delivered",
      "delivered",
      "read",
      "read",
    ]);
  });

  it("I9 come in reverse when a script asks for it", async () => {
    await control("faults", { channel: "whatsapp", kind: "reorder_callbacks", times: 1 });
    await send(text);
    await running.parley.count(3);
    expect(running.parley.statuses().map((item) => item.status)).toEqual(["read", "delivered", "sent"]);
  });

  it("I9 come late when a script asks for it", async () => {
    await control("faults", { channel: "whatsapp", kind: "delay_callbacks", times: 1 });
    const before = performance.now();
    await send(text);
    const [first] = await running.parley.count(1);
    expect((first?.at ?? 0) - before).toBeGreaterThan(60);
  });
});

describe("faults", () => {
  it.each([
    ["reject", 400, 131026],
    ["rate_limit", 429, 130429],
    ["server_error", 500, 131016],
  ])("D2 %s is answered %i with code %i, so many times, and nothing was accepted", async (kind, status, code) => {
    await control("faults", { channel: "whatsapp", kind, times: 2 });
    expect(await send(text)).toMatchObject({ status, body: { error: { code } } });
    expect(await send(text)).toMatchObject({ status, body: { error: { code } } });
    const accepted = await send(text);
    await running.parley.count(3);
    expect(new Set(running.parley.statuses().map((item) => item.id))).toEqual(
      new Set([accepted.body.messages?.[0]?.id]),
    );
  });

  it("I9 accept_then_drop cuts the connection, and the callbacks come all the same", async () => {
    await control("faults", { channel: "whatsapp", kind: "accept_then_drop", times: 1 });
    await expect(send(text)).rejects.toThrow();
    await running.parley.count(3);
    expect(running.parley.statuses().map((item) => item.status)).toEqual(["sent", "delivered", "read"]);
    expect((await control("sent")).body.items).toMatchObject([{ answered: null }]);
  });

  it("I9 timeout never answers and accepts nothing; the next send is well again", async () => {
    await control("faults", { channel: "whatsapp", kind: "timeout", times: 1 });
    await expect(send(text, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    await send(text);
    await running.parley.count(3);
    expect(running.parley.statuses()).toHaveLength(3);
  });

  it("D2 DELETE clears them", async () => {
    await control("faults", { channel: "whatsapp", kind: "reject", times: 1 });
    await control("faults", undefined, "DELETE");
    expect(await send(text)).toMatchObject({ status: 200 });
  });

  it("I13 an unknown kind is refused in words", async () => {
    expect(await control("faults", { channel: "whatsapp", kind: "meteor", times: 1 })).toMatchObject({ status: 400 });
  });
});

describe("control", () => {
  it("lists Parley's requests in order, with what they were answered, from a number on", async () => {
    await send(text);
    await send({ ...text, to: undefined });
    const { items } = (await control("sent")).body;
    expect(items).toMatchObject([
      {
        n: 1,
        channel: "whatsapp",
        method: "POST",
        path: `/v25.0/${number.phoneNumberId}/messages`,
        body: text,
        answered: 200,
      },
      { n: 2, answered: 400 },
    ]);
    expect((await control("sent?since=1")).body.items).toMatchObject([{ n: 2 }]);
  });

  it("A1 inbound posts a customer's message and answers its id and Parley's status", async () => {
    const { body } = await control("inbound", {
      channel: "whatsapp",
      from: "+1 202 555 0123",
      name: "Ada",
      text: "Hi",
    });
    const [webhook] = await running.parley.count(1);
    expect(body).toMatchObject({ status: 200 });
    expect(JSON.parse(webhook?.body ?? "")).toMatchObject({
      object: "whatsapp_business_account",
      entry: [
        {
          id: number.wabaId,
          changes: [
            {
              field: "messages",
              value: {
                metadata: { phone_number_id: number.phoneNumberId },
                contacts: [{ wa_id: "12025550123", profile: { name: "Ada" } }],
                messages: [{ from: "12025550123", id: body["id"], type: "text", text: { body: "Hi" } }],
              },
            },
          ],
        },
      ],
    });
  });

  it("A7 an inbound message that Parley did not take is posted again", async () => {
    running.parley.answers.push(503);
    const { body } = await control("inbound", { from: "+12025550123", text: "Hi" });
    expect(body).toMatchObject({ status: 503 });
    const [first, second] = await running.parley.count(2);
    expect(second?.body).toBe(first?.body);
  });

  it("J1 keeps the mails that Parley sends", async () => {
    const mail = { from: "a@b.test", to: "ana@acme.test", subject: "Join", text: "http://…", html: "" };
    await fetch(`${running.simulator.url}/mail`, { method: "POST", body: JSON.stringify(mail) });
    expect((await control("mail?to=ana@acme.test")).body.items).toMatchObject([mail]);
  });

  it("J2 refuses what a page on another site asks for", async () => {
    const response = await fetch(`${running.simulator.url}/control/faults`, {
      method: "POST",
      headers: { origin: "https://elsewhere.test" },
      body: JSON.stringify({ kind: "reject" }),
    });
    expect(response.status).toBe(403);
  });
});

describe("the page", () => {
  it("J2 loads nothing from elsewhere, and its policy says so", async () => {
    for (const path of ["/", "/mail"]) {
      const response = await fetch(`${running.simulator.url}${path}`);
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
      const page = await response.text();
      for (const [, file] of page.matchAll(/(?:src|href)="(\/[^"]*\.(?:js|css|svg))"/g)) {
        expect((await fetch(`${running.simulator.url}${file}`)).status).toBe(200);
      }
    }
  });

  it("tells an open page of messages and ticks as they come", async () => {
    const feed = await fetch(`${running.simulator.url}/events`);
    const reader = feed.body?.pipeThrough(new TextDecoderStream()).getReader();
    await send(text);
    let seen = "";
    while (!seen.includes('"tick":"read"')) seen += (await reader?.read())?.value ?? "";
    await reader?.cancel();
    expect(seen).toContain("event: snapshot");
    expect(seen).toContain('"text":"Hello"');
  });
});

import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mailEventOf } from "../../src/channels/email/event.ts";
import { isSignedBySvix } from "../../src/channels/email/verify.ts";
import { type Simulator, startSimulator } from "../../src/dev/simulator/server.ts";

/** What Parley's doors were handed: mail, and the service's webhooks; and how they answer. */
let handed: { query: URLSearchParams; raw: Buffer }[] = [];
let events: { headers: IncomingHttpHeaders; body: Buffer<ArrayBuffer> }[] = [];
let answers: number[] = [];
const webhookSecret = "whsec_c2VjcmV0IG9mIHRoZSBtYWlsIHNlcnZpY2U=";
let door: Server;
let simulator: Simulator;

beforeEach(async () => {
  [handed, events, answers] = [[], [], []];
  door = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "", "http://door");
    const body = Buffer.concat(chunks);
    if (url.pathname === "/webhooks/mail") events.push({ headers: request.headers, body });
    else handed.push({ query: url.searchParams, raw: body });
    response.writeHead(answers.shift() ?? 200).end("said");
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  simulator = await startSimulator({
    port: 0,
    parleyUrl: `http://localhost:${(door.address() as AddressInfo).port}`,
    appSecret: "app-secret",
    numbers: [],
    mail: { token: "key", webhookSecret, addresses: ["support@acme.test"] },
    statePath: null,
    timing: { stepMs: 5 },
  });
});

afterEach(async () => {
  await simulator.stop();
  door.closeAllConnections();
  await new Promise((resolve) => door.close(resolve));
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(simulator.url + path, { method: "POST", headers, body: JSON.stringify(body) });
const inbound = async (mail: object) =>
  (await post("/control/inbound", { channel: "email", from: "rosa@x.test", ...mail })).json();
const email = (given: object = {}) => ({
  from: '"Acme" <support@acme.test>',
  to: ["rosa@x.test"],
  reply_to: "support+token@acme.test",
  subject: "Re: Hi",
  text: "Yes",
  html: "<p>Yes</p>",
  headers: { "Message-ID": "<r1@acme.test>" },
  ...given,
});
const send = (given: object = {}, authorization = "Bearer key") =>
  post("/mail-api/emails", email(given), { authorization });

describe("the mail service", () => {
  it("E2 takes mail with its key, and shows it in the mailbox", async () => {
    const response = await send();
    expect([response.status, await response.json()]).toEqual([200, { id: expect.any(String) }]);
    const { items } = (await (await fetch(`${simulator.url}/control/mail`)).json()) as { items: object[] };
    expect(items).toMatchObject([{ kind: "reply", to: "rosa@x.test", messageId: "<r1@acme.test>" }]);
    expect((await send({}, "Bearer other")).status).toBe(401);
    expect((await send({ to: [] })).status).toBe(422);
  });

  it("I9 meets each fault once: refused, too many, its own error, cut after it took it", async () => {
    const meet = async (kind: string) => {
      await post("/control/faults", { channel: "email", kind });
      return send().then(
        async (response) => [response.status, ((await response.json()) as { name: string }).name],
        () => "cut",
      );
    };
    expect(await meet("reject")).toEqual([400, "validation_error"]);
    expect(await meet("rate_limit")).toEqual([429, "rate_limit_exceeded"]);
    expect(await meet("server_error")).toEqual([500, "internal_server_error"]);
    expect(await meet("accept_then_drop")).toBe("cut");
    const { items } = (await (await fetch(`${simulator.url}/control/mail`)).json()) as { items: object[] };
    expect(items).toHaveLength(1);
    expect((await send()).status).toBe(200);
  });
});

describe("what the mail service tells", () => {
  const tags = [{ name: "parley_message", value: "3k-0123456789abcdef0123" }];

  it.each([
    ["rosa@x.test", ["email.sent", "email.delivered"]],
    ["bounced@x.test", ["email.sent", "email.bounced"]],
    ["complained+1@x.test", ["email.sent", "email.delivered", "email.complained"]],
  ])("E2 D1 of a mail to %s, in order, signed as Parley checks it", async (to, types) => {
    await send({ to: [to], tags });
    await vi.waitFor(() => expect(events).toHaveLength(types.length));
    const told: (string | undefined)[] = [];
    for (const { headers, body } of events) {
      const header = (name: string) => String(headers[`svix-${name}`]);
      const signed = { id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
      expect(await isSignedBySvix(new Uint8Array(body), signed, [webhookSecret], Date.now())).toBe(true);
      const event = mailEventOf(JSON.parse(body.toString()), new Date().toISOString());
      expect(event).toMatchObject({ from: "support@acme.test", token: tags[0]?.value });
      told.push(event?.type);
    }
    expect(told).toEqual(types);
  });

  it("D1 twice and in another order, when a script wants it", async () => {
    for (const kind of ["duplicate_callbacks", "reorder_callbacks"])
      await post("/control/faults", { channel: "email", kind });
    await send({ tags });
    await vi.waitFor(() => expect(events).toHaveLength(4));
    const types = events.map(({ body }) => (JSON.parse(body.toString()) as { type: string }).type);
    expect(types).toEqual(["email.delivered", "email.delivered", "email.sent", "email.sent"]);
  });
});

describe("a customer's mail", () => {
  it("E2 is MIME as mail programs make it, handed to Parley's door", async () => {
    const attachments = [{ filename: "a.txt", contentType: "text/plain", content: btoa("hello") }];
    expect(await inbound({ name: "Rosa", subject: "Café", text: "Hi", html: "<p>Hi</p>", attachments })).toMatchObject({
      status: 200,
    });
    const [one] = handed;
    expect(Object.fromEntries(one?.query ?? [])).toEqual({ from: "rosa@x.test", to: "support@acme.test" });
    const mail = await PostalMime.parse(one?.raw ?? "");
    expect(mail).toMatchObject({
      from: { name: "Rosa", address: "rosa@x.test" },
      subject: "Café",
      html: expect.stringContaining("<p>Hi</p>"),
    });
    expect(mail.attachments).toMatchObject([{ filename: "a.txt" }]);
  });

  it("E2 an answer goes where the mail wants its answers, and names what it answers", async () => {
    await send();
    await inbound({ quotes: "r1@acme.test", text: "Good" });
    expect(handed[0]?.query.get("to")).toBe("support+token@acme.test");
    expect(await PostalMime.parse(handed[0]?.raw ?? "")).toMatchObject({
      inReplyTo: "<r1@acme.test>",
      subject: "Re: Hi",
    });
  });

  it("is tried again while Parley cannot take it, and not when it is refused; raw goes as it is", async () => {
    answers = [503, 200];
    expect(await inbound({ raw: "\0not mail" })).toMatchObject({ status: 200 });
    expect(handed.map(({ raw }) => raw.toString())).toEqual(["\0not mail", "\0not mail"]);
    answers = [400];
    expect(await inbound({ text: "x" })).toMatchObject({ status: 400, body: "said" });
    expect(handed).toHaveLength(3);
  });

  it("I13 what is no mail is said to be none", async () => {
    expect((await post("/control/inbound", { channel: "email", from: "nobody" })).status).toBe(400);
  });
});

describe("a click in the mailbox", () => {
  it("J2 follows Parley's links and no other scheme", async () => {
    const go = (url: string) =>
      fetch(`${simulator.url}/mail/go?url=${encodeURIComponent(url)}`, { redirect: "manual" });
    expect((await go("javascript:alert(1)")).status).toBe(400);
    expect((await go("https://x.test/")).headers.get("location")).toBe("https://x.test/");
  });
});

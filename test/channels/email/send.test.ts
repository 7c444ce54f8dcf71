import { describe, expect, test } from "vitest";
import type { MailService, SendRequest, SendVerdict } from "../../../src/channels/channel.ts";
import { email } from "../../../src/channels/email/send.ts";
import { readThreadToken, readTrackingToken } from "../../../src/channels/email/tokens.ts";
import type { Channel, Message } from "../../../src/protocol/records.ts";
import { channelId, keys } from "./mails.ts";

const service: MailService = { binding: null, apiToken: "mail-token", isProved: true, keys };

function message(given: Partial<Message> = {}): Message {
  // Only these of its fields make a mail.
  return { id: "m-1", position: 4_321, body: "Hello <Rosa>", subject: null, content: null, ...given } as Message;
}

const customer = message({
  direction: "inbound",
  subject: "A question",
  content: {
    mail: {
      from: { address: "rosa@customer.test", name: "Rosa" },
      messageId: "q2@customer.test",
      references: ["q1@customer.test"],
    },
  },
});

function request(given: Partial<SendRequest> = {}): SendRequest {
  return {
    orgId: "org",
    message: message(),
    answers: customer,
    channel: { id: channelId, name: "Acme", address: "support@acme.test" } as Channel,
    secrets: {},
    to: [{ kind: "email", value: "rosa@customer.test" }],
    recipients: { to: "rosa@customer.test", cc: [] },
    files: [],
    quotes: null,
    lastInboundAt: null,
    publicUrl: "https://parley.example",
    attempt: 1,
    baseUrl: "https://mail.example",
    mail: service,
    ...given,
  };
}

interface Sent {
  readonly url: string;
  readonly authorization: string | null;
  readonly body: Record<string, never> & {
    readonly html: string;
    readonly headers: Record<string, string>;
    readonly [field: string]: unknown;
  };
}

async function send(given: Partial<SendRequest> = {}, answer: Response | Error = Response.json({ id: "r-1" })) {
  const sent: Sent[] = [];
  const fetcher: typeof fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    sent.push({ url: String(url), authorization: headers.get("authorization"), body: JSON.parse(String(init?.body)) });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const verdict: SendVerdict = await email.send(request(given), fetcher, 1_000);
  return { verdict, sent, mail: sent[0]?.body };
}

describe("E2 mail out", () => {
  test("from the channel, in the thread of what it answers", async () => {
    const { sent, mail, verdict } = await send();
    expect(sent[0]).toMatchObject({ url: "https://mail.example/emails", authorization: "Bearer mail-token" });
    expect(mail).toMatchObject({
      from: '"Acme" <support@acme.test>',
      to: ["rosa@customer.test"],
      subject: "Re: A question",
      text: "Hello <Rosa>",
      headers: {
        "In-Reply-To": "<q2@customer.test>",
        References: "<q1@customer.test> <q2@customer.test>",
        "Message-ID": expect.stringMatching(/^<[0-9a-z]+-[0-9a-f]{20}@acme\.test>$/),
      },
    });
    expect(mail?.html).toContain("Hello &#60;Rosa&#62;");
    const token = /^support\+(.+)@acme\.test$/.exec(String(mail?.["reply_to"]))?.[1] ?? "";
    expect(await readThreadToken(keys, channelId, token)).toBe(4_321);
    expect(mail?.headers["X-Parley-Message"]).toBe(token);
    expect(verdict).toEqual({ verdict: "accepted", providerId: `${token}@acme.test` });
  });

  test("own subject, copies, files, signature", async () => {
    const { mail } = await send({
      recipients: { to: "desk@customer.test", cc: ["BO@customer.test", "bo@customer.test", "no"] },
      message: message({ subject: "New\r\nBcc: x@evil.test" }),
      channel: { ...request().channel, signature: "Acme Coffee" },
      files: [
        {
          attachment: { filename: "price.pdf", mimeType: "application/pdf" } as never,
          bytes: async () => new Uint8Array([1, 2, 3]),
          publicUrl: async () => "",
        },
      ],
    });
    expect(mail).toMatchObject({
      to: ["desk@customer.test"],
      cc: ["bo@customer.test"],
      subject: "New Bcc: x@evil.test",
      text: "Hello <Rosa>\n\n-- \nAcme Coffee",
      attachments: [{ filename: "price.pdf", content_type: "application/pdf", content: "AQID" }],
    });
  });

  test("E5 links and a picture carry tokens of this message; the text does not; off is off", async () => {
    const words = message({ body: "See https://acme.test/a?b=1&c=2. Not javascript:alert(1)" });
    const { mail } = await send({ message: words });
    const [link = "", pixel = ""] = Array.from(
      String(mail?.html).matchAll(/\/t\/[co]\/([\w.-]+)/g),
      ([, token]) => token ?? "",
    );
    const about = { orgId: "org", channelId, position: 4_321 };
    expect(await readTrackingToken(keys, link)).toEqual({ ...about, url: "https://acme.test/a?b=1&c=2" });
    expect(await readTrackingToken(keys, pixel)).toEqual({ ...about, url: null });
    expect(mail?.["text"]).toBe(words.body);
    const off = await send({ message: words, channel: { ...request().channel, tracksMail: false } });
    expect(off.mail?.html).not.toContain("/t/");
    expect(off.mail?.html).toContain('href="https://acme.test/a?b=1&#38;c=2"');
    expect(off.mail?.html).not.toContain("<img");
  });

  test.each([
    ["the deployment's account", {}, "https://mail.example", "stop"],
    ["Cloudflare's Email Service", {}, "", "stop"],
    ["Cloudflare's Email Service, whatever key it has", { accessToken: "own" }, "", "stop"],
    ["an account of its own", { accessToken: "own" }, "https://mail.example", "accepted"],
  ])("Do4 a channel whose domain is not proved: %s", async (_, secrets, baseUrl, verdict) => {
    const built: unknown[] = [];
    const binding = { send: async (mail: unknown) => (built.push(mail), { messageId: "<x@y.test>" }) } as SendEmail;
    const mail = { ...service, binding, isProved: false };
    const { verdict: given, sent } = await send({ secrets, baseUrl, mail });
    expect(given).toMatchObject({ verdict, ...(verdict === "stop" ? { error: { code: "domain_unproved" } } : {}) });
    expect([sent.map(({ authorization }) => authorization), built]).toEqual([
      verdict === "stop" ? [] : ["Bearer own"],
      [],
    ]);
  });

  test("a customer without an address cannot be written to", async () => {
    const { verdict, sent } = await send({ recipients: { to: null, cc: [] } });
    expect(verdict).toMatchObject({ verdict: "rejected", error: { code: "no_address" } });
    expect(sent).toHaveLength(0);
  });
});

const refusal = (status: number, body: object | string): Response =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status });

describe("I9 what an answer proves", () => {
  test.each([
    ["rejected", refusal(422, { name: "validation_error", message: "Invalid `to`" })],
    ["retry", refusal(429, { name: "rate_limit_exceeded", message: "Slow down" })],
    ["retry", refusal(500, { name: "internal_server_error", message: "Oops" })],
    ["retry", refusal(429, "busy")],
    ["stop", refusal(403, { name: "invalid_api_key", message: "mail-token is invalid" })],
    ["stop", refusal(401, "")],
    ["ambiguous", refusal(502, "<html>")],
    ["ambiguous", refusal(200, "cut off {")],
    ["ambiguous", new TypeError("connection closed")],
  ])("%s", async (verdict, answer) => {
    const { verdict: given } = await send({}, answer);
    expect(given.verdict).toBe(verdict);
    expect(JSON.stringify(given)).not.toContain("mail-token");
  });

  test.each([
    ["accepted", null],
    ["stop", Object.assign(new Error("no"), { code: "E_SENDER_NOT_VERIFIED" })],
    ["retry", Object.assign(new Error("no"), { code: "E_RATE_LIMIT_EXCEEDED" })],
    ["rejected", Object.assign(new Error("no"), { code: "E_RECIPIENT_SUPPRESSED" })],
    ["rejected", Object.assign(new Error("no"), { code: "E_SOMETHING_NEW" })],
    ["ambiguous", new Error("Network connection lost.")],
  ])("Cloudflare's binding: %s", async (verdict, error) => {
    const built: unknown[] = [];
    const binding = {
      async send(mail: unknown) {
        built.push(mail);
        if (error !== null) throw error;
        return { messageId: "<cf-1@acme.test>" };
      },
    } as SendEmail;
    const { verdict: given } = await send({ baseUrl: "", mail: { ...service, binding } });
    expect(given).toMatchObject(verdict === "accepted" ? { verdict, providerId: "cf-1@acme.test" } : { verdict });
    // The service makes its own Message-ID and refuses one from us.
    expect(built[0]).toMatchObject({ headers: expect.not.objectContaining({ "Message-ID": expect.anything() }) });
  });

  test("a binding that never answers is ambiguous", async () => {
    const binding = { send: () => new Promise(() => undefined) } as unknown as SendEmail;
    const verdict = await email.send(request({ baseUrl: "", mail: { ...service, binding } }), fetch, 20);
    expect(verdict).toMatchObject({ verdict: "ambiguous", error: { code: "timeout" } });
  });
});

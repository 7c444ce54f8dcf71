import { expect, it } from "vitest";
import type { OutgoingFile, SendRequest } from "../../../src/channels/channel.ts";
import { sms } from "../../../src/channels/sms/send.ts";
import type { Message } from "../../../src/protocol/records.ts";
import { json } from "../contract/case.ts";
import { smsCase } from "../contract/sms.ts";

const { channel, secrets, to } = smsCase;
const baseUrl = "https://twilio.example";

it("E4 I9: a form with the credentials, whose callback names our message", async () => {
  const seen: { url: string; init: RequestInit }[] = [];
  const fetcher: typeof fetch = async (url, init) => {
    seen.push({ url: String(url), init: init ?? {} });
    return smsCase.answers.accepted("SM1");
  };
  const file = { publicUrl: async () => "https://inbox.example/f" } as OutgoingFile;
  const request: SendRequest = {
    message: { id: "m/1", body: "Olá & bye" } as Message,
    channel,
    secrets,
    to,
    orgId: "org",
    answers: null,
    files: [file, file],
    quotes: null,
    lastInboundAt: null,
    publicUrl: "https://inbox.example",
    attempt: 1,
    baseUrl,
  };
  await sms.send(request, fetcher, 1_000);
  expect(seen[0]?.url).toBe(`${baseUrl}/2010-04-01/Accounts/${channel.accountId}/Messages.json`);
  const credentials = Buffer.from(`${channel.accountId}:${secrets.authToken}`).toString("base64");
  expect(seen[0]?.init.headers).toMatchObject({ authorization: `Basic ${credentials}` });
  const form = new URLSearchParams(String(seen[0]?.init.body));
  expect([...form]).toEqual([
    ["To", "+34600111222"],
    ["From", "+12025550199"],
    ["Body", "Olá & bye"],
    ["MediaUrl", "https://inbox.example/f"],
    ["MediaUrl", "https://inbox.example/f"],
    ["StatusCallback", "https://inbox.example/webhooks/twilio/channel-1/status?message=m%2F1"],
  ]);
});

it("H6: health: the number is another's, cannot text, or its messages go elsewhere", async () => {
  const check = (numbers: unknown[]) => {
    const fetcher: typeof fetch = async (url) =>
      String(url).includes("IncomingPhoneNumbers")
        ? json(200, { incoming_phone_numbers: numbers })
        : json(200, { status: "active" });
    return sms.checkHealth({ channel, secrets, baseUrl }, fetcher, 1_000);
  };
  const own = { phone_number: channel.externalId, capabilities: { sms: true } };
  const here = "https://inbox.example/webhooks/twilio/channel-1";
  const token = { name: "token", ok: true };
  expect(await check([])).toMatchObject([token, { name: "number", ok: false }]);
  expect(await check([{ ...own, capabilities: { sms: false }, sms_url: here }])).toMatchObject([
    token,
    { name: "number", ok: false },
    { name: "webhook", ok: true },
  ]);
  expect(await check([{ ...own, sms_url: "https://elsewhere.example" }])).toMatchObject([
    token,
    { name: "number", ok: true },
    { name: "webhook", ok: false, advice: expect.stringContaining("/webhooks/twilio/channel-1") },
  ]);
});

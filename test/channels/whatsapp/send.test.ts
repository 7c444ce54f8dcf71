import { describe, expect, it } from "vitest";
import type { SendRequest, SendVerdict } from "../../../src/channels/channel.ts";
import { deliveryError, meaningOf } from "../../../src/channels/whatsapp/errors.ts";
import { whatsapp } from "../../../src/channels/whatsapp/send.ts";
import type { Channel, Message } from "../../../src/protocol/records.ts";

const accessToken = "test-access-token";

function request(parts: Partial<SendRequest> = {}): SendRequest {
  return {
    // Only these of a message's and channel's fields make a request.
    message: {
      id: "m-1",
      type: "text",
      body: "Hola, mañana a las 9",
      attachments: [] as Message["attachments"],
    } as Message,
    channel: { externalId: "700100" } as Channel,
    secrets: { accessToken },
    to: [{ kind: "phone", value: "34600111222" }],
    orgId: "org",
    answers: null,
    quotes: null,
    files: [],
    lastInboundAt: null,
    publicUrl: "https://inbox.example",
    attempt: 1,
    baseUrl: "https://graph.example/v25.0",
    ...parts,
  };
}

interface Seen {
  url: string;
  init: RequestInit;
}

async function send(
  answer: (() => Response | Promise<Response>) | Response,
  parts: Partial<SendRequest> = {},
): Promise<{ verdict: SendVerdict; seen: Seen[] }> {
  const seen: Seen[] = [];
  const fetcher: typeof fetch = async (url, init) => {
    seen.push({ url: String(url), init: init ?? {} });
    return typeof answer === "function" ? answer() : answer;
  };
  return { verdict: await whatsapp.send(request(parts), fetcher, 1_000), seen };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const refusal = (status: number, code: number, headers: Record<string, string> = {}) =>
  json(status, { error: { code, message: "m", error_data: { details: "d" } } }, headers);
const acceptance = () =>
  json(200, { messaging_product: "whatsapp", contacts: [{ wa_id: "34600111222" }], messages: [{ id: "wamid.out" }] });

describe("D2: the request", () => {
  it("I9: carries our own id, the text, the number and the token", async () => {
    const { seen } = await send(acceptance());
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe("https://graph.example/v25.0/700100/messages");
    expect(seen[0]?.init).toMatchObject({
      method: "POST",
      redirect: "manual",
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(JSON.parse(String(seen[0]?.init.body))).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "34600111222",
      type: "text",
      text: { body: "Hola, mañana a las 9", preview_url: false },
      biz_opaque_callback_data: "m-1",
    });
  });

  it("A10: a customer without a number is the recipient by id; a quote is its context; a link gets a preview", async () => {
    const parts: Partial<SendRequest> = {
      to: [{ kind: "wa_user_id", value: "ES.1" }],
      quotes: "wamid.q",
      message: {
        id: "m-2",
        type: "text",
        body: "See https://a.example",
        attachments: [] as Message["attachments"],
      } as Message,
    };
    const { seen } = await send(acceptance(), parts);
    const body = JSON.parse(String(seen[0]?.init.body)) as Record<string, unknown>;
    expect(body).toMatchObject({ recipient: "ES.1", context: { message_id: "wamid.q" }, text: { preview_url: true } });
    expect(body).not.toHaveProperty("to");
  });

  it("D2: nothing is sent without an address or a token", async () => {
    const nobody = await send(acceptance(), { to: [] });
    expect(nobody).toMatchObject({ seen: [], verdict: { verdict: "rejected", error: { code: "no_address" } } });
    const nameless = await send(acceptance(), { secrets: {} });
    expect(nameless).toMatchObject({ seen: [], verdict: { verdict: "stop", error: { code: "no_access_token" } } });
  });
});

describe("I9: what an answer proves", () => {
  const ambiguous = { verdict: "ambiguous" };
  const rejected = { verdict: "rejected" };
  it.each<[string, () => Response, object]>([
    ["200 with an id", acceptance, { verdict: "accepted", providerId: "wamid.out" }],
    ["200 without an id", () => json(200, { messages: [] }), ambiguous],
    ["200 that is no JSON", () => new Response("<html>", { status: 200 }), ambiguous],
    ["200 without a body", () => new Response(null, { status: 200 }), ambiguous],
    ["500 without a code", () => new Response("oops", { status: 500 }), ambiguous],
    ["502 with JSON but no code", () => json(502, { error: { message: "bad gateway" } }), ambiguous],
    ["408", () => new Response(null, { status: 408 }), ambiguous],
    ["500 with code 131016", () => refusal(500, 131016), { verdict: "retry", afterMs: null }],
    ["500 with a code not in the table", () => refusal(500, 999_999), { verdict: "retry", afterMs: null }],
    [
      "400 with a code not in the table",
      () => refusal(400, 999_999),
      { verdict: "rejected", error: { code: "999999", message: "d", advice: null } },
    ],
    [
      "400 with code 131026",
      () => refusal(400, 131026),
      {
        verdict: "rejected",
        error: { code: "131026", message: "d", advice: expect.stringContaining("another channel") },
      },
    ],
    [
      "400 with code 100 marked transient",
      () => json(400, { error: { code: 100, is_transient: true } }),
      { verdict: "retry" },
    ],
    ["429 with code 130429", () => refusal(429, 130429), { verdict: "retry", afterMs: null }],
    ["429 that says when", () => refusal(429, 130429, { "retry-after": "7" }), { verdict: "retry", afterMs: 7_000 }],
    [
      "429 without a code that says when",
      () => new Response(null, { status: 429, headers: { "retry-after": "3" } }),
      { verdict: "retry", afterMs: 3_000 },
    ],
    ["401 with code 190", () => refusal(401, 190), { verdict: "stop", error: { code: "190" } }],
    ["403 with code 10", () => refusal(403, 10), { verdict: "stop" }],
    ["400 without a code", () => new Response("no", { status: 400 }), rejected],
    [
      "302 elsewhere",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
      rejected,
    ],
  ])("I9: %s", async (_, answer, verdict) => {
    expect((await send(answer)).verdict).toMatchObject(verdict);
  });

  it("I9: a cut connection and a time-out prove nothing", async () => {
    const cut = await send(() => Promise.reject(new TypeError("Network connection lost.")));
    expect(cut.verdict).toMatchObject({ verdict: "ambiguous", error: { code: "connection" } });
    const late = await send(() => Promise.reject(new DOMException("late", "TimeoutError")));
    expect(late.verdict).toMatchObject({ verdict: "ambiguous", error: { code: "timeout" } });
  });

  it("I9: a provider that never answers is given up after the time limit", async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error)),
      );
    expect(await whatsapp.send(request(), silent, 20)).toMatchObject({
      verdict: "ambiguous",
      error: { code: "timeout" },
    });
  });

  it("I9: an answer cut off in its body proves nothing", async () => {
    const cut = () =>
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("cut")) }), { status: 200 });
    expect((await send(cut)).verdict).toMatchObject(ambiguous);
  });

  it.each([
    [1, 4_000],
    [2, 16_000],
    [3, 64_000],
    [20, 3_600_000],
  ])("D2: the pair limit waits 4^n seconds: try %i, %i ms", async (attempt, afterMs) => {
    expect((await send(refusal(400, 131056), { attempt })).verdict).toMatchObject({ verdict: "retry", afterMs });
  });

  it("J2: the access token never shows, also when the provider repeats it", async () => {
    const { verdict } = await send(
      json(401, { error: { code: 190, message: `Malformed access token ${accessToken}` } }),
    );
    expect(JSON.stringify(verdict)).not.toContain(accessToken);
    expect(verdict).toMatchObject({ verdict: "stop", error: { message: "Malformed access token …" } });
  });
});

describe("D2: the table of codes", () => {
  const stop = [0, 190, 3, 10, 200, 250, 299, 368, 130497, 131031, 131042, 131045, 133010, 131037];
  const retry = [4, 80007, 130429, 131048, 131057, 131016, 2, 131000, 133004];
  const templates = [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069];
  const fail = [131047, 131049, 131050, 130472, 131026, 131051, 131052, 131053, 131021, 131060, 131062, ...templates];

  it.each([
    ["stop", stop],
    ["retry", [...retry, 131056]],
    ["fail", fail],
  ] as const)("D2: %s", (what, codes) => {
    for (const code of codes)
      expect(meaningOf(String(code)), String(code)).toMatchObject({ what, advice: expect.stringMatching(/\w{3}/) });
  });

  it("D2: what is not in the table has no meaning", () => {
    for (const code of ["300", "199", "1", "abc", "", "constructor"]) expect(meaningOf(code)).toBeNull();
  });

  it("I13: an error of any shape can be shown", () => {
    for (const value of [null, 3, "x", [], {}, { code: {} }]) {
      expect(deliveryError(value)).toEqual({ code: "unknown", message: "WhatsApp error unknown", advice: null });
    }
  });
});

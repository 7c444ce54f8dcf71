import { describe, expect, it } from "vitest";
import type { SendRequest, SendVerdict } from "../../../src/channels/channel.ts";
import type { HealthCheck } from "../../../src/channels/health.ts";
import type { Message } from "../../../src/protocol/records.ts";
import type { AdapterCase } from "./case.ts";
import { emailCase } from "./email.ts";
import { instagramCase } from "./instagram.ts";
import { smsCase } from "./sms.ts";
import { whatsappCase } from "./whatsapp.ts";

/** What every channel's folder must do, whatever its provider is. A new channel joins with a file like the others. */
const cases: readonly AdapterCase[] = [whatsappCase, instagramCase, smsCase, emailCase];

const message = {
  id: "m-1",
  position: 4_321,
  body: "Hola, mañana a las 9",
  type: "text",
  content: null,
  attachments: [] as unknown,
} as Message;

async function send(one: AdapterCase, fetcher: typeof fetch, parts: Partial<SendRequest> = {}): Promise<SendVerdict> {
  const { to = one.to } = parts;
  const request: SendRequest = {
    message,
    channel: one.channel,
    secrets: one.secrets,
    to,
    recipients: { to: to[0]?.value ?? null, cc: [] },
    orgId: "org",
    answers: null,
    files: [],
    quotes: null,
    lastInboundAt: null,
    publicUrl: "https://inbox.example",
    attempt: 1,
    baseUrl: "https://provider.example",
    ...(one.mail === undefined ? {} : { mail: one.mail }),
    ...parts,
  };
  return one.adapter.send(request, fetcher, 30);
}

const answering =
  (answer: () => Response): typeof fetch =>
  async () =>
    answer();
const silent: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) =>
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error)),
  );

describe.each(cases)("$name: what an answer to a send proves", (one) => {
  it("I9 D2: accepted, with the provider's id", async () => {
    expect(
      await send(
        one,
        answering(() => one.answers.accepted("id-1")),
      ),
    ).toEqual({
      verdict: "accepted",
      providerId: one.knownBy("id-1"),
    });
  });

  it("D2: refused for good, with the provider's code and what to do", async () => {
    const verdict = await send(one, answering(one.answers.rejected));
    const error = { code: one.answers.rejectedCode, advice: expect.stringMatching(/\w{3}/) };
    expect(verdict).toMatchObject({ verdict: "rejected", error });
  });

  it("D5: no good credentials stop the channel, and show nowhere", async () => {
    const verdict = await send(
      one,
      answering(() => one.answers.stopped(one.secret)),
    );
    expect(verdict).toMatchObject({ verdict: "stop", error: { advice: expect.stringMatching(/\w{3}/) } });
    expect(JSON.stringify(verdict)).not.toContain(one.secret);
    expect(await send(one, answering(one.answers.rejected), one.without)).toMatchObject({ verdict: "stop" });
  });

  it("D3: what proves non-acceptance is tried again: a rate limit, a 5xx with a code, a bare 429", async () => {
    expect(await send(one, answering(one.answers.rateLimited))).toMatchObject({ verdict: "retry" });
    expect(await send(one, answering(one.answers.unavailable))).toMatchObject({ verdict: "retry" });
    const bare = () => new Response(null, { status: 429, headers: { "retry-after": "7" } });
    expect(await send(one, answering(bare))).toMatchObject({ verdict: "retry", afterMs: 7_000 });
  });

  it.each<[string, () => Response]>([
    ["a 5xx without a code", () => new Response("oops", { status: 502 })],
    ["a 408", () => new Response(null, { status: 408 })],
    ["a 200 without an id", () => new Response("{}", { status: 200 })],
    ["a 200 that is no JSON", () => new Response("<html>", { status: 200 })],
    [
      "an answer cut off in its body",
      () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error("cut")) }), { status: 200 }),
    ],
  ])("I9 D3: %s proves nothing", async (_, answer) => {
    expect(await send(one, answering(answer))).toMatchObject({ verdict: "ambiguous" });
  });

  it("I9 D3: no answer in time and a cut connection prove nothing", async () => {
    expect(await send(one, silent)).toMatchObject({ verdict: "ambiguous", error: { code: "timeout" } });
    const cut = () => Promise.reject(new TypeError("Network connection lost."));
    expect(await send(one, cut)).toMatchObject({ verdict: "ambiguous", error: { code: "connection" } });
  });

  it("D2: nobody to send to is refused without a request", async () => {
    const asked: unknown[] = [];
    const fetcher: typeof fetch = async (url) => {
      asked.push(url);
      return one.answers.accepted("x");
    };
    expect(await send(one, fetcher, { to: [] })).toMatchObject({ verdict: "rejected", error: { code: "no_address" } });
    expect(asked).toEqual([]);
  });

  it("J2: credentials are in no address, and follow no redirect", async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    const moved: typeof fetch = async (url, init) => {
      seen.push({ url: String(url), init: init ?? {} });
      return new Response(null, { status: 302, headers: { location: "https://evil.example" } });
    };
    expect(await send(one, moved)).toMatchObject({ verdict: "rejected" });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).not.toContain(one.secret);
    expect(seen[0]?.init).toMatchObject({ method: "POST", redirect: "manual" });
  });
});

describe.each(cases)("$name: what comes in", (one) => {
  it("J2: a forged, changed or unsigned webhook does not pass", async () => {
    expect(await one.verify("genuine")).toBe(true);
    for (const made of ["changed", "with another secret", "unsigned"] as const)
      expect([made, await one.verify(made)]).toEqual([made, false]);
  });

  it("I1: the same webhook twice gives the same facts, by the provider's id", async () => {
    const items = [one.items.text("id-1", "Hello")];
    const { facts } = await one.read(items);
    expect(facts).toMatchObject([{ fact: "message", providerId: "id-1", body: "Hello", type: "text" }]);
    expect((await one.read(items)).facts).toEqual(facts);
  });

  it("A5 I13: a broken item is recorded and hurts no neighbour", async () => {
    const items = [one.items.text("id-1", "a"), one.items.broken(), one.items.text("id-2", "b")];
    expect((await one.read(items)).facts).toMatchObject([
      { fact: "message", providerId: "id-1" },
      { fact: "ignored", reason: expect.stringMatching(/\w{3}/) },
      { fact: "message", providerId: "id-2" },
    ]);
  });

  it("A11 I13: what nobody has heard of is kept as a message, with its raw part", async () => {
    const [fact] = (await one.read([one.items.unknown("id-9")])).facts;
    expect(fact).toMatchObject({ fact: "message", providerId: one.unknownBy("id-9"), type: "unsupported" });
    expect(JSON.stringify(fact)).toContain("hologram");
  });

  it("I13: NUL bytes, half an emoji and a huge text come through as text that storage takes", async () => {
    const [fact] = (await one.read([one.items.text("id-1", "a\0b\ud83d c")])).facts;
    expect(fact).toMatchObject({ body: "ab\ufffd c" });
    const long = "x".repeat(200_000);
    const { facts, files } = await one.read([one.items.text("id-2", long)]);
    const body = facts[0]?.fact === "message" ? facts[0].body : "";
    // Where a thread shows the beginning alone, the whole is a file of the message.
    expect(long.startsWith(body)).toBe(true);
    expect(body.length).toBeGreaterThanOrEqual(100_000);
    expect([body, ...files].some((kept) => kept.includes(long))).toBe(true);
  });

  it("I13: an id too long to be one is refused in words, or the message is known by one that fits", async () => {
    const [fact] = (await one.read([one.items.text("x".repeat(10_000), "a")])).facts;
    if (one.longId === "ignored")
      expect(fact).toMatchObject({ fact: "ignored", reason: expect.stringMatching(/\w{3}/) });
    else expect(fact).toMatchObject({ fact: "message", body: "a", providerId: expect.stringMatching(/^.{1,200}$/) });
  });
});

describe.each(cases)("$name: its health", (one) => {
  async function check(fetcher: typeof fetch, parts: Partial<SendRequest> = {}) {
    const { channel, secrets } = one;
    const request = { channel, secrets, baseUrl: "https://provider.example", ...(one.mail ? { mail: one.mail } : {}) };
    return one.adapter.checkHealth({ ...request, ...parts }, fetcher, 30);
  }
  const known = (checks: readonly HealthCheck[]) => checks.filter(({ ok }) => ok !== null);

  it("H6: refused credentials are said in words, with what to do, and show nowhere", async () => {
    const checks = await check(answering(() => one.answers.stopped(one.secret)));
    expect(known(checks)).toMatchObject([{ name: "token", ok: false, advice: expect.stringMatching(/\w{3}/) }]);
    expect(JSON.stringify(checks)).not.toContain(one.secret);
    const none = await check(answering(one.answers.rejected), one.without);
    expect(known(none)).toMatchObject([{ name: "token", ok: false, advice: expect.stringMatching(/\w{3}/) }]);
  });

  it("H6: a provider that is silent or answers nonsense is no fault of the channel", async () => {
    for (const fetcher of [silent, answering(() => new Response("<html>", { status: 200 }))]) {
      const checks = await check(fetcher);
      expect(checks[0]).toMatchObject({ name: "token", ok: null });
      expect(known(checks)).toEqual([]);
    }
  });
});

import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Channel } from "../../src/protocol/records.ts";
import { json } from "../http/doors.ts";
import { digits, type Inbox, newChannel, openInbox } from "../http/inbox.ts";
import { newSmsChannel } from "../http/twilio.ts";
import { withChecks } from "../support/provider-checks.ts";

/** What the provider answers to whoever asks it anything; null: it confirms what it is asked. */
let answer: ((url: string) => Response | Promise<Response>) | null = null;
const confirming = withChecks(() => Response.json({}));

let [first, second]: Inbox[] = [];
beforeAll(async () => {
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) =>
    answer === null ? confirming(url, init) : answer(url),
  );
  first = await openInbox();
});
beforeAll(async () => {
  second = await openInbox();
});
beforeEach(() => (answer = null));

const of = (inbox: Inbox | undefined): Inbox => {
  if (inbox === undefined) throw new Error("not open yet");
  return inbox;
};

const kinds: [string, () => Record<string, unknown>, Record<string, string>][] = [
  ["whatsapp", () => newChannel(), { accessToken: "new" }],
  [
    "instagram",
    () => ({ channel: "instagram", name: "A", accountId: digits(), accessToken: "t" }),
    { accessToken: "new" },
  ],
  ["sms", () => newSmsChannel(), { authToken: "new" }],
  [
    "email",
    () => ({ channel: "email", name: "M", address: `desk${digits()}@${of(first).org.slug}.parley.test` }),
    { accessToken: "new" },
  ],
];

const error =
  (code: number, status = 400) =>
  () =>
    Response.json({ error: { code, message: "x" } }, { status });
const says: [string, (url: string) => Response | Promise<Response>][] = [
  ["nothing", () => Promise.reject(new TypeError("connection refused"))],
  ["502 without JSON", () => new Response("x", { status: 502 })],
  ["a page", () => new Response("<html>")],
  ["an empty object", () => Response.json({})],
  ["error 1", error(1, 500)],
  ["error 2", error(2, 500)],
  ["error 4, which the asker can bring about", error(4)],
  ["error 17", error(17)],
  ["error 80007", error(80_007)],
  ["429", () => Response.json({ code: 20_429, status: 429 }, { status: 429 })],
  ["503 in JSON", () => Response.json({ status: "active" }, { status: 503 })],
];

describe.each(kinds)("Do6 %s: a provider that does not say yes", (kind, body, secrets) => {
  // A mail service says by 400 that a key is no good.
  const unclear = kind === "email" ? says.filter(([what]) => !/^error (?:4|17|80007)/.test(what)) : says;

  it.each(unclear)("%s: nothing is connected, and no new secret taken; 503 says when to ask again", async (_, said) => {
    const asked = body();
    answer = said;
    const refused = await of(first).call("/channels", { body: asked });
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([503, true]);
    expect(await refused.json()).toMatchObject({ code: "unavailable", details: { checkCode: expect.any(String) } });
    answer = null;
    const channel = await json<Channel>(await of(first).call("/channels", { body: asked }));
    answer = said;
    const path = `/channels/${channel.id}`;
    expect((await of(first).call(path, { method: "PATCH", body: secrets })).status).toBe(503);
    // Of a channel that is connected silence says nothing.
    const health = await json<{ checks: { name: string; ok: boolean | null }[] }>(
      await of(first).call(`${path}/health`),
    );
    expect(health.checks.filter(({ name, ok }) => ok === false && name !== "webhook")).toEqual([]);
    expect(kind).toBe(channel.channel);
  });
});

it("Do6 another number than the one that was asked for is no yes", async () => {
  answer = () =>
    Response.json({ id: "1", display_phone_number: "+1", user_id: "2", status: "active", incoming_phone_numbers: [] });
  for (const [kind, body] of kinds.slice(0, 3))
    expect([kind, (await of(first).call("/channels", { body: body() })).status >= 400]).toEqual([kind, true]);
});

describe("Do7 two orgs that connect one number at the same moment", () => {
  it.each(kinds.slice(0, 3))("%s: one of them has it, and the other is told so", async (_, body) => {
    const asked = body();
    const answers = await Promise.all([first, second].map((one) => of(one).call("/channels", { body: asked })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const lists = await Promise.all(
      [first, second].map(async (one) => json<{ items: Channel[] }>(await of(one).call("/channels?limit=200"))),
    );
    const number = asked["phoneNumberId"] ?? asked["accountId"] ?? asked["number"];
    const having = lists.flatMap(({ items }) => items).filter(({ externalId }) => externalId === number);
    expect(having).toHaveLength(1);
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { threadToken } from "../../src/channels/email/tokens.ts";
import { recheckDomains } from "../../src/mail-domains/recheck.ts";
import { timing } from "../../src/protocol/timing.ts";
import type { Channel } from "../../src/protocol/records.ts";
import { json, unique } from "../http/doors.ts";
import { type Inbox, openInbox } from "../http/inbox.ts";
import { connect, deliver, mail, messagesFrom } from "../http/mailroom.ts";
import { checkAnswer } from "../support/provider-checks.ts";

/** The TXT records of the world; `silent` is a resolver that does not answer, or answers this. */
const dns = new Map<string, string[]>();
let silent: (() => Response | Promise<Response>) | null = null;
let sent: { from: string; authorization: string | null }[] = [];

async function outside(url: string, init?: RequestInit): Promise<Response> {
  if (url.startsWith("http://dns.test/")) {
    if (silent !== null) return silent();
    const name = new URL(url).searchParams.get("name") ?? "";
    const texts = dns.get(name) ?? [];
    return Response.json({
      Status: texts.length === 0 ? 3 : 0,
      Answer: texts.map((text) => ({ name, type: 16, data: `"${text}"` })),
    });
  }
  const known = checkAnswer(init?.method ?? "GET", url);
  if (known !== null) return Response.json(known);
  if (url.endsWith("/emails")) {
    const { from } = JSON.parse(String(init?.body)) as { from: string };
    sent.push({ from, authorization: new Headers(init?.headers).get("authorization") });
  }
  return Response.json({ id: "r-1" });
}

interface Refused {
  readonly code: string;
  readonly details?: {
    readonly checkCode?: string;
    readonly record?: { readonly name: string; readonly value: string };
  };
}

let [acme, eve]: Inbox[] = [];
let domain: string;
beforeAll(async () => {
  vi.stubGlobal("fetch", outside);
  acme = await openInbox();
});
beforeAll(async () => {
  eve = await openInbox();
});
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  silent = null;
  sent = [];
  domain = `${unique("company")}.com`;
});

const of = (inbox: Inbox | undefined): Inbox => {
  if (inbox === undefined) throw new Error("not open yet");
  return inbox;
};
const refusal = async (response: Response) => [response.status, (await response.json()) as Refused] as const;

/** Sets the record that an org is told to. */
async function record(inbox: Inbox, name: string): Promise<void> {
  const [, { details }] = await refusal(await connect(inbox, `x@${name}`));
  const { name: at = "", value = "" } = details?.record ?? {};
  dns.set(at, [...(dns.get(at) ?? []), "v=spf1 -all", value]);
}

const check = (inbox: Inbox, name: string) => inbox.call(`/mail-domains/${name}/check`, { method: "POST" });
const bodies = async (inbox: Inbox) => (await messagesFrom(inbox)).map(({ body }) => body);

describe("Do1 an address is the org's that has proved its domain", () => {
  it("nobody's while there is no record; what waits for it is told to nobody; then to its org, and no other", async () => {
    const address = `support@${domain}`;
    await deliver(address, mail(`${unique("m")}@c.test`, {}, "waited"));
    const [status, { code, details }] = await refusal(await connect(of(eve), address));
    expect([status, code, details?.checkCode]).toEqual([422, "channel_unavailable", "domain_unproved"]);
    expect(details?.record).toMatchObject({ type: "TXT", name: `_parley.${domain}` });
    await record(of(acme), domain);
    expect((await connect(of(eve), address)).status).toBe(422);
    expect((await connect(of(acme), address)).status).toBe(201);
    expect(await bodies(of(acme))).toContain("waited");
    expect(await bodies(of(eve))).not.toContain("waited");
    // All its addresses, and no subdomain.
    expect((await connect(of(acme), `sales@${domain}`)).status).toBe(201);
    expect((await connect(of(acme), `sales@shop.${domain}`)).status).toBe(422);
    expect((await connect(of(eve), `invoices@${domain}`)).status).toBe(422);
  });

  it("another org's record proves nothing, and both in DNS leave it with who has it", async () => {
    await record(of(acme), domain);
    expect((await connect(of(acme), `a@${domain}`)).status).toBe(201);
    await record(of(eve), domain);
    const [status, { code, details }] = await refusal(await connect(of(eve), `b@${domain}`));
    expect([status, code, details?.checkCode]).toEqual([409, "conflict", "domain_taken"]);
  });

  it("two orgs that prove one domain at once: one has it", async () => {
    await record(of(acme), domain);
    await record(of(eve), domain);
    const answers = await Promise.all([acme, eve].map((one) => connect(of(one), `desk@${domain}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["is silent", () => Promise.reject(new TypeError("connection refused"))],
    ["fails", () => Response.json({ Status: 2 })],
    ["answers 500", () => new Response("x", { status: 500 })],
    ["says no JSON", () => new Response("<html>")],
    ["says nothing of a status", () => Response.json({})],
    ["cuts its answer", () => Response.json({ Status: 0, TC: true, Answer: [] })],
    ["says no list", () => Response.json({ Status: 0, Answer: "x" })],
  ])("a resolver that %s is no yes: 503, with when to ask again", async (_, answer) => {
    await record(of(acme), domain);
    silent = answer;
    const response = await connect(of(acme), `support@${domain}`);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    const [status, { details }] = await refusal(response);
    expect([status, details?.checkCode]).toEqual([503, "domain_untold"]);
    expect((await check(of(acme), domain)).status).toBe(503);
    silent = null;
    expect((await connect(of(acme), `support@${domain}`)).status).toBe(201);
  });

  it("long texts come in pieces, and the record beside others counts", async () => {
    await record(of(acme), domain);
    const [, , value = ""] = ["", ...(dns.get(`_parley.${domain}`) ?? [])];
    silent = () =>
      Response.json({
        Status: 0,
        Answer: [
          { type: 5, data: "x." },
          { type: 16, data: `"${value.slice(0, 9)}" "${value.slice(9)}"` },
        ],
      });
    expect((await check(of(acme), domain)).status).toBe(200);
  });
});

describe("Do2 proofs are looked at again", () => {
  const day = timing.domainCheckEveryMs;

  it("a record that is gone for a week proves nothing any more: nothing comes in, nothing leaves, until it is back", async () => {
    await record(of(acme), domain);
    const address = `support@${domain}`;
    const channel = await json<Channel>(await connect(of(acme), address));
    const records = dns.get(`_parley.${domain}`) ?? [];
    dns.delete(`_parley.${domain}`);
    const health = async () => JSON.stringify(await json(await of(acme).call(`/channels/${channel.id}/health`)));
    let now = Date.now() + day + 1;
    await recheckDomains(env, now);
    expect(await health()).toContain("domain_missing");
    silent = () => Promise.reject(new TypeError("down"));
    for (let days = 0; days < 10; days += 1) await recheckDomains(env, (now += day));
    expect(await health()).toContain("domain_missing");
    silent = null;
    await recheckDomains(env, (now += day));
    expect(await health()).toContain("domain_unproved");

    dns.set(`_parley.${domain}`, records);
    expect((await check(of(acme), domain)).status).toBe(200);
    expect(await health()).toContain("domain_proved");
  });

  it("who proves it after its owner's record is gone has it, with the addresses; the other's channel is disconnected", async () => {
    await record(of(eve), domain);
    const address = `support@${domain}`;
    const theirs = await json<Channel>(await connect(of(eve), address));
    dns.delete(`_parley.${domain}`);
    await record(of(acme), domain);
    expect((await connect(of(acme), address)).status).toBe(201);
    expect(await json<Channel>(await of(eve).call(`/channels/${theirs.id}?minSeq=1`))).toMatchObject({
      state: "disconnected",
    });
    expect((await connect(of(eve), address)).status).toBe(422);
  });

  it("addresses from before receive for a while, send nothing by the deployment's account, and yield to who proves the domain", async () => {
    const address = `support@${domain}`;
    await record(of(eve), domain);
    const before = await json<Channel>(await connect(of(eve), address));
    dns.delete(`_parley.${domain}`);
    // As the migration leaves what was connected before.
    const until = new Date(Date.now() + 60_000).toISOString();
    await env.DB.prepare(
      "UPDATE mail_domain SET proved_at = NULL, proof = NULL, record = NULL, receives_until = ?2 WHERE domain = ?1",
    )
      .bind(domain, until)
      .run();
    const from = `${unique("rosa")}@c.test`;
    await deliver(address, mail(`${unique("m")}@c.test`, { From: from }, "still here"), from);
    expect(await bodies(of(eve))).toContain("still here");
    const message = (await messagesFrom(of(eve))).find(({ body }) => body === "still here");
    const path = `/conversations/${encodeURIComponent(message?.conversationId ?? "")}/messages`;
    await of(eve).call(path, { body: { body: "An answer" } });
    await vi.waitFor(async () =>
      expect(await json<Channel>(await of(eve).call(`/channels/${before.id}`))).toMatchObject({
        state: "stopped",
        stateReason: expect.stringContaining("not proved"),
      }),
    );
    expect(sent).toEqual([]);
    expect((await connect(of(eve), `other@${domain}`)).status).toBe(422);
    await record(of(acme), domain);
    expect((await connect(of(acme), address)).status).toBe(201);
    expect(await json<Channel>(await of(eve).call(`/channels/${before.id}`))).toMatchObject({ state: "disconnected" });
  });
});

describe("Do3 addresses that nobody connects", () => {
  it.each([
    "postmaster@{d}",
    "Abuse@{d}",
    "hostmaster@{d}",
    "webmaster@{d}",
    "admin@{d}",
    "mailer-daemon@{d}",
    "ｐostmaster@{d}",
    "support+eu@{d}",
    "noreply@example.com",
    "no-reply@example.com",
  ])("%s", async (pattern) => {
    await record(of(acme), domain);
    const [status, { code, details }] = await refusal(await connect(of(acme), pattern.replace("{d}", domain)));
    expect([status, code]).toEqual([422, "channel_unavailable"]);
    expect(details?.checkCode).toMatch(/^address_(?:reserved|tagged)$/);
  });

  it.each(["x@localhost", "x@127.0.0.1", "x@company", "x@a..b", "x@-a.test", "x@_parley.company.com"])(
    "%s has no domain that mail could have",
    async (address) => expect((await connect(of(acme), address)).status).toBe(400),
  );

  it("a thread token leads to its channel, whoever has an address with that plus", async () => {
    await record(of(acme), domain);
    const channel = await json<Channel>(await connect(of(acme), `support@${domain}`));
    const token = await threadToken(env.SECRETS_KEYS, channel.id, 4);
    const address = `support+${token}@${domain}`;
    // As somebody may have connected it before such addresses were refused.
    await env.DB.prepare(
      "INSERT INTO route (channel, external_id, org_id, channel_id, own_app, sealed_secrets, seq) SELECT 'email', ?1, ?2, 'c-eve', 0, sealed_secrets, 1 FROM route WHERE channel_id = ?3",
    )
      .bind(address, of(eve).org.id, channel.id)
      .run();
    await deliver(address, mail(`${unique("m")}@c.test`, {}, "the answer"));
    expect(await bodies(of(acme))).toContain("the answer");
  });
});

describe("MAIL_DOMAINS", () => {
  it("gives each org the subdomain of its slug, and no other", async () => {
    const theirs = `${of(acme).org.slug}.parley.test`;
    expect((await connect(of(eve), `sales@${theirs}`)).status).toBe(422);
    expect((await connect(of(acme), `sales@${theirs}`)).status).toBe(201);
    const { items } = await json<{ items: { domain: string; proof: string }[] }>(await of(acme).call("/mail-domains"));
    expect(items.find((one) => one.domain === theirs)).toMatchObject({ proof: "setting" });
  });
});

describe("J1 /mail-domains", () => {
  it("is named, told with its record, and checked, by owners and admins alone", async () => {
    const named = await of(acme).call("/mail-domains", { body: { domain: domain.toUpperCase() } });
    expect([named.status, await named.json()]).toMatchObject([
      201,
      { domain, proof: null, provedAt: null, record: { type: "TXT", name: `_parley.${domain}` } },
    ]);
    expect((await check(of(acme), domain)).status).toBe(422);
    await record(of(acme), domain);
    expect(await json(await check(of(acme), domain))).toMatchObject({ domain, proof: "dns" });
    const { ben, vera, apiKey } = of(acme);
    for (const token of [ben.token, vera.token, apiKey]) {
      expect((await of(acme).call("/mail-domains", { token })).status).toBe(403);
      expect((await of(acme).call("/mail-domains", { token, body: { domain } })).status).toBe(403);
      expect((await of(acme).call(`/mail-domains/${domain}/check`, { token, method: "POST" })).status).toBe(403);
    }
    expect((await check(of(eve), domain)).status).toBe(404);
    for (const wrong of ["", "x", "a b.com", "https://a.com/", "1.2.3.4"])
      expect((await of(acme).call("/mail-domains", { body: { domain: wrong } })).status).toBe(400);
  });
});

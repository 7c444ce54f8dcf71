import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { deliver } from "../../src/http/deliver.ts";
import { replayParked } from "../../src/http/replay-parked.ts";
import { parseWhatsApp } from "../../src/channels/whatsapp/parse.ts";
import type { Env } from "../../src/env.ts";
import type { Channel } from "../../src/protocol/records.ts";
import { change, connect, freshNumber, hubOf, messagesOf, newOrg, post, text, webhook } from "./meta-app.ts";

const get = (path: string) => exports.default.fetch(`http://localhost:8787${path}`);
const handshake = (token: string, mode = "subscribe") =>
  `?hub.mode=${mode}&hub.verify_token=${encodeURIComponent(token)}&hub.challenge=1158201444`;
const outcomes = async (org: string) =>
  (await hubOf(org).ingestReport()).deliveries.flatMap((delivery) => delivery.outcomes);
const parkedFor = (number: string) =>
  env.DB.prepare("SELECT fact_group FROM parked_delivery WHERE external_id = ?")
    .bind(number)
    .all<{ fact_group: string }>();

describe("GET /webhooks/meta: the handshake", () => {
  it("A9: the right verify token gets the challenge as plain text", async () => {
    const response = await get(`/webhooks/meta${handshake(env.META_VERIFY_TOKEN)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await response.text()).toBe("1158201444");
  });

  it.each([
    ["a wrong token", handshake("wrong")],
    ["an empty token", handshake("")],
    ["another mode", handshake("verify-token-of-tests", "unsubscribe")],
    ["nothing", ""],
  ])("J2: %s gets 403", async (_, query) => {
    expect((await get(`/webhooks/meta${query}`)).status).toBe(403);
  });
});

describe("POST /webhooks/meta", () => {
  let org: string;
  let number: string;
  let account: string;
  beforeAll(async () => {
    org = await newOrg();
    number = freshNumber();
    account = freshNumber();
    await connect(org, number, account);
  });

  it("I3: is acknowledged when its messages are on disk", async () => {
    expect((await post(webhook(account, change(number, text("wamid.ack"))))).status).toBe(200);
    expect(await messagesOf(org)).toContain("wamid.ack");
  });

  it("I1 A4: repeated, it stores nothing twice", async () => {
    const payload = webhook(account, change(number, text("wamid.once")));
    for (let copy = 0; copy < 3; copy++) expect((await post(payload)).status).toBe(200);
    expect((await messagesOf(org)).filter((id) => id === "wamid.once")).toHaveLength(1);
  });

  it("J2: a missing or wrong signature gets 401 and stores nothing", async () => {
    const payload = webhook(account, change(number, text("wamid.forged")));
    for (const signature of [null, "", "sha256=00", `sha256=${"0".repeat(64)}`])
      expect((await post(payload, { signature })).status).toBe(401);
    expect((await post(payload, { secret: "another" })).status).toBe(401);
    expect(await messagesOf(org)).not.toContain("wamid.forged");
  });

  it("J2: the signature is checked over the bytes as sent, not over what they mean", async () => {
    const body = JSON.stringify(webhook(account, change(number, text("wamid.bytes", "ñ"))));
    expect((await post(body.replace("ñ", "\\u00f1"))).status).toBe(200);
    expect(await messagesOf(org)).toContain("wamid.bytes");
  });

  it("I13: what is not JSON, or no webhook, gets 400", async () => {
    for (const body of ["", "{", "entry", "null", "7", "[]", "{}", '{"object":"page","entry":[]}'])
      expect((await post(body)).status, body).toBe(400);
  });

  it("I13: over 3 MB gets 413", async () => {
    expect((await post(" ".repeat(3 * 1024 * 1024 + 1))).status).toBe(413);
  });

  it("I13: of almost 3 MB, with an item that cannot be stored, it is taken; its neighbours are stored", async () => {
    const payload = webhook(
      account,
      change(number, text("wamid.large", "x".repeat(2_900_000)), text("wamid.beside-large"), { id: "wamid.bad" }),
    );
    expect((await post(payload)).status).toBe(200);
    expect(await messagesOf(org)).toContain("wamid.beside-large");
  });

  it("A7: every item has an outcome; what was not stored is listed with its bytes", async () => {
    const own = await newOrg();
    const [mine, waba] = [freshNumber(), freshNumber()];
    await connect(own, mine, waba);
    const payload = webhook(
      waba,
      change(mine, text("wamid.1"), { ...text("wamid.2"), group_id: "g" }, text("wamid.1"), null),
    );
    expect((await post(payload)).status).toBe(200);
    const { deliveries } = await hubOf(own).ingestReport();
    expect(deliveries).toHaveLength(1);
    expect((await hubOf(own).delivery(deliveries[0]?.id ?? ""))?.raw).toBe(JSON.stringify(payload));
    expect(deliveries[0]?.outcomes).toEqual([
      { outcome: "stored", providerId: "wamid.1" },
      { outcome: "ignored", providerId: "wamid.2", reason: "group message" },
      { outcome: "duplicate", providerId: "wamid.1" },
      { outcome: "ignored", providerId: null, reason: "malformed message" },
    ]);
  });

  it("A5: account news reaches each org that has a number of the account, once", async () => {
    const [one, two, waba] = [await newOrg(), await newOrg(), freshNumber()];
    await connect(one, freshNumber(), waba);
    await connect(one, freshNumber(), waba);
    await connect(two, freshNumber(), waba);
    expect((await post(webhook(waba, { field: "account_update", value: { event: "X" } }))).status).toBe(200);
    for (const reached of [one, two])
      expect(await outcomes(reached)).toEqual([
        { outcome: "ignored", providerId: null, reason: "field account_update" },
      ]);
  });
});

describe("A9 I10: several orgs behind one URL", () => {
  it("A9 I10: one webhook for two orgs reaches both, and neither keeps a byte of the other's", async () => {
    const [one, two] = [await newOrg(), await newOrg()];
    const [first, second, waba] = [freshNumber(), freshNumber(), freshNumber()];
    await connect(one, first, waba);
    await connect(two, second, waba);
    const payload = webhook(
      waba,
      change(first, text("wamid.one", "secret of one"), { id: "bad" }),
      change(second, text("wamid.two", "secret of two"), { id: "bad" }),
    );
    expect((await post(payload)).status).toBe(200);
    expect(await messagesOf(one)).toEqual(["wamid.one"]);
    expect(await messagesOf(two)).toEqual(["wamid.two"]);
    expect(JSON.stringify(await hubOf(one).ingestReport())).not.toContain("secret of two");
    expect(JSON.stringify(await hubOf(two).ingestReport())).not.toContain("secret of one");
  });

  it("A9: several numbers of one org come as one delivery", async () => {
    const own = await newOrg();
    const [first, second, waba] = [freshNumber(), freshNumber(), freshNumber()];
    await connect(own, first, waba);
    await connect(own, second, waba);
    expect(
      (await post(webhook(waba, change(first, text("wamid.f"), null), change(second, text("wamid.s"), null)))).status,
    ).toBe(200);
    expect((await messagesOf(own)).toSorted()).toEqual(["wamid.f", "wamid.s"]);
    expect((await hubOf(own).ingestReport()).deliveries).toHaveLength(1);
  });

  it("A9: an unknown number is parked once, seen by no org, and replayed when it is connected", async () => {
    const own = await newOrg();
    const [known, unknown, waba] = [freshNumber(), freshNumber(), freshNumber()];
    await connect(own, known, waba);
    const payload = webhook(
      waba,
      change(known, text("wamid.known")),
      change(unknown, text("wamid.early", "early bird"), { id: "bad" }),
    );
    for (let copy = 0; copy < 2; copy++) expect((await post(payload)).status).toBe(200);
    expect(await messagesOf(own)).toEqual(["wamid.known"]);
    const { results } = await parkedFor(unknown);
    expect(results).toHaveLength(1);
    expect(results[0]?.fact_group).not.toContain("wamid.known");

    const late = await newOrg();
    const channel = await connect(late, unknown, freshNumber());
    await replayParked(env, channel.id);
    expect(await messagesOf(late)).toEqual(["wamid.early"]);
    expect(await outcomes(late)).toContainEqual({ outcome: "stored", providerId: "wamid.early" });
    expect((await parkedFor(unknown)).results).toEqual([]);
    expect(await messagesOf(own)).toEqual(["wamid.known"]);
  });

  it("A9 I13: a parked row that cannot be read holds up no other", async () => {
    const [unknown, waba] = [freshNumber(), freshNumber()];
    const insert = env.DB.prepare(
      "INSERT INTO parked_delivery (id, received_at, channel, external_id, fact_group) VALUES (?, ?, 'whatsapp', ?, '{')",
    );
    await insert.bind(crypto.randomUUID(), new Date(Date.now() - 86_400_000).toISOString(), unknown).run();
    for (let n = 0; n < 25; n++) await post(webhook(waba, change(unknown, text(`wamid.p${n}`))));
    const late = await newOrg();
    const channel = await connect(late, unknown, waba);
    await replayParked(env, channel.id);
    expect(await messagesOf(late)).toHaveLength(25);
    expect((await parkedFor(unknown)).results).toHaveLength(1);
  });

  it("A9: what is connected with an app of its own gets nothing that another app's signature brought", async () => {
    const [unknown, waba] = [freshNumber(), freshNumber()];
    await post(webhook(waba, change(unknown, text("wamid.unvouched"))));
    const late = await newOrg();
    const channel = await connect(late, unknown, waba, { appSecret: "own" });
    await replayParked(env, channel.id);
    expect(await messagesOf(late)).toEqual([]);
    expect(await outcomes(late)).toEqual([{ outcome: "ignored", providerId: "wamid.unvouched", reason: "foreign" }]);
  });

  it("A9: what nobody claims within 30 days is forgotten", async () => {
    const old = freshNumber();
    const insert = env.DB.prepare(
      "INSERT INTO parked_delivery (id, received_at, channel, external_id, fact_group) VALUES (?, ?, 'whatsapp', ?, '{}')",
    );
    await insert.bind(crypto.randomUUID(), new Date(Date.now() - 31 * 86_400_000).toISOString(), old).run();
    await insert.bind(crypto.randomUUID(), new Date(Date.now() - 29 * 86_400_000).toISOString(), old).run();
    await replayParked(env);
    expect((await parkedFor(old)).results).toHaveLength(1);
  });
});

describe("channels with their own app", () => {
  const secret = "secret-of-the-own-app";
  let org: string;
  let number: string;
  let channel: Channel;
  beforeAll(async () => {
    org = await newOrg();
    number = freshNumber();
    channel = await connect(org, number, "900", { appSecret: secret, verifyToken: "own-token" });
  });

  it("A9: the channel's own token and secret open the channel's own URL", async () => {
    const path = `/webhooks/meta/${channel.id}`;
    expect(await (await get(`${path}${handshake("own-token")}`)).text()).toBe("1158201444");
    expect((await get(`${path}${handshake(env.META_VERIFY_TOKEN)}`)).status).toBe(403);
    expect((await post(webhook("900", change(number, text("wamid.own"))), { path, secret })).status).toBe(200);
    expect(await messagesOf(org)).toContain("wamid.own");
  });

  it("I10: that secret vouches for nobody else: facts for other numbers are ignored as foreign", async () => {
    const [victim, other] = [await newOrg(), freshNumber()];
    await connect(victim, other, freshNumber());
    const path = `/webhooks/meta/${channel.id}`;
    expect((await post(webhook("900", change(other, text("wamid.foreign"))), { path, secret })).status).toBe(200);
    expect(await messagesOf(victim)).toEqual([]);
    expect(await messagesOf(org)).not.toContain("wamid.foreign");
    expect(await outcomes(org)).toContainEqual({ outcome: "ignored", providerId: "wamid.foreign", reason: "foreign" });
  });

  it("I10: the deployment's secret does not vouch for that channel, on either URL", async () => {
    const payload = webhook("900", change(number, text("wamid.shared")));
    expect((await post(payload, { path: `/webhooks/meta/${channel.id}` })).status).toBe(401);
    expect((await post(payload, { secret })).status).toBe(401);
    expect((await post(payload)).status).toBe(200);
    expect(await messagesOf(org)).not.toContain("wamid.shared");
    expect(await outcomes(org)).toContainEqual({ outcome: "ignored", providerId: "wamid.shared", reason: "foreign" });
  });

  it("A9: a channel that does not exist, or has no app of its own, has no URL", async () => {
    const plain = await connect(org, freshNumber(), "900");
    for (const id of [plain.id, crypto.randomUUID()]) {
      expect((await get(`/webhooks/meta/${id}${handshake(env.META_VERIFY_TOKEN)}`)).status).toBe(404);
      expect((await post(webhook("900"), { path: `/webhooks/meta/${id}` })).status).toBe(404);
    }
  });
});

describe("I3: when something cannot be reached", () => {
  const receivedAt = new Date().toISOString();
  const delivery = (payload: unknown) => {
    const parsed = parseWhatsApp(payload, receivedAt);
    return { receivedAt, payload, raw: JSON.stringify(payload), groups: parsed.ok ? parsed.groups : [] };
  };
  const broken = () => {
    throw new Error("D1 is down");
  };
  const withoutD1: Env = { ...env, DB: { prepare: broken, batch: broken } as unknown as D1Database };
  const gone = { ingest: () => Promise.reject(new Error("The hub is out of reach")) };
  const withoutHub: Env = { ...env, HUB: { idFromName: () => "", get: () => gone } as unknown as Env["HUB"] };

  it("I3: with D1 silent, a number heard of before is delivered; an unknown one must come again", async () => {
    const [org, number, waba] = [await newOrg(), freshNumber(), freshNumber()];
    await connect(org, number, waba);
    expect(await deliver(env, delivery(webhook(waba, change(number, text("wamid.warm")))), null)).toBe(true);
    expect(await deliver(withoutD1, delivery(webhook(waba, change(number, text("wamid.silent")))), null)).toBe(true);
    const mixed = webhook(waba, change(freshNumber(), text("wamid.cold")), change(number, text("wamid.beside")));
    expect(await deliver(withoutD1, delivery(mixed), null)).toBe(false);
    expect((await messagesOf(org)).toSorted()).toEqual(["wamid.beside", "wamid.silent", "wamid.warm"]);
  });

  it("I3: with the hub out of reach nothing is acknowledged", async () => {
    const [org, number, waba] = [await newOrg(), freshNumber(), freshNumber()];
    await connect(org, number, waba);
    expect(await deliver(withoutHub, delivery(webhook(waba, change(number, text("wamid.lost")))), null)).toBe(false);
  });
});

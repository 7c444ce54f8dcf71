import { env } from "cloudflare:workers";
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { trackingToken } from "../../src/channels/email/tokens.ts";
import { app } from "../../src/http/app.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import { ask, json, unique } from "./doors.ts";
import type { Inbox } from "./inbox.ts";
import { deliver, mail, messagesFrom, openMailroom } from "./mailroom.ts";

const encoder = new TextEncoder();
let inbox: Inbox;
let address: string;
let channel: Channel;
beforeAll(async () => {
  ({ inbox, channel, address } = await openMailroom());
});

describe("E5 pixel and links", () => {
  const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
  let sent: Message;
  let position: number;

  beforeAll(async () => {
    const id = `${unique("m")}@customer.test`;
    await deliver(address, mail(id, { From: `${unique("tina")}@customer.test` }));
    const asked = (await messagesFrom(inbox)).find(({ providerId }) => providerId === id);
    const path = `/conversations/${encodeURIComponent(asked?.conversationId ?? "")}/messages`;
    sent = await json<Message>(await inbox.call(path, { body: { body: "See https://acme.test/prices" } }));
    await vi.waitFor(async () => expect((await current()).status).toBe("sent"));
    position = (await current()).position;
  });

  const current = async () => {
    const found = (await messagesFrom(inbox)).find(({ id }) => id === sent.id);
    if (found === undefined) throw new Error("The reply is gone.");
    return found;
  };
  const tokenOf = (url: string | null, given: object = {}) =>
    trackingToken(env.SECRETS_KEYS, { orgId: inbox.org.id, channelId: channel.id, position, url, ...given });
  const visit = async (path: string, headers: Record<string, string> = { "user-agent": browser }, method = "GET") => {
    const context = createExecutionContext();
    const response = await app.fetch(new Request(`http://localhost:8787${path}`, { headers, method }), env, context);
    await waitOnExecutionContext(context);
    return response;
  };

  /** A public address at which Ben has signed in. */
  async function signedInAddress(): Promise<string> {
    const { email, password } = inbox.ben;
    const address = "45.76.0.1";
    await ask("/api/auth/sign-in/email", { address, body: { email, password } });
    return address;
  }

  it("what no person did is not a reading: a HEAD, a prefetch, a scanner, Apple's proxy, somebody of the team", async () => {
    const path = `/t/o/${await tokenOf(null)}`;
    expect((await visit(path, { "user-agent": browser }, "HEAD")).status).toBe(200);
    const machines: Record<string, string>[] = [
      { "user-agent": browser, "sec-purpose": "prefetch" },
      { "user-agent": "Mozilla/5.0" },
      { "user-agent": "Barracuda Link Scanner" },
      {},
      { "user-agent": `${browser} GoogleImageProxy` },
      { "user-agent": browser, authorization: `Bearer ${inbox.ana.token}`, cookie: "x=1" },
      { "user-agent": browser, "cf-connecting-ip": await signedInAddress() },
    ];
    for (const headers of machines) expect((await visit(path, headers)).status).toBe(200);
    expect(await current()).toMatchObject({ openedAt: null, status: "sent" });
    const reasons = ["prefetch", "prefetch", "scanner", "scanner", "prefetch", "own", "own"];
    const tracking = (await current()).content?.["tracking"];
    expect(tracking).toEqual(reasons.map((notRead) => expect.objectContaining({ notRead })));
  });

  it("the pixel is a picture that nobody keeps, and tells of the reading", async () => {
    const response = await visit(`/t/o/${await tokenOf(null)}`);
    expect(response.headers.get("content-type")).toBe("image/gif");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect((await response.bytes()).slice(0, 6)).toEqual(encoder.encode("GIF89a"));
    expect(await current()).toMatchObject({ status: "read", openedAt: expect.any(String), readAt: expect.any(String) });
  });

  it("a link leads where its token says, and nowhere else", async () => {
    const response = await visit(`/t/c/${await tokenOf("https://acme.test/prices")}?url=https://evil.test/`);
    expect([response.status, response.headers.get("location")]).toEqual([302, "https://acme.test/prices"]);
    expect(await current()).toMatchObject({ clickedAt: expect.any(String) });
  });

  it("J2 no open redirect: forged, of another kind, or leading to a script: 404", async () => {
    const good = await tokenOf("https://acme.test/");
    const legible = btoa(JSON.stringify([inbox.org.id, channel.id, position, "https://evil.test/"])).replaceAll(
      "=",
      "",
    );
    const tokens = [
      `${legible}.${"A".repeat(22)}`,
      legible,
      `${good.slice(0, -1)}${good.endsWith("A") ? "B" : "A"}B`,
      good.slice(0, 40),
      "x",
      await tokenOf(null),
      await tokenOf("javascript:alert(1)"),
      await tokenOf("//evil.test"),
    ];
    for (const token of tokens) expect((await visit(`/t/c/${token}`)).status).toBe(404);
    expect((await visit("/t/o/unknown")).headers.get("content-type")).toBe("image/gif");
  });

  it("Do8 one link or picture, asked for without end: all are answered, few are looked at", async () => {
    let asked = 0;
    const ingest = async () => ((asked += 1), []);
    const counting = { ...env, HUB: { idFromName: () => "x", get: () => ({ ingest }) } } as unknown as typeof env;
    const ask = async (path: string) => {
      const context = createExecutionContext();
      const request = new Request(`http://localhost:8787${path}`, { headers: { "user-agent": browser } });
      const response = await app.fetch(request, counting, context);
      await waitOnExecutionContext(context);
      return response.status;
    };
    const [picture, link] = [`/t/o/${await tokenOf(null)}`, `/t/c/${await tokenOf("https://acme.test/")}`];
    for (let time = 0; time < 60; time += 1) expect([await ask(picture), await ask(link)]).toEqual([200, 302]);
    expect(asked).toBe(2 * limits.trackedPerMinute);
    // Another mail is not held up by it.
    expect(await ask(`/t/o/${await tokenOf(null)}`)).toBe(200);
    expect(asked).toBe(2 * limits.trackedPerMinute + 1);
  });

  it("a mail that is no more, or an org that never was, is answered all the same", async () => {
    expect((await visit(`/t/o/${await tokenOf(null, { position: 1 })}`)).status).toBe(200);
    expect((await visit(`/t/c/${await tokenOf("https://x.test/", { channelId: "x" })}`)).status).toBe(302);
  });
});

describe("the frame for mail", () => {
  it("I13 is of nobody's origin and runs nothing but its own", async () => {
    const [plain, pictures] = [await ask("/api/mail-frame"), await ask("/api/mail-frame?images=1")];
    const policy = plain.headers.get("content-security-policy") ?? "";
    const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    expect(policy).toContain("sandbox allow-scripts allow-popups");
    expect(policy).not.toContain("allow-same-origin");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/img-src data:;/);
    expect(await plain.text()).toContain(`nonce="${nonce}"`);
    expect(pictures.headers.get("content-security-policy")).toContain("img-src data: https: http:");
    expect(pictures.headers.get("content-security-policy")).not.toContain(nonce);
  });
});

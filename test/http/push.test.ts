import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { isPublicHttps } from "../../src/http/public-address.ts";
import type { PushSubscription } from "../../src/protocol/push.ts";
import { PushDevice } from "../support/push-device.ts";
import { json } from "./doors.ts";
import { type Inbox, openInbox, providerAccepts } from "./inbox.ts";

const settings = env as unknown as { VAPID_PUBLIC_KEY: string };

describe("/push", () => {
  let inbox: Inbox;
  let browser: PushSubscription;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
    browser = (await PushDevice.make()).subscription;
  });
  const put = (body: unknown, token?: string) =>
    inbox.call("/push/subscription", { method: "PUT", body, ...(token === undefined ? {} : { token }) });
  const remove = (endpoint: string, token?: string) =>
    inbox.call(`/push/subscription?endpoint=${encodeURIComponent(endpoint)}`, {
      method: "DELETE",
      ...(token === undefined ? {} : { token }),
    });

  it("H4: tells the key to subscribe with, and takes, changes and ends one's own browser", async () => {
    for (const token of [inbox.ana.token, inbox.vera.token])
      expect(await json(await inbox.call("/push", { token }))).toEqual({ publicKey: settings.VAPID_PUBLIC_KEY });
    expect(await json(await put(browser))).toEqual(browser);
    const { topics: _, ...rest } = browser;
    expect(await json(await put({ ...rest, topics: { message: "all" }, isNew: true }))).toEqual({
      ...rest,
      // What is left out is off, also what a browser of an older page does not know.
      topics: {
        mention: "off",
        assigned: "off",
        undelivered: "off",
        conversation: "off",
        message: "all",
        lead: "off",
        opened: "off",
        clicked: "off",
      },
    });
    expect((await remove(browser.endpoint, inbox.ben.token)).status).toBe(404);
    expect(await json(await remove(browser.endpoint))).toEqual({ endpoint: browser.endpoint });
    expect((await remove(browser.endpoint)).status).toBe(404);
  });

  it("H4, I10: a program has no browser", async () => {
    expect((await inbox.call("/push", { token: inbox.apiKey })).status).toBe(403);
    expect((await put(browser, inbox.apiKey)).status).toBe(403);
    expect((await remove(browser.endpoint, inbox.apiKey)).status).toBe(403);
  });

  it("I13: only an https address on the public internet is asked, with keys that can be keys", async () => {
    for (const wrong of [
      { endpoint: "http://push.example.com/1" },
      { endpoint: "https://localhost/1" },
      { endpoint: "https://user:secret@push.example.com/1" },
      { endpoint: `https://push.example.com/${"1".repeat(2_000)}` },
      { endpoint: "no address" },
      { keys: { ...browser.keys, auth: "short" } },
      { keys: { ...browser.keys, p256dh: `A${"A".repeat(86)}` } },
      { topics: { message: "some" } },
    ])
      expect([wrong, (await put({ ...browser, ...wrong })).status]).toEqual([wrong, 400]);
  });

  it.each([
    ["https://fcm.googleapis.com/fcm/send/1", true],
    ["https://web.push.apple.com/1", true],
    ["https://updates.push.services.mozilla.com:8443/wpush/v2/1", true],
    ["https://127.0.0.1/", false],
    ["https://0x7f.1/", false],
    ["https://2130706433/", false],
    ["https://[::1]/", false],
    ["https://[::ffff:10.0.0.1]/", false],
    ["https://169.254.169.254/latest", false],
    ["https://intranet/", false],
    ["https://printer.local/", false],
    ["https://db.internal./", false],
    ["https://LOCALHOST./", false],
  ])("I13: %s is a public address: %s", (address, isPublic) => {
    expect(isPublicHttps(address)).toBe(isPublic);
  });

  describe("on a deployment without keys", () => {
    const { VAPID_PUBLIC_KEY } = settings;
    afterEach(() => void (settings.VAPID_PUBLIC_KEY = VAPID_PUBLIC_KEY));

    it("H4: says so, and refuses to keep a browser that would never be told", async () => {
      settings.VAPID_PUBLIC_KEY = "";
      const other = await openInbox();
      expect(await json(await other.call("/push"))).toEqual({ publicKey: null });
      const refused = await other.call("/push/subscription", { method: "PUT", body: browser });
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ code: "conflict" });
      expect((await other.write()).id).toEqual(expect.any(String));
    });
  });
});

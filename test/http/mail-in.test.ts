import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { threadToken } from "../../src/channels/email/tokens.ts";
import { replayParked } from "../../src/http/replay-parked.ts";
import type { Attachment, Channel, Message } from "../../src/protocol/records.ts";
import { json, unique } from "./doors.ts";
import { type Inbox, openInbox } from "./inbox.ts";
import { connect, deliver, domainOf, mail, messagesFrom, openMailroom } from "./mailroom.ts";

function mailPartsOf(message: Message | undefined) {
  const parts: unknown = message?.content?.["mail"];
  const { html, inline = {} } = (parts ?? {}) as { html?: string; inline?: Record<string, string> };
  return { html, inline: new Map(Object.entries(inline)) };
}

let inbox: Inbox;
let address: string;
let channel: Channel;
beforeAll(async () => {
  ({ inbox, channel, address } = await openMailroom());
});

describe("E2 a mail address as a channel", () => {
  it("is connected by its address, told in lower case, and changed", async () => {
    expect(channel).toMatchObject({ channel: "email", externalId: address, address, state: "connected" });
    const path = `/channels/${channel.id}`;
    const changed = await json<Channel>(
      await inbox.call(path, { method: "PATCH", body: { signature: "Acme", tracksMail: false } }),
    );
    expect(changed).toMatchObject({ signature: "Acme", tracksMail: false });
    await inbox.call(path, { method: "PATCH", body: { tracksMail: true } });
    const whatsapp = await inbox.call(`/channels/${inbox.channel.id}`, { method: "PATCH", body: { signature: "x" } });
    expect(whatsapp.status).toBe(400);
  });

  it.each(["support", "a b@x.test", "@x.test", "x@", ""])("I13 %j is no address: 400", async (wrong) => {
    expect((await connect(inbox, wrong)).status).toBe(400);
  });

  it("I10 Do1 another org's address is not to be had", async () => {
    const other = await openInbox();
    expect((await connect(other, address)).status).toBe(422);
  });

  it("says in words how it stands", async () => {
    const { checks } = await json<{ checks: { name: string; ok: boolean | null; advice: string | null }[] }>(
      await inbox.call(`/channels/${channel.id}/health`),
    );
    expect(checks).toMatchObject([
      { name: "owner", ok: true },
      { name: "token", ok: true },
      { name: "webhook", ok: null, advice: expect.stringContaining("Email Routing") },
    ]);
  });
});

describe("E2 mail in", () => {
  it("I3 is on disk, with HTML and files, when the server is told so", async () => {
    const id = `${unique("m")}@customer.test`;
    const parts = [
      '--b\nContent-Type: text/html\n\n<p>See <img src="cid:l@x"></p>',
      "--b\nContent-Type: image/png; name=l.png\nContent-ID: <l@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="notes.txt"\n\nnotes',
      "--b--",
    ];
    await deliver(address, mail(id, { "Content-Type": "multipart/related; boundary=b" }, parts.join("\n")));
    const message = (await messagesFrom(inbox)).find(({ providerId }) => providerId === id);
    const { html = "", inline } = mailPartsOf(message);
    expect(message?.attachments.map(({ filename, state }) => [filename, state])).toEqual([["notes.txt", "ready"]]);
    for (const [media, type] of [
      [html, "text/html"],
      [inline.get("l@x"), "image/png"],
      [message?.attachments[0]?.id, "text/plain"],
    ]) {
      const file = await inbox.call(`/media/${media}`);
      expect(file.status).toBe(200);
      expect(file.headers.get("content-type")).toContain(type);
      expect(file.headers.get("content-security-policy")).toContain("sandbox");
    }
    expect((await inbox.call(`/media/${html}`)).headers.get("content-disposition")).toMatch(/^attachment/);
    const other = await openInbox();
    expect((await other.call(`/media/${html}`)).status).toBe(404);
  });

  it("finds the channel by an address with a tag, and the thread by it", async () => {
    const token = await threadToken(env.SECRETS_KEYS, channel.id, 999_999);
    const id = `${unique("m")}@customer.test`;
    const [local, domain] = address.split("@");
    await deliver(`${local}+${token}@${domain}`, mail(id));
    expect((await messagesFrom(inbox)).some(({ providerId }) => providerId === id)).toBe(true);
  });

  it("I1 delivered three times, it is one message", async () => {
    const id = `${unique("m")}@customer.test`;
    for (let copy = 0; copy < 3; copy += 1) await deliver(address, mail(id));
    expect((await messagesFrom(inbox)).filter(({ providerId }) => providerId === id)).toHaveLength(1);
  });

  it("I3 a hub that cannot be reached is a temporary failure: the sender's server tries again", async () => {
    const down = {
      ...env,
      HUB: { idFromName: () => "x", get: () => ({ ingest: async () => Promise.reject(new Error("down")) }) },
    };
    vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(deliver(address, mail(unique("m")), "r@x.test", down as unknown as typeof env)).rejects.toThrow(
      "down",
    );
  });

  it("I3 the bucket fails while a mail's files are stored: the server tries again, and nothing is lost or twice", async () => {
    const id = `${unique("m")}@customer.test`;
    const parts = [
      "--b\nContent-Type: text/html\n\n<p>Hello</p>",
      '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="notes.txt"\n\nnotes',
      "--b--",
    ];
    const raw = mail(id, { "Content-Type": "multipart/mixed; boundary=b" }, parts.join("\n"));
    let puts = 0;
    const put: R2Bucket["put"] = (...file: Parameters<R2Bucket["put"]>) => {
      puts += 1;
      if (puts > 1) return Promise.reject(new Error("R2 is away"));
      return env.MEDIA.put(...file);
    };
    const failing = { ...env, MEDIA: { put } } as unknown as typeof env;
    vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(deliver(address, raw, "rosa@customer.test", failing)).rejects.toThrow("R2 is away");
    expect(puts).toBe(2);
    expect((await messagesFrom(inbox)).some(({ providerId }) => providerId === id)).toBe(false);
    await deliver(address, raw);
    const found = (await messagesFrom(inbox)).filter(({ providerId }) => providerId === id);
    expect(found).toMatchObject([{ attachments: [{ filename: "notes.txt", state: "ready" }] }]);
    for (const media of [found[0]?.attachments[0]?.id, mailPartsOf(found[0]).html])
      expect((await inbox.call(`/media/${media}`)).status).toBe(200);
  });

  it("I13 too large, or to no address, it is refused for good, in words", async () => {
    const large = await deliver(address, mail("large@x.test", {}, "x".repeat(26 * 1024 * 1024)));
    expect(large.refusal).toBe("The mail is over 25 MB.");
    expect((await deliver("nobody", mail("n@x.test"))).refusal).toBe("The recipient is no mail address.");
  });

  it("waits for an address that nobody has, without its files, and is there once somebody connects it", async () => {
    const late = `${unique("late")}@${domainOf(inbox)}`;
    const id = `${unique("m")}@customer.test`;
    const parts =
      '--b\n\nWords\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\na\n--b--';
    await deliver(late, mail(id, { "Content-Type": "multipart/mixed; boundary=b" }, parts));
    expect((await messagesFrom(inbox)).some(({ providerId }) => providerId === id)).toBe(false);
    const connected = await json<Channel>(await connect(inbox, late));
    await replayParked(env, connected.id);
    const message = (await messagesFrom(inbox)).find(({ providerId }) => providerId === id);
    expect(message).toMatchObject({ body: "Words", channelId: connected.id });
    const [file] = message?.attachments ?? ([] as Attachment[]);
    expect(file).toMatchObject({ filename: "a.txt", state: "failed", error: { code: "not_kept" } });
  });
});

// The Worker's own door, as the platform calls it.
it("E2 the Worker takes mail", () => {
  expect(exports.default).toHaveProperty("email");
});

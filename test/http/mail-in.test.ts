import { env, exports } from "cloudflare:workers";
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { threadToken, trackingToken } from "../../src/channels/email/tokens.ts";
import { app } from "../../src/http/app.ts";
import { receiveMail } from "../../src/http/mail-in.ts";
import { replayParked } from "../../src/http/replay-parked.ts";
import type { Attachment, Channel, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { ask, json, unique } from "./doors.ts";
import { head, type Inbox, openInbox } from "./inbox.ts";

const encoder = new TextEncoder();

interface Taken {
  readonly refusal: string | null;
}

/** As Email Routing hands a mail over. */
async function deliver(to: string, raw: string, from = "rosa@customer.test", bindings = env): Promise<Taken> {
  let refusal: string | null = null;
  const bytes = encoder.encode(raw.replaceAll(/\r?\n/g, "\r\n"));
  await receiveMail(
    {
      from,
      to,
      raw: new Response(bytes).body ?? new ReadableStream(),
      rawSize: bytes.byteLength,
      setReject: (reason) => (refusal = reason),
    },
    bindings,
  );
  return { refusal };
}

function mail(id: string, headers: Readonly<Record<string, string>> = {}, body = "Hello"): string {
  const all = { From: "Rosa <rosa@customer.test>", Subject: "Hi", "Message-ID": `<${id}>`, ...headers };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n\n${body}\n`;
}

const connect = (inbox: Inbox, address: string, given: object = {}) =>
  inbox.call("/channels", { body: { channel: "email", name: "Support", address, ...given } });

async function messagesFrom(inbox: Inbox): Promise<Message[]> {
  const minSeq = await head(inbox.call);
  const { items } = await json<Page<ConversationItem>>(
    await inbox.call(`/conversations?channel=email&minSeq=${minSeq}`),
  );
  const pages = await Promise.all(
    items.map(async ({ id }) =>
      json<Page<Message>>(await inbox.call(`/conversations/${encodeURIComponent(id)}/messages?minSeq=${minSeq}`)),
    ),
  );
  return pages.flatMap((page) => page.items);
}

function mailPartsOf(message: Message | undefined) {
  const parts: unknown = message?.content?.["mail"];
  const { html, inline = {} } = (parts ?? {}) as { html?: string; inline?: Record<string, string> };
  return { html, inline: new Map(Object.entries(inline)) };
}

let inbox: Inbox;
let address: string;
let channel: Channel;
beforeAll(async () => {
  // The mail service: a key that may only send, which is all that is asked of it.
  vi.stubGlobal("fetch", async (url: string) =>
    String(url).endsWith("/domains")
      ? Response.json({ name: "restricted_api_key" }, { status: 401 })
      : Response.json({ id: "r-1" }),
  );
  inbox = await openInbox();
  address = `${unique("support")}@acme.test`;
  channel = await json<Channel>(await connect(inbox, address.toUpperCase()));
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

  it("I10 another org's address is a conflict", async () => {
    const other = await openInbox();
    expect((await connect(other, address)).status).toBe(409);
  });

  it("says in words how it stands", async () => {
    const { checks } = await json<{ checks: { name: string; ok: boolean | null; advice: string | null }[] }>(
      await inbox.call(`/channels/${channel.id}/health`),
    );
    expect(checks).toMatchObject([
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

  it("I13 too large, or to no address, it is refused for good, in words", async () => {
    const large = await deliver(address, mail("large@x.test", {}, "x".repeat(26 * 1024 * 1024)));
    expect(large.refusal).toBe("The mail is over 25 MB.");
    expect((await deliver("nobody", mail("n@x.test"))).refusal).toBe("The recipient is no mail address.");
  });

  it("waits for an address that nobody has, without its files, and is there once somebody connects it", async () => {
    const late = `${unique("late")}@acme.test`;
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
    const [payload = "", mac = ""] = (await tokenOf("https://acme.test/")).split(".");
    const forged = `${btoa(JSON.stringify([inbox.org.id, channel.id, position, "https://evil.test/"])).replaceAll("=", "")}.${mac}`;
    const tokens = [
      forged,
      payload,
      "x",
      await tokenOf(null),
      await tokenOf("javascript:alert(1)"),
      await tokenOf("//evil.test"),
    ];
    for (const token of tokens) expect((await visit(`/t/c/${token}`)).status).toBe(404);
    expect((await visit("/t/o/unknown")).headers.get("content-type")).toBe("image/gif");
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

// The Worker's own door, as the platform calls it.
it("E2 the Worker takes mail", () => {
  expect(exports.default).toHaveProperty("email");
});

import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { png } from "../../src/dev/simulator/samples.ts";
import type { Attachment, Channel, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { doors, type Door, svg } from "./bad-input-doors.ts";
import { withChecks } from "../support/provider-checks.ts";
import { json, origin, unique } from "./doors.ts";
import { head, type Inbox, openInbox, settled } from "./inbox.ts";

/**
 * What nobody means well with, at every provider's door: refused or made harmless, with an outcome that says so, and
 * what comes beside it is there. What only one provider can do wrong is tested beside that provider.
 */

const megabyte = 1024 * 1024;
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));
/** Files that customers send, where their providers keep them. */
const files: Record<string, () => Response> = {
  drawing: () => new Response(svg, { headers: { "content-type": "image/svg+xml" } }),
  inside: () => new Response(null, { status: 302, headers: { location: "https://169.254.169.254/latest/meta-data" } }),
  large: () => new Response(new Uint8Array(30 * megabyte), { headers: { "content-type": "application/octet-stream" } }),
};
/** What the server asked for on behalf of a message. */
let asked: string[] = [];

let inbox: Inbox;
const channels = new Map<Door["name"], Channel>();
beforeAll(async () => {
  const outside = withChecks((address, init) => {
    const url = new URL(address);
    const name = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
    if (init?.method === "POST") return Response.json({ id: "r", sid: "s", message_id: "m", messages: [{ id: "w" }] });
    if (url.hostname === "graph.test" && name in files) return Response.json({ url: `https://files.example/${name}` });
    if (url.hostname !== "files.example") return Response.json({});
    asked.push(url.href);
    return (files[name] ?? (() => new Response(null, { status: 404 })))();
  });
  vi.spyOn(globalThis, "fetch").mockImplementation(outside);
  inbox = await openInbox();
  for (const door of doors)
    channels.set(door.name, await json<Channel>(await inbox.call("/channels", { body: door.connect(inbox.org.slug) })));
});

function channelOf({ name }: Door): Channel {
  const channel = channels.get(name);
  if (channel === undefined) throw new Error(name);
  return channel;
}

async function conversationOf({ name }: Door): Promise<ConversationItem> {
  const at = await head(inbox.call);
  const { items } = await json<Page<ConversationItem>>(await inbox.call(`/conversations?channel=${name}&minSeq=${at}`));
  if (items[0] === undefined) throw new Error(`Nobody has written over ${name}.`);
  return items[0];
}

async function messages(door: Door): Promise<Message[]> {
  const { id } = await conversationOf(door);
  const path = `/conversations/${encodeURIComponent(id)}/messages?limit=100&minSeq=${await head(inbox.call)}`;
  return (await json<Page<Message>>(await inbox.call(path))).items;
}

/** A customer's message through the door; resolves to how it stands in the thread. */
async function received(door: Door, text: string, more: { file?: string } = {}): Promise<Message[]> {
  const id = unique("bad");
  const written = door.written(channelOf(door), { id, text, ...more });
  expect(await door.post(channelOf(door), bytesOf(written))).toBe("taken");
  return (await messages(door)).filter(({ providerId }) => providerId === id);
}

async function fileOf(door: Door, name: string, state: Attachment["state"]): Promise<Attachment> {
  const [message] = await received(door, `With ${name}`, { file: `https://files.example/${name}` });
  return vi.waitFor(
    async () => {
      const now = (await messages(door)).find(({ id }) => id === message?.id)?.attachments[0];
      expect(now?.state).toBe(state);
      return now as Attachment;
    },
    { timeout: 10_000 },
  );
}

describe.each(doors)("I13: $name", (door) => {
  it("J2: forged, it is refused, and the genuine one is there once however often it comes", async () => {
    const id = unique("bad");
    const body = bytesOf(door.written(channelOf(door), { id, text: "Hello" }));
    // Mail has no signature: what routes it to the Worker is Cloudflare.
    if (door.name !== "email") expect(await door.post(channelOf(door), body, "another secret")).toBe("forged");
    for (let copy = 0; copy < 2; copy += 1) expect(await door.post(channelOf(door), body)).toBe("taken");
    expect((await messages(door)).filter(({ providerId }) => providerId === id)).toHaveLength(1);
  });

  it("more than the door takes is refused as that", async () => {
    const large = door.written(channelOf(door), { id: unique("bad"), text: "x".repeat(door.overBytes) });
    expect(await door.post(channelOf(door), bytesOf(large))).toBe("too large");
  });

  it("NUL bytes are left out, and bytes of another charset are shown as such", async () => {
    expect(await received(door, "a\0b")).toMatchObject([{ body: "ab" }]);
    const id = unique("bad");
    const latin = door
      .written(channelOf(door), { id, text: "CAFE" })
      .replace("CAFE", door.name === "sms" ? "Caf%E9" : "Caf\u00e9");
    expect(await door.post(channelOf(door), new Uint8Array(Buffer.from(latin, "latin1")))).toBe("taken");
    expect((await messages(door)).find(({ providerId }) => providerId === id)).toMatchObject({ body: "Caf\ufffd" });
  });

  it("10,000 characters are shown whole; as many are refused where the channel takes less", async () => {
    const long = "0123456789".repeat(1_000);
    expect(await received(door, long)).toMatchObject([{ body: long }]);
    const { id } = await conversationOf(door);
    const sent = await inbox.call(`/conversations/${encodeURIComponent(id)}/messages`, { body: { body: long } });
    if (door.name === "email") await settled(inbox, await json<Message>(sent), "sent");
    else expect([sent.status, await sent.json()]).toMatchObject([422, { code: "too_long" }]);
  });

  it("script and links that would run are text, to the letter", async () => {
    const text = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) javascript:alert(1)";
    expect(await received(door, text)).toMatchObject([{ body: text, type: "text" }]);
  });

  it("M6: a drawing is a download that runs nothing", async () => {
    const { id, mimeType } = await fileOf(door, "drawing", "ready");
    expect(mimeType).toBe("image/svg+xml");
    const served = await inbox.call(`/media/${encodeURIComponent(id)}`);
    expect(served.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(served.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(served.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await served.text()).trim()).toBe(svg);
  });

  it("D6: 30 MB that an agent would send are refused with what the channel takes", async () => {
    const { id } = await conversationOf(door);
    const refused = await inbox.call(`/conversations/${encodeURIComponent(id)}/messages`, {
      body: { attachments: [(await largePicture()).id] },
    });
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "media_refused" }]);
  });
});

describe("I13: malformed MIME", () => {
  const mail = (id: string, rest: string) => `From: rosa@customer.test\r\nMessage-ID: <${id}>\r\n${rest}`;
  const nested = Array.from(
    { length: 400 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );

  it.each([
    [
      "parts that never end",
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nstill read",
      "text",
      "still read",
    ],
    ["parts without a boundary", "Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nnever read", "text", null],
    [
      "what is called base64 and is text",
      "Content-Transfer-Encoding: base64\r\n\r\n!!!! still read\r\n",
      "text",
      "still read",
    ],
    ["an unknown charset", "Content-Type: text/plain; charset=klingon\r\n\r\nstill read", "text", "still read"],
    ["a header of no kind", "nonsense\r\n: :\r\n\r\nstill read", "text", "still read"],
    ["parts within parts within parts", nested.join(""), "unsupported", null],
  ])("%s: it is kept, and what is beside it too", async (_, rest, type, words) => {
    const [email] = doors.filter(({ name }) => name === "email");
    if (email === undefined) throw new Error("mail has a door");
    const [before, id] = [unique("bad"), unique("bad")];
    for (const raw of [mail(before, "\r\nbefore"), mail(id, rest)])
      expect(await email.post(channelOf(email), bytesOf(raw))).toBe("taken");
    const all = await messages(email);
    expect(all.some(({ providerId }) => providerId === before)).toBe(true);
    // What cannot be read at all has not even a name of its own. Of what is not read the whole mail is the file.
    const kept = type === "unsupported" ? all[0] : all.find(({ providerId }) => providerId === id);
    expect(kept?.type).toBe(type);
    if (words === null) expect(kept?.attachments).toMatchObject([{ filename: "message.eml", state: "ready" }]);
    else expect(kept?.body).toContain(words);
  });
});

describe.each(doors.filter(({ fetchesFiles }) => fetchesFiles))("I13 M4: $name", (door) => {
  it("a file that redirects to a private address is not asked for there; the message stays, and says why", async () => {
    asked = [];
    const file = await fileOf(door, "inside", "failed");
    expect(file.error).toMatchObject({ code: "private_address", message: expect.stringMatching(/\w{3}/) });
    expect(asked).toEqual(["https://files.example/inside"]);
  });

  it("30 MB that a customer sends are there, whole", async () => {
    expect(await fileOf(door, "large", "ready")).toMatchObject({ sizeBytes: 30 * megabyte });
  });
});

let large: Promise<Attachment> | null = null;
/** A picture of 30 MB, uploaded once. */
function largePicture(): Promise<Attachment> {
  const body = new Uint8Array(30 * megabyte);
  body.set(png(1, 1));
  const headers = { authorization: `Bearer ${inbox.ana.token}`, "content-type": "image/png" };
  const url = `${origin}/api/orgs/${inbox.org.slug}/media?filename=large.png`;
  large ??= exports.default
    .fetch(new Request(url, { method: "POST", headers, body }))
    .then((answer) => json<Attachment>(answer));
  return large;
}

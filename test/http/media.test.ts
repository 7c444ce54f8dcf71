import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { png, sampleOf } from "../../src/dev/simulator/samples.ts";
import { byteRange } from "../../src/http/byte-range.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Attachment, Message } from "../../src/protocol/records.ts";
import { timing } from "../../src/protocol/timing.ts";
import { ask, json, origin } from "./doors.ts";
import { type Inbox, openInbox, providerRefuses } from "./inbox.ts";

let inbox: Inbox;
let other: Inbox;
beforeAll(async () => {
  providerRefuses();
  [inbox, other] = [await openInbox(), await openInbox()];
});
afterEach(() => void vi.useRealTimers());

const text = (content: string) => new TextEncoder().encode(content);

/** Sends a file as the request's body. */
function upload(
  body: BodyInit,
  given: { type?: string; query?: string; headers?: Record<string, string>; token?: string; of?: Inbox } = {},
): Promise<Response> {
  const { type = "application/octet-stream", query = "", headers = {}, of = inbox, token = of.ana.token } = given;
  return exports.default.fetch(
    new Request(`${origin}/api/orgs/${of.org.slug}/media${query}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        ...(body instanceof FormData ? {} : { "content-type": type }),
        ...headers,
      },
      body,
    }),
  );
}

async function uploaded(body: BodyInit, given: Parameters<typeof upload>[1] = {}): Promise<Attachment> {
  return json<Attachment>(await upload(body, given));
}

const get = (file: Pick<Attachment, "id">, headers: Record<string, string> = {}, query = "") =>
  inbox.call(`/media/${encodeURIComponent(file.id)}${query}`, { headers });

describe("D6: upload", () => {
  it("a file is there by its content, whatever it is called", async () => {
    const picture = png(40, 30);
    const response = await upload(picture, { type: "text/html", query: "?filename=..%2Fphoto%0A.png" });
    expect(response.status).toBe(201);
    const file = await json<Attachment>(response);
    expect(file).toMatchObject({
      type: "image",
      state: "ready",
      mimeType: "image/png",
      filename: "photo.png",
      sizeBytes: picture.byteLength,
      width: 40,
      height: 30,
      url: `/api/orgs/${inbox.org.id}/media/${file.id}`,
    });
    const served = await get(file);
    expect(served.status).toBe(200);
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(picture);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": String(picture.byteLength),
      "content-disposition": `inline; filename="photo.png"; filename*=UTF-8''photo.png`,
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
  });

  it("as a form, with the part's own name and type", async () => {
    const form = new FormData();
    form.set("file", new File([text("a;b\n1;2")], "list ü.csv", { type: "text/csv" }));
    const whole = new Response(form);
    const body = await whole.arrayBuffer();
    const type = whole.headers.get("content-type") ?? "";
    const file = await uploaded(body, { type, headers: { "content-length": String(body.byteLength) } });
    expect(file).toMatchObject({ type: "document", mimeType: "text/csv", filename: "list ü.csv", sizeBytes: 7 });
    const served = await get(file);
    expect(served.headers.get("content-disposition")).toBe(
      `attachment; filename="list _.csv"; filename*=UTF-8''list%20%C3%BC.csv`,
    );
    await served.body?.cancel();
  });

  it("a recording is a voice message when it says so", async () => {
    const { bytes } = sampleOf("voice") ?? { bytes: new Uint8Array() };
    expect(await uploaded(bytes, { type: "audio/ogg", query: "?type=voice" })).toMatchObject({
      type: "voice",
      mimeType: "audio/ogg",
    });
    expect(await uploaded(png(1, 1), { query: "?type=voice" })).toMatchObject({ type: "image" });
    expect(await uploaded(png(1, 1), { query: "?type=document" })).toMatchObject({ type: "document" });
  });

  it("Se10: the same key gives the same file, and is refused with another one", async () => {
    const headers = { "idempotency-key": "once" };
    const first = await uploaded(text("one"), { headers });
    expect(await uploaded(text("one"), { headers })).toEqual(first);
    const other = await upload(text("another"), { headers: { ...headers, "content-length": "7" } });
    expect([other.status, await other.json()]).toMatchObject([409, { code: "conflict" }]);
  });

  it("a file in several parts is whole", async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024 + 3);
    bytes.set([1, 2, 3, 4, 5], bytes.byteLength - 5);
    const file = await uploaded(bytes);
    expect(file.sizeBytes).toBe(bytes.byteLength);
    const served = await get(file, { range: `bytes=${bytes.byteLength - 5}-` });
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(bytes.subarray(-5));
  });

  it("I13: empty, too large and no file are refused in words, and nothing is kept", async () => {
    const empty = await upload(new Uint8Array());
    expect([empty.status, await empty.json()]).toEqual([400, expect.objectContaining({ code: "invalid" })]);
    const large = await upload("x", { headers: { "content-length": String(limits.mediaBytes + 1) } });
    expect([large.status, await large.json()]).toEqual([
      413,
      expect.objectContaining({ code: "too_large", details: { limitBytes: limits.mediaBytes } }),
    ]);
    const form = await upload("--b\r\n\r\n", {
      type: "multipart/form-data; boundary=b",
      headers: { "content-length": "7" },
    });
    expect(form.status).toBe(400);
    await form.body?.cancel();
    expect((await env.MEDIA.list({ prefix: `${inbox.org.id}/` })).objects.every(({ size }) => size > 0)).toBe(true);
  });

  it("J1: who may only read uploads nothing", async () => {
    expect((await upload(text("x"), { token: inbox.vera.token })).status).toBe(403);
  });
});

describe("M6 D6: how files are served", () => {
  it.each([
    ["a drawing", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"],
    ["a page", "<!doctype html><script>alert(1)</script>", "text/html"],
    ["XML", '<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"/>', "application/xml"],
    ["a PDF", "%PDF-1.4\n", "application/pdf"],
  ])("J2: %s is a download that could run nothing", async (_, content, type) => {
    const file = await uploaded(text(content), { type });
    expect(file).toMatchObject({ type: "document", mimeType: type });
    const { url } = await json<{ url: string }>(await inbox.call(`/media/${file.id}/link`));
    for (const served of [await get(file), await ask(url.slice(origin.length))]) {
      expect(served.headers.get("content-disposition")).toBe("attachment");
      expect(served.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
      expect(served.headers.get("x-content-type-options")).toBe("nosniff");
      await served.body?.cancel();
    }
  });

  it("J2: a page that is called a picture is none", async () => {
    const file = await uploaded(text("<html><script>alert(1)</script>"), { type: "image/png" });
    expect((await get(file)).headers.get("content-type")).toBe("text/plain");
  });

  it("a range, the end of it, one beyond the file, and a part that has changed", async () => {
    const file = await uploaded(text("0123456789"));
    const part = async (headers: Record<string, string>) => {
      const response = await get(file, headers);
      return [response.status, response.headers.get("content-range"), await response.text()];
    };
    expect(await part({ range: "bytes=2-4" })).toEqual([206, "bytes 2-4/10", "234"]);
    expect(await part({ range: "bytes=-3" })).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await part({ range: "bytes=10-" })).toEqual([416, "bytes */10", ""]);
    expect(await part({ range: "bytes=0-1,3-4" })).toEqual([200, null, "0123456789"]);
    expect(await part({ range: "bytes=2-4", "if-range": '"another"' })).toEqual([200, null, "0123456789"]);
  });

  it("what a browser has is not sent again; HEAD tells without sending; a picture can be a download", async () => {
    const file = await uploaded(png(2, 2), { query: "?filename=a.png" });
    const first = await get(file);
    const etag = first.headers.get("etag") ?? "";
    await first.body?.cancel();
    expect((await get(file, { "if-none-match": etag })).status).toBe(304);
    const head = await inbox.call(`/media/${file.id}`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(file.sizeBytes),
      "",
    ]);
    expect((await get(file, {}, "?download=1")).headers.get("content-disposition")).toMatch(/^attachment/);
  });

  it("I10: another org's file is not there, by path, by link and to be sent", async () => {
    const file = await uploaded(text("private"));
    expect((await other.call(`/media/${file.id}`)).status).toBe(404);
    expect((await other.call(`/media/${file.id}/link`)).status).toBe(404);
    expect((await other.call(`/media/${file.id}/retry`, { method: "POST" })).status).toBe(404);
    expect((await ask(`/api/orgs/${inbox.org.slug}/media/${file.id}`, { token: other.ana.token })).status).toBe(404);
    expect((await ask(`/api/orgs/${inbox.org.slug}/media/${file.id}`)).status).toBe(401);
    const { id } = await other.write();
    const sent = await other.call(`/conversations/${id}/messages`, { body: { attachments: [file.id] } });
    expect([sent.status, await sent.json()]).toEqual([404, expect.objectContaining({ code: "not_found" })]);
  });

  it("J2: a signed address is good for its file, until it ends, and not a letter else", async () => {
    const [file, another] = [await uploaded(text("shared")), await uploaded(text("not shared"))];
    const link = await json<{ url: string; expiresAt: string }>(await inbox.call(`/media/${file.id}/link`));
    expect(link.url.startsWith(`${origin}/api/media/${inbox.org.id}/`)).toBe(true);
    const path = link.url.slice(origin.length);
    expect(await (await ask(path)).text()).toBe("shared");
    expect((await ask(path, { headers: { range: "bytes=0-1" } })).status).toBe(206);
    for (const wrong of [
      path.replace(file.id, another.id),
      path.replace(inbox.org.id, other.org.id),
      path.replace(/expires=(\d+)/, (_, at: string) => `expires=${Number(at) + 1}`),
      path.replace(/signature=.{4}/, "signature=0000"),
      path.replace(/key=\w+/, "key=none"),
      path.split("?")[0] ?? "",
    ])
      expect([wrong, (await ask(wrong)).status]).toEqual([wrong, 404]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + timing.mediaLinkTtlMs + 1_000 });
    expect((await ask(path)).status).toBe(404);
  });
});

describe("D6: files that are sent", () => {
  it("a message has its file, and one that the channel does not take is refused with what it takes", async () => {
    const { id } = await inbox.write();
    const file = await uploaded(png(3, 3), { query: "?filename=a.png" });
    const send = (body: unknown) => inbox.call(`/conversations/${id}/messages`, { body });
    const message = await json<Message>(await send({ attachments: [file.id], body: "Look" }));
    expect(message).toMatchObject({
      type: "image",
      body: "Look",
      attachments: [{ id: file.id, mimeType: "image/png" }],
    });
    const large = await uploaded(new Uint8Array([...png(1, 1), ...new Uint8Array(5 * 1024 * 1024)]));
    const refused = await send({ attachments: [large.id] });
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({
        code: "media_refused",
        details: { id: large.id, type: "image", limit: 5 * 1024 * 1024, size: large.sizeBytes },
      }),
    ]);
    expect((await send({ attachments: ["none"] })).status).toBe(404);
    expect((await send({ attachments: [] })).status).toBe(400);
  });
});

describe("one range of a file", () => {
  it.each([
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=5-", { first: 5, last: 9 }],
    ["bytes=5-99", { first: 5, last: 9 }],
    ["bytes=-4", { first: 6, last: 9 }],
    ["bytes=-99", { first: 0, last: 9 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=10-11", "unsatisfiable"],
    ["bytes=4-2", null],
    ["bytes=-", null],
    ["items=0-1", null],
    ["bytes=0-1,2-3", null],
    [undefined, null],
  ])("%s", (header, range) => expect(byteRange(header, 10)).toEqual(range));
});

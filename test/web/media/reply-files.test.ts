import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { channelRules } from "../../../src/core/channel-rules.ts";
import type { Attachment } from "../../../src/protocol/records.ts";
import { forgetKeptFiles } from "../../../src/web/media/kept-files.ts";
import { ReplyFiles, replyFilesOf } from "../../../src/web/media/reply-files.ts";

/** The calls of the page, answered by hand. */
class FakeCall {
  static made: FakeCall[] = [];
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  response: unknown = null;
  url = "";
  headers: Record<string, string> = {};
  isAborted = false;
  constructor() {
    FakeCall.made.push(this);
  }
  open(_: string, url: string): void {
    this.url = url;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(): void {}
  abort(): void {
    this.isAborted = true;
    this.onabort?.();
  }
  async answer(status: number, response: unknown): Promise<void> {
    Object.assign(this, { status, response });
    this.onload?.();
    await Promise.resolve();
    await Promise.resolve();
  }
}

const given = { slug: "acme", rules: channelRules.whatsapp };
const pdf = () => new File(["%PDF-"], "price list.pdf", { type: "application/pdf" });
const ready: Attachment = {
  id: "stored",
  type: "document",
  state: "ready",
  mimeType: "application/pdf",
  filename: "price list.pdf",
  sizeBytes: 5,
  providerMediaId: null,
  url: "/x",
};

beforeEach(() => {
  FakeCall.made = [];
  vi.stubGlobal("XMLHttpRequest", FakeCall);
});
afterEach(() => vi.unstubAllGlobals());

const states = (files: ReplyFiles) => files.list().map(({ state }) => state);

it("D6 a chosen file is uploaded with progress; the next try of one that broke off has the same key", async () => {
  const files = new ReplyFiles();
  files.add([pdf()], given);
  const [first] = FakeCall.made;
  expect(first?.url).toBe("/api/orgs/acme/media?filename=price+list.pdf");
  first?.upload.onprogress?.({ loaded: 1, total: 4 });
  expect(states(files)).toEqual([{ state: "uploading", fraction: 0.25 }]);
  first?.onerror?.();
  await Promise.resolve();
  expect(states(files)).toEqual([{ state: "failed", message: null }]);
  expect(files.take()).toEqual([]);
  files.retry(files.list()[0]?.id ?? "");
  const second = FakeCall.made[1];
  expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
  await second?.answer(201, ready);
  expect(states(files)).toEqual([{ state: "ready", attachment: ready }]);
});

it("D6 what is removed is not uploaded any further, and what is refused stays until someone decides", async () => {
  const files = new ReplyFiles();
  files.add([pdf(), new File([], "empty.txt")], given);
  const [upload] = FakeCall.made;
  expect(FakeCall.made).toHaveLength(1);
  files.remove(files.list()[0]?.id ?? "");
  expect(upload?.isAborted).toBe(true);
  expect(states(files)).toEqual([{ state: "refused", why: { ok: false, why: "empty" } }]);
});

it("D6 files of a reply that was refused or taken back are in front of those chosen since, once each", async () => {
  const files = new ReplyFiles();
  files.add([pdf()], given);
  await FakeCall.made[0]?.answer(201, ready);
  const taken = files.take();
  expect(files.list()).toEqual([]);
  files.add([pdf()], given);
  files.putBack(taken);
  files.putBack(taken);
  expect(states(files).map(({ state }) => state)).toEqual(["ready", "uploading"]);
  files.withdraw(taken);
  expect(states(files).map(({ state }) => state)).toEqual(["uploading"]);
});

it("D6 what is uploaded and not sent is kept over a reload, and follows what another tab sends or chooses", async () => {
  const kept: string[][] = [];
  const files = new ReplyFiles([], (attachments) => kept.push(attachments.map(({ id }) => id)));
  files.add([pdf()], given);
  expect(kept).toEqual([]);
  await FakeCall.made[0]?.answer(201, ready);
  expect(kept).toEqual([["stored"]]);
  const reloaded = new ReplyFiles([ready], (attachments) => kept.push(attachments.map(({ id }) => id)));
  expect(states(reloaded)).toEqual([{ state: "ready", attachment: ready }]);
  expect(reloaded.take()).toEqual([ready]);
  expect(kept).toEqual([["stored"], []]);
  files.add([pdf()], given);
  files.follow([]);
  expect(states(files).map(({ state }) => state)).toEqual(["uploading"]);
  files.follow([{ ...ready, id: "chosen there" }]);
  expect(states(files).map(({ state }) => state)).toEqual(["ready", "uploading"]);
  expect(kept).toEqual([["stored"], []]);
});

it("D6 nothing that was chosen, or is being uploaded, is left for who signs in after", async () => {
  const items = new Map<string, string>();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  });
  const files = replyFilesOf("c1");
  files.add([pdf(), pdf()], given);
  await FakeCall.made[0]?.answer(201, ready);
  expect(items.size).toBe(1);
  forgetKeptFiles();
  expect(replyFilesOf("c1").list()).toEqual([]);
  expect(FakeCall.made[1]?.isAborted).toBe(true);
  await FakeCall.made[1]?.answer(201, { ...ready, id: "too late" });
  expect([replyFilesOf("c1").list(), items.size]).toEqual([[], 0]);
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { timing } from "../../../src/protocol/timing.ts";
import type { Attachment } from "../../../src/protocol/records.ts";
import { keepFiles, keptFiles } from "../../../src/web/media/kept-files.ts";

const items = new Map<string, string>();
const file = (id: string): Attachment => ({
  id,
  type: "image",
  state: "ready",
  mimeType: "image/png",
  filename: null,
  sizeBytes: 5,
  providerMediaId: null,
  url: "/x",
});
const ids = (conversationId: string) => keptFiles(conversationId).map(({ id }) => id);

beforeEach(() => {
  items.clear();
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("D6 files of a reply are kept by conversation, as long as the server keeps them, and nothing is left once they are sent", () => {
  keepFiles("c1", [file("a")]);
  keepFiles("c2", [file("b")]);
  vi.advanceTimersByTime(timing.uploadTtlMs / 2);
  keepFiles("c1", [file("a"), file("later")]);
  expect([ids("c1"), ids("c2")]).toEqual([["a", "later"], ["b"]]);
  vi.advanceTimersByTime(timing.uploadTtlMs / 2);
  expect([ids("c1"), ids("c2")]).toEqual([["later"], []]);
  keepFiles("c1", []);
  expect(items.size).toBe(0);
});

it("D6 a browser whose storage is full keeps nothing over a reload, and refuses no file for that", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("", "QuotaExceededError");
    },
    removeItem: () => undefined,
  });
  expect(() => keepFiles("c1", [file("a")])).not.toThrow();
});

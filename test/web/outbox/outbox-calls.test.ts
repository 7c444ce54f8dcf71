import { afterEach, expect, it, vi } from "vitest";
import { limits } from "../../../src/protocol/limits.ts";
import { outbox } from "../../../src/web/outbox/outbox-calls.ts";

afterEach(() => vi.unstubAllGlobals());

const failed = { state: "failed", channel: "" } as const;

it("D2 as many as were shown are read again, though a page holds fewer", async () => {
  const all = Array.from({ length: 1_000 }, (_, n) => n);
  const asked: number[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    const query = new URL(path, "http://parley.test").searchParams;
    const [from, limit] = [Number(query.get("cursor") ?? 0), Number(query.get("limit"))];
    asked.push(limit);
    const end = from + Math.min(limit, limits.pageSizeMax);
    return Response.json({ items: all.slice(from, end), nextCursor: end < all.length ? String(end) : null, seq: 1 });
  });
  const count = limits.pageSizeMax + 50;
  expect(await outbox.first("acme", failed, count)).toEqual({
    ok: true,
    value: { items: all.slice(0, count), nextCursor: String(count) },
  });
  expect(asked).toEqual([limits.pageSizeMax, 50]);
  expect(await outbox.first("acme", failed, 2_000)).toMatchObject({ value: { items: all, nextCursor: null } });
});

it("D2 more selected ones than the Worker takes at once are all sent again", async () => {
  const sizes: number[] = [];
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    const { messageIds } = JSON.parse(body) as { messageIds: string[] };
    sizes.push(messageIds.length);
    return Response.json({ retried: messageIds, refused: [], more: false });
  });
  const ids = Array.from({ length: limits.retriesAtOnce + 1 }, (_, n) => `m${n}`);
  expect(await outbox.retry("acme", ids)).toEqual({ ok: true, value: { retried: ids, refused: [], more: false } });
  expect(sizes).toEqual([limits.retriesAtOnce, 1]);
});

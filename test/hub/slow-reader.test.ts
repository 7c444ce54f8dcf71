import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestOrg, text } from "./harness.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => vi.useRealTimers());

const bulk = (from: number) => Array.from({ length: 100 }, (_, n) => text(`m${from + n}`, { body: "x".repeat(4_000) }));

test("W10: a reader that is far behind and silent is closed with 4408, and one that speaks is not", async () => {
  const org = new TestOrg(crypto.randomUUID(), false);
  await org.open();
  const [silent, lively] = [await org.connect("ana"), await org.connect("ben")];
  const { seq } = await silent.hello(0);
  await lively.hello(0);
  for (let n = 0; n < 3; n += 1) await org.ingest(...bulk(n * 100));
  vi.advanceTimersByTime(26_000);
  lively.send({ type: "a sign of life" });
  await lively.hello(0);
  await org.ingest(text("last"));
  await silent.until(() => silent.closed !== null);
  expect([silent.closed, lively.closed]).toEqual([4408, null]);
  const again = await org.connect("ana");
  const welcome = await again.hello(seq);
  expect(welcome.records.filter(({ kind }) => kind === "message")).toHaveLength(301);
});

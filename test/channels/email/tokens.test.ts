import { describe, expect, test } from "vitest";
import { readThreadToken, readTrackingToken, threadToken, trackingToken } from "../../../src/channels/email/tokens.ts";
import { channelId, keys } from "./mails.ts";

const newer = "new:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

describe("E5 tokens", () => {
  const tracked = { orgId: "org", channelId, position: 12, url: "https://x.test/?q=ü&r=1" };

  test("come back as what they were made of, also after the keys were rotated", async () => {
    const token = await trackingToken(keys, tracked);
    expect(await readTrackingToken(`${newer},${keys}`, token)).toEqual(tracked);
    const thread = await threadToken(keys, channelId, 2 ** 52);
    expect(await readThreadToken(`${newer},${keys}`, channelId, thread)).toBe(2 ** 52);
  });

  test("changed, cut, of another key or purpose: none", async () => {
    const token = await trackingToken(keys, tracked);
    const [payload = "", mac = ""] = token.split(".");
    const elsewhere = btoa(JSON.stringify(["org", channelId, 12, "https://evil.test/"])).replaceAll("=", "");
    for (const forged of [`${elsewhere}.${mac}`, payload, `${payload}.`, `${payload}.${"A".repeat(22)}`, "", "."])
      expect(await readTrackingToken(keys, forged)).toBeNull();
    expect(await readTrackingToken(newer, token)).toBeNull();
    expect(await readThreadToken(keys, channelId, token)).toBeNull();
  });

  test("a token of a thread fits in an address", async () => {
    expect((await threadToken(keys, channelId, Number.MAX_SAFE_INTEGER)).length).toBeLessThan(34);
  });
});

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
    for (let at = 0; at < token.length - 1; at += 7) {
      const other = token[at] === "A" ? "B" : "A";
      expect(await readTrackingToken(keys, token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
    for (const forged of [
      token.slice(0, -4),
      token.slice(4),
      `${token}AAAA`,
      `${token}.`,
      "",
      ".",
      "A",
      "A".repeat(8_001),
    ])
      expect(await readTrackingToken(keys, forged)).toBeNull();
    expect(await readTrackingToken(newer, token)).toBeNull();
    expect(await readThreadToken(keys, channelId, token)).toBeNull();
  });

  test("Do8 tell nobody what they stand for, and no two are alike", async () => {
    const token = await trackingToken(keys, tracked);
    const bytes = Buffer.from(token, "base64url").toString("latin1");
    for (const part of [channelId, "x.test", "org"]) expect(bytes).not.toContain(part);
    expect(await trackingToken(keys, tracked)).not.toBe(token);
  });

  // Made by the version before tokens were encrypted, with these keys.
  const signed =
    "WyJvcmciLCI3ZDZmMGMwYS01YTVlLTRhMzYtOGQ4YS0wZjZhM2MxZjViMTEiLDEyLCJodHRwczovL3gudGVzdC8_cT3DvCZyPTEiXQ.leSk7v470e_ZpbF8jXZSGQ";

  test("Do8 those of mails that were sent before hold, and not one that was changed", async () => {
    expect(await readTrackingToken(keys, signed)).toEqual(tracked);
    const [payload = "", mac = ""] = signed.split(".");
    const elsewhere = btoa(JSON.stringify(["org", channelId, 12, "https://evil.test/"])).replaceAll("=", "");
    for (const forged of [`${elsewhere}.${mac}`, payload, `${payload}.`, `${payload}.${"A".repeat(22)}`])
      expect(await readTrackingToken(keys, forged)).toBeNull();
    expect(await readTrackingToken(newer, signed)).toBeNull();
  });

  test("a token of a thread fits in an address", async () => {
    expect((await threadToken(keys, channelId, Number.MAX_SAFE_INTEGER)).length).toBeLessThan(34);
  });
});

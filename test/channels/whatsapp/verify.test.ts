import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSigned } from "../../../src/channels/whatsapp/verify.ts";

const secret = "test-app-secret";
const body = new TextEncoder().encode('{"text":"ñandú \\ud83d\\udc4b 👋"}');
const sign = (bytes: Uint8Array, key: string) => `sha256=${createHmac("sha256", key).update(bytes).digest("hex")}`;

describe("J2: signatures over the raw bytes", () => {
  it("J2: the right secret's signature passes, in either case of its digits", async () => {
    expect(await isSigned(body, sign(body, secret), [secret])).toBe(true);
    expect(await isSigned(body, `sha256=${sign(body, secret).slice(7).toUpperCase()}`, [secret])).toBe(true);
  });

  it("J2: several secrets pass while one replaces another", async () => {
    expect(await isSigned(body, sign(body, "old"), [secret, "old"])).toBe(true);
    expect(await isSigned(body, sign(body, secret), [secret, "old"])).toBe(true);
    expect(await isSigned(body, sign(body, "older"), [secret, "old"])).toBe(false);
  });

  it("J2: any changed byte of the body fails", async () => {
    const signature = sign(body, secret);
    for (let index = 0; index < body.length; index++) {
      const changed = body.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await isSigned(changed, signature, [secret])).toBe(false);
    }
  });

  it.each([
    ["no header", undefined],
    ["an empty header", ""],
    ["another algorithm", sign(body, secret).replace("sha256", "sha1")],
    ["a short signature", sign(body, secret).slice(0, -2)],
    ["a long signature", `${sign(body, secret)}00`],
    ["letters that are no hex", `sha256=${"g".repeat(64)}`],
    ["characters beyond ASCII", `sha256=${"ａ".repeat(64)}`],
    ["another secret's", sign(body, "other")],
  ])("J2: %s fails", async (_, header) => {
    expect(await isSigned(body, header, [secret])).toBe(false);
  });

  it("J2: an unset secret signs nothing", async () => {
    expect(await isSigned(body, sign(body, ""), [""])).toBe(false);
    expect(await isSigned(body, sign(body, secret), [])).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { openSecrets, sealSecrets } from "../../src/channels/secrets.ts";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const secrets = { accessToken: "token-ünïcode", appSecret: "secret" };

describe("J2: channel secrets at rest", () => {
  it("J2: what was sealed opens again, and shows nothing of itself", async () => {
    const sealed = await sealSecrets(`a:${key(1)}`, secrets);
    expect(sealed).not.toContain("secret");
    expect(await openSecrets(`a:${key(1)}`, sealed)).toEqual(secrets);
  });

  it("J2: sealing the same twice gives two different texts", async () => {
    const keys = `a:${key(1)}`;
    expect(await sealSecrets(keys, secrets)).not.toBe(await sealSecrets(keys, secrets));
  });

  it("J2: the first key seals, the others still open what they sealed", async () => {
    const old = await sealSecrets(`a:${key(1)}`, secrets);
    const rotated = `b:${key(2)}, a:${key(1)}`;
    expect(await openSecrets(rotated, old)).toEqual(secrets);
    expect(await sealSecrets(rotated, secrets)).toMatch(/^v1\.b\./);
    await expect(openSecrets(`b:${key(2)}`, old)).rejects.toThrow(/no key "a"/);
  });

  it("J2: a changed bit or a swapped key id does not open", async () => {
    const keys = `a:${key(1)},b:${key(1)}`;
    const sealed = await sealSecrets(keys, secrets);
    await expect(openSecrets(keys, sealed.replace("v1.a.", "v1.b."))).rejects.toThrow();
    const flipped = sealed.slice(0, -6) + (sealed.at(-6) === "A" ? "B" : "A") + sealed.slice(-5);
    await expect(openSecrets(keys, flipped)).rejects.toThrow();
  });

  it("J2: a setting that is no key list says so", async () => {
    await expect(sealSecrets("", secrets)).rejects.toThrow(/not set/);
    await expect(sealSecrets("a:AAAA", secrets)).rejects.toThrow(/32 bytes/);
    await expect(sealSecrets(key(1), secrets)).rejects.toThrow(/id:base64/);
  });
});

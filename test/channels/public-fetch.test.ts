import { describe, expect, it } from "vitest";
import { isPublicAddress } from "../../src/channels/public-address.ts";
import { PrivateAddressError, publicFetch } from "../../src/channels/public-fetch.ts";

const trusted = ["http://localhost:8788"];
const isPublic = (address: string) => isPublicAddress(new URL(address), trusted);

describe("M4 I13: which addresses the server asks", () => {
  it.each([
    "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
    "https://8.8.8.8/x",
    "https://172.32.0.1/",
    "https://[2606:4700::1111]/",
    "https://example.com:443/",
    "http://localhost:8788/media/1",
  ])("%s is asked", (address) => expect(isPublic(address)).toBe(true));

  it.each([
    "http://example.com/",
    "ftp://example.com/",
    "https://user:pass@example.com/",
    "https://localhost/",
    "https://localhost./",
    "http://localhost:8787/api/health",
    "http://localhost:8788@example.com/",
    "https://example.com:8443/",
    "https://example.com:22/",
    "https://printer/",
    "https://printer./",
    "https://metadata.google.internal/",
    "https://metadata.google.internal./",
    "https://app.localhost/",
    "https://NAS.Local/",
    "https://x.svc.cluster.local/",
    "https://db.internal/",
    "https://nas.local/",
    "https://hub.home.arpa/",
    "https://127.0.0.1/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0.0.0.0/",
    "https://10.1.2.3/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::]/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[2001:db8::1]/",
    "https://[2002:7f00:1::]/",
    "https://[ff02::1]/",
  ])("%s is not", (address) => expect(isPublic(address)).toBe(false));
});

describe("I13: redirects", () => {
  /** A net of addresses that answer each other. */
  function net(answers: Record<string, Response>) {
    const asked: { url: string; headers: Headers }[] = [];
    const fetcher: typeof fetch = async (url, init) => {
      asked.push({ url: String(url), headers: new Headers(init?.headers) });
      expect(init?.redirect).toBe("manual");
      return answers[String(url)] ?? new Response("none", { status: 404 });
    };
    return { asked, get: publicFetch(trusted, fetcher) };
  }
  const to = (location: string, status = 302) => new Response(null, { status, headers: { location } });

  it("a public address that leads to a private one is not followed", async () => {
    const { asked, get } = net({ "https://a.example.com/": to("https://169.254.169.254/latest") });
    await expect(get("https://a.example.com/")).rejects.toBeInstanceOf(PrivateAddressError);
    expect(asked).toHaveLength(1);
  });

  it("J2: the token stays with the origin that it was for", async () => {
    const { asked, get } = net({
      "https://a.example.com/": to("/b", 307),
      "https://a.example.com/b": to("https://c.example.net/"),
      "https://c.example.net/": new Response("bytes"),
    });
    const answer = await get("https://a.example.com/", { headers: { authorization: "Bearer t", accept: "image/*" } });
    expect(await answer.text()).toBe("bytes");
    expect(asked.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer t", "Bearer t", null]);
    expect(asked[2]?.headers.get("accept")).toBe("image/*");
  });

  it("a circle ends", async () => {
    const { get } = net({ "https://a.example.com/": to("https://a.example.com/") });
    await expect(get("https://a.example.com/")).rejects.toThrow("redirects too often");
  });

  it("what is posted is not posted elsewhere", async () => {
    const { asked, get } = net({ "https://a.example.com/": to("https://b.example.com/", 308) });
    expect((await get("https://a.example.com/", { method: "POST", body: "x" })).status).toBe(308);
    expect(asked).toHaveLength(1);
  });
});

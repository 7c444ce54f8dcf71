import { describe, expect, it } from "vitest";
import { ask, createOrg, signUp } from "../http/doors.ts";

describe("J2: what every answer says to a browser", () => {
  it.each(["/t/c/unknown", "/t/o/unknown", "/api/health", "/api/nothing", "/api/media/none/none", "/webhooks/meta"])(
    "J2: %s is guessed at, kept and reached in clear by nobody",
    async (path) => {
      const answer = await ask(path);
      await answer.body?.cancel();
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(answer.headers.get("strict-transport-security")).toContain("max-age=");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    },
  );

  it("J2: a cookie counts for nothing in a request that another site's page makes", async () => {
    const person = await signUp("Ana");
    const org = await createOrg(person);
    const signIn = await ask("/api/auth/sign-in/email", { body: { email: person.email, password: person.password } });
    const cookie = signIn.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const status = async (headers: Record<string, string>) =>
      (await ask(`/api/orgs/${org.slug}/agents`, { headers: { cookie, ...headers } })).status;
    expect(await status({})).toBe(200);
    expect(await status({ "sec-fetch-site": "same-origin" })).toBe(200);
    // Typed into the address bar.
    expect(await status({ "sec-fetch-site": "none" })).toBe(200);
    expect(await status({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await status({ "sec-fetch-site": "same-site" })).toBe(403);
    expect(await status({ origin: "https://evil.test" })).toBe(403);
  });
});

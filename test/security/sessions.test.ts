import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "../../src/env.ts";
import { app } from "../../src/http/app.ts";
import { ask, createOrg, json, type Person, resetLink, signUp, unique } from "../http/doors.ts";

const bindings = env as unknown as Env;

const signIn = (who: Person, password = who.password) =>
  ask("/api/auth/sign-in/email", { body: { email: who.email, password } });
const tokenOf = (answer: Response) => answer.headers.get("set-auth-token") ?? "";
const bare = (token: string) => decodeURIComponent(token).split(".")[0] ?? "";
const isSignedIn = async (token: string) => (await json(await ask("/api/auth/get-session", { token }))) !== null;

describe("Au12: the token of a session", () => {
  it("Au12: is good with its signature alone, at every door", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    expect(await isSignedIn(ana.token)).toBe(true);
    for (const token of [bare(ana.token), `${bare(ana.token)}.`, `${bare(ana.token)}.AAAA`]) {
      expect(await isSignedIn(token)).toBe(false);
      expect((await ask(`/api/orgs/${org.slug}/agents`, { token })).status).toBe(401);
      expect((await ask("/api/auth/update-user", { token, body: { name: "Eve" } })).status).toBe(401);
    }
  });

  it("Au12: is in no body, and in a header only where a password was given", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    const answer = await signIn(ana);
    const token = tokenOf(answer);
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    expect(await answer.text()).not.toContain(bare(token));
    const calls: [string, unknown?][] = [
      ["get-session"],
      ["list-sessions"],
      ["organization/list"],
      [`organization/list-members?organizationId=${org.id}`],
      ["update-user", { name: "Anna" }],
      ["organization/create", { name: "N", slug: unique("s") }],
    ];
    for (const [path, body] of calls) {
      const said = await ask(`/api/auth/${path}`, { headers: { cookie }, ...(body === undefined ? {} : { body }) });
      expect([path, said.status]).toEqual([path, 200]);
      expect([path, said.headers.get("set-auth-token")]).toEqual([path, null]);
      expect(await said.text()).not.toContain(bare(token));
    }
  });

  it("Au12: sessions are ended by their ids, one's own alone", async () => {
    const [ana, eve] = [await signUp("Ana"), await signUp("Eve")];
    const other = tokenOf(await signIn(ana));
    const list = async (token: string) =>
      json<{ id: string; token?: string }[]>(await ask("/api/auth/list-sessions", { token }));
    expect(await list(ana.token)).toHaveLength(2);
    const mine = await json<{ session: { id: string } }>(await ask("/api/auth/get-session", { token: other }));
    const revoke = (token: string) => ask("/api/auth/revoke-session", { token, body: { id: mine.session.id } });
    await revoke(eve.token);
    expect(await isSignedIn(other)).toBe(true);
    expect((await revoke(ana.token)).status).toBe(200);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(ana.token)).toBe(true);
  });

  it("Au12: beside an Authorization header the cookie does not count", async () => {
    const ana = await signUp("Ana");
    const answer = await signIn(ana);
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const change = await ask("/api/auth/update-user", { token: "nonsense", headers: { cookie }, body: { name: "X" } });
    expect(change.status).toBe(401);
  });

  it("Au14: where the page is https its cookie is __Host-, and signs in", async () => {
    const ana = await signUp("Ana");
    const PUBLIC_URL = "https://inbox.example.test";
    const deployment = { ...bindings, PUBLIC_URL };
    const asked = (path: string, init: RequestInit) =>
      app.fetch(new Request(`${PUBLIC_URL}${path}`, init), deployment, createExecutionContext());
    const answer = await asked("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", origin: PUBLIC_URL },
      body: JSON.stringify({ email: ana.email, password: ana.password }),
    });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-parley\.session_token=/);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/domain=/i);
    const session = await asked("/api/auth/get-session", { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await session.json()).toMatchObject({ user: { id: ana.id } });
  });
});

describe("Au13: a new password", () => {
  const reset = (token: string, newPassword: string) =>
    ask("/api/auth/reset-password", { body: { token, newPassword } });

  it("Au13: ends every other session, whatever the request asks, and gives a new token", async () => {
    const ana = await signUp("Ana");
    const other = tokenOf(await signIn(ana));
    const body = { currentPassword: ana.password, newPassword: "another long password", revokeOtherSessions: false };
    const changed = await ask("/api/auth/change-password", { token: ana.token, body });
    expect(changed.status).toBe(200);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(tokenOf(changed))).toBe(true);
  });

  it("Au13: by a link ends the other links, also when all are used at once", async () => {
    const ana = await signUp("Ana");
    const eve = await signUp("Eve");
    const mine = await Promise.all([1, 2, 3, 4].map(() => resetLink(ana.id)));
    const hers = await resetLink(eve.id);
    const answers = await Promise.all(mine.map((token, n) => reset(token, `another password ${n}`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400]);
    expect((await reset(hers, "a password of hers")).status).toBe(200);
  });

  it("Au13: a refused password spends no link", async () => {
    const ana = await signUp("Ana");
    const [one, two] = [await resetLink(ana.id), await resetLink(ana.id)];
    for (const password of ["short", "password", ana.email, "x".repeat(129)])
      expect((await reset(one, password)).status).toBe(400);
    expect((await reset(two, "a good long password")).status).toBe(200);
  });

  it("Au12: what the database keeps of a link is none", async () => {
    const ana = await signUp("Ana");
    expect((await ask("/api/auth/request-password-reset", { body: { email: ana.email } })).status).toBe(200);
    const row = await bindings.DB.prepare("select identifier from verification where value = ?")
      .bind(ana.id)
      .first<{ identifier: string }>();
    const kept = row?.identifier ?? "";
    expect(kept).toMatch(/^[\w-]{43}$/);
    for (const token of [kept, `reset-password:${kept}`])
      expect((await reset(token, "a long password")).status).toBe(400);
  });

  it("Au13: is not one that is guessed first", async () => {
    const ana = await signUp("Ana");
    const email = `${unique("somebody")}@example.test`;
    const common = ["password", "PASSWORD", "12345678", "qwertyuiop", "password1", "11111111", "abababab"];
    for (const password of [...common, email, email.split("@")[0] ?? ""]) {
      const answer = await ask("/api/auth/sign-up/email", { body: { name: "N", email, password } });
      expect([password, answer.status]).toEqual([password, 400]);
      expect(await answer.json()).toMatchObject({ code: "PASSWORD_TOO_COMMON" });
    }
    const change = await ask("/api/auth/change-password", {
      token: ana.token,
      body: { currentPassword: ana.password, newPassword: "iloveyou" },
    });
    expect(await change.json()).toMatchObject({ code: "PASSWORD_TOO_COMMON" });
  });
});

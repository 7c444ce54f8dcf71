import { env } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ask, createOrg, join, json, origin, resetLink, signUp, unique } from "./doors.ts";

const health = (org: string) => `/api/orgs/${org}/health`;
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

describe("J1: signing in", () => {
  it("J1: an account, a sign-in with its token in set-auth-token, and the way out", async () => {
    const ana = await signUp("Ana");
    const signedIn = await ask("/api/auth/sign-in/email", { body: { email: ana.email, password: ana.password } });
    const token = signedIn.headers.get("set-auth-token") ?? "";
    expect(signedIn.status).toBe(200);
    expect(await json(await ask("/api/auth/get-session", { token }))).toMatchObject({ user: { id: ana.id } });

    const org = await createOrg(ana);
    expect((await ask(health(org.slug), { token })).status).toBe(200);
    expect((await ask("/api/auth/sign-out", { token, body: {} })).status).toBe(200);
    expect((await ask(health(org.slug), { token })).status).toBe(401);
    expect((await ask(health(org.slug), { token: ana.token })).status).toBe(200);
  });

  it("J1: a wrong password is a problem that says nothing of whether the account exists", async () => {
    const ana = await signUp("Ana");
    const known = await ask("/api/auth/sign-in/email", { body: { email: ana.email, password: "wrong-password" } });
    const unknown = await ask("/api/auth/sign-in/email", {
      body: { email: "nobody@example.test", password: "wrong-password" },
    });
    for (const response of [known, unknown]) {
      expect(response.status).toBe(401);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
    const said = await known.json();
    expect(said).toMatchObject({ status: 401, code: "INVALID_EMAIL_OR_PASSWORD" });
    expect(await unknown.json()).toEqual(said);
  });

  it("J1: a reset gives a new password, once, and ends all sessions", async () => {
    const ana = await signUp("Ana");
    expect((await ask("/api/auth/request-password-reset", { body: { email: ana.email } })).status).toBe(200);
    const token = await resetLink(ana.id);
    const reset = () => ask("/api/auth/reset-password", { body: { token, newPassword: "another-password" } });
    expect((await reset()).status).toBe(200);
    expect((await reset()).status).toBe(400);
    expect(await json(await ask("/api/auth/get-session", { token: ana.token }))).toBeNull();
    const signIn = (password: string) => ask("/api/auth/sign-in/email", { body: { email: ana.email, password } });
    expect((await signIn(ana.password)).status).toBe(401);
    expect((await signIn("another-password")).status).toBe(200);
  });

  it("I13: what is not JSON, too much of it or broken does not reach the library", async () => {
    const post = (body: string, type: string) =>
      exports.default.fetch(
        new Request(`${origin}/api/auth/sign-in/email`, { method: "POST", body, headers: { "content-type": type } }),
      );
    expect((await post("email=a", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await post("{", "application/json")).status).toBe(400);
    expect((await post(`"${"x".repeat(1_100_000)}"`, "application/json")).status).toBe(413);
    const empty = await post("{}", "application/json");
    expect(empty.status).toBe(400);
    expect(empty.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("J1: membership", () => {
  it("J1: the founder is in the hub's roster, and the org answers by slug and by id", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    for (const name of [org.slug, org.id]) expect((await ask(health(name), { token: ana.token })).status).toBe(200);
    expect(await env.HUB.get(env.HUB.idFromName(org.id)).agent(ana.id)).toMatchObject({
      id: ana.id,
      name: "Ana",
      email: ana.email,
      role: "owner",
    });
  });

  it("J1: accepting, a change of role and a change of name reach the roster in the same request", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    const hub = env.HUB.get(env.HUB.idFromName(org.id));
    await join(org, ana, ben, "viewer");
    expect(await hub.agent(ben.id)).toMatchObject({ name: "Ben", role: "viewer" });

    const { members } = await json<{ members: { id: string; userId: string }[] }>(
      await ask(`/api/auth/organization/list-members?organizationId=${org.id}`, { token: ana.token }),
    );
    const memberId = members.find(({ userId }) => userId === ben.id)?.id;
    const change = (role: string) =>
      ask("/api/auth/organization/update-member-role", {
        token: ana.token,
        body: { organizationId: org.id, memberId, role },
      });
    expect((await change("admin")).status).toBe(200);
    expect(await hub.agent(ben.id)).toMatchObject({ role: "admin" });
    for (const role of ["member", "admin,owner", "king"]) expect((await change(role)).status).toBe(400);
    expect(await hub.agent(ben.id)).toMatchObject({ role: "admin" });

    expect((await ask("/api/auth/update-user", { token: ben.token, body: { name: "Benjamin" } })).status).toBe(200);
    expect(await hub.agent(ben.id)).toMatchObject({ name: "Benjamin" });
  });

  it("I10 J1: whoever is removed gets 404 from the next request on, token or not", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    await join(org, ana, ben, "agent");
    expect((await ask(health(org.slug), { token: ben.token })).status).toBe(200);
    const removed = await ask("/api/auth/organization/remove-member", {
      token: ana.token,
      body: { organizationId: org.id, memberIdOrEmail: ben.email },
    });
    expect(removed.status).toBe(200);
    expect((await ask(health(org.slug), { token: ben.token })).status).toBe(404);
    expect((await ask(`/api/orgs/${org.slug}/realtime/token`, { token: ben.token, body: {} })).status).toBe(404);
    expect(await json(await ask("/api/auth/get-session", { token: ben.token }))).toMatchObject({
      user: { id: ben.id },
    });
  });

  it("J1: a removal holds even when the row in D1 is still there", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    await join(org, ana, ben, "agent");
    await env.HUB.get(env.HUB.idFromName(org.id)).removeAgent(ben.id);
    expect((await ask(health(org.slug), { token: ben.token })).status).toBe(404);
  });

  it("J1: nobody leaves past the hub, and only owners and admins invite", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    await join(org, ana, ben, "agent");
    const leave = await ask("/api/auth/organization/leave", { token: ben.token, body: { organizationId: org.id } });
    expect(leave.status).toBe(404);
    const invite = (token: string, role: string) =>
      ask("/api/auth/organization/invite-member", {
        token,
        body: { organizationId: org.id, email: `${unique("new")}@example.test`, role },
      });
    expect((await invite(ben.token, "agent")).status).toBe(403);
    expect((await invite(ana.token, "agent")).status).toBe(200);
    for (const role of ["member", "king"]) expect((await invite(ana.token, role)).status).toBe(400);
  });

  it("J1: an invitation is its recipient's alone, and once", async () => {
    const [ana, ben, eve] = [await signUp("Ana"), await signUp("Ben"), await signUp("Eve")];
    const org = await createOrg(ana);
    const { id } = await json<{ id: string }>(
      await ask("/api/auth/organization/invite-member", {
        token: ana.token,
        body: { organizationId: org.id, email: ben.email, role: "agent" },
      }),
    );
    const accept = (token: string) =>
      ask("/api/auth/organization/accept-invitation", { token, body: { invitationId: id } });
    expect((await accept(eve.token)).status).toBe(403);
    expect((await accept(ben.token)).status).toBe(200);
    expect((await accept(ben.token)).status).toBe(400);
    expect((await ask(health(org.slug), { token: eve.token })).status).toBe(404);
  });

  it("J1: an address is lower case, short and unique", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    const create = (slug: string) =>
      ask("/api/auth/organization/create", { token: ana.token, body: { name: "Other", slug } });
    for (const slug of ["Acme", "a b", "../x", "-a", "a".repeat(65), org.slug])
      expect((await create(slug)).status).toBe(400);
  });
});

describe("I10: walls", () => {
  it("I10: another org, by slug or id, and one that is not there are the same 404", async () => {
    const [ana, eve] = [await signUp("Ana"), await signUp("Eve")];
    const org = await createOrg(ana);
    await createOrg(eve);
    const answers = await Promise.all(
      [org.slug, org.id, "nowhere"].map(async (name) => {
        const response = await ask(health(name), { token: eve.token });
        return { status: response.status, body: await response.text() };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await ask(health(org.slug))).status).toBe(401);
    expect((await ask(health(org.slug), { token: "nonsense" })).status).toBe(401);
  });

  it("I10: an address that looks like another org's id does not lead to it", async () => {
    const [ana, eve] = [await signUp("Ana"), await signUp("Eve")];
    const org = await createOrg(ana);
    const other = await createOrg(eve);
    await env.DB.prepare("update organization set slug = ? where id = ?").bind(org.id, other.id).run();
    expect((await ask(health(org.id), { token: ana.token })).status).toBe(200);
    expect((await ask(health(org.id), { token: eve.token })).status).toBe(404);
  });

  it("J2: with a cookie a foreign Origin gets 403, our own and an absent one pass", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    const cookie = cookieOf(
      await ask("/api/auth/sign-in/email", { body: { email: ana.email, password: ana.password } }),
    );
    const get = async (headers: Record<string, string>) => (await ask(health(org.slug), { headers })).status;
    expect(await get({ cookie })).toBe(200);
    expect(await get({ cookie, origin })).toBe(200);
    expect(await get({ cookie, origin: "https://evil.example" })).toBe(403);
    expect(await get({ cookie, origin: "null" })).toBe(403);
    expect(await get({ authorization: `Bearer ${ana.token}`, origin: "https://evil.example" })).toBe(200);
    expect(await get({ authorization: "Bearer nonsense", cookie })).toBe(401);
    const change = await ask("/api/auth/update-user", {
      body: { name: "Eve" },
      headers: { cookie, origin: "https://evil.example" },
    });
    expect(change.status).toBe(403);
  });

  it("J2: cookies are out of reach for scripts and other sites", async () => {
    const ana = await signUp("Ana");
    const response = await ask("/api/auth/sign-in/email", { body: { email: ana.email, password: ana.password } });
    expect(response.headers.getSetCookie().join()).toMatch(/parley\.session_token=.*HttpOnly.*SameSite=Lax/i);
  });
});

describe("J2: answers", () => {
  it("J2: carry the headers that keep them from being run, framed or guessed at", async () => {
    for (const path of ["/api/health", "/api/nowhere", "/api/auth/get-session"]) {
      const { headers } = await ask(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("J2: an unknown path under /api is a 404 problem", async () => {
    const response = await ask("/api/nowhere");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ type: "about:blank", status: 404, code: "not_found" });
  });

  it("the health of the deployment is public and names no org", async () => {
    expect(await json(await ask("/api/health"))).toEqual({ ok: true, protocol: 1 });
  });
});

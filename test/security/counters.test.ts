import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "../../src/env.ts";
import { accountKey } from "../../src/http/auth-throttles.ts";
import { take } from "../../src/http/counters.ts";
import { limits } from "../../src/protocol/limits.ts";
import { timing } from "../../src/protocol/timing.ts";
import { ask, createOrg, join, resetLink, signUp, unique } from "../http/doors.ts";

const bindings = env as unknown as Env;

const statuses = async (answers: readonly Promise<Response>[]) =>
  (await Promise.all(answers)).map(({ status }) => status).toSorted();
const times = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n));

describe("Au8: invitations are counted", () => {
  const invite = (token: string, organizationId: string, email: string) =>
    ask("/api/auth/organization/invite-member", { token, body: { organizationId, email, role: "viewer" } });

  it("Au8: ten to one mailbox, at once, whichever organisation, letter case or +tag", async () => {
    const ana = await signUp("Ana");
    const [one, two] = [await createOrg(ana), await createOrg(ana)];
    const name = unique("bomb");
    const spelled = (n: number) => (n % 2 === 0 ? `${name}+${n}@example.test` : `${name.toUpperCase()}@Example.test`);
    const got = await statuses(times(14, (n) => invite(ana.token, n % 3 === 0 ? one.id : two.id, spelled(n))));
    expect(got.filter((status) => status === 200)).toHaveLength(10);
    expect(got.filter((status) => status === 429)).toHaveLength(4);
    expect((await invite(ana.token, one.id, `${unique("other")}@example.test`)).status).toBe(200);
  });

  it("Au8: those of one organisation and of one person; who may not invite uses up nothing", async () => {
    const [ana, adam, vera] = [await signUp("Ana"), await signUp("Adam"), await signUp("Vera")];
    const org = await createOrg(ana);
    await join(org, ana, adam, "admin");
    await join(org, ana, vera, "viewer");
    const shared = `${unique("v")}@example.test`;
    for (let n = 0; n < 12; n += 1) expect((await invite(vera.token, org.id, shared)).status).toBe(403);
    expect((await invite(ana.token, org.id, shared)).status).toBe(200);
    const counted = { limit: limits.invitationsPerOrg, windowMs: timing.hourMs };
    for (let n = 0; n < 50; n += 1) await take(bindings, { key: ["invitations of", org.id], ...counted });
    const address = () => `${unique("x")}@example.test`;
    expect(await statuses([invite(ana.token, org.id, address()), invite(adam.token, org.id, address())])).toEqual([
      429, 429,
    ]);
    const other = await createOrg(ana);
    expect((await invite(ana.token, other.id, address())).status).toBe(200);
    for (let n = 0; n < 50; n += 1) await take(bindings, { key: ["invitations by", ana.id], ...counted });
    expect((await invite(ana.token, other.id, address())).status).toBe(429);
  });
});

describe("Au9: guesses are counted", () => {
  const signIn = (email: string, password: string, address: string) =>
    ask("/api/auth/sign-in/email", { body: { email, password }, address });

  it("Au9: an account that is guessed at from everywhere stays open where its person works, and after a reset", async () => {
    const ana = await signUp("Ana");
    const [desk, road] = ["198.51.100.7", "198.51.100.8"];
    expect((await signIn(ana.email, ana.password, desk)).status).toBe(200);
    const key = accountKey(ana.email);
    for (let n = 0; n < 100; n += 1)
      await take(bindings, { key, limit: limits.accountFailures, windowMs: timing.hourMs });
    expect((await signIn(ana.email, ana.password, road)).status).toBe(429);
    expect((await signIn(ana.email.toUpperCase(), ana.password, road)).status).toBe(429);
    expect((await signIn(ana.email, ana.password, desk)).status).toBe(200);
    const body = { token: await resetLink(ana.id), newPassword: "another long password" };
    expect((await ask("/api/auth/reset-password", { body })).status).toBe(200);
    expect((await signIn(ana.email, "another long password", road)).status).toBe(200);
  });

  it("Au9: ten wrong present passwords of one person, from any session and address", async () => {
    const ana = await signUp("Ana");
    const change = (currentPassword: string) =>
      ask("/api/auth/change-password", {
        token: ana.token,
        body: { currentPassword, newPassword: "another long password" },
      });
    const got = await statuses(times(13, (n) => change(`wrong password ${n}`)));
    expect(got).toEqual([...times(10, () => 400), 429, 429, 429]);
    expect((await change(ana.password)).status).toBe(429);
  });

  it("Au9: ten reset links, verify tokens and taken addresses of one client address", async () => {
    const ana = await signUp("Ana");
    const address = unique("address");
    const reset = (n: number) =>
      ask("/api/auth/reset-password", { address, body: { token: `guess-${n}`, newPassword: "a long password" } });
    expect(await statuses(times(12, reset))).toEqual([...times(10, () => 400), 429, 429]);
    const verify = (n: number) =>
      ask(`/webhooks/meta?hub.mode=subscribe&hub.challenge=1&hub.verify_token=guess-${n}`, { address });
    expect(await statuses(times(12, verify))).toEqual([...times(10, () => 403), 429, 429]);
    const signUpAs = (email: string) =>
      ask("/api/auth/sign-up/email", { address, body: { name: "N", email, password: "a long password" } });
    expect(await statuses(times(12, () => signUpAs(ana.email)))).toEqual([...times(10, () => 422), 429, 429]);
  });

  it("Au9: a person founds ten organisations, also at once", async () => {
    const ana = await signUp("Ana");
    const found = () =>
      ask("/api/auth/organization/create", { token: ana.token, body: { name: "N", slug: unique("o") } });
    const got = await statuses(times(12, found));
    expect(got.filter((status) => status === 200)).toHaveLength(10);
    expect([403, 429]).toContain((await found()).status);
  });
});

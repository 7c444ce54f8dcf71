import { env, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { proxyDurable } from "itty-durable";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Admission } from "../../src/http/throttle.ts";
import { ask, signUp, unique } from "./doors.ts";

interface Counter {
  take(limit: number, windowMs: number): Promise<Admission>;
  reserve(limit: number, windowMs: number): Promise<Admission>;
  settle(entry: string, failed: boolean): Promise<unknown>;
}

const minute = 60_000;

function counter(name: string): Counter {
  return proxyDurable(env.THROTTLE, { name: "THROTTLE", parse: true }).get(name) as Counter;
}

function admitted(admissions: readonly Admission[]): number {
  return admissions.filter((one) => one.admitted).length;
}

afterEach(() => void vi.useRealTimers());

describe("a counter", () => {
  it("J3: of 50 attempts at once on a new key exactly the limit is admitted", async () => {
    const name = unique("key");
    const admissions = await Promise.all(Array.from({ length: 50 }, () => counter(name).take(10, minute)));
    expect(admitted(admissions)).toBe(10);
    expect(await counter(name).take(10, minute)).toMatchObject({ admitted: false });
  });

  it("J3: what was counted survives an eviction", async () => {
    const name = unique("key");
    await Promise.all(Array.from({ length: 7 }, () => counter(name).take(10, minute)));
    await evictDurableObject(env.THROTTLE.get(env.THROTTLE.idFromName(name)));
    const admissions = await Promise.all(Array.from({ length: 50 }, () => counter(name).take(10, minute)));
    expect(admitted(admissions)).toBe(3);
  });

  it("J3: the window slides, and the refusal says until when", async () => {
    const name = unique("key");
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    await counter(name).take(2, minute);
    vi.setSystemTime(start + 20_000);
    await counter(name).take(2, minute);
    vi.setSystemTime(start + 50_000);
    expect(await counter(name).take(2, minute)).toEqual({ admitted: false, retryAfterMs: 10_000 });
    vi.setSystemTime(start + 60_000);
    expect(await counter(name).take(2, minute)).toMatchObject({ admitted: true });
    expect(await counter(name).take(2, minute)).toEqual({ admitted: false, retryAfterMs: 20_000 });
  });

  it("J3: of 50 attempts at once that succeed none is refused, and none is counted", async () => {
    const name = unique("key");
    const attempt = async () => {
      const admission = await counter(name).reserve(10, minute);
      if (admission.admitted) await counter(name).settle(admission.entry, false);
      return admission;
    };
    expect(admitted(await Promise.all(Array.from({ length: 50 }, attempt)))).toBe(50);
    expect(admitted(await Promise.all(Array.from({ length: 50 }, () => counter(name).take(10, minute))))).toBe(10);
  });

  it("J3: an attempt that nobody settles counts as failed", async () => {
    const name = unique("key");
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    expect(await counter(name).reserve(1, minute)).toMatchObject({ admitted: true });
    vi.setSystemTime(start + 15_000);
    expect(await counter(name).reserve(1, minute)).toEqual({ admitted: false, retryAfterMs: 45_000 });
  });

  it("J3: a key is forgotten when its window has passed", async () => {
    const name = unique("key");
    const stub = env.THROTTLE.get(env.THROTTLE.idFromName(name));
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    await counter(name).take(1, minute);
    vi.setSystemTime(start + minute);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await runDurableObjectAlarm(stub)).toBe(false);
    expect(await counter(name).take(1, minute)).toMatchObject({ admitted: true });
  });
});

describe("signing in", () => {
  const signIn = (email: string, password: string, address: string) =>
    ask("/api/auth/sign-in/email", { body: { email, password }, address });
  const statuses = (responses: readonly Response[], status: number) =>
    responses.filter((one) => one.status === status).length;

  it("J3: 50 wrong passwords at once: exactly 10 are looked at, 40 get 429", async () => {
    const person = await signUp("guessed");
    const address = unique("address");
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        signIn(n % 2 ? person.email.toUpperCase() : person.email, `wrong-password-${n}`, address),
      ),
    );
    expect(statuses(responses, 401)).toBe(10);
    expect(statuses(responses, 429)).toBe(40);

    const refused = await signIn(person.email, person.password, address);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(14 * 60);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(15 * 60);
    expect(await refused.json()).toMatchObject({ status: 429, code: "too_many_attempts" });

    expect((await signIn(person.email, person.password, unique("elsewhere"))).status).toBe(200);
  });

  it("J3: successes are not failures, and do not erase them", async () => {
    const person = await signUp("forgetful");
    const address = unique("address");
    const good = await Promise.all(Array.from({ length: 15 }, () => signIn(person.email, person.password, address)));
    expect(statuses(good, 200)).toBe(15);
    for (let n = 0; n < 9; n += 1) expect((await signIn(person.email, "wrong-password", address)).status).toBe(401);
    expect((await signIn(person.email, person.password, address)).status).toBe(200);
    expect((await signIn(person.email, "wrong-password", address)).status).toBe(401);
    expect((await signIn(person.email, person.password, address)).status).toBe(429);
  });

  it("J3: 100 attempts of one address a minute, whatever the e-mail", async () => {
    const address = unique("address");
    const responses = await Promise.all(
      Array.from({ length: 130 }, (_, n) => signIn(`not an e-mail ${n}`, "wrong-password", address)),
    );
    expect(statuses(responses, 429)).toBe(30);
    const refused = await signIn("somebody@example.test", "wrong-password", address);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  });

  it("J3: one subscriber's IPv6 addresses count as one", async () => {
    const network = `2001:db8:${Math.floor(Math.random() * 65_535).toString(16)}:7`;
    const email = `${unique("v6")}@example.test`;
    for (let n = 1; n <= 10; n += 1)
      expect((await signIn(email, "wrong-password", `${network}::${n}`)).status).toBe(401);
    expect((await signIn(email, "wrong-password", `${network}:1:2:3:4`)).status).toBe(429);
    expect((await signIn(email, "wrong-password", "192.0.2.7")).status).toBe(401);
  });

  it("J3: no other spelling of the path gets past the counter", async () => {
    const person = await signUp("guessed");
    const address = unique("address");
    for (let n = 0; n < 10; n += 1) await signIn(person.email, "wrong-password", address);
    const body = { email: person.email, password: person.password };
    for (const path of [
      "sign-in/%65mail",
      "sign-in/email/",
      "sign-in//email",
      "SIGN-IN/email",
      "/sign-in/email",
      "%2e/sign-in/email",
    ]) {
      expect([404, 429]).toContain((await ask(`/api/auth/${path}`, { body, address })).status);
    }
  });

  it("J3: mails asked for in a row stop at ten", async () => {
    const address = unique("address");
    const reset = () => ask("/api/auth/request-password-reset", { body: { email: "a@example.test" }, address });
    for (let n = 0; n < 10; n += 1) expect((await reset()).status).toBe(200);
    expect((await reset()).status).toBe(429);
  });
});

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "../../src/env.ts";
import { app } from "../../src/http/app.ts";
import { createOrg, json, origin, type Person, signUp, unique } from "../http/doors.ts";
import { ask as askOpen } from "../http/doors.ts";

const bindings = env as unknown as Env;
const deployments = new Map(["invited", "closed"].map((SIGN_UPS) => [SIGN_UPS, { ...bindings, SIGN_UPS }]));

async function ask(signUps: string, path: string, body?: unknown): Promise<Response> {
  const deployment = deployments.get(signUps) ?? { ...bindings, SIGN_UPS: signUps };
  const request = new Request(`${origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", "cf-connecting-ip": unique("address") },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return app.fetch(request, deployment, createExecutionContext());
}

const make = (signUps: string, email: string, invitation?: string) =>
  ask(signUps, "/api/auth/sign-up/email", {
    name: "Newcomer",
    email,
    password: "a password of theirs",
    ...(invitation === undefined ? {} : { invitation }),
  });
const told = async (signUps: string) =>
  (await json<{ signUps: string }>(await ask(signUps, "/api/auth/sign-ups"))).signUps;

describe("Au11: who may make an account", () => {
  // First, while nobody is there.
  it("Au11: where it is by invitation the very first person may, one of those who come at once", async () => {
    expect(await told("invited")).toBe("open");
    expect(await told("closed")).toBe("closed");
    expect((await make("closed", "first@example.test")).status).toBe(403);
    const answers = await Promise.all([1, 2, 3].map((n) => make("invited", `first-${n}@example.test`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429]);
    expect(await told("invited")).toBe("invited");
    expect((await make("invited", "second@example.test")).status).toBe(403);
  });

  it("Au11: an invitation lets its own address in, while it is open, and no other", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    const invite = async (email: string, by: Person = ana) =>
      (
        await json<{ id: string }>(
          await askOpen("/api/auth/organization/invite-member", {
            token: by.token,
            body: { organizationId: org.id, email, role: "agent" },
          }),
        )
      ).id;
    const [email, withdrawn] = [`${unique("i")}@example.test`, `${unique("w")}@example.test`];
    const secret = await invite(email);
    for (const [address, invitation] of [
      [email, undefined],
      [email, ""],
      [email, secret.split(".")[0]],
      [`x${email}`, secret],
      [email, `${secret.slice(0, -2)}AA`],
    ] as const)
      expect([400, 403]).toContain((await make("invited", address, invitation)).status);
    expect((await make("closed", email, secret)).status).toBe(403);
    const over = await invite(withdrawn);
    await askOpen("/api/auth/organization/cancel-invitation", { token: ana.token, body: { invitationId: over } });
    expect((await make("invited", withdrawn, over)).status).toBe(403);
    expect((await make("invited", email.toUpperCase(), secret)).status).toBe(200);
  });

  it("Au11: a refusal tells nobody who has an account", async () => {
    const ana = await signUp("Ana");
    const known = await make("invited", ana.email);
    const unknown = await make("invited", `${unique("nobody")}@example.test`);
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
  });
});

import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApiKey } from "../../src/http/api-key-store.ts";
import { ask, createOrg, join, json, type Org, type Person, signUp } from "./doors.ts";

describe("J3: API keys", () => {
  let ana: Person;
  let ben: Person;
  let org: Org;
  beforeAll(async () => {
    [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    org = await createOrg(ana);
    await join(org, ana, ben, "agent");
  });
  const keys = (token: string) => ask(`/api/orgs/${org.slug}/api-keys`, { token });
  const create = (body: unknown, token = ana.token) => ask(`/api/orgs/${org.slug}/api-keys`, { token, body });
  const revoke = (id: string, of = org, token = ana.token) =>
    ask(`/api/orgs/${of.slug}/api-keys/${id}`, { token, method: "DELETE" });
  const health = (token: string, of = org) => ask(`/api/orgs/${of.slug}/health`, { token });

  it("J3: a key opens its org, is shown once and is kept as a digest", async () => {
    const response = await create({ name: "Zapier" });
    expect(response.status).toBe(201);
    const { key, ...shown } = await json<ApiKey & { key: string }>(response);
    expect(key).toMatch(/^parley_[\w-]{43}$/);
    expect(shown).toMatchObject({ name: "Zapier", scopes: ["read", "send"], lastFour: key.slice(-4), revokedAt: null });
    expect((await health(key)).status).toBe(200);

    const list = await json<{ items: ApiKey[]; nextCursor: null; seq: number }>(await keys(ana.token));
    expect(shown).toMatchObject({ lastUsedAt: null });
    expect(list.items[0]).toEqual({ ...shown, lastUsedAt: expect.any(String) });
    expect(list).toMatchObject({ nextCursor: null, seq: expect.any(Number) });
    const row = await env.DB.prepare("select * from api_key where id = ?").bind(shown.id).first();
    expect(JSON.stringify(row)).not.toContain(key.slice("parley_".length));
  });

  it("J3: a revoked key is refused from the next request on, and revoked once", async () => {
    const { id, key } = await json<ApiKey & { key: string }>(await create({ name: "Old", scopes: ["read"] }));
    expect((await health(key)).status).toBe(200);
    expect(await json(await revoke(id))).toMatchObject({ id, revokedAt: expect.any(String) });
    expect((await health(key)).status).toBe(401);
    expect((await revoke(id)).status).toBe(404);
    expect((await json<{ items: ApiKey[] }>(await keys(ana.token))).items.map((item) => item.id)).not.toContain(id);
  });

  it("I10: a key is nothing to another org, and neither is its id", async () => {
    const eve = await signUp("Eve");
    const other = await createOrg(eve);
    const { id, key } = await json<ApiKey & { key: string }>(await create({ name: "Mine" }));
    expect((await health(key, other)).status).toBe(404);
    expect((await revoke(id, other, eve.token)).status).toBe(404);
    expect((await health(key)).status).toBe(200);
  });

  it("J3: only owners and admins keep keys; a key makes no keys and opens no socket", async () => {
    const { key } = await json<{ key: string }>(await create({ name: "Program" }));
    for (const token of [ben.token, key]) {
      expect((await keys(token)).status).toBe(403);
      expect((await create({ name: "More" }, token)).status).toBe(403);
    }
    expect((await ask(`/api/orgs/${org.slug}/realtime/token`, { token: key, body: {} })).status).toBe(403);
  });

  it("J3: a key does what its scopes say: one for sending does not read", async () => {
    const made = await json<{ key: string }>(
      await ask(`/api/orgs/${org.slug}/api-keys`, { token: ana.token, body: { name: "sender", scopes: ["send"] } }),
    );
    expect((await ask(`/api/orgs/${org.slug}/conversations`, { token: made.key })).status).toBe(403);
  });

  it("I13: a body that is none is refused with what is wrong", async () => {
    const response = await create({ name: "", scopes: ["everything"] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: "invalid",
      details: { issues: [{ path: "name" }, { path: "scopes.0" }] },
    });
  });
});

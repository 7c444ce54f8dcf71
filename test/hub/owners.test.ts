import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases, type TestOrg } from "./harness.ts";

const { DB } = env as unknown as Env;

const person = (id: string, role: "owner" | "admin" | "agent" | "viewer") => ({
  id,
  name: id,
  email: `${id}@example.com`,
  role,
});

/** The directory's rows of two owners. */
async function inDirectory(org: TestOrg, roles: Readonly<Record<string, string>>): Promise<void> {
  const now = Date.now();
  const rows = Object.entries(roles).flatMap(([id, role]) => [
    DB.prepare(
      "INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES (?, ?, ?, 0, ?, ?)",
    ).bind(`${id}-${org.id}`, id, `${id}-${org.id}@example.com`, now, now),
    DB.prepare("INSERT INTO member (id, organization_id, user_id, role, created_at) VALUES (?, ?, ?, ?, ?)").bind(
      crypto.randomUUID(),
      org.id,
      `${id}-${org.id}`,
      role,
      now,
    ),
  ]);
  await DB.batch([
    DB.prepare("INSERT INTO organization (id, name, slug, created_at) VALUES (?, 'Org', ?, ?)").bind(
      org.id,
      org.id,
      now,
    ),
    ...rows,
  ]);
}

afterEach(() => void vi.useRealTimers());

hubCases("owners", (hubCase) => {
  hubCase("Au7: of owners who remove or demote each other one is left, in whatever order", async (org) => {
    for (const role of [null, "viewer", "admin"] as const) {
      await org.hub.putAgent(person("olga", "owner"));
      await org.hub.putAgent(person("otto", "owner"));
      for (const { id, role: had } of await members(org))
        if (had === "owner" && id !== "olga" && id !== "otto") await org.hub.changeMember(id, "agent");
      await org.step();
      const answers = await Promise.all([org.hub.changeMember("olga", role), org.hub.changeMember("otto", role)]);
      expect(answers.toSorted()).toEqual([false, true]);
      await org.step();
      expect((await members(org)).filter((one) => one.role === "owner")).toHaveLength(1);
    }
  });

  hubCase("Au7: a lower role holds before the directory has it, a higher one only after", async (org) => {
    await org.hub.putAgent(person("olga", "owner"));
    await org.hub.putAgent(person("adam", "admin"));
    expect(await org.hub.changeMember("adam", "owner")).toBe(true);
    await org.step();
    expect(await org.hub.agent("adam")).toMatchObject({ role: "admin" });
    expect(await org.hub.changeMember("adam", "viewer")).toBe(true);
    await org.step();
    expect(await org.hub.agent("adam")).toMatchObject({ role: "viewer" });
  });

  hubCase("Au7: what the directory never wrote is undone after a minute, whatever else rings before", async (org) => {
    await inDirectory(org, { olga: "owner", otto: "owner" });
    for (const id of ["olga", "otto"])
      await org.hub.putAgent({ ...person(id, "owner"), id: `${id}-${org.id}`, email: `${id}-${org.id}@example.com` });
    await org.hub.changeMember(`otto-${org.id}`, null);
    await org.step();
    const alarm = await runInDurableObject(org.stub, (_, { storage }) => storage.getAlarm());
    expect(alarm).toBeLessThanOrEqual(Date.now() + timing.memberWriteMs);
    await runDurableObjectAlarm(org.stub);
    expect(await org.hub.agent(`otto-${org.id}`)).toBeNull();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + timing.memberWriteMs });
    await org.step();
    await runInDurableObject(org.stub, (_, { storage }) => storage.setAlarm(Date.now()));
    await runDurableObjectAlarm(org.stub);
    await vi.waitFor(async () => expect(await org.hub.agent(`otto-${org.id}`)).toMatchObject({ role: "owner" }));
  });

  hubCase("Au6: an invitation lets in only while its maker may give that role", async (org) => {
    await org.hub.putAgent(person("adam", "admin"));
    expect(await org.hub.admitMember(person("nina", "owner"), "adam")).toBe(false);
    expect(await org.hub.admitMember(person("nina", "admin"), "adam")).toBe(true);
    await org.hub.changeMember("adam", "viewer");
    await org.step();
    for (const maker of ["adam", "nobody"])
      expect(await org.hub.admitMember(person("nils", "viewer"), maker)).toBe(false);
    expect(await org.hub.agent("nils")).toBeNull();
  });

  hubCase("Au10: a name from before there was a rule is made to fit", async (org) => {
    await org.hub.putAgent({ ...person("long", "agent"), name: `\u202E${"N".repeat(900_000)}` });
    await org.hub.putAgent({ ...person("blank", "agent"), name: " \u0000\u2800" });
    await org.step();
    expect((await org.hub.agent("long"))?.name).toBe("N".repeat(200));
    expect((await org.hub.agent("blank"))?.name).toBe("blank@example.com");
  });
});

async function members(org: TestOrg): Promise<{ id: string; role: string }[]> {
  const all = await Promise.all(["olga", "otto", "ana", "ben"].map((id) => org.hub.agent(id)));
  return all.filter((agent) => agent !== null);
}

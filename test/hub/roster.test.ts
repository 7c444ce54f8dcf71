import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import { hubCases } from "./harness.ts";

const { DB } = env as unknown as Env;

hubCases("roster", (hubCase) => {
  hubCase(
    "J1: what a request could not tell the hub, its alarm finds out: a member who is gone, and a new role",
    async (org) => {
      const now = Date.now();
      const person = (id: string) =>
        DB.prepare(
          "INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES (?, ?, ?, 0, ?, ?)",
        ).bind(`${id}-${org.id}`, id, `${id}-${org.id}@example.com`, now, now);
      const member = (id: string, role: string) =>
        DB.prepare("INSERT INTO member (id, organization_id, user_id, role, created_at) VALUES (?, ?, ?, ?, ?)").bind(
          crypto.randomUUID(),
          org.id,
          `${id}-${org.id}`,
          role,
          now,
        );
      await DB.batch([
        DB.prepare("INSERT INTO organization (id, name, slug, created_at) VALUES (?, 'Org', ?, ?)").bind(
          org.id,
          org.id,
          now,
        ),
        person("chioma"),
        member("chioma", "admin"),
      ]);
      const ben = await org.connect("ben");
      await ben.hello(0);
      await runInDurableObject(org.stub, (_, { storage }) => {
        storage.sql.exec("DELETE FROM meta WHERE key = 'reconciled'");
        return storage.setAlarm(Date.now());
      });
      await runDurableObjectAlarm(org.stub);
      await vi.waitFor(() => expect(ben.closed).toBe(4403));
      expect(await org.hub.agent("ben")).toBeNull();
      expect(await org.hub.agent(`chioma-${org.id}`)).toMatchObject({ name: "chioma", role: "admin" });
    },
  );
});

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import { hubCases, text } from "../hub/harness.ts";
import type { TestOrg } from "../hub/harness.ts";

const { DB } = env as unknown as Env;

afterEach(() => vi.restoreAllMocks());

const tables = { conversation: "conversation", message: "message", contact: "contact" } as const;

/** D1's rows of an org, as the hub's own tables would tell them. */
async function expectEqual(org: TestOrg): Promise<void> {
  for (const table of Object.values(tables)) {
    const { results } = await DB.prepare(`SELECT json FROM ${table} WHERE org_id = ? ORDER BY id`)
      .bind(org.id)
      .all<{ json: string }>();
    const own = await org.rows<{ json: string }>(`SELECT json FROM ${table} ORDER BY id`);
    expect(
      results.map(({ json }) => JSON.parse(json)),
      table,
    ).toEqual(own.map(({ json }) => JSON.parse(json)));
  }
  const marks = await DB.prepare("SELECT json FROM read_mark WHERE org_id = ? ORDER BY agent_id, conversation_id")
    .bind(org.id)
    .all<{ json: string }>();
  const own = await org.rows<{ json: string }>("SELECT json FROM private ORDER BY agent, id");
  expect(marks.results.map(({ json }) => JSON.parse(json))).toEqual(own.map(({ json }) => JSON.parse(json)));
}

/** D1 does not answer, or answers with an error after it has committed. */
function breakD1(kind: "down" | "ambiguous"): void {
  const { batch } = DB;
  vi.spyOn(DB, "batch").mockImplementation(async (statements) => {
    if (kind === "ambiguous") await batch.call(DB, statements);
    throw new Error("D1_ERROR: network connection lost");
  });
  if (kind === "down") {
    vi.spyOn(DB, "prepare").mockImplementation(() => {
      throw new Error("D1_ERROR: network connection lost");
    });
  }
}

async function talk(org: TestOrg): Promise<string> {
  await org.ingest(
    text("a"),
    text("b", { from: { aliases: [{ kind: "phone", value: "15550102" }], name: 'O\'Neil \u0000 "quoted" 🧡' } }),
  );
  const [conversation] = await org.conversations();
  const [message] = await org.messages();
  const conversationId = message?.conversationId ?? conversation?.id ?? "";
  await org.execute("ana", { command: "conversation:read", payload: { conversationId, upTo: message?.id ?? "" } });
  await org.execute("ben", { command: "conversation:close", payload: { conversationId } });
  return conversationId;
}

hubCases("projection", (hubCase) => {
  hubCase("I8: D1's rows equal the hub's records, and projecting again changes nothing", async (org) => {
    await talk(org);
    const watermark = await org.hub.project();
    expect(watermark).toBe((await org.hub.health()).seq);
    await expectEqual(org);
    await DB.prepare("UPDATE history SET projected = 0 WHERE org_id = ?").bind(org.id).run();
    await org.evict();
    expect(await org.hub.project()).toBe(watermark);
    await expectEqual(org);
  });

  for (const kind of ["down", "ambiguous"] as const) {
    hubCase(`I8: receiving and replying go on while D1 is ${kind}, and D1 catches up afterwards`, async (org) => {
      breakD1(kind);
      await talk(org);
      await org.hub.project();
      await org.ingest(text("c"));
      await org.step();
      vi.restoreAllMocks();
      await org.evict();
      await org.hub.project();
      await expectEqual(org);
    });
  }

  hubCase("I8: a batch that commits late does not undo what came after it", async (org) => {
    const conversationId = await talk(org);
    const late: D1PreparedStatement[][] = [];
    vi.spyOn(DB, "batch").mockImplementationOnce(async (statements) => {
      late.push(statements);
      throw new Error("D1_ERROR: timed out");
    });
    await org.hub.project();
    await org.execute("ana", { command: "conversation:reopen", payload: { conversationId } });
    await org.evict();
    await org.hub.project();
    for (const statements of late) await DB.batch(statements);
    await expectEqual(org);
  });

  hubCase("I8: a row that D1 refuses is set aside with an alert, and its neighbours arrive", async (org) => {
    await talk(org);
    const [bad] = await org.messages();
    await DB.prepare(
      `CREATE TRIGGER refuse_${org.id.slice(0, 8)} BEFORE INSERT ON message WHEN new.org_id = '${org.id}' AND new.id = '${bad?.id ?? ""}' BEGIN SELECT RAISE(ABORT, 'too big'); END`,
    ).run();
    await org.hub.project();
    const health = await org.hub.health();
    expect(health.projected).toBe(health.seq);
    expect(health.alerts.join()).toContain(bad?.id);
    const { results } = await DB.prepare("SELECT id FROM message WHERE org_id = ?").bind(org.id).all();
    expect(results).toHaveLength(1);
  });

  hubCase(
    "I8: a watermark ahead of the hub starts the next epoch, and what the hub lacks is read back",
    async (org) => {
      await talk(org);
      await org.hub.project();
      const { seq: before } = await org.hub.health();
      // The hub goes back in time: its last changes are gone, D1 has them.
      const copy = await org.messages();
      await runInDurableObject(org.stub, (_, { storage }) => {
        storage.sql.exec("DELETE FROM message WHERE id = ?", copy[1]?.id ?? "");
        storage.sql.exec("DELETE FROM journal WHERE seq > ?", before - 3);
        storage.sql.exec("UPDATE meta SET value = ? WHERE key = 'projected'", String(before - 3));
      });
      await DB.prepare("UPDATE message SET seq = ?, json = json_set(json, '$.seq', ?) WHERE org_id = ? AND id = ?")
        .bind(before, before, org.id, copy[1]?.id ?? "")
        .run();
      await org.evict();
      const watching = await org.connect("ben");
      await watching.hello(before - 3);
      await org.ingest(text("meanwhile", { from: { aliases: [{ kind: "phone", value: "15550109" }], name: null } }));
      await org.hub.project();
      const { seq: after } = await org.hub.health();
      expect(Math.floor(after / 2 ** 32)).toBe(1);
      expect((await org.messages()).map(({ providerId }) => providerId).sort()).toEqual(["a", "b", "meanwhile"]);
      await watching.until(() => watching.closed !== null);
      expect(watching.closed).toBe(1012);
      await org.hub.project();
      await expectEqual(org);
      const ana = await org.connect("ana");
      expect(await ana.hello(before)).toMatchObject({ reset: true });
    },
  );
});

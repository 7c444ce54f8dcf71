import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import type { ParleyRecord } from "../../src/protocol/records.ts";
import { hubCases, text } from "../hub/harness.ts";
import type { TestOrg } from "../hub/harness.ts";

const { DB } = env as unknown as Env;

afterEach(() => vi.restoreAllMocks());

/** D1's tables, each with its order, and the hub's rows that are in it. */
const tables = {
  conversation: ["id", "SELECT json FROM conversation ORDER BY id"],
  message: ["id", "SELECT json FROM message ORDER BY id"],
  contact: ["id", "SELECT json FROM contact ORDER BY id"],
  record: ["kind, id", "SELECT json FROM record ORDER BY kind, id"],
  read_mark: [
    "agent_id, conversation_id",
    "SELECT json FROM private WHERE kind = 'readMark' ORDER BY agent, json ->> '$.conversationId'",
  ],
  mention: ["agent_id, id", "SELECT json FROM private WHERE kind = 'mention' ORDER BY agent, id"],
} as const;

/** D1's rows of an org, as the hub's own tables would tell them. */
async function expectEqual(org: TestOrg): Promise<void> {
  for (const [table, [order, own]] of Object.entries(tables)) {
    const { results } = await DB.prepare(`SELECT json FROM ${table} WHERE org_id = ? ORDER BY ${order}`)
      .bind(org.id)
      .all<{ json: string }>();
    const rows = await org.rows<{ json: string }>(own);
    expect(
      results.map(({ json }) => JSON.parse(json)),
      table,
    ).toEqual(rows.map(({ json }) => JSON.parse(json)));
  }
}

/** D1 does not answer, or takes nothing more, or answers with an error after it has committed. */
function breakD1(kind: "down" | "refuses" | "ambiguous"): void {
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
  await org.execute("ana", { command: "note:add", payload: { conversationId, body: "@Ben, look" } });
  await org.hub.editCatalog({ type: "agent", agentId: "ana" }, crypto.randomUUID(), {
    edit: "create",
    kind: "view",
    body: { name: "Mine", query: { filter: "mine" } },
  });
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
    const { results } = await DB.prepare("SELECT id FROM message WHERE org_id = ? AND json ->> '$.type' = 'text'")
      .bind(org.id)
      .all();
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
      const sent = (await org.messages()).flatMap(({ providerId }) => providerId ?? []);
      expect(sent.sort()).toEqual(["a", "b", "meanwhile"]);
      await watching.until(() => watching.closed !== null);
      expect(watching.closed).toBe(1012);
      await org.hub.project();
      await expectEqual(org);
      const ana = await org.connect("ana");
      expect(await ana.hello(before)).toMatchObject({ reset: true });
    },
  );

  hubCase("I10: what is read back of one agent's own reaches nobody else", async (org) => {
    await talk(org);
    await org.hub.project();
    const { seq: before } = await org.hub.health();
    const own = await org.rows<{ json: string }>(
      "SELECT json FROM private WHERE kind = 'mention' UNION ALL SELECT json FROM record WHERE kind = 'view'",
    );
    expect(own).toHaveLength(2);
    // The hub goes back to before the mention and the view; D1 has them.
    const seqs = own.map(({ json }) => (JSON.parse(json) as { seq: number }).seq);
    const since = Math.min(...seqs) - 1;
    await runInDurableObject(org.stub, (_, { storage }) => {
      storage.sql.exec("DELETE FROM private WHERE kind = 'mention'");
      storage.sql.exec("DELETE FROM record WHERE kind = 'view'");
      storage.sql.exec("DELETE FROM journal WHERE seq > ?", since);
      storage.sql.exec("UPDATE meta SET value = ? WHERE key = 'projected'", String(since));
    });
    await org.evict();
    // What was read back cannot go to D1 again yet, so that every welcome has to carry it.
    breakD1("refuses");
    await org.hub.project();
    expect(Math.floor((await org.hub.health()).seq / 2 ** 32)).toBe(1);
    for (const [agentId, expected] of [
      ["ana", ["view"]],
      ["ben", ["mention"]],
    ] as const) {
      const { records } = await (await org.connect(agentId)).hello(before);
      const changes = await org.hub.changes({ type: "agent", agentId }, before);
      for (const seen of [records, changes.ok ? changes.value.records : []])
        expect([agentId, ownKinds(seen)]).toEqual([agentId, expected]);
    }
    const ofKey = await org.hub.changes({ type: "apiKey", keyId: "key" }, 0);
    expect(ofKey.ok && ownKinds(ofKey.value.records)).toEqual([]);
    vi.restoreAllMocks();
    await org.evict();
    await org.hub.project();
    await expectEqual(org);
  });
});

function ownKinds(records: readonly ParleyRecord[]): string[] {
  return records.map(({ kind }) => kind).filter((kind) => kind === "mention" || kind === "view");
}

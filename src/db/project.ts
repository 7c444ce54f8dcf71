import type { ParleyRecord } from "../protocol/records.ts";
import type { ProjectedRow, Projection } from "../hub/projector.ts";

/**
 * Writes the hub's records to D1: one statement a table and batch, whatever the number of rows, since D1
 * takes 100 parameters a statement and `json_each` carries them all in one. Plain SQL: drizzle has no words
 * for `INSERT … SELECT … FROM json_each`.
 */
interface Table {
  readonly name: string;
  readonly key: string;
  /** Column → expression over `r.value`, the row `{ record, raw, sealed }` as JSON. */
  readonly columns: Readonly<Record<string, string>>;
}

const record = (path: string) => `r.value ->> '$.record.${path}'`;
const common = {
  id: record("id"),
  seq: record("seq"),
  deleted: "coalesce(r.value ->> '$.record.deleted', 0)",
  json: "r.value -> '$.record'",
};

const conversation: Table = {
  name: "conversation",
  key: "org_id, id",
  columns: {
    ...common,
    contact_id: record("contactId"),
    channel_id: record("channelId"),
    status: record("status"),
    assignee_id: record("assigneeId"),
    inbound_count: record("inboundCount"),
    last_position: record("lastPosition"),
  },
};
const message: Table = {
  name: "message",
  key: "org_id, id",
  columns: {
    ...common,
    conversation_id: record("conversationId"),
    position: record("position"),
    raw: "r.value ->> '$.raw'",
  },
};
const contact: Table = {
  name: "contact",
  key: "org_id, id",
  columns: { ...common, name: record("name"), phone_number: record("phoneNumber"), merged_into: record("mergedInto") },
};
const readMark: Table = {
  name: "read_mark",
  key: "org_id, agent_id, conversation_id",
  columns: {
    agent_id: record("agentId"),
    conversation_id: record("conversationId"),
    seq: record("seq"),
    number: record("number"),
    json: "r.value -> '$.record'",
  },
};
const mention: Table = {
  name: "mention",
  key: "org_id, agent_id, id",
  columns: { ...common, agent_id: record("agentId"), position: record("position") },
};
const small: Table = { name: "record", key: "org_id, kind, id", columns: { ...common, kind: record("kind") } };
const route: Table = {
  name: "route",
  key: "channel, external_id",
  columns: {
    channel: record("channel"),
    external_id: record("externalId"),
    channel_id: record("id"),
    account_id: record("accountId"),
    own_app: record("ownApp"),
    // One without secrets is of a channel that was disconnected: kept for its `seq`, so that a late batch brings nothing back.
    sealed_secrets: "coalesce(r.value ->> '$.sealed', '')",
    seq: record("seq"),
  },
};

function tablesOf(kind: ParleyRecord["kind"]): Table[] {
  switch (kind) {
    case "conversation":
      return [conversation];
    case "message":
      return [message];
    case "contact":
      return [contact];
    case "readMark":
      return [readMark];
    case "mention":
      return [mention];
    case "agent":
    case "label":
    case "team":
    case "cannedResponse":
    case "macro":
    case "view":
    case "settings":
    case "count":
      return [small];
    // Locks are over before anyone reads a page, and drafts stay where their owner writes them.
    case "lock":
    case "draft":
      return [];
    case "channel":
      return [small, route];
  }
}

function upsert(table: Table): string {
  const columns = Object.keys(table.columns);
  const keys = new Set(table.key.split(", "));
  const all = table === route ? ["org_id", ...columns] : columns;
  const updates = all.filter((column) => !keys.has(column)).map((column) => `${column} = excluded.${column}`);
  // A route belongs to whoever connected the number first; another org's later claim changes nothing (I10), unless the
  // first has disconnected it.
  const guard =
    table === route
      ? `(route.org_id = excluded.org_id AND excluded.seq > route.seq) OR
         (route.org_id <> excluded.org_id AND route.sealed_secrets = '' AND excluded.sealed_secrets <> '')`
      : `excluded.seq > ${table.name}.seq`;
  return `INSERT INTO ${table.name} (org_id, ${columns.join(", ")})
    SELECT ?1, ${Object.values(table.columns).join(", ")} FROM json_each(?2) AS r WHERE true
    ON CONFLICT (${table.key}) DO UPDATE SET ${updates.join(", ")} WHERE ${guard}`;
}

const watermarkUpsert = `INSERT INTO history (org_id, projected) VALUES (?1, ?2)
  ON CONFLICT (org_id) DO UPDATE SET projected = max(projected, excluded.projected)`;

// Nested, since D1 takes no more than five terms in one compound SELECT.
const readAbove = [
  ["conversation", "message", "contact"],
  ["read_mark", "mention", "record"],
]
  .map((tables) => tables.map((table) => `SELECT seq, json FROM ${table} WHERE org_id = ?1 AND seq > ?2`))
  .map((selects) => `SELECT seq, json FROM (${selects.join(" UNION ALL ")})`)
  .join(" UNION ALL ");

/** The hub's view of one D1 database. */
export function d1Projection(db: D1Database): Projection {
  return {
    async watermark(orgId) {
      const row = await db
        .prepare("SELECT projected FROM history WHERE org_id = ?")
        .bind(orgId)
        .first<{ projected: number }>();
      return row?.projected ?? 0;
    },
    async write(orgId, rows, watermark) {
      const statements = [...byTable(rows)].map(([table, texts]) =>
        db.prepare(upsert(table)).bind(orgId, `[${texts.join(",")}]`),
      );
      if (watermark !== null) statements.push(db.prepare(watermarkUpsert).bind(orgId, watermark));
      if (statements.length > 0) await db.batch(statements);
    },
    async readAbove(orgId, seq, limit, offset) {
      const { results } = await db
        .prepare(`${readAbove} ORDER BY seq LIMIT ?3 OFFSET ?4`)
        .bind(orgId, seq, limit, offset)
        .all<{ json: string }>();
      return results.map(({ json }) => JSON.parse(json) as ParleyRecord);
    },
  };
}

function byTable(rows: readonly ProjectedRow[]): Map<Table, string[]> {
  const texts = new Map<Table, string[]>();
  for (const row of rows) {
    const text = `{"record":${row.json},"raw":${JSON.stringify(row.raw)},"sealed":${JSON.stringify(row.sealedSecrets)}}`;
    for (const table of tablesOf(row.kind)) {
      const list = texts.get(table);
      if (list === undefined) texts.set(table, [text]);
      else list.push(text);
    }
  }
  return texts;
}

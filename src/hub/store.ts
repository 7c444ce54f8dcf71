import type { LockState } from "../core/lock.ts";
import type {
  Agent,
  Alias,
  Channel,
  Contact,
  Conversation,
  Draft,
  Message,
  ParleyRecord,
  ReadMark,
  SmallKind,
} from "../protocol/records.ts";
import { smallKinds } from "../protocol/records.ts";
import { LockTable } from "./lock-table.ts";

/** A record's name: kind, id, and for private kinds the agent whose it is. As the journal lists it. */
export type RecordKey = readonly [kind: ParleyRecord["kind"], id: string, owner?: string];

/** What rides along with a record into its row and is not sent to clients. */
export interface RowExtras {
  /** A message's part of its delivery. */
  readonly raw?: string;
  /** A lock's session and token. */
  readonly lock?: Pick<LockState, "session" | "token">;
}

/**
 * The hub's tables as records: plain SQL, since this is the hot path (a query builder cost 4.4 times as
 * much). Nothing is cached here: a hub that was just woken, or whose transaction rolled back, reads the truth.
 */
export class Store {
  readonly #sql: SqlStorage;
  /** Rows written since the hub woke, index entries included: what the platform charges for. */
  rowsWritten = 0;
  readonly locks = new LockTable(this);

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  conversation(id: string): Conversation | null {
    return this.#json<Conversation>("SELECT json FROM conversation WHERE id = ?", id);
  }

  contact(id: string): Contact | null {
    return this.#json<Contact>("SELECT json FROM contact WHERE id = ?", id);
  }

  message(id: string): Message | null {
    return this.#json<Message>("SELECT json FROM message WHERE id = ?", id);
  }

  /** An outbound message by its provider's id; `key` is `channelId:providerId`. */
  sentMessage(key: string): Message | null {
    return this.#json<Message>("SELECT json FROM message WHERE provider_id = ?", key);
  }

  readMark(agentId: string, conversationId: string): ReadMark | null {
    return this.#json<ReadMark>(
      "SELECT json FROM private WHERE agent = ? AND kind = 'readMark' AND id = ?",
      agentId,
      `${agentId}:${conversationId}`,
    );
  }

  draft(id: string, agentId: string): Draft | null {
    const draft = this.#json<Draft>(
      "SELECT json FROM private WHERE agent = ? AND kind = 'draft' AND id = ?",
      agentId,
      id,
    );
    return draft?.deleted ? null : draft;
  }

  /** An agent's drafts, which D1 does not have. */
  drafts(agentId: string): { key: RecordKey; json: string }[] {
    return this.rows<{ id: string; json: string }>(
      "SELECT id, json FROM private WHERE agent = ? AND kind = 'draft' AND json ->> '$.deleted' IS NULL",
      agentId,
    ).map(({ id, json }) => ({
      key: ["draft", id, agentId] as const,
      json,
    }));
  }

  assignedTo(agentId: string): Conversation[] {
    return this.rows<{ json: string }>("SELECT json FROM conversation WHERE json ->> '$.assigneeId' = ?", agentId).map(
      ({ json }) => JSON.parse(json) as Conversation,
    );
  }

  agent(id: string): Agent | null {
    return this.#json<Agent>("SELECT json FROM record WHERE kind = 'agent' AND id = ?", id);
  }

  channel(id: string): Channel | null {
    return this.#json<Channel>("SELECT json FROM record WHERE kind = 'channel' AND id = ?", id);
  }

  agents(): Agent[] {
    return this.#small<Agent>("agent");
  }

  channels(): Channel[] {
    return this.#small<Channel>("channel");
  }

  aliasOwner(alias: Alias): string | null {
    return (
      this.rows<{ contact: string }>(
        "SELECT contact FROM alias WHERE kind = ? AND value = ?",
        alias.kind,
        alias.value,
      )[0]?.contact ?? null
    );
  }

  /** Conversations from which a customer has written: what an agent who joins later starts as read. */
  conversationsWithInbound(): Conversation[] {
    const rows = this.cursor<{ json: string }>("SELECT json FROM conversation WHERE json ->> '$.inboundCount' > 0");
    return Array.from(rows, ({ json }) => JSON.parse(json) as Conversation);
  }

  isPositionTaken(position: number): boolean {
    return this.rows("SELECT 1 FROM message WHERE position = ?", position).length > 0;
  }

  /** The JSON of each record as it is now; a key whose record is gone from here is left out. */
  load(keys: Iterable<RecordKey>): string[] {
    const found: string[] = [];
    for (const key of keys) {
      const json = this.loadOne(key)?.json;
      if (json !== undefined) found.push(json);
    }
    return found;
  }

  loadOne([kind, id, owner]: RecordKey): { json: string; raw: string | null } | null {
    switch (kind) {
      case "message":
        return (
          this.rows<{ json: string; raw: string | null }>("SELECT json, raw FROM message WHERE id = ?", id)[0] ?? null
        );
      case "conversation":
        return (
          this.rows<{ json: string; raw: null }>("SELECT json, NULL AS raw FROM conversation WHERE id = ?", id)[0] ??
          null
        );
      case "contact":
        return (
          this.rows<{ json: string; raw: null }>("SELECT json, NULL AS raw FROM contact WHERE id = ?", id)[0] ?? null
        );
      case "lock":
        return (
          this.rows<{ json: string; raw: null }>("SELECT json, NULL AS raw FROM lock WHERE conversation = ?", id)[0] ??
          null
        );
      case "readMark":
      case "draft":
        return (
          this.rows<{ json: string; raw: null }>(
            "SELECT json, NULL AS raw FROM private WHERE agent = ? AND kind = ? AND id = ?",
            owner ?? "",
            kind,
            id,
          )[0] ?? null
        );
      case "agent":
      case "channel":
        return (
          this.rows<{ json: string; raw: null }>(
            "SELECT json, NULL AS raw FROM record WHERE kind = ? AND id = ?",
            kind,
            id,
          )[0] ?? null
        );
    }
  }

  smallRecords(): { key: RecordKey; json: string }[] {
    return smallKinds.flatMap((kind) =>
      this.rows<{ id: string; json: string }>("SELECT id, json FROM record WHERE kind = ?", kind).map(
        ({ id, json }) => ({ key: [kind, id] as const, json }),
      ),
    );
  }

  /** Writes one stamped record over whatever was there. `json` is the record, already written as text. */
  put(record: ParleyRecord, json: string, extras: RowExtras): void {
    switch (record.kind) {
      case "message":
        return this.#putMessage(record, json, extras);
      case "conversation":
        return this.#upsert("conversation", record.id, json);
      case "contact":
        this.#upsert("contact", record.id, json);
        for (const { kind, value } of record.aliases) {
          this.run(
            "INSERT INTO alias (kind, value, contact) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            kind,
            value,
            record.id,
          );
        }
        return;
      case "lock":
        return this.locks.put(record, json, extras.lock);
      case "readMark":
      case "draft":
        return this.run(
          "INSERT INTO private (agent, kind, id, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json",
          record.agentId,
          record.kind,
          record.id,
          json,
        );
      case "agent":
      case "channel":
        return this.run(
          "INSERT INTO record (kind, id, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json",
          record.kind,
          record.id,
          json,
        );
    }
  }

  /** Runs a statement that writes, and counts what it cost. */
  run(statement: string, ...bindings: SqlStorageValue[]): void {
    this.rowsWritten += this.#sql.exec(statement, ...bindings).rowsWritten;
  }

  rows<T extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): T[] {
    return this.#sql.exec<T>(statement, ...bindings).toArray();
  }

  /** Reads row by row, for what may be long. Nothing may be written while it is open. */
  cursor<T extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): Iterable<T> {
    return this.#sql.exec<T>(statement, ...bindings);
  }

  meta(key: string): string | null {
    return this.rows<{ value: string }>("SELECT value FROM meta WHERE key = ?", key)[0]?.value ?? null;
  }

  setMeta(key: string, value: string): void {
    this.run(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  #putMessage(message: Message, json: string, extras: RowExtras): void {
    const key =
      message.direction === "outbound" && message.providerId !== null
        ? `${message.channelId}:${message.providerId}`
        : null;
    const insert = "INSERT INTO message (position, id, conversation, provider_id, json, raw) VALUES (?, ?, ?, ?, ?, ?)";
    // Only a message that is new brings its raw part: the hot path, which spares itself the look.
    if (extras.raw !== undefined) {
      return this.run(insert, message.position, message.id, message.conversationId, key, json, extras.raw);
    }
    // Updated in place where it exists, so that the indices on id and provider id are not written again.
    const known = this.rows<{ provider_id: string | null }>(
      "SELECT provider_id FROM message WHERE position = ? AND id = ?",
      message.position,
      message.id,
    )[0];
    if (known === undefined) {
      this.run(insert, message.position, message.id, message.conversationId, key, json, null);
    } else if (known.provider_id === key) {
      this.run("UPDATE message SET json = ? WHERE position = ?", json, message.position);
    } else {
      this.run("UPDATE message SET json = ?, provider_id = ? WHERE position = ?", json, key, message.position);
    }
  }

  #upsert(table: "conversation" | "contact", id: string, json: string): void {
    this.run(`INSERT INTO ${table} (id, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json`, id, json);
  }

  #small<T extends Agent | Channel>(kind: SmallKind): T[] {
    return this.rows<{ json: string }>("SELECT json FROM record WHERE kind = ?", kind).map(
      ({ json }) => JSON.parse(json) as T,
    );
  }

  #json<T>(statement: string, ...bindings: SqlStorageValue[]): T | null {
    const row = this.rows<{ json: string }>(statement, ...bindings)[0];
    return row === undefined ? null : (JSON.parse(row.json) as T);
  }
}

import type { LockState } from "../core/lock.ts";
import type { Mention } from "../protocol/mention.ts";
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
  RecordKind,
  RecordOf,
  SmallKind,
} from "../protocol/records.ts";
import { smallKinds } from "../protocol/records.ts";
import { LockTable } from "./lock-table.ts";
import { tableOf } from "./record-key.ts";
import type { RecordKey } from "./record-key.ts";
import { RowCounter } from "./row-counter.ts";

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
  readonly counted = new RowCounter();
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

  messageAt(position: number): Message | null {
    return this.#json<Message>("SELECT json FROM message WHERE position = ?", position);
  }

  /** An outbound message by its provider's id; `key` is `channelId:providerId`. */
  sentMessage(key: string): Message | null {
    return this.#json<Message>("SELECT json FROM message WHERE provider_id = ?", key);
  }

  readMark(agentId: string, conversationId: string): ReadMark | null {
    return this.#private<ReadMark>(agentId, "readMark", `${agentId}:${conversationId}`);
  }

  draft(id: string, agentId: string): Draft | null {
    const draft = this.#private<Draft>(agentId, "draft", id);
    return draft?.deleted ? null : draft;
  }

  /** What an agent was told of a note that names them. */
  mention(id: string, agentId: string): Mention | null {
    return this.#private<Mention>(agentId, "mention", id);
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

  /** A record of a small kind, its tombstone too. */
  small<K extends SmallKind>(kind: K, id: string): RecordOf<K> | null {
    return this.#json<RecordOf<K>>("SELECT json FROM record WHERE kind = ? AND id = ?", kind, id);
  }

  /** All of a small kind that are not deleted. */
  all<K extends SmallKind>(kind: K): RecordOf<K>[] {
    return this.rows<{ json: string }>(
      "SELECT json FROM record WHERE kind = ? AND json ->> '$.deleted' IS NULL",
      kind,
    ).map(({ json }) => JSON.parse(json) as RecordOf<K>);
  }

  /** How many there are of what `core/tally.ts` names. */
  count(name: string): number {
    return this.small("count", name)?.n ?? 0;
  }

  agent(id: string): Agent | null {
    return this.small("agent", id);
  }

  channel(id: string): Channel | null {
    return this.small("channel", id);
  }

  /** Those who are gone too. */
  agents(): Agent[] {
    return this.rows<{ json: string }>("SELECT json FROM record WHERE kind = 'agent'").map(
      ({ json }) => JSON.parse(json) as Agent,
    );
  }

  channels(): Channel[] {
    return this.all("channel");
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
    return this.rows<{ json: string; raw: string | null }>(...this.#selectOf(kind, id, owner))[0] ?? null;
  }

  /** Small kinds, but for the saved views of other agents. */
  smallRecords(agentId: string | null): { key: RecordKey; json: string }[] {
    return smallKinds.flatMap((kind) =>
      this.rows<{ id: string; owner: string | null; json: string }>(
        "SELECT id, json ->> '$.agentId' AS owner, json FROM record WHERE kind = ?",
        kind,
      ).flatMap(({ id, owner, json }): { key: RecordKey; json: string }[] => {
        if (kind !== "view" || owner === null) return [{ key: [kind, id], json }];
        return owner === agentId ? [{ key: [kind, id, owner], json }] : [];
      }),
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
      case "mention":
        return this.run(
          "INSERT INTO private (agent, kind, id, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json",
          record.agentId,
          record.kind,
          record.id,
          json,
        );
      case "agent":
      case "channel":
      case "label":
      case "team":
      case "cannedResponse":
      case "macro":
      case "view":
      case "settings":
      case "count":
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
    this.counted.all(this.#sql.exec(statement, ...bindings));
  }

  rows<T extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): T[] {
    return this.counted.all(this.#sql.exec<T>(statement, ...bindings));
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
      // A scheduled message gets its place when it leaves: it moves.
      if (message.sendAt !== undefined) this.run("DELETE FROM message WHERE id = ?", message.id);
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

  #selectOf(kind: RecordKind, id: string, owner = ""): [statement: string, ...bindings: string[]] {
    const table = tableOf(kind);
    switch (table) {
      case "message":
        return ["SELECT json, raw FROM message WHERE id = ?", id];
      case "conversation":
      case "contact":
        return [`SELECT json, NULL AS raw FROM ${table} WHERE id = ?`, id];
      case "lock":
        return ["SELECT json, NULL AS raw FROM lock WHERE conversation = ?", id];
      case "private":
        return ["SELECT json, NULL AS raw FROM private WHERE agent = ? AND kind = ? AND id = ?", owner, kind, id];
      case "record":
        return ["SELECT json, NULL AS raw FROM record WHERE kind = ? AND id = ?", kind, id];
    }
  }

  #private<T>(agentId: string, kind: "readMark" | "draft" | "mention", id: string): T | null {
    return this.#json<T>("SELECT json FROM private WHERE agent = ? AND kind = ? AND id = ?", agentId, kind, id);
  }

  #json<T>(statement: string, ...bindings: SqlStorageValue[]): T | null {
    const row = this.rows<{ json: string }>(statement, ...bindings)[0];
    return row === undefined ? null : (JSON.parse(row.json) as T);
  }
}

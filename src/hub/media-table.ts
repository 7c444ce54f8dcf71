import { incomingId } from "../core/attachments.ts";
import type { IncomingAttachment } from "../protocol/facts.ts";
import type { Attachment } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Access } from "./access.ts";
import type { Jobs } from "./jobs.ts";
import type { Store } from "./store.ts";

/** Which files the org has, and which messages have them. The bytes are in the bucket. */
export class MediaTable {
  readonly #store: Store;
  readonly #access: Access;
  readonly #jobs: Jobs;

  constructor(store: Store, access: Access, jobs: Jobs) {
    this.#store = store;
    this.#access = access;
    this.#jobs = jobs;
  }

  /** The file, when the asker may see a message that has it, or when none has it yet; else null. */
  seenBy(askerId: string, id: string): Attachment | null {
    for (const { message, json } of this.#uses(id)) {
      const conversationId = message === "" ? null : (this.#store.message(message)?.conversationId ?? null);
      const conversation = conversationId === null ? null : this.#store.conversation(conversationId);
      if (conversation === null || !this.#access.hides(askerId, conversation)) return JSON.parse(json) as Attachment;
    }
    return null;
  }

  /** An upload, before its bytes are stored and after: what is in no message within a day is swept. */
  put(file: Attachment, now: number): void {
    this.#store.run(
      `INSERT INTO media (id, message, json, until) VALUES (?, '', ?, ?)
       ON CONFLICT DO UPDATE SET json = excluded.json, until = excluded.until`,
      file.id,
      JSON.stringify(file),
      now + timing.uploadTtlMs,
    );
  }

  /** A message of ours has these files. */
  use(messageId: string, attachments: readonly Attachment[]): void {
    for (const attachment of attachments) this.#insert(attachment, messageId, null);
  }

  /** A customer's message has come: what is not here yet is fetched after the commit. */
  expect(messageId: string, attachments: readonly IncomingAttachment[], now: number): void {
    attachments.forEach(({ sourceUrl, ...given }, index) => {
      if (given.state === "failed") return;
      if (given.state === "ready") return this.#insert(given, messageId, null);
      const attachment = { ...given, id: incomingId(messageId, index) };
      this.#insert(attachment, messageId, sourceUrl ?? "");
      this.fetch(attachment.id, messageId, now);
    });
  }

  fetch(id: string, messageId: string, now: number): void {
    this.#jobs.add({ id, kind: "fetch_media", payload: { messageId, until: now + timing.mediaGiveUpMs }, due: now });
  }

  /** Of a customer's file: the message that brought it and where it comes from. */
  origin(id: string): { messageId: string; sourceUrl: string | null } | null {
    const row = this.#store.rows<{ message: string; source: string }>(
      "SELECT message, source FROM media WHERE id = ? AND source IS NOT NULL",
      id,
    )[0];
    return row === undefined ? null : { messageId: row.message, sourceUrl: row.source || null };
  }

  replace(attachment: Attachment, messageId: string): void {
    this.#store.run(
      "UPDATE media SET json = ? WHERE id = ? AND message = ?",
      JSON.stringify(attachment),
      attachment.id,
      messageId,
    );
  }

  /** Uploads that nobody sent; the bytes of those that no message has are deleted. */
  sweep(now: number): boolean {
    const due = this.#store.rows<{ id: string }>("SELECT id FROM media WHERE until <= ?", now);
    for (const { id } of due) {
      this.#store.run("DELETE FROM media WHERE id = ? AND message = ''", id);
      if (!this.isUsed(id)) this.#jobs.add({ id, kind: "discard_media", payload: {}, due: now });
    }
    return due.length > 0;
  }

  /** When the next upload is to be swept, Unix milliseconds. */
  nextDue(): number | null {
    return (
      this.#store.rows<{ until: number | null }>(
        "SELECT min(until) AS until FROM media INDEXED BY media_until WHERE until IS NOT NULL",
      )[0]?.until ?? null
    );
  }

  #insert(attachment: Attachment, messageId: string, source: string | null): void {
    this.#store.run(
      "INSERT INTO media (id, message, json, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      attachment.id,
      messageId,
      JSON.stringify(attachment),
      source,
    );
  }

  isUsed(id: string): boolean {
    return this.#uses(id).length > 0;
  }

  #uses(id: string): { message: string; json: string }[] {
    return this.#store.rows<{ message: string; json: string }>("SELECT message, json FROM media WHERE id = ?", id);
  }
}

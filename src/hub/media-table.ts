import { incomingId } from "../core/attachments.ts";
import type { IncomingAttachment } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import type { Attachment } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Access, Viewer } from "./access.ts";
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

  /** The file, when the asker may see a message that has it, or has uploaded it for one; else null. */
  seenBy(viewer: Viewer, id: string): Attachment | null {
    const found = this.#uses(id).find(({ message, owner }) =>
      message === "" ? owner === viewer.id : this.#isShown(viewer, message),
    );
    return found === undefined ? null : (JSON.parse(found.json) as Attachment);
  }

  #isShown(viewer: Viewer, messageId: string): boolean {
    const message = this.#store.message(messageId);
    const conversation = message === null ? null : this.#store.conversation(message.conversationId);
    return conversation !== null && !this.#access.hides(viewer, conversation);
  }

  /**
   * An upload, before its bytes are stored and after: what is in no message within a day is swept. The owner alone
   * sees it until then; null for what a mail brought, which nobody sees before its message.
   */
  put(file: Attachment, owner: string | null, now: number): void {
    this.#store.run(
      `INSERT INTO media (id, message, json, until, owner) VALUES (?, '', ?, ?, ?)
       ON CONFLICT DO UPDATE SET json = excluded.json, until = excluded.until, owner = excluded.owner`,
      file.id,
      JSON.stringify(file),
      now + timing.uploadTtlMs,
      owner,
    );
  }

  /** Whether one more upload would be more than its owner, or the org, may have in no message. */
  isFull(owner: string, id: string): boolean {
    const uploads = this.#store.rows<{ id: string; owner: string; bytes: number | null }>(
      `SELECT id, owner, json ->> '$.sizeBytes' AS bytes FROM media INDEXED BY media_until
       WHERE until IS NOT NULL AND owner IS NOT NULL`,
    );
    if (uploads.some((one) => one.id === id)) return false;
    const own = uploads.filter((one) => one.owner === owner);
    return (
      uploads.length >= limits.pendingUploadsPerOrg ||
      own.length >= limits.pendingUploads ||
      own.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) >= limits.pendingUploadBytes
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

  /** From now on its message says who sees it: it is no longer an upload. */
  #insert(attachment: Attachment, messageId: string, source: string | null): void {
    this.#store.run(
      "INSERT INTO media (id, message, json, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      attachment.id,
      messageId,
      JSON.stringify(attachment),
      source,
    );
    this.#store.run("DELETE FROM media WHERE id = ? AND message = ''", attachment.id);
  }

  isSent(id: string): boolean {
    return this.#uses(id).some(({ message }) => message !== "");
  }

  isUsed(id: string): boolean {
    return this.#uses(id).length > 0;
  }

  #uses(id: string): { message: string; json: string; owner: string | null }[] {
    return this.#store.rows("SELECT message, json, owner FROM media WHERE id = ?", id);
  }
}

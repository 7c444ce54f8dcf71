import { emptyState } from "../core/state.ts";
import type { MediaRequest } from "../channels/channel.ts";
import type { Download } from "../media/download.ts";
import type { Attachment, DeliveryError } from "../protocol/records.ts";
import type { Committer, Turn } from "./commit.ts";
import { actorKey } from "./execute.ts";
import type { Executor } from "./execute.ts";
import { fold } from "./fold.ts";
import type { Job } from "./jobs.ts";
import type { MediaTable } from "./media-table.ts";
import type { Actor, Answer } from "./rpc.ts";
import type { Store } from "./store.ts";

/** The bucket and the providers, given by whoever composes the hub. Never throws for what a provider can do. */
export interface OutsideMedia {
  download(request: Omit<MediaRequest, "secrets" | "baseUrl">, sealedSecrets: string): Promise<Download>;
  discard(mediaId: string): Promise<void>;
  url(mediaId: string): string;
}

const noSuchFile = { ok: false, code: "not_found", message: "There is no such file." } as const;
const sentAlready = {
  ok: false,
  code: "conflict",
  message: "This Idempotency-Key belongs to a file that was sent.",
} as const;
const tooManyUploads = {
  ok: false,
  code: "too_many_requests",
  message: "Too many files are uploaded and in no message yet. Send them, or wait: they are deleted after a day.",
} as const;
const done = null;

/** Files of the org: what customers sent is fetched, what agents uploaded is kept until it is sent (D6). */
export class Media {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #executor: Executor;
  readonly #table: MediaTable;
  readonly #outside: OutsideMedia;

  constructor(store: Store, committer: Committer, executor: Executor, table: MediaTable, outside: OutsideMedia) {
    this.#store = store;
    this.#committer = committer;
    this.#executor = executor;
    this.#table = table;
    this.#outside = outside;
  }

  /** `uploader` is null for what a mail brought, which is never refused. */
  put(file: Attachment, uploader: Actor | null): Answer<null> {
    const owner = uploader === null ? null : this.#executor.asker(uploader);
    if (uploader !== null && owner === null) return noSuchFile;
    if (owner !== null && this.#table.isSent(file.id)) return sentAlready;
    if (owner !== null && this.#table.isFull(owner.id, file.id)) return tooManyUploads;
    this.#committer.commit((turn) => this.#table.put(file, owner?.id ?? null, Date.parse(turn.now)));
    return { ok: true, seq: 0, value: null };
  }

  seenBy(actor: Actor, id: string): Answer<Attachment> {
    const asker = this.#executor.asker(actor);
    const file = asker === null ? null : this.#table.seenBy(asker, id);
    return file === null ? noSuchFile : { ok: true, seq: 0, value: file };
  }

  /** A person asks again for what had failed, or does not want to wait for the next try. */
  retry(actor: Actor, id: string): Answer<Attachment> {
    const found = this.seenBy(actor, id);
    const origin = this.#table.origin(id);
    if (!found.ok || found.value.state === "ready") return found;
    if (origin === null) return noSuchFile;
    const { error: _, ...file } = found.value;
    const loading: Attachment = { ...file, state: "loading" };
    this.#committer.commit((turn) => {
      this.#table.fetch(id, origin.messageId, Date.parse(turn.now));
      if (found.value.state === "failed") this.#replace(turn, origin.messageId, loading, actorKey(actor));
    });
    return { ...found, value: loading };
  }

  async fetch(job: Job): Promise<(turn: Turn) => number | null> {
    const { messageId, until } = JSON.parse(job.json) as { messageId: string; until: number };
    const attachment = this.#attachment(messageId, job.id);
    const channel = this.#store.channel(this.#store.message(messageId)?.channelId ?? "");
    const sealed = this.#store.rows<{ sealed: string }>(
      "SELECT sealed FROM secret WHERE channel = ?",
      channel?.id ?? "",
    )[0]?.sealed;
    // Nothing waits for it any more.
    if (attachment?.state !== "loading" || channel === null) return () => done;
    if (sealed === undefined) return (turn) => this.#settle(turn, { id: job.id, messageId, until }, channelGone);
    const sourceUrl = this.#table.origin(job.id)?.sourceUrl ?? null;
    const came = await this.#outside.download({ channel, attachment, sourceUrl }, sealed);
    return (turn) => this.#settle(turn, { id: job.id, messageId, until }, came);
  }

  async discard({ id }: Job): Promise<(turn: Turn) => number | null> {
    if (!this.#table.isUsed(id)) await this.#outside.discard(id);
    return () => done;
  }

  sweep(now: number): void {
    const next = this.#table.nextDue();
    if (next !== null && next <= now) this.#committer.commit(() => this.#table.sweep(now));
  }

  nextDue(): number | null {
    return this.#table.nextDue();
  }

  #settle(turn: Turn, job: { id: string; messageId: string; until: number }, came: Download): number | null {
    const attachment = this.#attachment(job.messageId, job.id);
    if (attachment === null) return done;
    switch (came.outcome) {
      case "stored": {
        const type = kindOf(attachment.type, came.content.type);
        const ready = { state: "ready" as const, sizeBytes: came.sizeBytes, url: this.#outside.url(job.id) };
        this.#replace(turn, job.messageId, { ...attachment, ...came.content, ...ready, type }, "provider");
        return done;
      }
      case "gone":
        this.#fail(turn, job.messageId, attachment, came.error);
        return done;
      case "retry": {
        if (Date.parse(turn.now) < job.until) return came.afterMs ?? 0;
        const advice = came.error.advice ?? "Ask the customer to send it again.";
        this.#fail(turn, job.messageId, attachment, { ...came.error, advice });
        return done;
      }
    }
  }

  #fail(turn: Turn, messageId: string, attachment: Attachment, error: DeliveryError): void {
    this.#replace(turn, messageId, { ...attachment, state: "failed", error }, "provider");
  }

  /** The message is read anew: it may have been edited or withdrawn while the file came. */
  #replace(turn: Turn, messageId: string, attachment: Attachment, actor: string): void {
    const message = this.#store.message(messageId);
    if (message === null) return;
    const attachments = message.attachments.map((one) => (one.id === attachment.id ? attachment : one));
    this.#table.replace(attachment, messageId);
    const { shared } = fold({ ...emptyState, message }, [
      { event: "message:updated", message: { ...message, attachments } },
    ]);
    turn.write({ actor, cause: null, ...shared });
  }

  #attachment(messageId: string, id: string): Attachment | null {
    return this.#store.message(messageId)?.attachments.find((one) => one.id === id) ?? null;
  }
}

/** Whose provider it was can be asked no more. */
const channelGone: Download = {
  outcome: "gone",
  error: {
    code: "channel_disconnected",
    message: "The channel was disconnected before this file came.",
    advice: "Connect it again, then fetch it again.",
  },
};

/** The kind is what the provider called it, where the content can be that; a picture may be sent as a document. */
function kindOf(called: Attachment["type"], shown: Attachment["type"]): Attachment["type"] {
  const fits =
    called === "document" ||
    called === shown ||
    (called === "voice" && shown === "audio") ||
    (called === "sticker" && shown === "image");
  return fits ? called : shown;
}

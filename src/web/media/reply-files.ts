import type { ChannelRules } from "../../core/channel-rules.ts";
import { limits } from "../../protocol/limits.ts";
import type { Attachment } from "../../protocol/records.ts";
import { type Fit, fitFile } from "./fit-file.ts";
import { keepFiles, keptFiles, onKeptElsewhere, onKeptForgotten } from "./kept-files.ts";
import { addressOfFile, forgetFile, rememberFile } from "./local-files.ts";
import { type Upload, uploadFile } from "./upload.ts";

/** A file that was chosen for a reply. */
export interface ReplyFile {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: Attachment["type"];
  readonly asDocument: boolean;
  /** Where it can be looked at or listened to; null for a document. */
  readonly preview: string | null;
  readonly state: ReplyFileState;
}

export type ReplyFileState =
  | { readonly state: "uploading"; readonly fraction: number }
  | { readonly state: "ready"; readonly attachment: Attachment }
  /** The upload broke off; `message` is the server's word for why, null when it said none. */
  | { readonly state: "failed"; readonly message: string | null }
  /** This channel does not take it. */
  | { readonly state: "refused"; readonly why: Exclude<Fit, { ok: true }> | { readonly why: "too_many" } };

/**
 * The files of the reply to one conversation. They outlive its composer, so that nothing chosen is lost by a look at
 * another conversation; what is uploaded outlives the page too, by `keep`.
 */
export class ReplyFiles {
  #files: readonly ReplyFile[];
  #keep: (ready: readonly Attachment[]) => void;
  #uploads = new Map<string, { file: File; slug: string; as: "document" | "voice" | null; upload: Upload | null }>();
  #listeners = new Set<() => void>();

  constructor(kept: readonly Attachment[] = [], keep: (ready: readonly Attachment[]) => void = () => undefined) {
    this.#files = kept.map(fileOf);
    this.#keep = keep;
  }

  /** Keeps its identity until it changes. Needs no `this`. */
  readonly list = (): readonly ReplyFile[] => this.#files;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Chosen, dropped, pasted or recorded: what the channel takes is uploaded at once. */
  add(files: readonly File[], given: { slug: string; rules: ChannelRules; isVoice?: boolean }): void {
    for (const file of files) {
      const fit = fitFile(file, given.rules);
      const id = crypto.randomUUID();
      const isTooMany = this.#files.length >= limits.attachmentsPerMessage;
      const kind = fit.ok ? (given.isVoice === true ? "voice" : fit.kind) : "document";
      const made: ReplyFile = {
        id,
        name: file.name,
        sizeBytes: file.size,
        kind,
        asDocument: fit.ok && fit.asDocument,
        preview: /^(?:image|audio|video)\/(?!svg)/.test(file.type) ? URL.createObjectURL(file) : null,
        state: isTooMany
          ? { state: "refused", why: { why: "too_many" } }
          : fit.ok
            ? { state: "uploading", fraction: 0 }
            : { state: "refused", why: fit },
      };
      this.#set([...this.#files, made]);
      if (made.state.state === "refused") continue;
      const as = kind === "voice" ? "voice" : made.asDocument ? "document" : null;
      this.#uploads.set(id, { file, slug: given.slug, as, upload: null });
      this.#upload(id);
    }
  }

  retry(id: string): void {
    this.#change(id, { state: "uploading", fraction: 0 });
    this.#upload(id);
  }

  /** Ends its upload, if that goes on. */
  remove(id: string): void {
    this.#uploads.get(id)?.upload?.cancel();
    this.#uploads.delete(id);
    const file = this.#files.find((one) => one.id === id);
    if (file?.state.state === "ready") forgetFile(file.state.attachment.id);
    else if (file?.preview != null) URL.revokeObjectURL(file.preview);
    this.#set(this.#files.filter((one) => one.id !== id));
  }

  /** Takes those that are here out, to be sent. */
  take(): Attachment[] {
    const ready = this.#ready();
    this.#set(this.#files.filter(({ state }) => state.state !== "ready"));
    return ready;
  }

  /** Another tab has chosen, sent or removed some. */
  follow(kept: readonly Attachment[]): void {
    const held = new Map(
      this.#files.flatMap((file) => (file.state.state === "ready" ? [[file.state.attachment.id, file]] : [])),
    );
    const ready = kept.map((attachment) => held.get(attachment.id) ?? fileOf(attachment));
    this.#files = [...ready, ...this.#files.filter(({ state }) => state.state !== "ready")];
    this.#tell();
  }

  /** What was not sent after all, in front of what was chosen since. */
  putBack(attachments: readonly Attachment[]): void {
    const back = attachments.filter(({ id }) => !this.#has(id)).map(fileOf);
    this.#set([...back, ...this.#files]);
  }

  /** What was put back has gone after all. */
  withdraw(attachments: readonly Attachment[]): void {
    const gone = new Set(attachments.map(({ id }) => id));
    this.#set(this.#files.filter(({ state }) => state.state !== "ready" || !gone.has(state.attachment.id)));
  }

  removeAll(): void {
    for (const { id } of this.#files) this.remove(id);
  }

  #ready(): Attachment[] {
    return this.#files.flatMap(({ state }) => (state.state === "ready" ? [state.attachment] : []));
  }

  #has(attachmentId: string): boolean {
    return this.#files.some(({ state }) => state.state === "ready" && state.attachment.id === attachmentId);
  }

  #upload(id: string): void {
    const one = this.#uploads.get(id);
    if (one === undefined) return;
    const { slug, as } = one;
    const onProgress = (fraction: number) => this.#change(id, { state: "uploading", fraction });
    const upload = uploadFile(one.file, { slug, key: id, as, onProgress });
    one.upload = upload;
    void upload.done.then((came) => {
      // Removed meanwhile, or tried anew.
      if (this.#uploads.get(id)?.upload !== upload) return;
      if (came.ok) {
        this.#uploads.delete(id);
        rememberFile(came.attachment, this.#files.find((file) => file.id === id)?.preview ?? null);
        this.#change(id, { state: "ready", attachment: came.attachment });
      } else this.#change(id, { state: "failed", message: came.message });
    });
  }

  #change(id: string, state: ReplyFileState): void {
    this.#set(this.#files.map((file) => (file.id === id ? { ...file, state } : file)));
  }

  #set(files: readonly ReplyFile[]): void {
    const before = this.#ready();
    this.#files = files;
    const ready = this.#ready();
    if (ready.length !== before.length || ready.some((one, place) => one !== before[place])) this.#keep(ready);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function fileOf(attachment: Attachment): ReplyFile {
  const { id, type, filename, sizeBytes } = attachment;
  rememberFile(attachment, null);
  return {
    id,
    name: filename ?? "",
    sizeBytes: sizeBytes ?? 0,
    kind: type,
    asDocument: false,
    preview: type === "document" ? null : addressOfFile(attachment),
    state: { state: "ready", attachment },
  };
}

const byConversation = new Map<string, ReplyFiles>();
let isListening = false;

function listen(): void {
  if (isListening) return;
  isListening = true;
  onKeptElsewhere(() => byConversation.forEach((one, id) => one.follow(keptFiles(id))));
  onKeptForgotten(() => byConversation.forEach((one) => one.removeAll()));
}

export function replyFilesOf(conversationId: string): ReplyFiles {
  let files = byConversation.get(conversationId);
  if (files === undefined) {
    listen();
    files = new ReplyFiles(keptFiles(conversationId), (ready) => keepFiles(conversationId, ready));
    byConversation.set(conversationId, files);
  }
  return files;
}

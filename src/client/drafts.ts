import type { CommandName, CommandPayload } from "../protocol/commands.ts";
import type { ResultFrame } from "../protocol/frames.ts";
import type { Draft, DraftKind } from "../protocol/records.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { StoredCommand } from "./command-storage.ts";
import { draftKey } from "./guesses.ts";
import type { DraftHead, DraftView, Scheduler, SentCommand } from "./inbox.ts";
import type { RecordStore } from "./record-store.ts";
import type { Views } from "./views.ts";

/** After the last key. */
const saveAfterMs = 500;

interface Written {
  readonly content: string;
  readonly head: DraftHead | null;
}

/** What is typed here and not, or not yet, what the hub has. */
interface Typed {
  readonly conversationId: string;
  readonly kind: DraftKind;
  content: string;
  head: DraftHead | null;
  /** The version that was there when the typing began; null for none. */
  version: string | null;
  timer: unknown;
  /** The save or discard without an answer. */
  asked: string | null;
  submitted: Written;
  /** What was given up before its answer: should the hub have it, it is no one else's change. */
  withdrawn: Set<string>;
  /** What another tab or device has written meanwhile: until someone decides, nothing is saved. */
  conflict: Draft | null;
  /** Why it is not saved and will not be as it stands. */
  problem: string | null;
}

export interface DraftsDeps {
  readonly store: RecordStore;
  readonly scheduler: Scheduler;
  /** Tells the draft as it will be when the commands on their way are accepted. */
  readonly views: Pick<Views, "draftRecord">;
  readonly ask: <N extends CommandName>(command: N, payload: CommandPayload<N>) => SentCommand<N>;
  readonly queue: Pick<CommandQueue, "withdraw">;
  readonly isLive: () => boolean;
  readonly changed: () => void;
}

/**
 * Drafts: what is typed is kept here at once, and at the hub half a second after the last key, one save at a
 * time, each naming the version it replaces (I7).
 */
export class Drafts {
  #deps: DraftsDeps;
  #typed = new Map<string, Typed>();

  constructor(deps: DraftsDeps) {
    this.#deps = deps;
  }

  /** What is typed here; null when the record tells. */
  typed(conversationId: string, kind: DraftKind): Omit<DraftView, "isSaved"> | null {
    const typed = this.#typed.get(draftKey(conversationId, kind));
    if (typed === undefined) return null;
    const { content, head, conflict, problem } = typed;
    return { content, head, elsewhere: conflict?.content ?? null, problem };
  }

  /** What the box holds now; nothing but blanks is no draft. */
  edit(conversationId: string, kind: DraftKind, content: string, head?: DraftHead | null): void {
    const { scheduler, changed } = this.#deps;
    const key = draftKey(conversationId, kind);
    let typed = this.#typed.get(key);
    if (typed === undefined) {
      const held = this.#deps.views.draftRecord(conversationId, kind);
      const before = headOf(held);
      if ((held?.content ?? "") === content && (head === undefined || isSameHead(head, before))) return;
      typed = begun(conversationId, kind, { content, head: before }, held?.version ?? null);
      this.#typed.set(key, typed);
    }
    typed.content = content;
    if (head !== undefined) typed.head = head;
    scheduler.clearTimeout(typed.timer);
    const due = typed;
    typed.timer = scheduler.setTimeout(() => this.#save(due), saveAfterMs);
    changed();
  }

  /** Ends a conflict: what is typed here replaces what is there, or gives way to it. */
  resolve(conversationId: string, kind: DraftKind, keep: "mine" | "theirs"): void {
    const key = draftKey(conversationId, kind);
    const typed = this.#typed.get(key);
    if (typed?.conflict == null) return;
    typed.version = typed.conflict.version;
    typed.conflict = null;
    if (keep === "mine") this.#save(typed);
    else this.#drop(key);
    this.#deps.changed();
  }

  /** The text goes with `command`, which clears its draft: nothing of it may be saved after. */
  sent<N extends CommandName>(kind: DraftKind, conversationId: string, command: SentCommand<N>): SentCommand<N> {
    const key = draftKey(conversationId, kind);
    const asked = this.#typed.get(key)?.asked;
    if (asked != null) this.#withdraw(asked);
    this.#drop(key);
    return command;
  }

  /** What an earlier page left unsaved. */
  adopt(commands: readonly StoredCommand[]): void {
    for (const { id, command } of commands) {
      if (command.command !== "draft:save") continue;
      const { conversationId, kind, version } = command.payload;
      const key = draftKey(conversationId, kind);
      if (this.#typed.has(key)) continue;
      const written = writtenIn(command.payload);
      this.#typed.set(key, { ...begun(conversationId, kind, written, version ?? null), asked: id, submitted: written });
    }
    this.#deps.changed();
  }

  settled({ id, command }: StoredCommand, result: ResultFrame): void {
    if (command.command !== "draft:save" && command.command !== "draft:discard") return;
    // The answer may come before its change, and nothing shows the typed text any more.
    const saved = result.ok ? (result.value as Draft | null) : null;
    if (saved !== null && saved.seq > 0) this.#deps.store.put(saved);
    const key = draftKey(command.payload.conversationId, command.payload.kind);
    const typed = this.#typed.get(key);
    if (typed?.asked !== id) return;
    typed.asked = null;
    const written = command.command === "draft:save" ? writtenIn(command.payload) : nothing;
    if (result.ok) {
      typed.withdrawn.clear();
      typed.version = saved === null || saved.deleted === true ? null : saved.version;
      if (isSame(written, typed)) this.#drop(key);
      else if (typed.timer === null) this.#save(typed);
    } else if (result.code === "stale") this.#stale(key, typed, (result.details?.["current"] ?? null) as Draft | null);
    else if (result.code === "expired") this.#save(typed);
    else typed.problem = result.message;
    this.#deps.changed();
  }

  /** Changes have come: what another tab or device wrote may have moved on since, or be sent or discarded. */
  told(): void {
    for (const [key, typed] of this.#typed) {
      if (typed.conflict === null) continue;
      const current = this.#deps.store.get("draft", typed.conflict.id);
      if (current?.version === typed.conflict.version) continue;
      typed.conflict = null;
      this.#stale(key, typed, current);
    }
  }

  stop(): void {
    for (const { timer } of this.#typed.values()) this.#deps.scheduler.clearTimeout(timer);
  }

  #stale(key: string, typed: Typed, current: Draft | null): void {
    if (current !== null) this.#deps.store.put(current);
    if (current !== null && isSame(writtenIn(current), typed)) return this.#drop(key);
    if (current !== null && !typed.withdrawn.has(fingerprint(writtenIn(current)))) {
      typed.conflict = current;
      return;
    }
    // Cleared elsewhere, or our own earlier save: what is typed here goes on from there.
    typed.version = current?.version ?? null;
    this.#save(typed);
  }

  #save(typed: Typed): void {
    const { scheduler, ask } = this.#deps;
    scheduler.clearTimeout(typed.timer);
    typed.timer = null;
    if (typed.conflict !== null) return;
    if (typed.asked !== null) {
      // On its way: its answer starts the next one.
      if (!this.#withdraw(typed.asked)) return;
      typed.asked = null;
      typed.withdrawn.add(fingerprint(typed.submitted));
    }
    const { conversationId, kind, content, head, version } = typed;
    typed.submitted = { content, head };
    typed.problem = null;
    if (content.trim() === "" && head === null) {
      typed.asked = ask("draft:discard", { conversationId, kind }).id;
      return;
    }
    const above = head === null ? {} : { subject: head.subject, cc: [...head.cc] };
    typed.asked = ask("draft:save", {
      conversationId,
      kind,
      content,
      ...above,
      ...(version === null ? {} : { version }),
    }).id;
  }

  /** Takes back a command that cannot have an answer now; false when it is on its way. */
  #withdraw(id: string): boolean {
    return this.#deps.queue.withdraw(id, this.#deps.isLive());
  }

  #drop(key: string): void {
    this.#deps.scheduler.clearTimeout(this.#typed.get(key)?.timer);
    this.#typed.delete(key);
    this.#deps.changed();
  }
}

const nothing: Written = { content: "", head: null };

function begun(conversationId: string, kind: DraftKind, written: Written, version: string | null): Typed {
  const open = { timer: null, asked: null, withdrawn: new Set<string>(), conflict: null, problem: null };
  return { conversationId, kind, ...written, version, ...open, submitted: nothing };
}

type Heading = Pick<CommandPayload<"draft:save">, "subject" | "cc">;

/** null for a draft that says nothing above its text. */
export function headOf(draft: Heading | null): DraftHead | null {
  const { subject = null, cc = [] } = draft ?? {};
  return subject === null && cc.length === 0 ? null : { subject, cc };
}

function writtenIn(draft: Heading & { readonly content: string }): Written {
  return { content: draft.content, head: headOf(draft) };
}

function isSame(a: Written, b: Written): boolean {
  const isSameText = a.content === b.content || (a.content.trim() === "" && b.content.trim() === "");
  return isSameText && isSameHead(a.head, b.head);
}

function isSameHead(a: DraftHead | null, b: DraftHead | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function fingerprint({ content, head }: Written): string {
  return JSON.stringify([content, head]);
}

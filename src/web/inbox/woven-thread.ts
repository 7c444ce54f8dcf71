import type { Inbox, ThreadView } from "../../client/inbox.ts";
import type { ThreadPlace } from "../../client/stretch.ts";
import { isLeftOut, weave } from "./weave.ts";

/** One of a thread's messages, of a conversation that is shown, or the first that was sent at a time or later (ISO 8601 UTC). */
export type JumpPlace = { readonly messageId: string; readonly conversationId: string } | { readonly at: string };

export type Jump =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly reason: "notThere" | "notReached" };

/** The thread of one conversation, or those of several in one. */
export class WovenThread {
  readonly ids: readonly string[];
  #inbox: Inbox;
  #before: { threads: readonly ThreadView[]; view: ThreadView } | null = null;
  /** While the parts of a jump arrive one by one, what was shown stays. */
  #held: ThreadView | null = null;
  #listeners = new Set<() => void>();

  constructor(inbox: Inbox, ids: readonly string[]) {
    this.#inbox = inbox;
    this.ids = ids;
  }

  /** Changes with the conversations that are shown. */
  get key(): string {
    return this.ids.join(" ");
  }

  /** Under what its reader's place is kept: by itself, and what each of its conversations was left at. */
  get placeKeys(): readonly string[] {
    return this.ids.length === 1 ? this.ids : [this.key, ...this.ids];
  }

  /** Needs no `this`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    const stop = this.#inbox.subscribe(listener);
    return () => {
      this.#listeners.delete(listener);
      stop();
    };
  };

  /** Keeps its identity until it changes. Needs no `this`. */
  readonly view = (): ThreadView => {
    const threads = this.#threads();
    if (this.#held !== null) return this.#held;
    if (this.#before === null || threads.some((thread, index) => thread !== this.#before?.threads[index]))
      this.#before = { threads, view: weave(threads) };
    return this.#before.view;
  };

  /** Of whose messages nothing could be loaded, though others are shown. */
  leftOut(): readonly string[] {
    return this.ids.length === 1 ? [] : this.ids.filter((id) => isLeftOut(this.#inbox.thread(id)));
  }

  /** The newest page of each; where one of them is read in its past, the others at that place. */
  async load(): Promise<void> {
    await Promise.all(this.ids.map((id) => this.#inbox.loadThread(id)));
    const past = this.#threads().find(({ hasNewer }) => hasNewer)?.messages ?? [];
    const middle = past[Math.floor(past.length / 2)]?.record;
    if (middle === undefined || this.ids.length === 1) return;
    const covered = await Promise.all(this.ids.map((id) => this.#cover(id, middle.position)));
    if (covered.includes("notReached")) this.leavePast();
  }

  /** Those that end first hold up the others: they alone are asked for more. */
  loadOlder(): void {
    const { from } = this.view();
    for (const [id, thread] of this.#parts()) {
      if (thread.hasOlder && thread.from >= from) void this.#inbox.loadOlder(id);
    }
  }

  loadNewer(): void {
    const { upTo } = this.view();
    for (const [id, thread] of this.#parts()) {
      if (thread.hasNewer && thread.upTo <= upTo) void this.#inbox.loadNewer(id);
    }
  }

  leavePast(): void {
    for (const id of this.ids) this.#inbox.leavePast(id);
  }

  /** Whoever writes in one of them leaves the past of all: what was written stands at the end. */
  followOwn(): void {
    const threads = this.#threads();
    const isWriting = threads.some(({ hasNewer, messages }) => !hasNewer && messages.at(-1)?.pending === true);
    if (isWriting && threads.some(({ hasNewer }) => hasNewer)) this.leavePast();
  }

  /** Shows what lies around a place in all of them. */
  async jump(place: JumpPlace): Promise<Jump> {
    this.#held = this.view();
    try {
      const jump = await this.#jump(place);
      // Half of a jump would show half of the threads.
      if (!jump.ok && jump.reason === "notReached" && this.ids.length > 1) this.leavePast();
      return jump;
    } finally {
      this.#held = null;
      for (const listener of this.#listeners) listener();
    }
  }

  async #jump(place: JumpPlace): Promise<Jump> {
    const asked = "messageId" in place ? [place.conversationId] : this.ids;
    const found = await Promise.all(asked.map((id) => this.#around(id, place)));
    if (found.includes("notReached")) return { ok: false, reason: "notReached" };
    const [target] = found.filter((one) => typeof one === "object").toSorted((a, b) => a.position - b.position);
    if (target === undefined) return { ok: false, reason: "notThere" };
    const rest = await Promise.all(this.ids.map((id) => this.#cover(id, target.position)));
    return rest.includes("notReached") ? { ok: false, reason: "notReached" } : { ok: true, messageId: target.id };
  }

  async #around(id: string, place: JumpPlace): Promise<{ id: string; position: number } | "notThere" | "notReached"> {
    const within: ThreadPlace = "messageId" in place ? { messageId: place.messageId } : place;
    const jump = await this.#inbox.loadAround(id, within);
    if (!jump.ok) return jump.reason;
    const record = this.#inbox.thread(id).messages.find((one) => one.record.id === jump.messageId)?.record;
    return record ?? "notThere";
  }

  /** So that one of the others is here at that position too. */
  async #cover(id: string, position: number): Promise<"here" | "notReached"> {
    const { from, upTo } = this.#inbox.thread(id);
    if (position >= from && position <= upTo) return "here";
    // Its newest pages may hold it.
    this.#inbox.leavePast(id);
    if (position >= this.#inbox.thread(id).from) return "here";
    const jump = await this.#inbox.loadAround(id, { position });
    return jump.ok ? "here" : "notReached";
  }

  #threads(): readonly ThreadView[] {
    return this.ids.map((id) => this.#inbox.thread(id));
  }

  #parts(): (readonly [string, ThreadView])[] {
    return this.ids.flatMap((id) => {
      const thread = this.#inbox.thread(id);
      return this.ids.length > 1 && isLeftOut(thread) ? [] : [[id, thread] as const];
    });
  }
}

import { limits } from "../protocol/limits.ts";
import type { Pages } from "./pages.ts";
import type { RecordStore } from "./record-store.ts";
import type { Views } from "./views.ts";

/** So much below the limit it goes, so that not each message makes it look again. */
const trimmedTo = 0.8;

export interface ThreadMemoryDeps {
  readonly store: RecordStore;
  readonly pages: Pick<Pages, "isLookedAt" | "forgetThread">;
  readonly views: Pick<Views, "conversation" | "forgetMessages">;
  readonly me: () => string | null;
  readonly baseline: () => number | null;
  readonly cursor: () => number;
}

/**
 * Frames bring every message of the org, and a page stays open for days. Beyond a limit the threads in which nothing
 * happened for longest, and that nobody here looked at lately, are forgotten; they are loaded when they are opened.
 */
export class ThreadMemory {
  #deps: ThreadMemoryDeps;

  constructor(deps: ThreadMemoryDeps) {
    this.#deps = deps;
  }

  trim(): void {
    const { store } = this.#deps;
    if (store.messageCount <= limits.heldMessages) return;
    for (const conversationId of store.threadIds()) {
      if (store.messageCount <= limits.heldMessages * trimmedTo) return;
      this.#forget(conversationId);
    }
  }

  #forget(conversationId: string): void {
    const { store, pages, views, me, baseline, cursor } = this.#deps;
    const record = store.get("conversation", conversationId);
    if (record === null || pages.isLookedAt(conversationId) || views.conversation(conversationId)?.pending === true)
      return;
    // Messages tell how far an unread conversation was read, until somebody else does.
    const mark = store.readMark(record, me() ?? "", baseline());
    if (mark === null) return;
    store.hintMark(conversationId, mark.number, cursor());
    views.forgetMessages(store.forgetThread(conversationId));
    pages.forgetThread(conversationId, cursor());
  }
}

import { useState } from "react";
import type { ThreadView } from "../../client/inbox.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import type { ThreadRow } from "./thread-rows.ts";
import type { JumpPlace, WovenThread } from "./woven-thread.ts";

/** Where the thread is to be scrolled to. Made anew for each jump, also to the same place. */
export type ThreadTarget =
  | { readonly to: "newest" }
  /** A date's first message is put under the header, a message that was looked for into the middle. */
  | { readonly to: "message"; readonly id: string; readonly align: "start" | "center" };

interface Jumps {
  /** Changes when other rows are shown in place of those that were: nothing of how they lay is of use. */
  readonly epoch: number;
  readonly target: ThreadTarget | null;
}

export interface ThreadJumps extends Jumps {
  readonly busy: boolean;
  /** Why the last jump led nowhere, in words; null when it did not. */
  readonly problem: string | null;
  readonly toMessage: (messageId: string, conversationId: string) => void;
  readonly toTime: (at: string) => void;
  readonly toOldest: () => void;
  readonly toNewest: () => void;
}

const beginning = new Date(0).toISOString();

/** Jumps within a thread, to what is loaded and to what is not. */
export function useThreadJumps(woven: WovenThread, view: ThreadView, rows: readonly ThreadRow[]): ThreadJumps {
  const [jumps, setJumps] = useState<Jumps>({ epoch: 0, target: null });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [before, setBefore] = useState({ woven, view, rows });
  if (before.woven !== woven) {
    setBefore({ woven, view, rows });
    // Other conversations are shown: it opens where the reader was, as a thread does.
    setJumps(({ epoch }) => ({ epoch: epoch + 1, target: null }));
  } else if (before.view !== view) {
    setBefore({ woven, view, rows });
    // The past was left, by a message of one's own: it did not grow into what is shown now.
    if (before.view.hasNewer && !view.hasNewer && !continues(before.rows, rows))
      setJumps(({ epoch }) => ({ epoch: epoch + 1, target: { to: "newest" } }));
  }

  function show(target: ThreadTarget, epochs: 0 | 1): void {
    setProblem(null);
    setJumps(({ epoch }) => ({ epoch: epoch + epochs, target }));
  }

  async function go(place: JumpPlace, align: "start" | "center"): Promise<void> {
    const held = heldAt(place, view, rows);
    if (held === "newest") return show({ to: "newest" }, 0);
    if (held !== null) return show({ to: "message", id: held, align }, 0);
    if (busy) return;
    setBusy(true);
    const jump = await woven.jump(place);
    setBusy(false);
    if (jump.ok) show({ to: "message", id: jump.messageId, align }, 1);
    else if (jump.reason === "notThere" && "at" in place) toNewest();
    else setProblem(t(words[jump.reason]));
  }

  function toNewest(): void {
    if (view.hasNewer) woven.leavePast();
    show({ to: "newest" }, view.hasNewer ? 1 : 0);
  }

  return {
    ...jumps,
    busy,
    problem,
    toMessage: (messageId, conversationId) => void go({ messageId, conversationId }, "center"),
    toTime: (at) => void go({ at }, "start"),
    toOldest: () => void go({ at: beginning }, "start"),
    toNewest,
  };
}

/** What of the loaded rows lies at a place: a message's id; "newest" when all are older; null when it is not loaded. */
export function heldAt(
  place: JumpPlace,
  { hasOlder, hasNewer }: Pick<ThreadView, "hasOlder" | "hasNewer">,
  rows: readonly ThreadRow[],
): string | null {
  const ids = rows.flatMap((row) => (row.row === "message" || row.row === "activity" ? [row.view.record] : []));
  if ("messageId" in place) return ids.find(({ id }) => id === place.messageId)?.id ?? null;
  const index = ids.findIndex(({ timestamp }) => timestamp >= place.at);
  if (index === -1) return hasNewer ? null : "newest";
  // The first of the loaded ones need not be the first of its day.
  return index === 0 && hasOlder ? null : (ids[index]?.id ?? null);
}

function continues(before: readonly ThreadRow[], rows: readonly ThreadRow[]): boolean {
  const last = before.findLast(({ row }) => row === "message" || row === "activity")?.key;
  return rows.some(({ key }) => key === last);
}

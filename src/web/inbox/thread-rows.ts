import type { FailedCommand, MessageView } from "../../client/inbox.ts";
import type { ActivityKind } from "../../protocol/activity.ts";
import { dayKey } from "../time.ts";

/** What a thread shows, line by line. */
export type ThreadRow =
  | { readonly row: "day"; readonly key: string; readonly at: string }
  /** Above what was unread when the thread was opened. */
  | { readonly row: "unread"; readonly key: string }
  | {
      readonly row: "message";
      readonly key: string;
      readonly view: MessageView;
      /** The first and the last of a run by one author within a day. */
      readonly starts: boolean;
      readonly ends: boolean;
    }
  | {
      readonly row: "activity";
      readonly key: string;
      readonly view: MessageView;
      /** Nobody reopened it, nor did the customer write: its time had come. */
      readonly wokeUp: boolean;
      /** The first and the last of those that follow one another within a day. */
      readonly starts: boolean;
      readonly ends: boolean;
    }
  | { readonly row: "refused"; readonly key: string; readonly failure: FailedCommand<"message:send"> };

/**
 * Messages oldest first, a line over each day, then what was refused and waits for a decision. What was taken back
 * before it was sent was never said, and is not shown.
 */
export function threadRows(
  messages: readonly MessageView[],
  refused: readonly FailedCommand<"message:send">[],
): ThreadRow[] {
  const shown = messages.filter(({ record }) => record.status !== "cancelled");
  const next = nextSaid(shown);
  const rows: ThreadRow[] = [];
  let said: MessageView | undefined;
  let sleepsUntil: string | null = null;
  shown.forEach((view, index) => {
    const { id, timestamp } = view.record;
    const before = shown[index - 1];
    const after = shown[index + 1];
    if (!sameDay(before, view)) rows.push({ row: "day", key: `day ${id}`, at: timestamp });
    if (isActivity(view)) {
      const starts = before === undefined || !isActivity(before) || !sameDay(before, view);
      const ends = after === undefined || !isActivity(after) || !sameDay(view, after);
      const { activity, until } = view.record.content ?? {};
      const wokeUp = activity === "reopened" && sleepsUntil !== null && timestamp >= sleepsUntil;
      rows.push({ row: "activity", key: id, view, wokeUp, starts, ends });
      if (statusChanges.has(activity)) sleepsUntil = typeof until === "string" ? until : null;
      return;
    }
    rows.push({ row: "message", key: id, view, starts: !sameRun(said, view), ends: !sameRun(view, next[index]) });
    said = view;
  });
  for (const failure of refused) rows.push({ row: "refused", key: failure.id, failure });
  return rows;
}

/** Activities after which an earlier snooze is over. */
const statusChanges = new Set<unknown>(["closed", "archived", "reopened", "snoozed"] satisfies ActivityKind[]);

/** By index: what is said next. Lines of activity between the words of one author do not end their run. */
function nextSaid(shown: readonly MessageView[]): (MessageView | undefined)[] {
  const next: (MessageView | undefined)[] = [];
  let following: MessageView | undefined;
  for (let index = shown.length - 1; index >= 0; index--) {
    const view = shown[index];
    next[index] = following;
    if (view !== undefined && !isActivity(view)) following = view;
  }
  return next;
}

function isActivity({ record }: MessageView): boolean {
  return record.type === "activity";
}

function sameDay(a: MessageView | undefined, b: MessageView): boolean {
  return a !== undefined && dayKey(a.record.timestamp) === dayKey(b.record.timestamp);
}

function sameRun(a: MessageView | undefined, b: MessageView | undefined): boolean {
  if (a === undefined || b === undefined || !sameDay(a, b)) return false;
  const isNote = a.record.type === "note" || b.record.type === "note";
  return !isNote && a.record.direction === b.record.direction && a.record.authorId === b.record.authorId;
}

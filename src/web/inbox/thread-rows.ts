import type { FailedCommand, MessageView } from "../../client/inbox.ts";
import type { ActivityKind } from "../../protocol/activity.ts";
import { mailPartsOf } from "../mail/mail-parts.ts";
import { dayKey } from "../time.ts";

/** What a thread shows, line by line. */
export type ThreadRow =
  | { readonly row: "day"; readonly key: string; readonly at: string }
  /** What follows belongs to another conversation than what is above. */
  | { readonly row: "channel"; readonly key: string; readonly conversationId: string }
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
 * before it was sent was never said, and is not shown. `isTogether`: they are of several conversations, and it is said
 * where one goes on in place of another.
 */
export function threadRows(
  messages: readonly MessageView[],
  refused: readonly FailedCommand<"message:send">[],
  isTogether = false,
): ThreadRow[] {
  const shown = messages.filter(({ record }) => record.status !== "cancelled");
  const next = nextSaid(shown);
  const rows: ThreadRow[] = [];
  let said: MessageView | undefined;
  const sleepsUntil = new Map<string, string>();
  shown.forEach((view, index) => {
    const { id, timestamp, conversationId } = view.record;
    const before = shown[index - 1];
    const after = shown[index + 1];
    if (!sameDay(before, view)) rows.push({ row: "day", key: `day ${id}`, at: timestamp });
    if (isTogether && before?.record.conversationId !== conversationId)
      rows.push({ row: "channel", key: `channel ${id}`, conversationId });
    if (isActivity(view)) {
      const starts = before === undefined || !isActivity(before) || !sameStretch(before, view);
      const ends = after === undefined || !isActivity(after) || !sameStretch(view, after);
      const { activity, until } = view.record.content ?? {};
      const sleeps = sleepsUntil.get(conversationId);
      const wokeUp = activity === "reopened" && sleeps !== undefined && timestamp >= sleeps;
      rows.push({ row: "activity", key: id, view, wokeUp, starts, ends });
      if (statusChanges.has(activity)) sleepsUntil.delete(conversationId);
      if (statusChanges.has(activity) && typeof until === "string") sleepsUntil.set(conversationId, until);
      return;
    }
    rows.push({ row: "message", key: id, view, starts: !sameRun(said, view), ends: !sameRun(view, next[index]) });
    said = view;
  });
  let above = shown.at(-1)?.record.conversationId;
  for (const failure of refused) {
    const { conversationId } = failure.payload;
    if (isTogether && conversationId !== above)
      rows.push({ row: "channel", key: `channel ${failure.id}`, conversationId });
    rows.push({ row: "refused", key: failure.id, failure });
    above = conversationId;
  }
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

/** On one day, in one conversation. */
function sameStretch(a: MessageView, b: MessageView): boolean {
  return sameDay(a, b) && a.record.conversationId === b.record.conversationId;
}

function sameRun(a: MessageView | undefined, b: MessageView | undefined): boolean {
  if (a === undefined || b === undefined || !sameStretch(a, b)) return false;
  const isNote = a.record.type === "note" || b.record.type === "note";
  if (isNote || a.record.direction !== b.record.direction || a.record.authorId !== b.record.authorId) return false;
  const [one, other] = [mailPartsOf(a.record), mailPartsOf(b.record)];
  return one?.from?.address === other?.from?.address && one?.authentication === other?.authentication;
}

import type { FailedCommand, MessageView } from "../../client/inbox.ts";
import { dayKey } from "../time.ts";

/** What a thread shows, line by line. */
export type ThreadRow =
  | { readonly row: "day"; readonly key: string; readonly at: string }
  | {
      readonly row: "message";
      readonly key: string;
      readonly view: MessageView;
      /** The first and the last of a run by one author within a day. */
      readonly starts: boolean;
      readonly ends: boolean;
    }
  | { readonly row: "refused"; readonly key: string; readonly failure: FailedCommand<"message:send"> };

/** Messages oldest first, a line over each day, then what was refused and waits for a decision. */
export function threadRows(
  messages: readonly MessageView[],
  refused: readonly FailedCommand<"message:send">[],
): ThreadRow[] {
  const rows: ThreadRow[] = [];
  messages.forEach((view, index) => {
    const before = messages[index - 1];
    const newDay = before === undefined || dayKey(before.record.timestamp) !== dayKey(view.record.timestamp);
    if (newDay) rows.push({ row: "day", key: `day ${view.record.id}`, at: view.record.timestamp });
    const after = messages[index + 1];
    rows.push({
      row: "message",
      key: view.record.id,
      view,
      starts: newDay || !sameRun(before, view),
      ends:
        after === undefined ||
        dayKey(after.record.timestamp) !== dayKey(view.record.timestamp) ||
        !sameRun(view, after),
    });
  });
  for (const failure of refused) rows.push({ row: "refused", key: failure.id, failure });
  return rows;
}

function sameRun(a: MessageView, b: MessageView): boolean {
  const isNote = a.record.type === "note" || b.record.type === "note";
  return !isNote && a.record.direction === b.record.direction && a.record.authorId === b.record.authorId;
}

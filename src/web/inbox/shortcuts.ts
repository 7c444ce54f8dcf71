import { useEffect, useEffectEvent, useState } from "react";
import { useInbox } from "../../client/react.ts";
import type { View } from "./list-views.ts";
import { assignButtonId } from "./assign-menu.tsx";
import { composeButtonIds } from "./composer.tsx";

interface Shortcuts {
  filter: View;
  openId: string | null;
  leave: () => void;
}

/**
 * j and k move along the list, r replies, n notes, a assigns, e closes or reopens, u marks unread. Returns the conversation to
 * which j or k has moved, or null; its row takes the focus, so that Enter opens it as it opens any link.
 * Never while something is typed or chosen elsewhere.
 */
export function useShortcuts({ filter, openId, leave }: Shortcuts): string | null {
  const inbox = useInbox();
  const [moved, setMoved] = useState<string | null>(null);
  useEffect(() => setMoved(null), [openId]);

  function step(by: 1 | -1): void {
    const ids = inbox.conversations(filter).items.map(({ record }) => record.id);
    const at = ids.indexOf(moved ?? openId ?? "");
    const next = ids[at === -1 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (next !== undefined) setMoved(next);
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const open = openId === null ? null : inbox.conversation(openId);
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "r" && open !== null) document.getElementById(composeButtonIds.reply)?.click();
    else if (event.key === "n" && open !== null) document.getElementById(composeButtonIds.note)?.click();
    else if (event.key === "a" && open !== null) document.getElementById(assignButtonId)?.click();
    else if (event.key === "e" && open?.record.status === "active") inbox.close(open.record.id);
    else if (event.key === "e" && open !== null) inbox.reopen(open.record.id);
    else if (event.key === "u" && open !== null) {
      inbox.markUnread(open.record.id);
      leave();
    } else return;
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
  return moved;
}

/** Whether the key belongs to what has the focus: a field, a menu, a dialog. */
function isTaken(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  return (
    event.target.closest(
      "input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog]",
    ) !== null
  );
}

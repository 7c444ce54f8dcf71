import { useEffect, useRef, useState } from "react";
import { useInbox } from "../../client/react.ts";
import { mayWrite } from "../settings/roles.ts";
import { useActions } from "../shell/actions.ts";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { useMe } from "../shell/organisation.ts";
import { useTellTargets } from "../shell/targets.ts";
import { composeButtonIds } from "./compose-buttons.ts";
import { type Change, commandsOf } from "./conversation-list-changes.ts";
import type { ShownList } from "./conversation-list-order.ts";
import type { Selection } from "./conversation-list-selection.ts";
import { rowId } from "./conversation-row.tsx";
import { type HeaderMenu, openMenu } from "./open-menu.ts";

interface Shortcuts {
  list: ShownList;
  openId: string | null;
  selection: Selection;
  leave: () => void;
}

/**
 * What the keys do in the inbox: to the chosen conversations, else to the one whose row has the focus, else to the open
 * one. Returns the conversation to which j or k has moved, or null; its row takes the focus, so that Enter opens it as
 * it opens any link.
 */
export function useShortcuts({ list, openId, selection, leave }: Shortcuts): string | null {
  const inbox = useInbox();
  const actions = useActions();
  const me = useMe();
  const [moved, setMoved] = useState<string | null>(null);
  useEffect(() => setMoved(null), [openId]);

  const ids = list.items.map(({ record }) => record.id);
  const writes = me !== null && mayWrite(me.role);
  const isOpen = openId !== null && inbox.conversation(openId) !== null;

  function focusedRow(): string | null {
    const focused = document.activeElement?.id;
    return ids.find((id) => rowId(id) === focused) ?? null;
  }

  function targets(): readonly string[] {
    if (selection.ids.size > 0) return [...selection.ids];
    const one = focusedRow() ?? (isOpen ? openId : null);
    return one === null ? [] : [one];
  }

  // Where the open conversation stood: once it has left the list, the keys go on from there.
  const openPlace = useRef(-1);
  const openAt = openId === null ? -1 : ids.indexOf(openId);
  useEffect(() => {
    openPlace.current = -1;
  }, [openId]);
  useEffect(() => {
    if (openAt !== -1) openPlace.current = openAt;
  }, [openAt]);

  function step(by: 1 | -1): void {
    const current = focusedRow() ?? moved;
    const known = ids.indexOf(current ?? openId ?? "");
    // The row that took the place of the one that left is the next one.
    const hasLeft = current === null && known === -1 && openPlace.current !== -1;
    const at = hasLeft && by === 1 ? openPlace.current - 1 : hasLeft ? openPlace.current : known;
    // Above the first row is what waits to be shown.
    const newest = at === 0 && by === -1 && list.waiting > 0 ? list.apply() : null;
    const next = newest ?? ids[at === -1 && !hasLeft ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
    // Said anew when the focus has gone elsewhere meanwhile.
    if (next === moved && next !== undefined) document.getElementById(rowId(next))?.focus();
    else if (next !== undefined) setMoved(next);
  }

  function run(change: Change): boolean {
    const meant = targets().flatMap((id) => inbox.conversation(id) ?? []);
    const commands = commandsOf(change, meant);
    if (commands.length === 0) return false;
    actions.run(commands);
    return true;
  }

  /** A row that leaves the list gives its focus to the next one. */
  function moveOn(): void {
    const row = focusedRow();
    if (row === null || selection.ids.size > 0) return;
    const at = ids.indexOf(row);
    setMoved(ids[at + 1] ?? ids[at - 1] ?? null);
  }

  function closeOrReopen(): boolean {
    if (!writes) return false;
    const anyOpen = targets().some((id) => inbox.conversation(id)?.record.status === "active");
    if (anyOpen) moveOn();
    return run({ do: anyOpen ? "close" : "reopen" });
  }

  /** The menu of the chosen ones; of the row at the cursor, which is chosen by it; else of the open conversation. */
  function menu(name: HeaderMenu): boolean {
    if (!writes || targets().length === 0) return false;
    const row = focusedRow();
    if (selection.ids.size === 0 && (row === null || row === openId)) openMenu(name);
    else {
      if (selection.ids.size === 0 && row !== null) selection.toggle(row);
      selection.setMenu(name);
    }
    return true;
  }

  function press(buttonId: string): boolean {
    const button = document.getElementById(buttonId);
    button?.click();
    return button !== null;
  }

  useTellTargets(targets);
  useShortcutHandlers({
    next: () => step(1),
    previous: () => step(-1),
    reply: () => press(composeButtonIds.reply),
    note: () => press(composeButtonIds.note),
    close: closeOrReopen,
    assign: () => menu("assign"),
    snooze: () => menu("snooze"),
    label: () => menu("label"),
    priority: () => menu("priority"),
    macro: () => menu("macro"),
    unread() {
      const aboutOpen = targets()[0] === openId && selection.ids.size === 0;
      if (!run({ do: "unread" }) && !aboutOpen) return false;
      if (aboutOpen) leave();
    },
    select() {
      const id = focusedRow() ?? moved ?? openId;
      if (id === null || !ids.includes(id)) return false;
      selection.toggle(id);
    },
    selectAll() {
      // In the thread it selects text, as everywhere.
      if (document.activeElement?.closest(".inbox-thread") != null || ids.length === 0) return false;
      selection.all();
    },
    clear() {
      if (!selection.active) return false;
      selection.clear();
    },
  });
  return moved;
}

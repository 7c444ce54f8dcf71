import { useCallback, useEffect, useSyncExternalStore } from "react";

/**
 * Which menu of the open conversation's header is open. It lies outside the header because the keyboard and the
 * command bar open menus that are not theirs: `openMenu("snooze")` is heard by the header of the conversation that
 * is on the screen, and by nobody when none is.
 */
export type HeaderMenu = "assign" | "snooze" | "label" | "priority" | "macro";

let current: HeaderMenu | null = null;
const listeners = new Set<() => void>();

function set(menu: HeaderMenu | null): void {
  if (menu === current) return;
  current = menu;
  for (const listener of listeners) listener();
}

/** Opens a menu of the open conversation's header, and closes the one that was open. */
export function openMenu(menu: HeaderMenu): void {
  if (listeners.size > 0) set(menu);
}

/** Closes whichever menu of the header is open. */
export function closeMenu(): void {
  set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The open menu, and how one menu is opened or closed by its own button. For the header alone. */
export function useOpenMenu(): { open: HeaderMenu | null; setOpen: (menu: HeaderMenu, isOpen: boolean) => void } {
  const open = useSyncExternalStore(subscribe, () => current);
  const setOpen = useCallback((menu: HeaderMenu, isOpen: boolean) => {
    if (isOpen) set(menu);
    // A menu that closes because another one opened must not close that one.
    else if (current === menu) set(null);
  }, []);
  // The next conversation's header does not inherit an open menu.
  useEffect(() => closeMenu, []);
  return { open, setOpen };
}

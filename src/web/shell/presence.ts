import { useEffect, useSyncExternalStore } from "react";
import type { PresenceState } from "../../protocol/signals.ts";
import { useInbox } from "../../client/react.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";

export function presenceName(state: PresenceState): string {
  return t(shell[`presence.${state}`]);
}

/** Without a key or a move of the pointer for this long, nobody sits there. */
const awayAfterMs = 5 * 60_000;
const storageKey = "parley.presence";
const signsOfLife = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
const listeners = new Set<() => void>();

/** What the agent chose, the same in all tabs and over reloads. */
export function usePresenceChoice(): PresenceState {
  return useSyncExternalStore(subscribe, chosen);
}

export function choosePresence(state: PresenceState): void {
  localStorage.setItem(storageKey, state);
  // Browsers tell only the other tabs.
  for (const listener of listeners) listener();
}

/** Tells the choice, and "away" instead of "online" while nobody is at the keys. */
export function useTellPresence(): void {
  const inbox = useInbox();
  const choice = usePresenceChoice();
  useEffect(() => {
    inbox.setPresence(choice);
    if (choice !== "online") return;
    const leave = () => inbox.setPresence("away");
    let timer = setTimeout(leave, awayAfterMs);
    const stay = () => {
      clearTimeout(timer);
      timer = setTimeout(leave, awayAfterMs);
      inbox.setPresence("online");
    };
    for (const sign of signsOfLife) document.addEventListener(sign, stay, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signsOfLife) document.removeEventListener(sign, stay);
    };
  }, [inbox, choice]);
}

function chosen(): PresenceState {
  const kept = localStorage.getItem(storageKey);
  return kept === "away" || kept === "busy" ? kept : "online";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

import { useSyncExternalStore } from "react";

/** What an agent chose for this browser. It says how one works, not what is true, so it stays here. */

/** How long a sent message can be taken back, in milliseconds; 0: it leaves at once. */
export const undoSendChoices = [0, 3_000, 10_000] as const;
export type UndoSendMs = (typeof undoSendChoices)[number];

const undoSendDefault: UndoSendMs = 3_000;
const undoSendKey = "parley.undoSend";
const listeners = new Set<() => void>();

/** Milliseconds for which a message is held back when it is sent: `holdMs` of `message:send`. */
export function undoSendMs(): UndoSendMs {
  const kept = localStorage.getItem(undoSendKey);
  // `Number(null)` is 0, which is a choice.
  return undoSendChoices.find((choice) => kept !== null && choice === Number(kept)) ?? undoSendDefault;
}

/** The same, kept up to date with the other tabs. */
export function useUndoSendMs(): UndoSendMs {
  return useSyncExternalStore(subscribe, undoSendMs);
}

export function chooseUndoSend(ms: UndoSendMs): void {
  localStorage.setItem(undoSendKey, String(ms));
  // Browsers tell only the other tabs.
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

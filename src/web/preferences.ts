import { useSyncExternalStore } from "react";
import { type LanguageChoice, languages } from "./messages/language.ts";

/** What an agent chose for this browser. It says how one works, not what is true, so it stays here. */

/** How long a sent message can be taken back, in milliseconds; 0: it leaves at once. */
export const undoSendChoices = [0, 3_000, 10_000] as const;
export type UndoSendMs = (typeof undoSendChoices)[number];

const undoSendDefault: UndoSendMs = 3_000;
const undoSendKey = "parley.undoSend";
const enterKey = "parley.enterKey";
const languageKey = "parley.language";
const apartKey = "parley.channelsApart";
const listeners = new Set<() => void>();

/** Milliseconds for which a message is held back when it is sent: `holdMs` of `message:send`. */
export function undoSendMs(): UndoSendMs {
  const kept = localStorage.getItem(undoSendKey);
  // `Number(null)` is 0, which is a choice.
  return undoSendChoices.find((choice) => kept !== null && choice === Number(kept)) ?? undoSendDefault;
}

/** The same, kept up to date with the other tabs. */
export function useUndoSendMs(): UndoSendMs {
  return useSyncExternalStore(onPreference, undoSendMs);
}

export function chooseUndoSend(ms: UndoSendMs): void {
  keep(undoSendKey, String(ms));
}

/** Whether Enter sends a chat message or a note; Ctrl or ⌘ with Enter sends either way. */
export function useEnterSends(): boolean {
  return useSyncExternalStore(onPreference, () => localStorage.getItem(enterKey) !== "newLine");
}

export function chooseEnterSends(sends: boolean): void {
  keep(enterKey, sends ? "sends" : "newLine");
}

export function languageChoice(): LanguageChoice {
  const kept = localStorage.getItem(languageKey);
  return languages.find((language) => language === kept) ?? "automatic";
}

/** The same, kept up to date with the other tabs. */
export function useLanguageChoice(): LanguageChoice {
  return useSyncExternalStore(onPreference, languageChoice);
}

export function chooseLanguage(choice: LanguageChoice): void {
  keep(languageKey, choice);
}

/** Whether a thread shows one conversation alone, though the customer has several; together, unless chosen otherwise. */
export function useIsApart(): boolean {
  return useSyncExternalStore(onPreference, () => localStorage.getItem(apartKey) === "yes");
}

export function chooseApart(isApart: boolean): void {
  keep(apartKey, isApart ? "yes" : "no");
}

function keep(key: string, value: string): void {
  localStorage.setItem(key, value);
  // Browsers tell only the other tabs.
  for (const listener of listeners) listener();
}

/** Calls back when one of them changes, here or in another tab; returns how to stop. */
export function onPreference(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

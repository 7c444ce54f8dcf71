import { useEffect, useSyncExternalStore } from "react";

/**
 * Where the contact of the open conversation is shown: beside the thread where there is room, unless it was folded
 * away on this device; else in a sheet over the page, while it is asked for. It lies outside of both, because the
 * header and the keyboard open it.
 */
export type ContactPlace = "beside" | "sheet" | "hidden";

/** The button of the conversation's header that shows and folds it. */
export const contactButtonId = "contact-of-conversation";

const foldedKey = "parley.contactFolded";
/** As in contact-side.css. */
const wide = window.matchMedia("(width >= 1200px)");
const listeners = new Set<() => void>();
let isSheetOpen = false;

function place(): ContactPlace {
  if (wide.matches) return localStorage.getItem(foldedKey) === null ? "beside" : "hidden";
  return isSheetOpen ? "sheet" : "hidden";
}

/** What an entry of the browser's history says while the sheet is open. */
const sheetState = "parley.contactSheet";

/** Shows it, or folds it away. */
export function toggleContact(): void {
  if (!wide.matches) {
    if (isSheetOpen) return closeContactSheet();
    isSheetOpen = true;
    // On a phone Back closes what lies on top.
    history.pushState(sheetState, "");
  } else if (place() === "hidden") localStorage.removeItem(foldedKey);
  else localStorage.setItem(foldedKey, "yes");
  tell();
}

export function closeContactSheet(): void {
  if (!isSheetOpen) return;
  isSheetOpen = false;
  if (history.state === sheetState) history.back();
  tell();
}

function onBack(): void {
  if (!isSheetOpen || history.state === sheetState) return;
  isSheetOpen = false;
  tell();
}

/** For those who show it, and those who say whether it is shown. */
export function useContactPlace(): ContactPlace {
  return useSyncExternalStore(subscribe, place);
}

/** The sheet is of one conversation: the next one begins without. */
export function useOwnContactSheet(conversationId: string): void {
  useEffect(() => closeContactSheet, [conversationId]);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  wide.addEventListener("change", listener);
  if (listeners.size === 1) window.addEventListener("popstate", onBack);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", onBack);
    wide.removeEventListener("change", listener);
  };
}

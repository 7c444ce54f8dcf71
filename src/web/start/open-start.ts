import { useSyncExternalStore } from "react";
import type { Contact } from "../../protocol/records.ts";

/** Whom somebody wants to write to, and by which channel; null where that is still to be chosen. */
export interface StartWish {
  readonly contact: Contact | null;
  readonly channelId: string | null;
}

/** It lies outside of the page's tree because buttons in many places open the one form. */
let current: StartWish | null = null;
const listeners = new Set<() => void>();

export function openStart(wish: Partial<StartWish> = {}): void {
  set({ contact: null, channelId: null, ...wish });
}

export function closeStart(): void {
  set(null);
}

/** For the shell, which shows the form. */
export function useStartWish(): StartWish | null {
  return useSyncExternalStore(subscribe, () => current);
}

function set(wish: StartWish | null): void {
  current = wish;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

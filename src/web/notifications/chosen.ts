import { useMemo, useSyncExternalStore } from "react";
import type { Topic } from "../../protocol/topics.ts";
import { type NotificationSettings, readNotificationSettings, type TopicSettings } from "./settings.ts";

/** What one agent chose for this browser. Two agents who share it choose for themselves. */

const listeners = new Set<() => void>();

export function notificationSettings(agentId: string): NotificationSettings {
  return readNotificationSettings(localStorage.getItem(settingsKey(agentId)));
}

/** The same, kept up to date with the other tabs. */
export function useNotificationSettings(agentId: string): NotificationSettings {
  const kept = useKept(settingsKey(agentId));
  return useMemo(() => readNotificationSettings(kept), [kept]);
}

export function chooseNotifications(agentId: string, topic: Topic, change: Partial<TopicSettings>): void {
  const before = notificationSettings(agentId);
  write(settingsKey(agentId), JSON.stringify({ ...before, [topic]: { ...before[topic], ...change } }));
}

/**
 * The hint that the system could have told something: "due" since that happened, with who wrote; "dismissed" for ever.
 */
export type Hint = { readonly state: "none" | "dismissed" } | { readonly state: "due"; readonly contact: string };

export function useHint(agentId: string): Hint {
  const kept = useKept(hintKey(agentId));
  return useMemo(() => readHint(kept), [kept]);
}

/** Keeps the first reason that there was. */
export function makeHintDue(agentId: string, contact: string): void {
  const key = hintKey(agentId);
  if (localStorage.getItem(key) === null) write(key, `due ${contact}`);
}

export function dismissHint(agentId: string): void {
  write(hintKey(agentId), "dismissed");
}

function readHint(kept: string | null): Hint {
  if (kept === null) return { state: "none" };
  return kept.startsWith("due ") ? { state: "due", contact: kept.slice(4) } : { state: "dismissed" };
}

const settingsKey = (agentId: string) => `parley.notifications.${agentId}`;
const hintKey = (agentId: string) => `parley.notifications.hint.${agentId}`;

function write(key: string, value: string): void {
  localStorage.setItem(key, value);
  // Browsers tell only the other tabs.
  for (const listener of listeners) listener();
}

function useKept(key: string): string | null {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(key));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

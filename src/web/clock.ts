import type { Inbox } from "../client/inbox.ts";

/** The time by which the server judges, in place of the reader's own clock, which may be wrong by hours. */
let offsetMs = 0;
/** What is told takes its time to come. */
const toleratedMs = 1_000;
const listeners = new Set<() => void>();

export function now(): number {
  return Date.now() + offsetMs;
}

/** Goes by what this inbox is told, until another one is opened. */
export function keepTimeOf(inbox: Inbox): void {
  const look = () => {
    const told = Date.parse(inbox.now()) - Date.now();
    if (Math.abs(told - offsetMs) < toleratedMs) return;
    offsetMs = told;
    for (const listener of listeners) listener();
  };
  inbox.subscribe(look);
  look();
}

/** Calls `listener` when `now` has jumped. */
export function onClockChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

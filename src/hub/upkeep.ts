import { attempt } from "./alarm-clock.ts";
import type { Parts } from "./parts.ts";

/** What the hub does by itself: what is due, what is to be started, and when the alarm rings next (I12). */

/** What is due at `now` and takes no time. Each for itself: what one throws must not keep the others. */
export function sweep(parts: Parts, now: number): void {
  // Also tells of those who have fallen silent since.
  attempt("sessions", () => parts.signals.around(() => parts.sessions.closeExpired(now)));
  attempt("locks", () => parts.locks.sweep(now));
  attempt("snoozes", () => parts.snoozes.sweep(now));
  attempt("schedules", () => parts.schedules.sweep(now));
  attempt("assigner", () => parts.assigner.look());
  attempt("deliveries", () => parts.deliveries.sweep(now));
  attempt("media", () => parts.media.sweep(now));
}

/** Starts what goes out, and waits for none of it. `afterTurn` follows what comes back by itself. */
export function pump(parts: Parts, now: number, afterTurn: () => void): void {
  attempt("delivery", () => parts.delivery.pump());
  attempt("templates", () => parts.templates.pump(now, afterTurn));
  attempt("pushes", () => parts.pushSender?.pump());
  attempt("jobs", () => parts.jobs.pump());
}

export function armRows(parts: Parts, now: number): void {
  const { clock } = parts;
  clock.arm(parts.outbox.nextDue(now));
  clock.arm(parts.delivery.nextDue());
  clock.arm(parts.locks.nextDue(now));
  clock.arm(parts.snoozes.nextDue());
  clock.arm(parts.schedules.nextDue());
  clock.arm(parts.templates.nextDue(now));
  if (parts.pushSender !== null) clock.arm(parts.pushQueue.nextDue(now));
  clock.arm(parts.jobs.nextDue(now));
  clock.arm(parts.media.nextDue());
  clock.arm(parts.roster.nextDue());
}

/** Reads every socket, so it is for waking and the alarm alone: a new socket arms its own, and so does each frame. */
export function armSockets(parts: Parts, now: number): void {
  parts.clock.arm(parts.sessions.nextExpiry());
  parts.clock.arm(parts.sessions.signs.next(now));
}

import { timing } from "../../src/protocol/timing.ts";
import type { ServerSocket } from "./runtime/socket.ts";

/** What the hub's side of the network has heard from each session: the measure of how long a lock may live (I5). */
export class Signs {
  readonly #now: () => number;
  readonly #socketOf = new Map<string, ServerSocket>();
  readonly #sessionOf = new WeakMap<ServerSocket, string>();
  readonly #times = new Map<string, number[]>();
  /** Which session asked for a command first. */
  readonly #askers = new Map<string, string>();
  /** When the machine last died: what only it knew of pings is forgotten then. */
  lastResetAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A frame or a ping has arrived at the hub's side of a socket. */
  heard(socket: ServerSocket, data: string): void {
    if (data !== "ping") {
      const frame = JSON.parse(data) as { type: string; id?: string; session?: string };
      if (frame.type === "hello" && frame.session !== undefined) {
        this.#sessionOf.set(socket, frame.session);
        this.#socketOf.set(frame.session, socket);
      }
      const asker = this.#sessionOf.get(socket);
      if (frame.type === "command" && frame.id !== undefined && asker !== undefined) this.asked(frame.id, asker);
    }
    const session = this.#sessionOf.get(socket);
    // An older socket of the session was replaced: what is still under way on it counts for nothing.
    if (session !== undefined && this.#socketOf.get(session) === socket) this.note(session);
  }

  /** A sign of life of a session; of REST: a call that takes or keeps a lock. */
  note(session: string): void {
    const times = this.#times.get(session);
    if (times === undefined) this.#times.set(session, [this.#now()]);
    else times.push(this.#now());
  }

  asked(commandId: string, session: string): void {
    if (!this.#askers.has(commandId)) this.#askers.set(commandId, session);
  }

  askerOf(commandId: string): string | null {
    return this.#askers.get(commandId) ?? null;
  }

  /** No lock of the session lives longer than this, whatever else happened. */
  latestEnd(session: string, at: number): number {
    const last = this.#times.get(session)?.findLast((time) => time <= at);
    return (last ?? Number.NEGATIVE_INFINITY) + timing.lockTtlMs;
  }

  /** A lock taken at `takenAt` lives at least until then, unless the machine died meanwhile. */
  earliestEnd(session: string, takenAt: number, at: number): number {
    let end = takenAt + timing.lockTtlMs;
    for (const time of this.#times.get(session) ?? []) {
      if (time < takenAt) continue;
      if (time > at || time >= end) break;
      end = time + timing.lockTtlMs;
    }
    return this.lastResetAt >= takenAt ? Number.NEGATIVE_INFINITY : end;
  }
}

import { timing } from "../protocol/timing.ts";
import type { Admission } from "./rpc.ts";
import type { Store } from "./store.ts";

/** A ticket outlives the session that it was made in by this at most; clocks of the platform's machines differ by less than a minute. */
const rememberMs = timing.resumeTicketTtlMs + 60_000;
const forgetEveryMs = 600_000;

/**
 * Which sign-ins have ended and which tokens were used: what a hub must know to judge who comes without asking D1.
 * Rows are written when a session ends and when a token opens a socket; a ticket, which is signed, costs none.
 */
export class SignIns {
  readonly #store: Pick<Store, "run" | "rows">;
  #forgotAt = 0;

  constructor(store: Pick<Store, "run" | "rows">) {
    this.#store = store;
  }

  /** May be repeated. */
  end(sid: string, now: number): void {
    if (now - this.#forgotAt > forgetEveryMs) {
      this.#forgotAt = now;
      this.#store.run("DELETE FROM ended_session WHERE until <= ?", now);
    }
    this.#store.run(
      "INSERT INTO ended_session (sid, until) VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until",
      sid,
      now + rememberMs,
    );
  }

  hasEnded(sid: string): boolean {
    return this.#store.rows("SELECT 1 FROM ended_session WHERE sid = ?", sid).length > 0;
  }

  /** False when the token has opened a socket before. */
  use({ id, until }: NonNullable<Admission["once"]>, now: number): boolean {
    if (this.#store.rows("SELECT 1 FROM used_token WHERE until = ? AND id = ?", until, id).length > 0) return false;
    this.#store.run("DELETE FROM used_token WHERE until <= ?", now);
    this.#store.run("INSERT INTO used_token (until, id) VALUES (?, ?)", until, id);
    return true;
  }
}

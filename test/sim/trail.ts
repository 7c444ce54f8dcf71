import { must } from "./must.ts";
import { Rota } from "./rota.ts";
import type { World } from "./world.ts";

interface Told {
  readonly event: string;
  readonly payload: {
    readonly conversationId?: string;
    readonly agentId?: string | null;
    readonly previousAgentId?: string;
    readonly until?: string;
    readonly assigneeId?: string | null;
  };
}

interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly commandId: string | null;
  readonly events: readonly Told[];
}

interface Holder {
  readonly agentId: string;
  readonly session: string;
  readonly token: number;
  readonly takenAt: number;
}

/** Locks and snoozes along the way, by a model that reads the journal as it grows and knows none of the rules' code. */
export class Trail {
  readonly #world: World;
  #read = 0;
  readonly #holders = new Map<string, Holder>();
  /** Conversation → until when it sleeps. */
  readonly #asleep = new Map<string, number>();
  readonly #rota = new Rota();

  constructor(world: World) {
    this.#world = world;
  }

  /** Reads what was committed since. Not while the disk does not have it: what is lost then never happened. */
  follow(): void {
    const { hub } = this.#world;
    if (hub.isDoomed) return;
    const rows = hub.database.rows<{ seq: number; at: string; actor: string; cause: string | null; events: string }>(
      "SELECT seq, at, actor, cause, events FROM journal WHERE seq > ? ORDER BY seq",
      [this.#read],
    );
    for (const { seq, at, actor, cause, events } of rows) {
      this.#read = seq;
      const commandId = cause === null ? null : cause.slice(cause.indexOf("|") + 1);
      const entry = { seq, at: Date.parse(at), actor, commandId, events: JSON.parse(events) as Told[] };
      for (const told of entry.events) {
        this.#take(entry, told);
        this.#rota.take(entry, told);
      }
    }
    this.#checkTable();
  }

  /** At rest: what sleeps has a time to come, and the table of timers says so too. */
  checkAsleep(): void {
    const { hub, clock } = this.#world;
    const timers = new Map(
      hub.database.rows<{ id: string; due: number }>("SELECT id, due FROM timer").map(({ id, due }) => [id, due]),
    );
    for (const [id, until] of this.#asleep) {
      must(`I12: ${id} sleeps until a time to come`, until > clock.now(), true);
      must(`I12: the timer of ${id}`, timers.get(id), until);
    }
    const late = [...timers].filter(([, due]) => due <= clock.now());
    must("I12: no timer is overdue", late, []);
  }

  #take(entry: Entry, told: Told): void {
    const conversationId = told.payload.conversationId ?? "";
    const agentId = told.payload.agentId ?? "";
    const holder = this.#holders.get(conversationId) ?? null;
    const where = `${told.event} at ${entry.seq} in ${conversationId}`;
    switch (told.event) {
      case "lock:acquired":
        must(`I5: nobody holds it: ${where}`, holder, null);
        this.#holders.set(conversationId, this.#holderOf(entry, agentId));
        return;
      case "lock:taken_over":
        must(`I5: taken from its holder: ${where}`, told.payload.previousAgentId, holder?.agentId);
        this.#holders.set(conversationId, this.#holderOf(entry, agentId));
        return;
      case "lock:released":
        must(`I5: released by its holder: ${where}`, agentId, holder?.agentId);
        if (entry.actor !== "hub") must(`I5: only the holder releases: ${where}`, entry.actor, `agent:${agentId}`);
        this.#holders.delete(conversationId);
        return;
      case "lock:expired":
        must(`I5: expired for its holder: ${where}`, agentId, holder?.agentId);
        if (holder !== null) must(`I5: not before its time: ${where}`, this.#livesAt(holder, entry.at), false);
        this.#holders.delete(conversationId);
        return;
      case "message:queued":
        // A scheduled message leaves: its author was judged when it was written.
        if (entry.actor === "hub") return;
        return this.#checkReply(entry, conversationId, holder);
      case "message:scheduled":
        return this.#checkReply(entry, conversationId, holder);
      case "conversation:snoozed":
        this.#asleep.set(conversationId, Date.parse(told.payload.until ?? ""));
        return;
      case "conversation:closed":
      case "conversation:archived":
      case "conversation:reopened":
        return this.#woke(entry, conversationId);
      default:
      // The rest is no lock's and no snooze's business.
    }
  }

  /** I6: by someone else than the holder of a live lock only after taking it over, which is told before. */
  #checkReply(entry: Entry, conversationId: string, holder: Holder | null): void {
    if (holder === null || entry.actor === `agent:${holder.agentId}`) return;
    must(
      `I6: ${entry.actor} replied at ${entry.seq} in ${conversationId} while ${holder.session} held the lock ${holder.token}`,
      this.#livesAt(holder, entry.at),
      false,
    );
  }

  #woke(entry: Entry, conversationId: string): void {
    const until = this.#asleep.get(conversationId);
    this.#asleep.delete(conversationId);
    if (entry.actor !== "hub") return;
    must(`I12: ${conversationId} slept when the hub woke it at ${entry.seq}`, until !== undefined, true);
    must(`I12: ${conversationId} is not woken before its time`, entry.at >= (until ?? 0), true);
  }

  #holderOf({ seq, at, commandId }: Entry, agentId: string): Holder {
    const session = commandId === null ? null : this.#world.signs.askerOf(commandId);
    if (session === null) throw new Error(`I5: a lock was taken at ${seq} that nobody asked for`);
    return { agentId, session, token: seq, takenAt: at };
  }

  /** True when it certainly lives: resets may have shortened its life. */
  #livesAt({ session, takenAt }: Holder, at: number): boolean {
    return at < this.#world.signs.earliestEnd(session, takenAt, at);
  }

  /** The table against the journal; and no stored life beyond what the session's signs allow. */
  #checkTable(): void {
    const { hub, clock, signs } = this.#world;
    const rows = hub.database.rows<{
      conversation: string;
      session: string | null;
      token: string;
      alive_until: number;
    }>("SELECT conversation, session, token, alive_until FROM lock WHERE is_held = 1 ORDER BY conversation");
    const held = rows.map(({ conversation, token }) => [conversation, Number(token)]);
    const told = [...this.#holders].map(([id, { token }]) => [id, token]);
    must("I5: the locks that are held are those that were told, under their own tokens", held, told.toSorted(byFirst));
    for (const { conversation, alive_until: aliveUntil } of rows) {
      const session = this.#holders.get(conversation)?.session ?? "";
      const end = signs.latestEnd(session, clock.now());
      if (aliveUntil > end)
        throw new Error(`I5: the lock of ${session} on ${conversation} is stored ${aliveUntil - end} ms too long`);
    }
  }
}

function byFirst([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}

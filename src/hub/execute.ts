import { decide } from "../core/decide.ts";
import type { Effect } from "../core/domain-events.ts";
import { draftId } from "../core/draft.ts";
import type { LockState } from "../core/lock.ts";
import type { Asker, ConversationState } from "../core/state.ts";
import type { Command, HeldLock } from "../protocol/commands.ts";
import type { DraftKind, ParleyRecord } from "../protocol/records.ts";
import { causeKey } from "./commit.ts";
import type { Committer, Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Folded } from "./fold.ts";
import type { Journal } from "./journal.ts";
import type { Actor } from "./rpc.ts";
import type { Store } from "./store.ts";
import type { Rejection } from "../protocol/rejections.ts";

/** An answer whose value is still the JSON text that went to disk: the wire takes it as it is. */
export type TextAnswer = { readonly ok: true; readonly seq: number; readonly text: string } | ({ readonly ok: false } & Rejection);

/** Runs commands: the same id gives the same accepted answer, a refusal leaves no trace. */
export class Executor {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #committer: Committer;
  readonly #lockOf: (conversationId: string) => LockState | null;

  constructor(store: Store, journal: Journal, committer: Committer, lockOf: (conversationId: string) => LockState | null) {
    this.#store = store;
    this.#journal = journal;
    this.#committer = committer;
    this.#lockOf = lockOf;
  }

  execute(actor: Actor, id: string, command: Command, base: number | null, session: string | null = null): TextAnswer {
    const asker = this.asker(actor, session);
    if (asker === null) return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const earlier = this.answerTo(actor, id);
    if (earlier !== null) return earlier;
    if (base !== null && base < this.#journal.floor) {
      return { ok: false, code: "expired", message: "This was asked for too long ago to know whether it still fits." };
    }
    return this.#committer.commit((turn): TextAnswer => {
      if (makesMessage(command) && this.#store.message(id) !== null) {
        return { ok: false, code: "conflict", message: "There is a message with this id already." };
      }
      const before = this.#load(command, asker);
      const decision = decide(before, id, command, asker, { now: turn.now, seq: turn.nextSeq() });
      if (!decision.ok) return decision;
      const { state, shared, own } = fold(before, decision.events);
      for (const effect of decision.effects) {
        if (effect.effect === "renew") this.#store.renewLock(effect.lock.conversationId, effect.lock.session, Date.parse(effect.lock.expiresAt));
      }
      const value = valueOf(command, state, decision.effects);
      return this.#write(turn, actor, id, { shared, own, effects: decision.effects, value });
    });
  }

  /** What everybody sees and what is the asker's own are two changes; the first that there is carries the answer. */
  #write(turn: Turn, actor: Actor, id: string, made: Pick<Folded, "shared" | "own"> & { effects: readonly Effect[]; value: unknown }): TextAnswer {
    const text = JSON.stringify(made.value);
    const changes = [made.shared, made.own].filter(({ events }) => events.length > 0);
    let answer: TextAnswer | null = null;
    for (const change of changes) {
      const isFirst = answer === null;
      const written = turn.write({
        actor: actorKey(actor),
        ...change,
        cause: isFirst ? id : null,
        effects: isFirst ? made.effects : [],
        ...(isFirst ? { answer: made.value } : {}),
      });
      answer ??= { ok: true, seq: written.seq, text: written.answer };
    }
    return answer ?? { ok: true, seq: this.#journal.head, text };
  }

  /** The accepted answer of a command that was already executed, or null. */
  answerTo(actor: Actor, id: string): (TextAnswer & { ok: true }) | null {
    const earlier = this.#journal.answer(causeKey(actorKey(actor), id));
    return earlier === null ? null : { ok: true, seq: earlier.seq, text: earlier.result };
  }

  /** The roster decides, whatever a token says; an API key was checked by the Worker. */
  asker(actor: Actor, session: string | null = null): Asker | null {
    if (actor.type === "apiKey") return { id: `apiKey:${actor.keyId}`, name: "API", role: null, session: null };
    const agent = this.#store.agent(actor.agentId);
    return agent === null || agent.deleted ? null : { id: agent.id, name: agent.name, role: agent.role, session };
  }

  #load(command: Command, asker: Asker): ConversationState {
    const { conversationId } = command.payload;
    const named = namedMessage(command);
    const draftKind = draftKindOf(command);
    return {
      conversation: this.#store.conversation(conversationId),
      contact: null,
      message: named === null ? null : this.#store.message(named),
      readMark: this.#store.readMark(asker.id, conversationId),
      lock: needsLock(command) ? this.#lockOf(conversationId) : null,
      draft: draftKind === null ? null : this.#store.draft(draftId(asker.id, conversationId, draftKind), asker.id),
      agents: needsAgents(command) ? this.#store.agents().filter(({ deleted }) => !deleted) : [],
    };
  }
}

export function actorKey(actor: Actor): string {
  return actor.type === "agent" ? `agent:${actor.agentId}` : `apiKey:${actor.keyId}`;
}

/** The message that a command is about, or quotes. */
function namedMessage(command: Command): string | null {
  switch (command.command) {
    case "message:send":
      return command.payload.replyTo ?? null;
    case "message:retry":
      return command.payload.messageId;
    case "conversation:read":
      return command.payload.upTo;
    default:
      return null;
  }
}

function makesMessage(command: Command): boolean {
  return command.command === "message:send" || command.command === "note:add";
}

function needsLock(command: Command): boolean {
  return command.command === "message:send" || command.command.startsWith("lock:");
}

function needsAgents(command: Command): boolean {
  return command.command === "note:add" || command.command === "conversation:assign";
}

/** The draft that a command saves, or that its message was. */
function draftKindOf(command: Command): DraftKind | null {
  switch (command.command) {
    case "draft:save":
    case "draft:discard":
      return command.payload.kind;
    case "message:send":
      return "reply";
    case "note:add":
      return "note";
    default:
      return null;
  }
}

/** What the matching REST call answers with. */
function valueOf(command: Command, state: ConversationState, effects: readonly Effect[]): ParleyRecord | HeldLock | null {
  switch (command.command) {
    case "message:send":
    case "message:retry":
    case "note:add":
      return state.message;
    case "conversation:read":
    case "conversation:unread":
      return state.readMark;
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
    case "conversation:assign":
      return state.conversation;
    case "lock:acquire":
    case "lock:heartbeat":
    case "lock:takeover": {
      const renewed = effects.find((effect) => effect.effect === "renew");
      const lock = renewed?.lock ?? state.lock;
      return lock && { conversationId: lock.conversationId, agentId: lock.agentId, token: lock.token, expiresAt: lock.expiresAt };
    }
    case "lock:release":
      return null;
    case "draft:save":
    case "draft:discard":
      return state.draft;
  }
}

import { decide } from "../core/decide.ts";
import type { Asker, ConversationState } from "../core/state.ts";
import type { Command } from "../protocol/commands.ts";
import type { ParleyRecord } from "../protocol/records.ts";
import { causeKey } from "./commit.ts";
import type { Committer } from "./commit.ts";
import { changedRecords, fold } from "./ingest.ts";
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

  constructor(store: Store, journal: Journal, committer: Committer) {
    this.#store = store;
    this.#journal = journal;
    this.#committer = committer;
  }

  execute(actor: Actor, id: string, command: Command, base: number | null): TextAnswer {
    const asker = this.asker(actor);
    if (asker === null) return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const earlier = this.answerTo(actor, id);
    if (earlier !== null) return earlier;
    if (base !== null && base < this.#journal.floor) {
      return { ok: false, code: "expired", message: "This was asked for too long ago to know whether it still fits." };
    }
    return this.#committer.commit((turn): TextAnswer => {
      if (command.command === "message:send" && this.#store.message(id) !== null) {
        return { ok: false, code: "conflict", message: "There is a message with this id already." };
      }
      const before = this.#load(command, asker);
      const decision = decide(before, id, command, asker, { now: turn.now, seq: turn.nextSeq() });
      if (!decision.ok) return decision;
      const { state, events } = fold(before, decision.events);
      const value = valueOf(command, state);
      if (events.length === 0) return { ok: true, seq: this.#journal.head, text: JSON.stringify(value) };
      const records = changedRecords(before, state);
      const written = turn.write({ actor: actorKey(actor), cause: id, events, records, effects: decision.effects, ...(value ? { answer: value } : {}) });
      return { ok: true, seq: written.seq, text: written.answer };
    });
  }

  /** The accepted answer of a command that was already executed, or null. */
  answerTo(actor: Actor, id: string): (TextAnswer & { ok: true }) | null {
    const earlier = this.#journal.answer(causeKey(actorKey(actor), id));
    return earlier === null ? null : { ok: true, seq: earlier.seq, text: earlier.result };
  }

  /** The roster decides, whatever a token says; an API key was checked by the Worker. */
  asker(actor: Actor): Asker | null {
    if (actor.type === "apiKey") return { id: `apiKey:${actor.keyId}`, role: null };
    const agent = this.#store.agent(actor.agentId);
    return agent === null || agent.deleted ? null : { id: agent.id, role: agent.role };
  }

  #load(command: Command, asker: Asker): ConversationState {
    const { conversationId } = command.payload;
    const named = namedMessage(command);
    const conversation = this.#store.conversation(conversationId);
    return {
      conversation,
      contact: null,
      message: named === null ? null : this.#store.message(named),
      readMark: this.#store.readMark(asker.id, conversationId),
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
    case "conversation:unread":
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
      return null;
  }
}

/** The record that the matching REST call answers with. */
function valueOf(command: Command, state: ConversationState): ParleyRecord | null {
  switch (command.command) {
    case "message:send":
    case "message:retry":
      return state.message;
    case "conversation:read":
    case "conversation:unread":
      return state.readMark;
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
      return state.conversation;
  }
}

import { announce } from "../../src/core/announce.ts";
import { applyAll } from "../../src/core/apply.ts";
import { decide } from "../../src/core/decide.ts";
import type { DomainEvent } from "../../src/core/domain-events.ts";
import { outgoingContent } from "../../src/core/outgoing-content.ts";
import type { Known } from "../../src/core/outgoing-content.ts";
import { receive } from "../../src/core/receive.ts";
import type { Reach } from "../../src/core/receive.ts";
import { emptyState } from "../../src/core/state.ts";
import type { Asker, ConversationState, Decision } from "../../src/core/state.ts";
import type { ConversationCommand } from "../../src/protocol/commands.ts";
import type { MessageFact } from "../../src/protocol/facts.ts";

/** Given what has happened, when something is asked or received, then this follows. */

export const now = "2026-11-01T12:00:00.000Z";
export const nobody: ConversationState = emptyState;
export const ana: Asker = { id: "ana", name: "Ana", role: "agent", session: "tab" };
export const viewer: Asker = { id: "vic", name: "Vic", role: "viewer", session: "tab" };
export const apiKey: Asker = { id: "apiKey:k", name: "API", role: null, session: null };

export const reach: Reach = {
  channel: { id: "channel", channel: "whatsapp" },
  messageId: "channel:a",
  contactId: "contact",
  conversationId: "channel.contact",
  unowned: [],
  replyTo: null,
};

export function text(change: Partial<MessageFact> = {}): MessageFact {
  return {
    fact: "message",
    providerId: "a",
    at: "2026-11-01T11:59:58.000Z",
    from: { aliases: [{ kind: "phone", value: "15550101" }], name: "Maria" },
    type: "text",
    body: "Hello",
    subject: null,
    content: null,
    attachments: [],
    quotes: null,
    fromAd: false,
    raw: "{}",
    ...change,
  };
}

/** The state after a customer has written `count` messages. */
export function afterInbound(count: number): ConversationState {
  let state = nobody;
  for (let n = 1; n <= count; n += 1) {
    const given: ConversationState = { ...state, message: null };
    const reception = receive(
      given,
      text({ providerId: `m${n}` }),
      { ...reach, messageId: `channel:m${n}` },
      { now, seq: n },
    );
    if (reception.outcome !== "stored") throw new Error(reception.outcome);
    state = applyAll(given, reception.events);
  }
  return state;
}

export function when(
  state: ConversationState,
  command: ConversationCommand,
  asker: Asker = ana,
  seq = 100,
  known: Known = nothingKnown,
): { decision: Decision; state: ConversationState; told: string[] } {
  const decision = decide({ ...state, said: saidBy(state, command, known) }, "command-id", command, asker, {
    now,
    seq,
  });
  return decision.ok
    ? { decision, state: applyAll(state, decision.events), told: tell(state, decision.events) }
    : { decision, state, told: [] };
}

const nothingKnown: Known = { files: [], template: null };

/** What the hub finds out for a send, of what its channel has. */
export function saidBy(
  { conversation }: ConversationState,
  command: ConversationCommand,
  known = nothingKnown,
): ConversationState["said"] {
  if (command.command !== "message:send" || conversation === null) return null;
  return outgoingContent(known, conversation, command.payload);
}

/** The names of the wire's events, in order. */
export function tell(before: ConversationState, events: readonly DomainEvent[]): string[] {
  return events
    .flatMap((event, index) => announce(event, applyAll(before, events.slice(0, index + 1))))
    .map(({ event }) => event);
}

import { mentionId } from "../../../src/core/send.ts";
import type { Count, Label, Team } from "../../../src/protocol/catalog-records.ts";
import type { ChangesFrame, WelcomeFrame } from "../../../src/protocol/frames.ts";
import type { Mention } from "../../../src/protocol/mention.ts";
import type { Agent, Contact, Conversation, Draft, Lock, Message, ReadMark } from "../../../src/protocol/records.ts";
import type { ConversationItem } from "../../../src/protocol/resources.ts";
import { timing } from "../../../src/protocol/timing.ts";
import {
  contact as plainContact,
  conversation as plainConversation,
  message as plainMessage,
} from "../../support/records.ts";

/** Records as a hub would write them, with only what a test is about. */

export const me = "agent-1";
const at = "2026-01-01T00:00:00.000Z";

export function agent(seq: number, given: Partial<Agent> = {}): Agent {
  return { kind: "agent", id: me, seq, name: "Ana", email: "ana@acme.test", role: "agent", accessSeq: 0, ...given };
}

export function contact(id: string, seq: number, name: string | null = id): Contact {
  return plainContact(id, { seq, name, phoneNumber: "+15550001" });
}

/** One in which a customer has said "Hello". */
export function conversation(id: string, seq: number, given: Partial<Conversation> = {}): Conversation {
  return plainConversation(id, {
    seq,
    contactId: `contact-${id}`,
    channelId: "channel-1",
    inboundCount: 1,
    lastMessageAt: at,
    lastMessagePreview: "Hello",
    lastMessageDirection: "inbound",
    lastPosition: seq,
    lastInboundAt: at,
    ...given,
  });
}

export function message(id: string, conversationId: string, seq: number, given: Partial<Message> = {}): Message {
  return plainMessage(id, {
    seq,
    conversationId,
    contactId: `contact-${conversationId}`,
    channelId: "channel-1",
    position: seq,
    body: "Hello",
    ...given,
  });
}

export function readMark(conversationId: string, seq: number, number: number, unread = 0): ReadMark {
  return {
    kind: "readMark",
    id: `${me}:${conversationId}`,
    seq,
    conversationId,
    agentId: me,
    upTo: null,
    number,
    unread,
  };
}

export function lock(conversationId: string, seq: number, given: Partial<Lock> = {}): Lock {
  const expiresAt = "2026-01-01T00:00:30.000Z";
  return { kind: "lock", id: conversationId, seq, conversationId, agentId: me, agentName: "Ana", expiresAt, ...given };
}

export function draft(conversationId: string, seq: number, content: string, given: Partial<Draft> = {}): Draft {
  return {
    kind: "draft",
    id: `${me}:${conversationId}:reply`,
    seq,
    conversationId,
    agentId: me,
    draftKind: "reply",
    content,
    subject: null,
    version: String(seq),
    ...given,
  };
}

export function label(id: string, seq: number, given: Partial<Label> = {}): Label {
  return { kind: "label", id, seq, name: id, color: "grey", ...given };
}

export function team(id: string, seq: number, given: Partial<Team> = {}): Team {
  return { kind: "team", id, seq, name: id, agentIds: [], autoAssign: false, capacity: null, ...given };
}

export function count(id: string, seq: number, n: number): Count {
  return { kind: "count", id, seq, n };
}

export function mention(messageId: string, conversationId: string, seq: number, given: Partial<Mention> = {}): Mention {
  return {
    kind: "mention",
    id: mentionId(messageId, me),
    seq,
    agentId: me,
    conversationId,
    messageId,
    position: seq,
    authorId: "agent-2",
    preview: "Look, @Ana",
    at,
    readAt: null,
    ...given,
  };
}

/** A conversation as a list answers it. */
export function item(record: Conversation, unread: number): ConversationItem {
  return { ...record, contact: { id: record.contactId, name: record.contactId, phoneNumber: null }, unread };
}

export function welcome(given: Partial<WelcomeFrame> = {}): WelcomeFrame {
  const { heartbeatMs, lockTtlMs, typingTtlMs } = timing;
  return {
    type: "welcome",
    seq: 100,
    projected: 100,
    reset: false,
    records: [],
    results: [],
    signals: [],
    timing: { heartbeatMs, lockTtlMs, typingTtlMs, serverTime: "" },
    ...given,
  };
}

export function changes(seq: number, given: Partial<ChangesFrame> = {}): ChangesFrame {
  return { type: "changes", seq, cause: null, events: [], records: [], ...given };
}

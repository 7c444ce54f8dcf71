import type { EventName, EventPayload, ParleyEvent } from "../protocol/events.ts";
import type { Conversation } from "../protocol/records.ts";
import { isUndelivered } from "./delivery.ts";
import type { MessageType } from "../protocol/message-kinds.ts";
import { type Reach, type Topic, topics } from "../protocol/topics.ts";

/**
 * What an event is to one agent. The page asks this to tell its agent, and the hub asks it for agents who have no page
 * open: both have to come to the same answer. Words are the reader's; here is only what was said.
 */

/** How much of what was said is told. */
export const quotedCharacters = 100;

/** Whose a conversation is, as one agent sees it. What one follows is one's own. */
export type Concern = "mine" | "nobodys" | "others";

/** What something is about, and what is opened to see it. */
export interface Subject {
  readonly kind: "conversation" | "contact";
  readonly id: string;
}

/** Something that happened and may be told. */
export interface Occurrence {
  readonly topic: Topic;
  readonly subject: Subject;
  readonly concern: Concern;
  /** The customer; null while nobody here knows who that is. */
  readonly contact: string | null;
  /** The colleague who did it; null when nobody of the team did. */
  readonly by: string | null;
  /** What was said; "" when nothing was. */
  readonly text: string;
  /** What kind of message it is: its name stands for what has no words. */
  readonly type: MessageType | null;
  /** What a lead is worth. */
  readonly value: number | null;
}

/** What is known of an agent and of the team, as far as it says what an event is about. */
export interface Desk {
  readonly me: string;
  readonly myTeamIds: readonly string[];
  /** The agent said so: is told nothing, and not later either. */
  readonly isBusy: boolean;
  conversation(id: string): Pick<Conversation, "assigneeId" | "teamId" | "followerIds" | "lastMessagePreview"> | null;
  contactName(conversationId: string): string | null;
  agentName(id: string): string;
  mentionText(mentionId: string): string;
}

interface Told {
  readonly subject: Subject;
  /** An agent's id. */
  readonly by?: string | null;
  /** Where the event knows it better than the desk. */
  readonly contact?: string | null;
  readonly text?: string;
  readonly type?: MessageType;
  readonly value?: number | null;
}

interface Rule<E extends EventName> {
  readonly event: E;
  /** null when this event is none of the topic's. */
  told(payload: EventPayload<E>, desk: Desk): Told | null;
}

interface TopicEvents {
  message: "message:received";
  conversation: "message:received";
  mention: "mention:created";
  assigned: "conversation:assigned";
  undelivered: "message:status";
  lead: "lead:converted";
  clicked: "email:clicked";
  opened: "email:opened";
}

/** The event that brings a topic, when that one does. What comes later is one row more here. */
const rules: { readonly [T in Topic]: Rule<TopicEvents[T]> } = {
  message: { event: "message:received", told: (message) => (message.isNewConversation ? null : said(message)) },
  // Not `conversation:created`: that one has no words, and comes for imported history as well.
  conversation: { event: "message:received", told: (message) => (message.isNewConversation ? said(message) : null) },
  mention: {
    event: "mention:created",
    told: ({ mentionId, authorId, conversationId }, desk) => ({
      subject: conversation(conversationId),
      by: authorId,
      text: desk.mentionText(mentionId),
    }),
  },
  assigned: {
    event: "conversation:assigned",
    told({ agentId, assigneeId, previousAssigneeId, conversationId }, desk) {
      const isNews = assigneeId === desk.me && previousAssigneeId !== desk.me && agentId !== desk.me;
      if (!isNews) return null;
      const text = desk.conversation(conversationId)?.lastMessagePreview ?? "";
      return { subject: conversation(conversationId), by: agentId, text };
    },
  },
  // Told to its writer only; what became of others' messages stands in their conversations.
  undelivered: {
    event: "message:status",
    told: ({ conversationId, status, authorId, error }, { me }) =>
      isUndelivered(status) && authorId === me
        ? { subject: conversation(conversationId), text: error?.message ?? "" }
        : null,
  },
  lead: {
    event: "lead:converted",
    told: ({ contactId, contactName, phoneNumber, value, agentId }, { me }) =>
      agentId === me
        ? null
        : { subject: { kind: "contact", id: contactId }, contact: contactName ?? phoneNumber, value },
  },
  clicked: { event: "email:clicked", told: (payload, desk) => readByCustomer(payload, desk) },
  opened: { event: "email:opened", told: (payload, desk) => readByCustomer(payload, desk) },
};

/** The events that may be told of. */
export const toldEvents: readonly TopicEvents[Topic][] = [
  ...new Set(topics.map((topic): TopicEvents[Topic] => rules[topic].event)),
];

/** Whether it plays a part whose conversation it is: not for what happens to the agent, or to no conversation. */
export const hasReach: Readonly<Record<Topic, boolean>> = {
  message: true,
  conversation: true,
  mention: false,
  assigned: false,
  undelivered: false,
  lead: false,
  clicked: false,
  opened: false,
};

/** What an event is to this agent; null when nobody is to be told of it. */
export function occurrenceOf(event: ParleyEvent, desk: Desk): Occurrence | null {
  if (desk.isBusy) return null;
  for (const topic of topics) {
    const rule = rules[topic] as Rule<EventName>;
    if (rule.event !== event.event) continue;
    const told = rule.told(event.payload, desk);
    if (told === null) continue;
    const { subject, text = "", type = null, value = null } = told;
    return {
      topic,
      subject,
      concern: concernOf(subject, desk),
      contact: told.contact ?? (subject.kind === "conversation" ? desk.contactName(subject.id) : null),
      by: told.by == null ? null : desk.agentName(told.by),
      text,
      type,
      value,
    };
  }
  return null;
}

/** Whether an agent who wants to hear that much of a topic wants to hear of this. */
export function isWanted({ topic, concern }: Occurrence, reach: Reach): boolean {
  if (reach === "off") return false;
  return !hasReach[topic] || reach === "all" || concern !== "others";
}

/** A subject as a name. */
export function keyOf({ kind, id }: Subject): string {
  return `${kind}/${id}`;
}

export function isMessage({ topic }: Pick<Occurrence, "topic">): boolean {
  return topic === "message" || topic === "conversation";
}

/**
 * What is told of several that have one subject, and how many messages they are: the strongest topic names it. What a
 * customer just said is more than what an assignment quotes. There has to be one at least.
 */
export function together<T extends Occurrence>(group: readonly T[]): { told: T; messages: number } {
  const [strongest] = topics.flatMap((topic) => group.findLast((one) => one.topic === topic) ?? []);
  if (strongest === undefined) throw new Error("nothing to tell of");
  const messages = group.filter(isMessage);
  const words = strongest.topic === "assigned" ? (messages.at(-1) ?? strongest) : strongest;
  return { told: { ...strongest, text: words.text, type: words.type }, messages: messages.length };
}

/** The first characters as people count them; lines are one. */
export function quoted(text: string): string {
  return [...text.replaceAll(/\s+/gu, " ").trim()].slice(0, quotedCharacters).join("");
}

/** What waits for a team that is not one's own is others'. */
function concernOf({ kind, id }: Subject, desk: Desk): Concern {
  const held = kind === "conversation" ? desk.conversation(id) : null;
  if (held === null) return "others";
  const { assigneeId, teamId, followerIds = [] } = held;
  if (assigneeId === desk.me || followerIds.includes(desk.me)) return "mine";
  return assigneeId === null && (teamId === null || desk.myTeamIds.includes(teamId)) ? "nobodys" : "others";
}

function said({ conversationId, body, type }: EventPayload<"message:received">): Told {
  return { subject: conversation(conversationId), text: body, type };
}

/** Of a mail that a customer has read its writer is told, and nobody else. */
function readByCustomer(
  { conversationId, authorId, subject }: EventPayload<"email:opened">,
  { me }: Desk,
): Told | null {
  return authorId === me ? { subject: conversation(conversationId), text: subject ?? "" } : null;
}

function conversation(id: string): Subject {
  return { kind: "conversation", id };
}

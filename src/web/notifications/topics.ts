import type { EventName, EventPayload, ParleyEvent } from "../../protocol/events.ts";
import type { Conversation } from "../../protocol/records.ts";
import { typeName } from "../inbox/message-summary.ts";
import type { TopicSettings } from "./settings.ts";

/** What agents may be told of; of several about one subject the first in this order names it. */
export const topics = ["mention", "assigned", "conversation", "message", "lead"] as const;
export type Topic = (typeof topics)[number];

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
}

/** What an agent holds, as far as it says what an event is about. */
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
  readonly text: string;
}

/** One topic: the event that brings it, when that one does, and its words. */
interface TopicRow<E extends EventName> {
  readonly event: E;
  readonly name: string;
  readonly hint: string;
  /** False where it plays no part whose conversation it is: for what happens to the agent, or to no conversation. */
  readonly hasReach: boolean;
  /** Until the agent chooses. */
  readonly initial: TopicSettings;
  /** null when this event is none of the topic's. */
  told(payload: EventPayload<E>, desk: Desk): Told | null;
  /** What it is called; `n` of it are told at once. */
  title(occurrence: Pick<Occurrence, "contact" | "by">, n: number): string;
}

const someone = "a customer";
const about = (contact: string | null) => (contact === null ? "" : `: ${contact}`);

/** The table of everything that can be told. What comes later is one row more here. */
export const topicTable: { readonly [T in Topic]: TopicRow<TopicEvents[T]> } = {
  message: {
    event: "message:received",
    name: "New message",
    hint: "A customer writes in a conversation that is there already.",
    hasReach: true,
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    told: (message) => (message.isNewConversation ? null : said(message)),
    title: ({ contact }, n) => `${n === 1 ? "New message" : `${n} new messages`} from ${contact ?? someone}`,
  },
  conversation: {
    // Not `conversation:created`: that one has no words, and comes for imported history as well.
    event: "message:received",
    name: "New conversation",
    hint: "A customer writes for the first time.",
    hasReach: true,
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    told: (message) => (message.isNewConversation ? said(message) : null),
    title: ({ contact }) => `New message from ${contact ?? someone} · new conversation`,
  },
  mention: {
    event: "mention:created",
    name: "Mention",
    hint: "A colleague names you in a note.",
    hasReach: false,
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    told: ({ mentionId, authorId, conversationId }, desk) => ({
      subject: conversation(conversationId),
      by: authorId,
      text: desk.mentionText(mentionId),
    }),
    title: ({ by, contact }) => `${by ?? "Someone"} mentioned you${about(contact)}`,
  },
  assigned: {
    event: "conversation:assigned",
    name: "Assigned to you",
    hint: "You are given a conversation, by a colleague or by a rule.",
    hasReach: false,
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    told({ agentId, assigneeId, previousAssigneeId, conversationId }, desk) {
      const isNews = assigneeId === desk.me && previousAssigneeId !== desk.me && agentId !== desk.me;
      if (!isNews) return null;
      const text = desk.conversation(conversationId)?.lastMessagePreview ?? "";
      return { subject: conversation(conversationId), by: agentId, text };
    },
    title: ({ by, contact }) => `${by === null ? "Assigned to you" : `Assigned to you by ${by}`}${about(contact)}`,
  },
  lead: {
    event: "lead:converted",
    name: "Lead converted",
    hint: "A colleague or a program makes a contact a customer.",
    hasReach: false,
    initial: { reach: "mine", toast: true, desktop: false, sound: false },
    told: ({ contactId, contactName, phoneNumber, value, agentId }, { me }) =>
      agentId === me
        ? null
        : {
            subject: { kind: "contact", id: contactId },
            contact: contactName ?? phoneNumber,
            text: value === null ? "" : `Worth ${value.toLocaleString()}`,
          },
    title: ({ contact }) => `Lead converted${about(contact)}`,
  },
};

interface TopicEvents {
  message: "message:received";
  conversation: "message:received";
  mention: "mention:created";
  assigned: "conversation:assigned";
  lead: "lead:converted";
}

/** The events that may be told of. */
export const toldEvents: readonly TopicEvents[Topic][] = [
  ...new Set(topics.map((topic): TopicEvents[Topic] => topicTable[topic].event)),
];

/** What an event is to this agent; null when nobody is to be told of it. */
export function occurrenceOf(event: ParleyEvent, desk: Desk): Occurrence | null {
  if (desk.isBusy) return null;
  for (const topic of topics) {
    const row = topicTable[topic] as TopicRow<EventName>;
    if (row.event !== event.event) continue;
    const told = row.told(event.payload, desk);
    if (told === null) continue;
    const { subject } = told;
    return {
      topic,
      subject,
      concern: concernOf(subject, desk),
      contact: told.contact ?? (subject.kind === "conversation" ? desk.contactName(subject.id) : null),
      by: told.by == null ? null : desk.agentName(told.by),
      text: told.text,
    };
  }
  return null;
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
  return { subject: conversation(conversationId), text: body === "" ? typeName(type) : body };
}

function conversation(id: string): Subject {
  return { kind: "conversation", id };
}

import type { EventName, EventPayload, ParleyEvent } from "../../protocol/events.ts";
import type { Conversation } from "../../protocol/records.ts";
import { typeNames } from "../inbox/message-summary.ts";

/** What agents may be told of; of several about one conversation the first in this order names it. */
export const topics = ["mention", "assigned", "conversation", "message"] as const;
export type Topic = (typeof topics)[number];

/** Whose a conversation is, as one agent sees it. What one follows is one's own. */
export type Concern = "mine" | "nobodys" | "others";

/** Something that happened and may be told. */
export interface Occurrence {
  readonly topic: Topic;
  readonly conversationId: string;
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
  conversation(id: string): Pick<Conversation, "assigneeId" | "teamId" | "followerIds" | "lastMessagePreview"> | null;
  contactName(conversationId: string): string | null;
  agentName(id: string): string;
  mentionText(mentionId: string): string;
}

interface Told {
  readonly by?: string | null;
  readonly text: string;
}

/** One topic: the event that brings it, when that one does, and its words. */
interface TopicRow<E extends EventName> {
  readonly event: E;
  readonly name: string;
  readonly hint: string;
  /** True for what happens to the agent: whose conversation it is plays no part. */
  readonly isPersonal: boolean;
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
    isPersonal: false,
    told: (message) => (message.isNewConversation ? null : { text: summary(message) }),
    title: ({ contact }, n) => `${n === 1 ? "New message" : `${n} new messages`} from ${contact ?? someone}`,
  },
  conversation: {
    // Not `conversation:created`: that one has no words, and comes for imported history as well.
    event: "message:received",
    name: "New conversation",
    hint: "A customer writes for the first time.",
    isPersonal: false,
    told: (message) => (message.isNewConversation ? { text: summary(message) } : null),
    title: ({ contact }) => `New message from ${contact ?? someone} · new conversation`,
  },
  mention: {
    event: "mention:created",
    name: "Mention",
    hint: "A colleague names you in a note.",
    isPersonal: true,
    told: ({ mentionId, authorId }, desk) => ({ by: authorId, text: desk.mentionText(mentionId) }),
    title: ({ by, contact }) => `${by ?? "Someone"} mentioned you${about(contact)}`,
  },
  assigned: {
    event: "conversation:assigned",
    name: "Assigned to you",
    hint: "You are given a conversation, by a colleague or by a rule.",
    isPersonal: true,
    told({ agentId, assigneeId, previousAssigneeId, conversationId }, desk) {
      const isNews = assigneeId === desk.me && previousAssigneeId !== desk.me && agentId !== desk.me;
      return isNews ? { by: agentId, text: desk.conversation(conversationId)?.lastMessagePreview ?? "" } : null;
    },
    title: ({ by, contact }) => `${by === null ? "Assigned to you" : `Assigned to you by ${by}`}${about(contact)}`,
  },
};

interface TopicEvents {
  message: "message:received";
  conversation: "message:received";
  mention: "mention:created";
  assigned: "conversation:assigned";
}

/** The events that may be told of. */
export const toldEvents: readonly TopicEvents[Topic][] = [
  ...new Set(topics.map((topic): TopicEvents[Topic] => topicTable[topic].event)),
];

/** What an event is to this agent; null when nobody is to be told of it. */
export function occurrenceOf(event: ParleyEvent, desk: Desk): Occurrence | null {
  for (const topic of topics) {
    const row = topicTable[topic] as TopicRow<EventName>;
    if (row.event !== event.event) continue;
    const told = row.told(event.payload, desk);
    if (told === null) continue;
    const { conversationId } = event.payload as { conversationId: string };
    return {
      topic,
      conversationId,
      concern: concernOf(conversationId, desk),
      contact: desk.contactName(conversationId),
      by: told.by == null ? null : desk.agentName(told.by),
      text: told.text,
    };
  }
  return null;
}

/** What waits for a team that is not one's own is others'. */
function concernOf(conversationId: string, desk: Desk): Concern {
  const conversation = desk.conversation(conversationId);
  if (conversation === null) return "others";
  const { assigneeId, teamId, followerIds = [] } = conversation;
  if (assigneeId === desk.me || followerIds.includes(desk.me)) return "mine";
  return assigneeId === null && (teamId === null || desk.myTeamIds.includes(teamId)) ? "nobodys" : "others";
}

function summary({ body, type }: EventPayload<"message:received">): string {
  return body === "" ? typeNames[type] : body;
}

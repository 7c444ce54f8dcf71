import type { Occurrence } from "../../core/occurrence.ts";
import type { Topic } from "../../protocol/topics.ts";
import { typeName } from "../inbox/message-summary.ts";
import type { TopicSettings } from "./settings.ts";

/** One topic in words, and how one is told of it at first. What brings it is the core's. */
interface TopicRow {
  readonly name: string;
  readonly hint: string;
  /** Until the agent chooses. */
  readonly initial: TopicSettings;
  /** What it is called; `n` of it are told at once. */
  title(occurrence: Pick<Occurrence, "contact" | "by">, n: number): string;
}

const someone = "a customer";
const about = (contact: string | null) => (contact === null ? "" : `: ${contact}`);

/** The table of everything that can be told. What comes later is one row more here. */
export const topicTable: Readonly<Record<Topic, TopicRow>> = {
  message: {
    name: "New message",
    hint: "A customer writes in a conversation that is there already.",
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ contact }, n) => `${n === 1 ? "New message" : `${n} new messages`} from ${contact ?? someone}`,
  },
  conversation: {
    name: "New conversation",
    hint: "A customer writes for the first time.",
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ contact }) => `New message from ${contact ?? someone} · new conversation`,
  },
  mention: {
    name: "Mention",
    hint: "A colleague names you in a note.",
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ by, contact }) => `${by ?? "Someone"} mentioned you${about(contact)}`,
  },
  assigned: {
    name: "Assigned to you",
    hint: "You are given a conversation, by a colleague or by a rule.",
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ by, contact }) => `${by === null ? "Assigned to you" : `Assigned to you by ${by}`}${about(contact)}`,
  },
  lead: {
    name: "Lead converted",
    hint: "A colleague or a program makes a contact a customer.",
    initial: { reach: "mine", toast: true, desktop: false, sound: false },
    title: ({ contact }) => `Lead converted${about(contact)}`,
  },
};

/** What was said; the kind of message, or what a lead is worth, where nothing was. */
export function textOf({ text, type, value }: Pick<Occurrence, "text" | "type" | "value">, locale?: string): string {
  if (text !== "") return text;
  if (type !== null) return typeName(type);
  return value === null ? "" : `Worth ${value.toLocaleString(locale)}`;
}

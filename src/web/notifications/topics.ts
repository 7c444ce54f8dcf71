import type { Occurrence } from "../../core/occurrence.ts";
import type { Topic } from "../../protocol/topics.ts";
import { typeName } from "../inbox/message-summary.ts";
import { notifications as words } from "../messages/en/notifications.ts";
import { t } from "../messages/t.ts";
import type { TopicSettings } from "./settings.ts";

/** How a topic is told, in words and at first. What brings it is the core's; what it is called, the settings'. */
interface TopicRow {
  /** Until the agent chooses. */
  readonly initial: TopicSettings;
  /** What it is called; `n` of it are told at once. */
  title(occurrence: Pick<Occurrence, "contact" | "by">, n: number): string;
}

/** The table of everything that can be told. What comes later is one row more here. */
export const topicTable: Readonly<Record<Topic, TopicRow>> = {
  message: {
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ contact }, n) => t(words.messages, { count: n, contact: contact ?? t(words.aCustomer) }),
  },
  conversation: {
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ contact }) => t(words.conversation, { contact: contact ?? t(words.aCustomer) }),
  },
  mention: {
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title({ by, contact }) {
      const author = by ?? t(words.someone);
      return contact === null ? t(words.mentioned, { by: author }) : t(words.mentionedAbout, { by: author, contact });
    },
  },
  assigned: {
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title({ by, contact }) {
      if (by === null) return contact === null ? t(words.assigned) : t(words.assignedAbout, { contact });
      return contact === null ? t(words.assignedBy, { by }) : t(words.assignedByAbout, { by, contact });
    },
  },
  undelivered: {
    initial: { reach: "mine", toast: true, desktop: true, sound: true },
    title: ({ contact }) => t(words.undelivered, { contact: contact ?? t(words.aCustomer) }),
  },
  lead: {
    initial: { reach: "mine", toast: true, desktop: false, sound: false },
    title: ({ contact }) => (contact === null ? t(words.lead) : t(words.leadAbout, { contact })),
  },
  clicked: {
    initial: { reach: "mine", toast: true, desktop: true, sound: false },
    title: ({ contact }) => t(words.clicked, { contact: contact ?? t(words.aCustomer) }),
  },
  // Often, and mail programs open mails by themselves, too: who wants it chooses it.
  opened: {
    initial: { reach: "off", toast: true, desktop: false, sound: false },
    title: ({ contact }) => t(words.opened, { contact: contact ?? t(words.aCustomer) }),
  },
};

/** What was said; the kind of message, or what a lead is worth, where nothing was. */
export function textOf({ text, type, value }: Pick<Occurrence, "text" | "type" | "value">): string {
  if (text !== "") return text;
  if (type !== null) return typeName(type);
  return value === null ? "" : t(words.worth, { value });
}

import { MessageCircle } from "lucide-react";
import { useEffect, useState } from "react";
import type { ConversationView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { ConversationFilter, ConversationQuery } from "../../protocol/catalog-records.ts";
import { addressOf, placeOfQuery, viewName } from "../inbox/list-views.ts";
import { contactName } from "../inbox/names.ts";
import { useOrganisation } from "../shell/organisation.ts";
import type { BarEntry } from "./entries.ts";
import { commandBar } from "../messages/en/command-bar.ts";
import { t } from "../messages/t.ts";

/** Fewer letters would find nearly everybody. */
const shortestQuestion = 2;
/** Between the last key and the question to the server. */
const quietMs = 200;
const mostOfEach = 6;

/** Conversations of every status whose contact has what is typed in a name, number or address. */
export function useFoundConversations(text: string, navigate: (to: string) => void): BarEntry[] {
  const { slug } = useOrganisation();
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const question = text.trim();
    const timer = setTimeout(() => setAsked(question.length < shortestQuestion ? "" : question), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  const open = useFound({ filter: "all", q: asked });
  const snoozed = useFound({ filter: "snoozed", q: asked });
  const closed = useFound({ filter: "closed", q: asked });
  const archived = useFound({ filter: "archived", q: asked });
  const typed = text.trim().toLowerCase();
  // What was found for other letters waits until these are answered.
  if (asked === "" || !typed.startsWith(asked.toLowerCase())) return [];
  return [
    ...open.map((view) => entry(view, "all")),
    ...snoozed.map((view) => entry(view, "snoozed")),
    ...closed.map((view) => entry(view, "closed")),
    ...archived.map((view) => entry(view, "archived")),
  ];

  function entry({ record, contact }: ConversationView, filter: ConversationFilter): BarEntry {
    const known = contact?.phoneNumber ?? contact?.address ?? "";
    return {
      key: `conversation ${record.id}`,
      group: t(commandBar.conversations),
      name: contactName(contact),
      // The server has found it, if only by a former name: what was typed is among its words.
      words: `${known} ${record.lastMessagePreview ?? ""} ${asked}`,
      hint: filter === "all" ? known : viewName(filter),
      icon: MessageCircle,
      act: { do: "run", run: () => navigate(addressOf(placeOfQuery(slug, { filter }), record.id)) },
    };
  }
}

function useFound({ filter, q }: ConversationQuery & { q: string }): readonly ConversationView[] {
  const inbox = useInbox();
  useEffect(() => {
    if (q !== "") void inbox.loadConversations({ filter, q });
  }, [inbox, filter, q]);
  const items = useInboxView((one) => (q === "" ? none : one.conversations({ filter, q }).items));
  return items.slice(0, mostOfEach);
}

const none: readonly ConversationView[] = [];

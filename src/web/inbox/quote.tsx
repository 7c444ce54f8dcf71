import type { ConversationView } from "../../client/inbox.ts";
import type { Message } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { useAuthor } from "./author.ts";
import { messageSummary } from "./message-summary.ts";
import "./quote.css";

interface QuoteProps {
  conversation: ConversationView;
  /** Our id of the quoted message where it is known, else the provider's. */
  replyTo: string;
  show: (id: string, conversationId: string) => void;
}

export function Quote({ conversation, replyTo, show }: QuoteProps) {
  const quoted = useInboxView(
    (inbox) =>
      inbox
        .thread(conversation.record.id)
        .messages.find(({ record }) => record.id === replyTo || record.providerId === replyTo)?.record,
  );
  if (quoted === undefined)
    return (
      <button type="button" className="quote" onClick={() => show(replyTo, conversation.record.id)}>
        {t(words.earlier)}
      </button>
    );
  return (
    <button type="button" className="quote" onClick={() => show(quoted.id, quoted.conversationId)}>
      <QuotedText message={quoted} conversation={conversation} />
    </button>
  );
}

/** Whose words, and the first of them. */
export function QuotedText({ message, conversation }: { message: Message; conversation: ConversationView }) {
  const author = useAuthor(message, conversation.contact);
  return (
    <>
      <bdi className="quote-author">{author.name}</bdi>
      <span className="quote-text" dir="auto">
        {messageSummary(message)}
      </span>
    </>
  );
}

import type { ConversationView } from "../../client/inbox.ts";
import type { Message } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { useAuthor } from "./author.ts";
import { messageSummary } from "./message-summary.ts";
import "./quote.css";

interface QuoteProps {
  conversation: ConversationView;
  /** Our id of the quoted message where it is known, else the provider's. */
  replyTo: string;
  show: (id: string) => void;
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
      <button type="button" className="quote" onClick={() => show(replyTo)}>
        An earlier message
      </button>
    );
  return (
    <button type="button" className="quote" onClick={() => show(quoted.id)}>
      <QuotedText message={quoted} conversation={conversation} />
    </button>
  );
}

/** Whose words, and the first of them. */
export function QuotedText({ message, conversation }: { message: Message; conversation: ConversationView }) {
  const author = useAuthor(message, conversation.contact);
  return (
    <>
      <span className="quote-author">{author.name}</span>
      <span className="quote-text">{messageSummary(message)}</span>
    </>
  );
}

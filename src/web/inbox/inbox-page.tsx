import { MessagesSquare } from "lucide-react";
import { useEffect } from "react";
import { Redirect, useLocation } from "wouter";
import { Empty } from "../controls/notice.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ConversationList } from "./conversation-list.tsx";
import { Conversation } from "./conversation.tsx";
import { isView, type View } from "./list-views.ts";
import { contactName } from "./names.ts";
import { useTitle } from "./unread.ts";
import { useShortcuts } from "./shortcuts.ts";
import "./inbox-page.css";

/** The list, and beside it the thread; on narrow screens one or the other. */
export function InboxPage({ filter, conversationId }: { filter: string; conversationId: string | null }) {
  const { slug } = useOrganisation();
  if (!isView(filter)) return <Redirect to={`/o/${slug}/inbox/all`} replace />;
  return <Panes filter={filter} conversationId={conversationId} />;
}

function Panes({ filter, conversationId }: { filter: View; conversationId: string | null }) {
  const { slug } = useOrganisation();
  const inbox = useInbox();
  const [, navigate] = useLocation();
  const base = `/o/${slug}/inbox/${filter}`;
  const open = useInboxView((one) => (conversationId === null ? null : one.conversation(conversationId)));
  useTitle(open === null ? "Inbox" : contactName(open.contact));
  useEffect(() => {
    if (conversationId !== null && inbox.conversation(conversationId) === null)
      void inbox.loadConversation(conversationId);
  }, [inbox, conversationId]);

  const leave = () => navigate(base);
  const cursor = useShortcuts({ filter, openId: conversationId, leave });

  return (
    <main className={conversationId === null ? "inbox" : "inbox inbox-with-thread"}>
      <h1 className="visually-hidden">Inbox</h1>
      <ConversationList filter={filter} base={base} openId={conversationId} cursorId={cursor} />
      <section className="inbox-thread" aria-label="Conversation">
        {conversationId === null ? (
          <Empty icon={MessagesSquare} title="No conversation open">
            Choose one from the list. With the keyboard: j and k move, Enter opens.
          </Empty>
        ) : (
          <Conversation key={conversationId} id={conversationId} back={base} leave={leave} />
        )}
      </section>
    </main>
  );
}

import { CircleSlash2, CloudOff, MessageSquareOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { mayWrite } from "../settings/roles.ts";
import type { ConnectionState } from "../../client/inbox.ts";
import type { Message } from "../../protocol/records.ts";
import { Empty } from "../controls/notice.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useMe } from "../shell/organisation.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
import { BusyElsewhere } from "./busy-elsewhere.tsx";
import { composeButtonIds } from "./compose-buttons.ts";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { useTakenBack } from "./held-sends.ts";
import { useShownThread } from "./shown-thread.ts";
import { Thread } from "./thread.tsx";
import { useViewing } from "./viewing.ts";
import { useMarkRead } from "./mark-read.ts";
import type { WovenThread } from "./woven-thread.ts";
import "./conversation.css";

interface ConversationProps {
  id: string;
  back: string;
  leave: () => void;
  /** Opens another conversation with the same customer in its place. */
  show: (conversationId: string) => void;
}

/** One conversation: who, what was said, what to answer; with what was said with the same customer on other channels. */
export function Conversation({ id, back, leave, show }: ConversationProps) {
  const inbox = useInbox();
  const view = useInboxView((one) => one.conversation(id));
  const connection = useInboxView((one) => one.connection.state);
  const me = useMe();
  const [quoted, setQuoted] = useState<Message | null>(null);
  const thread = useShownThread(id, view);
  const { woven } = thread;
  // Until the thread has told where it is, nothing was seen.
  const [seen, setSeen] = useState<WovenThread | null>(null);
  useEffect(() => {
    void inbox.loadThread(id);
  }, [inbox, id]);
  // What was taken back is in the reply box: there it goes on, with what it quoted.
  useTakenBack(woven.ids, ({ conversationId, replyTo }) => {
    if (conversationId !== id) show(conversationId);
    const quoting = inbox.thread(conversationId).messages.find(({ record }) => record.id === replyTo);
    setQuoted(quoting?.record ?? null);
    document.getElementById(composeButtonIds.reply)?.click();
  });
  useMarkRead(woven, thread.view, seen === woven);
  useViewing(id);

  if (view === null) return <NotHere connection={connection} back={back} />;
  function quote(message: Message): void {
    setQuoted(message);
    // A channel knows its own messages alone: the answer goes where the question came from.
    if (message.conversationId !== id) show(message.conversationId);
  }
  return (
    <>
      <ConversationHeader
        view={view}
        thread={thread}
        back={back}
        leave={leave}
        mayWrite={me !== null && mayWrite(me.role)}
      />
      <Thread
        conversation={view}
        thread={thread}
        me={me}
        onQuote={quote}
        onAtEnd={(atEnd) => setSeen(atEnd ? woven : null)}
      />
      <BusyElsewhere
        conversations={thread.conversations.flatMap(({ record }) =>
          record.id !== id && woven.ids.includes(record.id) ? [record] : [],
        )}
      />
      {me !== null && !mayWrite(me.role) ? (
        <p className="conversation-read-only">
          <CircleSlash2 size={16} aria-hidden />
          {t(words.readOnly)}
        </p>
      ) : (
        <Composer
          conversation={view.record}
          conversations={thread.conversations}
          show={show}
          quoted={quoted}
          onQuoteDone={() => setQuoted(null)}
        />
      )}
    </>
  );
}

function NotHere({ connection, back }: { connection: ConnectionState["state"]; back: string }) {
  if (connection === "live") {
    return (
      <Empty icon={MessageSquareOff} title={t(words.notHere)}>
        {t(words.whyNotHere)}{" "}
        <Link className="text-link" href={back}>
          {t(words.back)}
        </Link>
      </Empty>
    );
  }
  if (connection === "offline" || connection === "reconnecting") {
    return (
      <Empty icon={CloudOff} title={t(words.notOnDevice)}>
        {t(words.opensLater)}{" "}
        <Link className="text-link" href={back}>
          {t(words.back)}
        </Link>
      </Empty>
    );
  }
  // Before the first welcome nobody can say that it does not exist.
  return null;
}

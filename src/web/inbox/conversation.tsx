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
import { composeButtonIds } from "./compose-buttons.ts";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { useTakenBack } from "./held-sends.ts";
import { Thread } from "./thread.tsx";
import { useViewing } from "./viewing.ts";
import { useMarkRead } from "./mark-read.ts";
import "./conversation.css";

/** One conversation: who, what was said, what to answer. */
export function Conversation({ id, back, leave }: { id: string; back: string; leave: () => void }) {
  const inbox = useInbox();
  const view = useInboxView((one) => one.conversation(id));
  const connection = useInboxView((one) => one.connection.state);
  const me = useMe();
  const [quoted, setQuoted] = useState<Message | null>(null);
  // Until the thread has told where it is, nothing was seen.
  const [atEnd, setAtEnd] = useState(false);
  useEffect(() => {
    void inbox.loadThread(id);
  }, [inbox, id]);
  // What was taken back is in the reply box: there it goes on, with what it quoted.
  useTakenBack(id, ({ replyTo }) => {
    const quoting = inbox.thread(id).messages.find(({ record }) => record.id === replyTo);
    setQuoted(quoting?.record ?? null);
    document.getElementById(composeButtonIds.reply)?.click();
  });
  useMarkRead(id, atEnd);
  useViewing(id);

  if (view === null) return <NotHere connection={connection} back={back} />;
  return (
    <>
      <ConversationHeader view={view} back={back} leave={leave} mayWrite={me !== null && mayWrite(me.role)} />
      <Thread conversation={view} me={me} onQuote={setQuoted} onAtEnd={setAtEnd} />
      {me !== null && !mayWrite(me.role) ? (
        <p className="conversation-read-only">
          <CircleSlash2 size={16} aria-hidden />
          {t(words.readOnly)}
        </p>
      ) : (
        <Composer conversation={view.record} quoted={quoted} onQuoteDone={() => setQuoted(null)} />
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

import { MessagesSquare } from "lucide-react";
import { useMemo } from "react";
import type { ConversationView, FailedCommand } from "../../client/inbox.ts";
import type { Agent, Message } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { thread as words } from "../messages/en/thread.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { useShownMessage } from "./shown-message.ts";
import { useThreadJumps } from "./thread-jumps.ts";
import { ThreadMessages } from "./thread-messages.tsx";
import { threadRows } from "./thread-rows.ts";
import { useUnreadLine } from "./unread-line.ts";
import "./thread.css";

interface ThreadProps {
  conversation: ConversationView;
  me: Agent | null;
  onQuote: (message: Message) => void;
  onAtEnd: (atEnd: boolean) => void;
}

export function Thread({ conversation, me, onQuote, onAtEnd }: ThreadProps) {
  const inbox = useInbox();
  const id = conversation.record.id;
  const view = useInboxView((one) => one.thread(id));
  const failures = useInboxView((one) => one.failures());
  const said = useMemo(
    () =>
      threadRows(
        view.messages,
        failures.filter((one) => isRefusedSend(one, id)),
      ),
    [view.messages, failures, id],
  );
  const { rows, isSought } = useUnreadLine(said, view, conversation, () => void inbox.loadOlder(id));
  const jumps = useThreadJumps(id, view, rows);
  const isHere = rows.length > 0 && !isSought;
  useShownMessage(isHere, jumps.toMessage);
  useShortcutHandlers({
    oldest: () => (isHere ? jumps.toOldest() : false),
    newest: () => (isHere ? jumps.toNewest() : false),
  });

  if (rows.length === 0) {
    if (view.error !== null) {
      return (
        <div className="thread-empty">
          <Notice tone="error">{t(words.notLoaded, { reason: view.error })}</Notice>
          <Button onClick={() => void inbox.loadThread(id)}>{t(shell.tryAgain)}</Button>
        </div>
      );
    }
    if (view.hasOlder || view.loading) return <div className="thread-empty" aria-busy="true" />;
    return (
      <div className="thread-empty">
        <Empty icon={MessagesSquare} title={t(words.noMessages)}>
          {t(words.writeFirst)}
        </Empty>
      </div>
    );
  }
  if (isSought) return <div className="thread-empty" aria-busy="true" />;
  return (
    <div className="thread" aria-busy={jumps.busy || undefined}>
      {view.error === null ? null : (
        <div className="thread-older-error">
          <Notice tone="error">
            {t(view.hasNewer ? words.moreNotLoaded : words.olderNotLoaded, { reason: view.error })}
          </Notice>
          <Button onClick={() => void (view.hasNewer ? inbox.loadNewer(id) : inbox.loadOlder(id))}>
            {t(shell.tryAgain)}
          </Button>
        </div>
      )}
      {jumps.problem === null ? null : (
        <div className="thread-older-error">
          <Notice tone="error">{jumps.problem}</Notice>
        </div>
      )}
      <ThreadMessages
        key={jumps.epoch}
        view={view}
        rows={rows}
        jumps={jumps}
        conversation={conversation}
        me={me}
        onQuote={onQuote}
        onAtEnd={onAtEnd}
      />
    </div>
  );
}

function isRefusedSend(failure: FailedCommand, conversationId: string): failure is FailedCommand<"message:send"> {
  return failure.command === "message:send" && failure.conversationId === conversationId;
}

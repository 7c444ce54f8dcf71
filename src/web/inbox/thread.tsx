import { MessagesSquare } from "lucide-react";
import { useMemo } from "react";
import type { ConversationView, FailedCommand } from "../../client/inbox.ts";
import type { Agent, Message } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { listText } from "../list-text.ts";
import { useInboxView } from "../../client/react.ts";
import { conversationIdOf } from "../../protocol/on-conversation.ts";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { thread as words } from "../messages/en/thread.ts";
import { together } from "../messages/en/together.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import type { ShownThread } from "./shown-thread.ts";
import { useShownMessage } from "./shown-message.ts";
import { channelName } from "./names.ts";
import { useThreadJumps } from "./thread-jumps.ts";
import { ThreadMessages } from "./thread-messages.tsx";
import { threadRows } from "./thread-rows.ts";
import { useUnreadLine } from "./unread-line.ts";
import "./thread.css";

interface ThreadProps {
  /** The open one. */
  conversation: ConversationView;
  thread: ShownThread;
  me: Agent | null;
  onQuote: (message: Message) => void;
  /** Whether the end of what `thread` shows is seen. */
  onAtEnd: (atEnd: boolean) => void;
}

export function Thread({ conversation, thread, me, onQuote, onAtEnd }: ThreadProps) {
  const { woven, view } = thread;
  const failures = useInboxView((one) => one.failures());
  const shown = useMemo(
    () => thread.conversations.filter(({ record }) => woven.ids.includes(record.id)),
    [thread.conversations, woven],
  );
  const said = useMemo(
    () =>
      threadRows(
        view.messages,
        failures.filter((one) => isRefusedSend(one, woven.ids)),
        woven.ids.length > 1,
      ),
    [view.messages, failures, woven],
  );
  const { rows, isSought } = useUnreadLine(said, view, shown, woven);
  const jumps = useThreadJumps(woven, view, rows);
  const isHere = rows.length > 0 && !isSought;
  useShownMessage(isHere, (messageId) => jumps.toMessage(messageId, conversation.record.id));
  useShortcutHandlers({
    oldest: () => (isHere ? jumps.toOldest() : false),
    newest: () => (isHere ? jumps.toNewest() : false),
  });

  if (rows.length === 0) return <EmptyThread thread={thread} />;
  if (isSought) return <div className="thread-empty" aria-busy="true" />;
  return (
    <div className="thread" aria-busy={jumps.busy || undefined}>
      {view.error === null ? null : (
        <div className="thread-older-error">
          <Notice tone="error">
            {t(view.hasNewer ? words.moreNotLoaded : words.olderNotLoaded, { reason: view.error })}
          </Notice>
          <Button onClick={() => (view.hasNewer ? woven.loadNewer() : woven.loadOlder())}>{t(shell.tryAgain)}</Button>
        </div>
      )}
      {jumps.problem === null ? null : (
        <div className="thread-older-error">
          <Notice tone="error">{jumps.problem}</Notice>
        </div>
      )}
      <LeftOut thread={thread} />
      <ThreadMessages
        key={jumps.epoch}
        thread={thread}
        rows={rows}
        jumps={jumps}
        conversations={shown}
        me={me}
        onQuote={onQuote}
        onAtEnd={onAtEnd}
      />
    </div>
  );
}

/** Nothing was said, or nothing of it is here. */
function EmptyThread({ thread: { woven, view } }: { thread: ShownThread }) {
  if (view.error !== null) {
    return (
      <div className="thread-empty">
        <Notice tone="error">{t(words.notLoaded, { reason: view.error })}</Notice>
        <Button onClick={() => void woven.load()}>{t(shell.tryAgain)}</Button>
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

/** What the others said is shown; that something is missing among it must be known. */
function LeftOut({ thread: { woven, conversations } }: { thread: ShownThread }) {
  const ids = woven.leftOut();
  if (ids.length === 0) return null;
  const channels = conversations.flatMap(({ record }) =>
    ids.includes(record.id) ? [channelName(record.channel)] : [],
  );
  return (
    <div className="thread-older-error">
      <Notice tone="error">{t(together.leftOut, { channels: listText(channels) })}</Notice>
      <Button onClick={() => void woven.load()}>{t(shell.tryAgain)}</Button>
    </div>
  );
}

function isRefusedSend(failure: FailedCommand, ids: readonly string[]): failure is FailedCommand<"message:send"> {
  return failure.command === "message:send" && ids.includes(conversationIdOf(failure.payload) ?? "");
}

import { ArrowDown, MessagesSquare } from "lucide-react";
import { useMemo, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ConversationView, FailedCommand } from "../../client/inbox.ts";
import type { Agent, Message } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { dayName } from "../time.ts";
import { useToday } from "../today.ts";
import { ActivityLine } from "./activity-line.tsx";
import { MessageRow } from "./message-row.tsx";
import { RefusedMessage } from "./refused-message.tsx";
import { useShownMessage } from "./shown-message.ts";
import { threadRows, type ThreadRow } from "./thread-rows.ts";
import { useThreadScroll } from "./thread-scroll.ts";
import "./thread.css";

/** Nearer to the start than this, in pixels, it asks for older messages. */
const loadAheadPx = 800;

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
  const rows = useMemo(
    () =>
      threadRows(
        view.messages,
        failures.filter((one) => isRefusedSend(one, id)),
      ),
    [view.messages, failures, id],
  );
  const list = useRef<VirtualizerHandle>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const today = useToday();
  const scroll = useThreadScroll(rows, list, onAtEnd);
  useShownMessage({
    rows,
    canLoadOlder: rows.length > 0 && view.hasOlder && !view.loading && view.error === null,
    loadOlder: () => void inbox.loadOlder(id),
    show: scroll.showMessage,
  });

  if (rows.length === 0) {
    if (view.error !== null) {
      return (
        <div className="thread-empty">
          <Notice tone="error">The messages could not be loaded. {view.error}</Notice>
          <Button onClick={() => void inbox.loadThread(id)}>Try again</Button>
        </div>
      );
    }
    if (view.hasOlder || view.loading) return <div className="thread-empty" aria-busy="true" />;
    return (
      <div className="thread-empty">
        <Empty icon={MessagesSquare} title="No messages yet">
          What you write below is the first.
        </Empty>
      </div>
    );
  }

  function loadWhenNearStart(offset: number): void {
    if (offset < loadAheadPx && view.hasOlder && !view.loading && view.error === null) void inbox.loadOlder(id);
  }

  return (
    <div className="thread">
      {scroll.day === null ? null : (
        <p className="thread-day thread-day-stuck" aria-hidden>
          <span>{dayName(scroll.day, today)}</span>
        </p>
      )}
      {view.error === null ? null : (
        <div className="thread-older-error">
          <Notice tone="error">Older messages could not be loaded. {view.error}</Notice>
          <Button onClick={() => void inbox.loadOlder(id)}>Try again</Button>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className="thread-messages" role="log" aria-label="Messages" tabIndex={0} ref={viewport}>
        {/* Pushes a short thread down to the composer. */}
        <div className="thread-spacer" />
        <Virtualizer
          ref={list}
          data={rows}
          shift={scroll.prepended}
          scrollRef={viewport}
          onScroll={(offset) => {
            scroll.onScroll(offset);
            loadWhenNearStart(offset);
          }}
          onResize={scroll.onResize}
        >
          {(row) => (
            <ThreadLine
              key={row.key}
              row={row}
              conversation={conversation}
              me={me}
              onQuote={onQuote}
              showMessage={scroll.showMessage}
            />
          )}
        </Virtualizer>
      </div>
      {scroll.missed === 0 ? null : (
        <button type="button" className="thread-new" onClick={scroll.toEnd}>
          <ArrowDown size={16} aria-hidden />
          {scroll.missed} new
        </button>
      )}
    </div>
  );
}

interface LineProps extends Omit<ThreadProps, "onAtEnd"> {
  row: ThreadRow;
  showMessage: (id: string) => void;
}

function ThreadLine({ row, ...rest }: LineProps) {
  const today = useToday();
  switch (row.row) {
    case "day":
      return (
        <p className="thread-day">
          <span>{dayName(row.at, today)}</span>
        </p>
      );
    case "message":
      return <MessageRow row={row} {...rest} />;
    case "activity":
      return <ActivityLine row={row} />;
    case "refused":
      return <RefusedMessage failure={row.failure} />;
  }
}

function isRefusedSend(failure: FailedCommand, conversationId: string): failure is FailedCommand<"message:send"> {
  return failure.command === "message:send" && failure.payload.conversationId === conversationId;
}

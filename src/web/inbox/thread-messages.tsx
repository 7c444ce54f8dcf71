import { ArrowDown } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ConversationView } from "../../client/inbox.ts";
import type { Agent, Message } from "../../protocol/records.ts";
import { dayName } from "../time.ts";
import { useToday } from "../today.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { ActivityLine } from "./activity-line.tsx";
import { MessageRow } from "./message-row.tsx";
import { ChannelLine } from "./channel-line.tsx";
import { RefusedMessage } from "./refused-message.tsx";
import type { ShownThread } from "./shown-thread.ts";
import { ThreadDate } from "./thread-date.tsx";
import type { ThreadJumps } from "./thread-jumps.ts";
import type { ThreadRow } from "./thread-rows.ts";
import { useThreadScroll } from "./thread-scroll.ts";

/** Nearer to an end of what is loaded than this, in pixels, more is asked for. */
const loadAheadPx = 800;

interface ThreadMessagesProps {
  thread: ShownThread;
  rows: readonly ThreadRow[];
  jumps: ThreadJumps;
  /** Those whose messages they are. */
  conversations: readonly ConversationView[];
  me: Agent | null;
  onQuote: (message: Message) => void;
  onAtEnd: (atEnd: boolean) => void;
}

/** The rows of a thread that is here, drawn as far as they are seen. */
export function ThreadMessages({ thread, rows, jumps, conversations, me, onQuote, onAtEnd }: ThreadMessagesProps) {
  const { woven, view } = thread;
  const list = useRef<VirtualizerHandle>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const { target, toMessage, toTime, toOldest, toNewest } = jumps;
  const { hasOlder, hasNewer } = view;
  const scroll = useThreadScroll({ placeKeys: woven.placeKeys, rows, hasNewer, target, list, onAtEnd });
  const waiting = Math.max(scroll.missed, hasNewer || scroll.isFar ? unreadOf(conversations) : 0);

  function loadWhenNear(offset: number): void {
    const handle = list.current;
    if (handle === null || view.loading || view.error !== null) return;
    if (hasOlder && offset < loadAheadPx) woven.loadOlder();
    else if (hasNewer && handle.scrollSize - offset - handle.viewportSize < loadAheadPx) woven.loadNewer();
  }
  // A page that is shorter than what is seen would never be scrolled.
  const loadMore = useEffectEvent(() => {
    if (hasNewer) loadWhenNear(list.current?.scrollOffset ?? 0);
  });
  useEffect(() => loadMore(), [rows]);

  return (
    <>
      {scroll.day === null ? null : <ThreadDate day={scroll.day} toTime={toTime} toOldest={toOldest} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className="thread-messages" role="log" aria-label={t(words.messages)} tabIndex={0} ref={viewport}>
        {/* Pushes a short thread down to the composer. */}
        <div className="thread-spacer" />
        <Virtualizer
          ref={list}
          data={rows}
          shift={scroll.prepended}
          scrollRef={viewport}
          onScroll={(offset) => {
            scroll.onScroll(offset);
            loadWhenNear(offset);
          }}
          onResize={scroll.onResize}
        >
          {(row) => (
            <div
              key={row.key}
              className={target?.to === "message" && target.id === row.key ? "thread-found" : undefined}
            >
              <ThreadLine row={row} conversations={conversations} me={me} onQuote={onQuote} showMessage={toMessage} />
            </div>
          )}
        </Virtualizer>
      </div>
      {waiting === 0 && !hasNewer && !scroll.isFar ? null : (
        <button type="button" className="thread-new" onClick={toNewest}>
          <ArrowDown size={16} aria-hidden />
          {waiting === 0 ? t(words.newest) : t(words.waiting, { count: waiting })}
        </button>
      )}
    </>
  );
}

function unreadOf(conversations: readonly ConversationView[]): number {
  return conversations.reduce((sum, { unread }) => sum + unread, 0);
}

interface LineProps extends Pick<ThreadMessagesProps, "conversations" | "me" | "onQuote"> {
  row: ThreadRow;
  showMessage: ThreadJumps["toMessage"];
}

function ThreadLine({ row, conversations, ...rest }: LineProps) {
  const today = useToday();
  switch (row.row) {
    case "day":
      return (
        <p className="thread-day">
          <span>{dayName(row.at, today)}</span>
        </p>
      );
    case "unread":
      return <p className="thread-unread">{t(words.newMessages)}</p>;
    case "channel": {
      const conversation = conversations.find(({ record }) => record.id === row.conversationId);
      return conversation === undefined ? null : <ChannelLine conversation={conversation.record} />;
    }
    case "message": {
      const conversation = conversations.find(({ record }) => record.id === row.view.record.conversationId);
      return conversation === undefined ? null : <MessageRow row={row} conversation={conversation} {...rest} />;
    }
    case "activity":
      return <ActivityLine row={row} />;
    case "refused":
      return <RefusedMessage failure={row.failure} />;
  }
}

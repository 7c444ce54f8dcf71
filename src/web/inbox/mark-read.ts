import { useEffect, useSyncExternalStore } from "react";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { ThreadView } from "../../client/inbox.ts";
import type { WovenThread } from "./woven-thread.ts";

/**
 * Marks the conversations of a thread read while a person can see its end: the page is shown and has the focus. A
 * window in the background reads nothing.
 */
export function useMarkRead(woven: WovenThread, view: ThreadView, atEnd: boolean): void {
  const inbox = useInbox();
  const watched = useSyncExternalStore(subscribeToAttention, hasAttention);
  const isSeen = watched && atEnd;
  /** Those with something unread of which the newest messages are among what is shown. */
  const unread = useInboxView((one) =>
    woven.ids
      .filter((id) => {
        const newest = one.thread(id).messages.at(-1);
        return newest !== undefined && newest.record.position >= view.from && (one.conversation(id)?.unread ?? 0) > 0;
      })
      .join(" "),
  );
  useEffect(() => {
    if (!isSeen || unread === "") return;
    // Nothing is sent when nothing is unread: the client tells by null.
    for (const id of unread.split(" ")) inbox.markRead(id);
  }, [inbox, isSeen, unread, view]);
  useMarkMentionsRead(view, isSeen);
}

/** A note that was seen in its thread need not be looked for under Mentions. */
function useMarkMentionsRead({ messages }: ThreadView, isSeen: boolean): void {
  const inbox = useInbox();
  const mentions = useInboxView((one) => one.mentions());
  useEffect(() => {
    if (!isSeen) return;
    const shown = new Set(messages.map(({ record }) => record.id));
    for (const { record } of mentions.items) {
      const { conversationId, messageId, readAt } = record;
      if (readAt === null && shown.has(messageId)) inbox.ask("mention:read", { conversationId, messageId });
    }
  }, [inbox, isSeen, mentions, messages]);
}

function hasAttention(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function subscribeToAttention(listener: () => void): () => void {
  window.addEventListener("focus", listener);
  window.addEventListener("blur", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    window.removeEventListener("focus", listener);
    window.removeEventListener("blur", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}

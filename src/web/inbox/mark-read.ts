import { useEffect, useSyncExternalStore } from "react";
import { useInbox, useInboxView } from "../../client/react.ts";

/**
 * Marks a thread read while a person can see its end: the page is shown and has the focus. A window in the
 * background reads nothing.
 */
export function useMarkRead(conversationId: string, atEnd: boolean): void {
  const inbox = useInbox();
  const watched = useSyncExternalStore(subscribeToAttention, hasAttention);
  const unread = useInboxView((one) => one.conversation(conversationId)?.unread ?? 0);
  const loaded = useInboxView((one) => one.thread(conversationId).messages.length);
  useEffect(() => {
    // Nothing is sent when nothing is unread: the client tells by null.
    if (watched && atEnd && unread > 0 && loaded > 0) inbox.markRead(conversationId);
  }, [inbox, conversationId, watched, atEnd, unread, loaded]);
  useMarkMentionsRead(conversationId, watched && atEnd);
}

/** A note that was seen in its thread need not be looked for under Mentions. */
function useMarkMentionsRead(conversationId: string, isSeen: boolean): void {
  const inbox = useInbox();
  const mentions = useInboxView((one) => one.mentions());
  const { messages } = useInboxView((one) => one.thread(conversationId));
  useEffect(() => {
    if (!isSeen) return;
    const shown = new Set(messages.map(({ record }) => record.id));
    for (const { record } of mentions.items) {
      if (record.conversationId !== conversationId || record.readAt !== null || !shown.has(record.messageId)) continue;
      inbox.ask("mention:read", { conversationId, messageId: record.messageId });
    }
  }, [inbox, conversationId, isSeen, mentions, messages]);
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

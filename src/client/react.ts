import { createContext, useContext, useSyncExternalStore } from "react";
import type {
  ConnectionState,
  ConversationListView,
  ConversationView,
  FailedCommand,
  Inbox,
  ThreadView,
} from "./inbox.ts";
import type { ListAsked } from "./query.ts";

const InboxContext = createContext<Inbox | null>(null);

/** Gives the inbox to the page below it. */
export const InboxProvider = InboxContext.Provider;

export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (inbox === null) throw new Error("useInbox needs an InboxProvider above it.");
  return inbox;
}

/** Any view of the inbox; `select` must return the same value while nothing changed, as the inbox's views do. */
export function useInboxView<V>(select: (inbox: Inbox) => V): V {
  const inbox = useInbox();
  return useSyncExternalStore(inbox.subscribe, () => select(inbox));
}

export function useConnection(): ConnectionState {
  return useInboxView((inbox) => inbox.connection);
}

export function useConversations(query: ListAsked): ConversationListView {
  return useInboxView((inbox) => inbox.conversations(query));
}

export function useConversation(id: string): ConversationView | null {
  return useInboxView((inbox) => inbox.conversation(id));
}

export function useThread(conversationId: string): ThreadView {
  return useInboxView((inbox) => inbox.thread(conversationId));
}

export function useFailures(): readonly FailedCommand[] {
  return useInboxView((inbox) => inbox.failures());
}

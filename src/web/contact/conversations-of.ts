import { useEffect } from "react";
import type { ConversationListView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";

/** All conversations with a customer that the agent may see, whatever their status, newest activity first. */
export function useConversationsOf(contactId: string | null): ConversationListView | null {
  const inbox = useInbox();
  const list = useInboxView((one) =>
    contactId === null ? null : one.conversations({ filter: "all", contact: contactId }),
  );
  const isWanted = list !== null && list.hasMore && !list.loading && list.error === null;
  useEffect(() => {
    if (contactId !== null && isWanted) void inbox.loadConversations({ filter: "all", contact: contactId });
  }, [inbox, contactId, isWanted]);
  return list;
}

import { useEffect } from "react";
import { useInboxView } from "../../client/react.ts";

/** Unread messages of the conversations that are open, mine alone. */
export function useUnread(): number {
  return useInboxView((inbox) => inbox.conversations("unread").items.reduce((sum, { unread }) => sum + unread, 0));
}

/** Beyond this, nobody reads the number. */
const most = 999;

/** Names the browser's tab; the count comes first, since tabs are narrow. */
export function useTitle(title: string): void {
  const unread = useUnread();
  useEffect(() => {
    document.title = unread === 0 ? `${title} · Parley` : `(${unread > most ? `${most}+` : unread}) ${title} · Parley`;
  }, [title, unread]);
}

import { useEffect } from "react";
import { useInboxView } from "../../client/react.ts";

/** How many open conversations have something unread for this agent: what the tab "Unread" counts. */
export function useUnread(): number {
  return useInboxView((inbox) => inbox.count("unread")?.n ?? 0);
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

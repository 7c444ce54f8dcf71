import { useEffect } from "react";
import { useInbox } from "../../client/react.ts";

/** Tells that this conversation is on the screen, while the page is. */
export function useViewing(conversationId: string): void {
  const inbox = useInbox();
  useEffect(() => {
    const tell = () => inbox.setViewing(document.visibilityState === "visible" ? conversationId : null);
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => {
      document.removeEventListener("visibilitychange", tell);
      inbox.setViewing(null);
    };
  }, [inbox, conversationId]);
}

import { useEffect, useRef } from "react";
import { useInbox } from "../../client/react.ts";

/** Whoever looks something up in another window for a moment still replies. */
const blurGraceMs = 3_000;

interface ReplyLock {
  /** The reply box has the focus, or a key was pressed in it. */
  writing: () => void;
  /** It lost the focus. */
  left: () => void;
}

/** Holds the conversation's lock while someone writes in the reply box, and lets go when they leave it. */
export function useReplyLock(conversationId: string): ReplyLock {
  const inbox = useInbox();
  const grace = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(grace.current);
      inbox.releaseLock(conversationId);
    },
    [inbox, conversationId],
  );
  return {
    writing() {
      clearTimeout(grace.current);
      inbox.acquireLock(conversationId);
    },
    left() {
      clearTimeout(grace.current);
      grace.current = setTimeout(() => inbox.releaseLock(conversationId), blurGraceMs);
    },
  };
}

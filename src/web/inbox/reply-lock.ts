import { useEffect, useRef } from "react";
import { useInbox } from "../../client/react.ts";

/** Whoever looks something up in another window for a moment still replies. */
const blurGraceMs = 3_000;

export interface ReplyLock {
  /** The reply box has the focus, or a key was pressed in it. */
  writing: () => void;
  /** It lost the focus, maybe for a moment. */
  left: () => void;
  /** Something else is written now. */
  release: () => void;
}

/** Holds the conversation's lock while someone writes in the reply box, and lets go when they leave it. */
export function useReplyLock(conversationId: string): ReplyLock {
  const inbox = useInbox();
  const grace = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    const release = () => {
      clearTimeout(grace.current);
      inbox.releaseLock(conversationId);
    };
    // A closed tab would keep the others waiting until the lock expires.
    window.addEventListener("pagehide", release);
    return () => {
      window.removeEventListener("pagehide", release);
      release();
    };
  }, [inbox, conversationId]);
  return {
    writing() {
      clearTimeout(grace.current);
      inbox.acquireLock(conversationId);
    },
    release() {
      clearTimeout(grace.current);
      inbox.releaseLock(conversationId);
    },
    left() {
      clearTimeout(grace.current);
      grace.current = setTimeout(() => inbox.releaseLock(conversationId), blurGraceMs);
    },
  };
}

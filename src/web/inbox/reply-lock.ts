import { useEffect, useRef } from "react";
import { useInbox } from "../../client/react.ts";

/** Whoever looks something up in another window for a moment still replies. */
const blurGraceMs = 3_000;

export interface ReplyLock {
  /** The reply box got the focus. */
  focused: () => void;
  /** A key was pressed in it, or something was added to the reply. */
  writing: () => void;
  /** Takes the conversation from the teammate who replies; it is let go soon unless something is typed. */
  takeOver: () => void;
  /** It lost the focus, maybe for a moment. */
  left: () => void;
  /** Something else is written now. */
  release: () => void;
}

/** Holds the conversation's lock while someone writes in the reply box, and lets go when they leave it. */
export function useReplyLock(conversationId: string): ReplyLock {
  const inbox = useInbox();
  const grace = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** Taken over, and nothing typed since. */
  const isUntouched = useRef(false);
  useEffect(() => {
    isUntouched.current = false;
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
    focused() {
      clearTimeout(grace.current);
      if (!isUntouched.current) inbox.acquireLock(conversationId);
    },
    writing() {
      clearTimeout(grace.current);
      isUntouched.current = false;
      inbox.acquireLock(conversationId);
    },
    takeOver() {
      clearTimeout(grace.current);
      isUntouched.current = true;
      inbox.takeOver(conversationId);
    },
    release() {
      clearTimeout(grace.current);
      isUntouched.current = false;
      inbox.releaseLock(conversationId);
    },
    left() {
      clearTimeout(grace.current);
      isUntouched.current = false;
      grace.current = setTimeout(() => inbox.releaseLock(conversationId), blurGraceMs);
    },
  };
}

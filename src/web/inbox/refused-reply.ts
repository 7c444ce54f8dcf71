import { useEffect, useRef, useState } from "react";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { Run } from "../../client/run.ts";

interface RefusedReply {
  /** True from the refusal until the lock is free or one's own. */
  isRefused: boolean;
  watch: (text: string, sent: Run) => void;
}

/**
 * A reply that is refused because someone else replies comes back into its box, where it can be changed or sent
 * with a take-over. When this conversation is not shown any more, it stays in the thread as refused instead.
 */
export function useRefusedReply(conversationId: string, write: (text: string) => void): RefusedReply {
  const inbox = useInbox();
  const [isRefused, setRefused] = useState(false);
  const isOthers = useInboxView((one) => one.lockOf(conversationId)?.isMine === false);
  useEffect(() => {
    if (!isOthers) setRefused(false);
  }, [isOthers]);
  const giveBack = useRef<(text: string, commandId: string) => void>(() => undefined);
  useEffect(() => {
    giveBack.current = (text, commandId) => {
      const typed = inbox.draft(conversationId, "reply")?.content ?? "";
      // What was typed since is not overwritten; the refused one then stays in the thread.
      if (typed !== "" && !text.startsWith(typed)) return;
      inbox
        .failures()
        .find(({ id }) => id === commandId)
        ?.dismiss();
      write(text);
      setRefused(true);
    };
    return () => {
      giveBack.current = () => undefined;
    };
  });
  return {
    isRefused,
    watch(text, sent) {
      void sent.done.then(({ refused }) => {
        for (const { id, reason } of refused) if (reason.code === "locked") giveBack.current(text, id);
      });
    },
  };
}

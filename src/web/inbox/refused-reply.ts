import { useEffect, useRef, useState } from "react";
import type { SentCommand } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";

interface RefusedReply {
  /** True from the refusal until the lock is free or one's own. */
  isRefused: boolean;
  watch: (text: string, sent: SentCommand<"message:send">) => void;
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
  const giveBack = useRef<(text: string, sent: SentCommand<"message:send">) => void>(() => undefined);
  useEffect(() => {
    giveBack.current = (text, sent) => {
      const typed = inbox.draft(conversationId, "reply")?.content ?? "";
      // What was typed since is not overwritten; the refused one then stays in the thread.
      if (typed !== "" && !text.startsWith(typed)) return;
      inbox
        .failures()
        .find(({ id }) => id === sent.id)
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
      void sent.settled.then((answer) => {
        if (!answer.ok && answer.code === "locked") giveBack.current(text, sent);
      });
    },
  };
}

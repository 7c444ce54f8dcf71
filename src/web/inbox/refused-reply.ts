import { useEffect, useRef, useState } from "react";
import type { DraftHead } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { Run } from "../../client/run.ts";
import type { Attachment } from "../../protocol/records.ts";
import { replyFilesOf } from "../media/reply-files.ts";

interface RefusedReply {
  /** True from the refusal until the lock is free or one's own. */
  isRefused: boolean;
  watch: (written: Written, sent: Run) => void;
}

interface Written {
  readonly text: string;
  readonly head: DraftHead | null;
  readonly files: readonly Attachment[];
}

interface Given extends Written {
  readonly conversationId: string;
  readonly ids: readonly string[];
}

/**
 * A reply that is refused because someone else replies comes back into its box, where it can be changed or sent
 * with a take-over. When this conversation is not shown any more, it stays in the thread as refused instead.
 */
export function useRefusedReply(
  conversationId: string,
  restore: (text: string, head: DraftHead | null) => void,
): RefusedReply {
  const inbox = useInbox();
  const [refusedIn, setRefusedIn] = useState<string | null>(null);
  const isOthers = useInboxView((one) => one.lockOf(conversationId)?.isMine === false);
  useEffect(() => {
    if (!isOthers) setRefusedIn(null);
  }, [isOthers]);
  const giveBack = useRef<(given: Given) => void>(() => undefined);
  useEffect(() => {
    giveBack.current = (given) => {
      if (given.conversationId !== conversationId) return;
      const typed = inbox.draft(conversationId, "reply")?.content ?? "";
      // What was typed since is not overwritten; the refused one then stays in the thread.
      if (typed !== "" && !given.text.startsWith(typed)) return;
      for (const failure of inbox.failures()) if (given.ids.includes(failure.id)) failure.dismiss();
      // Into the box itself: the saved draft may hold these words already, and then nothing would change.
      restore(given.text, given.head);
      replyFilesOf(conversationId).putBack(given.files);
      setRefusedIn(conversationId);
    };
    return () => {
      giveBack.current = () => undefined;
    };
  });
  return {
    isRefused: refusedIn === conversationId,
    watch({ text, head, files }, sent) {
      void sent.done.then(({ refused }) => {
        const locked = refused.filter(({ reason }) => reason.code === "locked");
        // With several files, those before it may have gone: what they said is not said twice.
        const payloads = locked.flatMap(({ command }) => (command.command === "message:send" ? [command.payload] : []));
        if (payloads.length === 0) return;
        const named = new Set(payloads.flatMap(({ attachments }) => attachments ?? []));
        giveBack.current({
          conversationId,
          head,
          text: payloads.some(({ body }) => body !== "") ? text : "",
          files: files.filter(({ id }) => named.has(id)),
          ids: locked.map(({ id }) => id),
        });
      });
    },
  };
}

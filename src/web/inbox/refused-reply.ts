import { useEffect, useRef, useState } from "react";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { Run } from "../../client/run.ts";
import type { Attachment } from "../../protocol/records.ts";
import { replyFilesOf } from "../media/reply-files.ts";

interface RefusedReply {
  /** True from the refusal until the lock is free or one's own. */
  isRefused: boolean;
  watch: (text: string, files: readonly Attachment[], sent: Run) => void;
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
  const giveBack = useRef<(text: string, files: readonly Attachment[], ids: readonly string[]) => void>(
    () => undefined,
  );
  useEffect(() => {
    giveBack.current = (text, files, ids) => {
      const typed = inbox.draft(conversationId, "reply")?.content ?? "";
      // What was typed since is not overwritten; the refused one then stays in the thread.
      if (typed !== "" && !text.startsWith(typed)) return;
      for (const failure of inbox.failures()) if (ids.includes(failure.id)) failure.dismiss();
      write(text);
      replyFilesOf(conversationId).putBack(files);
      setRefused(true);
    };
    return () => {
      giveBack.current = () => undefined;
    };
  });
  return {
    isRefused,
    watch(text, files, sent) {
      void sent.done.then(({ refused }) => {
        const locked = refused.filter(({ reason }) => reason.code === "locked");
        // With several files, those before it may have gone: what they said is not said twice.
        const payloads = locked.flatMap(({ command }) => (command.command === "message:send" ? [command.payload] : []));
        if (payloads.length === 0) return;
        const named = new Set(payloads.flatMap(({ attachments }) => attachments ?? []));
        giveBack.current(
          payloads.some(({ body }) => body !== "") ? text : "",
          files.filter(({ id }) => named.has(id)),
          locked.map(({ id }) => id),
        );
      });
    },
  };
}

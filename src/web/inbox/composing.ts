import { useEffect, useSyncExternalStore } from "react";
import { composeFrom } from "../../client/compose.ts";
import { useInbox } from "../../client/react.ts";
import { lengthOf } from "../../core/channel-basics.ts";
import { channelRules } from "../../core/channel-rules.ts";
import { limits } from "../../protocol/limits.ts";
import type { Conversation, DraftKind, Message } from "../../protocol/records.ts";
import { localFile } from "../media/local-files.ts";
import { type ReplyFile, type ReplyFiles, replyFilesOf } from "../media/reply-files.ts";
import { composeWith } from "../shell/composed.ts";
import { chosenTemplate } from "../templates/chosen-templates.ts";
import { type DraftText, useDraftText } from "./draft-text.ts";
import { type ReplyLock, useReplyLock } from "./reply-lock.ts";
import { type Special, useReplySending } from "./reply-sending.ts";
import { type ReplyWindow, useReplyWindow } from "./reply-window.ts";
import { useRefusedReply } from "./refused-reply.ts";

composeWith(composeFrom({ file: localFile, template: chosenTemplate }));

export interface Composing extends Pick<DraftText, "text" | "head" | "writeHead" | "draft"> {
  readonly files: ReplyFiles;
  /** Those of what is written now: a note has none. */
  readonly attached: readonly ReplyFile[];
  readonly lock: ReplyLock;
  readonly window: ReplyWindow;
  /** Of the text, as the channel counts it, and how much it may be. */
  readonly length: number;
  readonly most: number;
  readonly sendable: boolean;
  /** A reply was refused because someone else replies; it is in the box again. */
  readonly isRefused: boolean;
  /** Something was typed. */
  readonly write: (text: string) => void;
  /** Returns whether anything was sent. */
  readonly send: (given?: { takeover?: boolean; at?: Date }) => boolean;
  readonly sendSpecial: (special: Special) => void;
}

interface ComposingProps {
  conversation: Conversation;
  kind: DraftKind;
  quoted: Message | null;
}

/** What is being written to a conversation, and how it leaves. Another conversation has its own text, files, window and lock. */
export function useComposing({ conversation, kind, quoted }: ComposingProps): Composing {
  const { id, channel } = conversation;
  const inbox = useInbox();
  const rules = channelRules[channel];
  const reply = useDraftText(id, "reply");
  const note = useDraftText(id, "note");
  const { text, head, writeHead, draft, write, clear } = kind === "reply" ? reply : note;
  const files = replyFilesOf(id);
  const chosen = useSyncExternalStore(files.subscribe, files.list);
  const attached = kind === "reply" ? chosen : [];
  const lock = useReplyLock(id);
  const refusal = useRefusedReply(id, reply.restore);
  const sending = useReplySending(conversation);
  const window = useReplyWindow(conversation);
  const most = kind === "reply" ? rules.textLength : limits.draftLength;
  const length = kind === "reply" ? lengthOf(text, rules) : text.length;
  const isClosed = kind === "reply" && (window.state === "closed" || conversation.oneWay === true);
  const isReady = attached.every(({ state }) => state.state === "ready");
  const sendable = (text.trim() !== "" || attached.length > 0) && length <= most && isReady && !isClosed;
  // Whoever goes on elsewhere does not write here any more.
  useEffect(() => () => inbox.setTyping(id, false), [inbox, id]);

  return {
    text,
    head,
    writeHead,
    draft,
    files,
    attached,
    lock,
    window,
    length,
    most,
    sendable,
    isRefused: refusal.isRefused,
    write(next) {
      write(next);
      if (kind === "note") return;
      // A note is nothing that the customer, or a colleague who would reply, has to wait for.
      inbox.setTyping(id, next !== "");
      lock.writing();
    },
    send({ takeover = false, at } = {}) {
      if (!sendable) return false;
      inbox.setTyping(id, false);
      if (kind === "note") inbox.addNote(id, text);
      else {
        const taken = files.take();
        const replyTo = quoted?.id ?? null;
        const sent = sending.reply({ text, head, files: taken, replyTo, takeover, at: at ?? null });
        refusal.watch({ text, head, files: taken }, sent);
      }
      clear();
      return true;
    },
    sendSpecial: sending.special,
  };
}

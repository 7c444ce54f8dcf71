import { type ClipboardEvent, type RefObject, Suspense, useEffect, useReducer, useRef, useState } from "react";
import { useInbox, useInboxView } from "../../client/react.ts";
import { channelRules } from "../../core/channel-rules.ts";
import type { Conversation, DraftKind, Message } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { AttachButton } from "../media/attach-button.tsx";
import { useFileDrop } from "../media/file-drop.ts";
import { FileTray } from "../media/file-tray.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { TemplateButton } from "../templates/template-button.tsx";
import { ClosedWindow } from "./closed-window.tsx";
import { ComposeBox } from "./compose-box.tsx";
import { ComposerFoot, composeHintId } from "./composer-foot.tsx";
import { ComposerTools } from "./composer-tools.tsx";
import { ComposerQuote, ComposerTop } from "./composer-top.tsx";
import { type Composing, useComposing } from "./composing.ts";
import { DraftConflict } from "./draft-status.tsx";
import { LockBanner } from "./lock-banner.tsx";
import { SendLater } from "./send-later.tsx";
import "./composer.css";

const StoppedReply = lazily(() => import("./stopped-reply.tsx"));

interface ComposerProps {
  /** Another one may take its place while the composer stands. */
  conversation: Conversation;
  quoted: Message | null;
  onQuoteDone: () => void;
}

/** Where replies and notes are written. */
export function Composer({ conversation, quoted, onQuoteDone }: ComposerProps) {
  const { id, channel } = conversation;
  const { slug } = useOrganisation();
  const view = useInboxView((one) => one.conversation(id));
  const [kind, setKind] = useState<DraftKind>("reply");
  const quotes = kind === "reply" && quoted?.conversationId === id ? quoted : null;
  const writing = useComposing({ conversation, kind, quoted: quotes });
  const { lock, files } = writing;
  const field = useRef<HTMLTextAreaElement>(null);

  // Only when the box is what it was chosen to be: the focus of a reply takes the lock.
  const [focusAsked, askFocus] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (focusAsked > 0) field.current?.focus();
  }, [focusAsked]);
  useEffect(() => {
    if (quoted === null) return;
    setKind("reply");
    askFocus();
  }, [quoted]);

  function choose(next: DraftKind): void {
    if (next === "note") lock.release();
    setKind(next);
    askFocus();
  }

  function send(given?: Parameters<Composing["send"]>[0]): void {
    if (!writing.send(given)) return;
    if (kind === "reply") onQuoteDone();
    field.current?.focus();
  }

  function attach(given: readonly File[]): void {
    if (given.length === 0) return;
    setKind("reply");
    lock.writing();
    files.add(given, { slug, rules: channelRules[channel] });
    askFocus();
  }
  const isOver = useFileDrop(attach);

  function paste(event: ClipboardEvent): void {
    const { clipboardData } = event;
    // A table from an office program comes as text and as a picture of it: the text is meant.
    if (kind === "note" || clipboardData.files.length === 0 || clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    attach([...clipboardData.files]);
  }

  return (
    <form
      className={isOver ? "composer composer-dropping" : "composer"}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onPaste={paste}
    >
      <LockBanner conversationId={id} isRefused={writing.isRefused} takeOverAndSend={() => send({ takeover: true })} />
      <DraftConflict conversationId={id} kind={kind} draft={writing.draft} />
      {quotes === null || view === null ? null : (
        <ComposerQuote quoted={quotes} conversation={view} onDone={onQuoteDone} />
      )}
      <ComposerTop conversationId={id} kind={kind} choose={choose} window={writing.window} />
      <ComposerBody
        {...{ conversation, kind, writing, field, isOver, attach, send }}
        escape={() => (quotes === null ? field.current?.blur() : onQuoteDone())}
      />
    </form>
  );
}

interface ComposerBodyProps {
  conversation: Conversation;
  kind: DraftKind;
  writing: Composing;
  field: RefObject<HTMLTextAreaElement | null>;
  isOver: boolean;
  attach: (files: readonly File[]) => void;
  send: (given?: { at?: Date }) => void;
  escape: () => void;
}

/** The box and its tools, or why there is none. */
function ComposerBody({ conversation, kind, writing, field, isOver, attach, send, escape }: ComposerBodyProps) {
  const { id, channel, channelId } = conversation;
  const inbox = useInbox();
  const contact = useInboxView((one) => one.conversation(id)?.contact ?? null);
  const { window, text, attached, lock, sendable } = writing;
  const isReply = kind === "reply";
  const replyChannel = useInboxView((one) => one.channels().find((known) => known.id === channelId));
  const stopped =
    isReply && replyChannel !== undefined && replyChannel.state !== "connected" ? (
      <Suspense>
        <StoppedReply channel={replyChannel} />
      </Suspense>
    ) : null;
  if (replyChannel?.state === "disconnected" && stopped !== null) return stopped;
  if (isReply && window.state === "closed") {
    const isKept = text.trim() !== "" || attached.length > 0;
    return (
      <ClosedWindow
        conversation={conversation}
        wasOpen={window.wasOpen}
        isKept={isKept}
        send={(template) => writing.sendSpecial({ template })}
      />
    );
  }
  return (
    <>
      {stopped}
      <FileTray files={writing.files} items={attached} />
      <ComposeBox
        {...{ field, kind, text, sendable, contact, escape }}
        hintId={composeHintId}
        write={writing.write}
        send={() => send()}
        onFocus={() => isReply && lock.writing()}
        onBlur={() => {
          inbox.setTyping(id, false);
          lock.left();
        }}
      />
      <ComposerFoot {...{ kind, writing, isOver }}>
        <ComposerTools field={field} write={writing.write} writing={() => isReply && lock.writing()}>
          {isReply ? <AttachButton add={attach} /> : null}
          {isReply ? <SendLater sendable={sendable} send={(at) => send({ at })} /> : null}
          {isReply && channelRules[channel].templates ? (
            <TemplateButton channelId={channelId} look="icon" send={(template) => writing.sendSpecial({ template })} />
          ) : null}
        </ComposerTools>
      </ComposerFoot>
    </>
  );
}

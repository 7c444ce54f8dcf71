import { type ClipboardEvent, Suspense, type SyntheticEvent, useEffect, useReducer, useRef, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { channelRules } from "../../core/channel-rules.ts";
import type { Conversation, DraftKind, Message } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { useFileDrop } from "../media/file-drop.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ChannelPicker, type ChannelPickerProps } from "./channel-picker.tsx";
import { ComposerBody } from "./composer-body.tsx";
import { ComposerQuote, ComposerTop } from "./composer-top.tsx";
import { type Composing, useComposing } from "./composing.ts";
import { DraftConflict } from "./draft-status.tsx";
import { LockBanner } from "./lock-banner.tsx";
import "./composer.css";

const OptedOutHint = lazily(() => import("../contact/opted-out-hint.tsx"));

interface ComposerProps extends ChannelPickerProps {
  /** Another one may take its place while the composer stands. */
  conversation: Conversation;
  quoted: Message | null;
  onQuoteDone: () => void;
}

/** Where replies and notes are written. */
export function Composer({ quoted, onQuoteDone, ...channels }: ComposerProps) {
  const { conversation } = channels;
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
    if (focusAsked > 0) focusAtEnd(field.current);
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
    if (!isOwn(event)) return;
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
        if (isOwn(event)) send();
      }}
      onPaste={paste}
    >
      <LockBanner
        conversationId={id}
        isRefused={writing.isRefused}
        takeOver={() => {
          lock.takeOver();
          setKind("reply");
          askFocus();
        }}
        takeOverAndSend={() => send({ takeover: true })}
      />
      <DraftConflict conversationId={id} kind={kind} draft={writing.draft} />
      {quotes === null || view === null ? null : (
        <ComposerQuote quoted={quotes} conversation={view} onDone={onQuoteDone} />
      )}
      <ComposerTop conversationId={id} kind={kind} choose={choose} window={writing.window}>
        <ChannelPicker {...channels} field={field} />
      </ComposerTop>
      {kind === "reply" ? (
        <Suspense>
          <OptedOutHint key={conversation.contactId} conversation={conversation} />
        </Suspense>
      ) : null}
      <ComposerBody
        {...{ conversation, kind, quoted: quotes, writing, field, isOver, attach, send, askFocus }}
        escape={() => (quotes === null ? field.current?.blur() : onQuoteDone())}
      />
    </form>
  );
}

/** Behind what is written already; a caret that stands in the box stays where it is. */
function focusAtEnd(field: HTMLTextAreaElement | null): void {
  if (field === null || document.activeElement === field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/** React hands on what happens in dialogs that were opened from here, too. */
function isOwn({ target, currentTarget }: SyntheticEvent): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

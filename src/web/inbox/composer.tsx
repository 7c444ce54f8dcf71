import { SendHorizontal, X } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { limits } from "../../protocol/limits.ts";
import type { Conversation, Message } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { contactName } from "./names.ts";
import { QuotedText } from "./quote.tsx";
import { typedTexts } from "./typed-texts.ts";
import "./composer.css";

/** So that the shortcut can put the focus here. */
export const replyFieldId = "reply";
/** From how many characters before the limit they are counted. */
const countWithin = 400;
const hintId = "reply-hint";

interface ComposerProps {
  conversation: Conversation;
  quoted: Message | null;
  onQuoteDone: () => void;
}

export function Composer({ conversation, quoted, onQuoteDone }: ComposerProps) {
  const inbox = useInbox();
  const view = useInboxView((one) => one.conversation(conversation.id));
  const [text, setText] = useState(() => typedTexts.get(conversation.id) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const left = limits.whatsappTextLength - text.length;
  const sendable = text.trim() !== "" && left >= 0;

  useEffect(() => {
    typedTexts.set(conversation.id, text);
  }, [conversation.id, text]);
  useLayoutEffect(() => {
    if (field.current !== null) fitHeight(field.current);
  }, [text]);
  useEffect(() => {
    if (quoted !== null) field.current?.focus();
  }, [quoted]);

  function send(): void {
    if (!sendable) return;
    inbox.send(conversation.id, text, quoted === null ? {} : { replyTo: quoted.id });
    setText("");
    onQuoteDone();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes a character, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      if (quoted === null) field.current?.blur();
      else onQuoteDone();
    }
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {quoted === null || view === null ? null : (
        <div className="composer-quote">
          <div className="quote">
            <QuotedText message={quoted} conversation={view} />
          </div>
          <IconButton label="Do not quote" onClick={onQuoteDone}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      )}
      <div className="composer-box">
        <textarea
          ref={field}
          id={replyFieldId}
          className="composer-text"
          rows={1}
          dir="auto"
          value={text}
          placeholder="Write a reply…"
          aria-label={`Reply to ${contactName(view?.contact ?? null)}`}
          aria-describedby={hintId}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton label="Send" shortcut="Enter" type="submit" className="composer-send" aria-disabled={!sendable}>
          <SendHorizontal size={20} aria-hidden />
        </IconButton>
      </div>
      <p className="composer-hint" id={hintId}>
        {left > countWithin ? (
          <span className="composer-keys">Enter sends, Shift + Enter starts a new line</span>
        ) : (
          <output className={left < 0 ? "composer-over" : undefined}>
            {text.length.toLocaleString()} / {limits.whatsappTextLength.toLocaleString()}
            {left < 0 ? " — too long for one message; shorten it or send it in parts" : ""}
          </output>
        )}
      </p>
    </form>
  );
}

/** As high as its text; the stylesheet has the limits. */
function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

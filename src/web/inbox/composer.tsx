import { Lock, Reply, X } from "lucide-react";
import { useEffect, useReducer, useRef, useState } from "react";
import { limits } from "../../protocol/limits.ts";
import type { Conversation, DraftKind, Message } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { useActions } from "../shell/actions.ts";
import { undoSendMs } from "../preferences.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { useTypingWords } from "./agents.ts";
import { ComposeBox } from "./compose-box.tsx";
import { composeButtonIds } from "./compose-buttons.ts";
import { ComposerTools } from "./composer-tools.tsx";
import { DraftConflict, DraftState } from "./draft-status.tsx";
import { useDraftText } from "./draft-text.ts";
import { offerToTakeBack } from "./held-sends.ts";
import { LockBanner } from "./lock-banner.tsx";
import { QuotedText } from "./quote.tsx";
import { useRefusedReply } from "./refused-reply.ts";
import { useReplyLock } from "./reply-lock.ts";
import "./composer.css";

const maxLengths: Readonly<Record<DraftKind, number>> = { reply: limits.whatsappTextLength, note: limits.draftLength };
/** From how many characters before the limit they are counted. */
const countWithin = 400;
const hintId = "compose-hint";

interface ComposerProps {
  conversation: Conversation;
  quoted: Message | null;
  onQuoteDone: () => void;
}

/** Where replies and notes are written. */
export function Composer({ conversation: { id }, quoted, onQuoteDone }: ComposerProps) {
  const inbox = useInbox();
  const actions = useActions();
  const view = useInboxView((one) => one.conversation(id));
  const [kind, setKind] = useState<DraftKind>("reply");
  const reply = useDraftText(id, "reply");
  const note = useDraftText(id, "note");
  const { text, draft, write, clear } = kind === "reply" ? reply : note;
  const field = useRef<HTMLTextAreaElement>(null);
  const lock = useReplyLock(id);
  const refusal = useRefusedReply(id, reply.write);
  const typing = useTypingWords(id);
  const left = maxLengths[kind] - text.length;
  const sendable = text.trim() !== "" && left >= 0;
  const quotes = kind === "reply" ? quoted : null;

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

  function send(takeover = false): void {
    if (!sendable) return;
    inbox.setTyping(id, false);
    if (kind === "note") inbox.addNote(id, text);
    else {
      const holdMs = undoSendMs();
      const replyTo = quotes === null ? {} : { replyTo: quotes.id };
      const payload = { conversationId: id, body: text, holdMs, ...replyTo, ...(takeover ? { takeover } : {}) };
      const run = actions.run([{ command: "message:send", payload }]);
      refusal.watch(text, run);
      offerToTakeBack(inbox, run, id, holdMs);
      onQuoteDone();
    }
    clear();
    field.current?.focus();
  }

  function onChange(next: string): void {
    write(next);
    if (kind === "note") return;
    // A note is nothing that the customer, or a colleague who would reply, has to wait for.
    inbox.setTyping(id, next !== "");
    lock.writing();
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <LockBanner conversationId={id} isRefused={refusal.isRefused} takeOverAndSend={() => send(true)} />
      <DraftConflict conversationId={id} kind={kind} draft={draft} />
      {quotes === null || view === null ? null : (
        <div className="composer-quote">
          <div className="quote">
            <QuotedText message={quotes} conversation={view} />
          </div>
          <IconButton label={t(words.doNotQuote)} onClick={onQuoteDone}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      )}
      <div className="composer-top">
        <KindSwitch kind={kind} choose={choose} />
        <output className="composer-typing">{typing}</output>
      </div>
      <ComposeBox
        field={field}
        kind={kind}
        text={text}
        sendable={sendable}
        contact={view?.contact ?? null}
        hintId={hintId}
        write={onChange}
        send={() => send()}
        escape={() => (quotes === null ? field.current?.blur() : onQuoteDone())}
        onFocus={() => kind === "reply" && lock.writing()}
        onBlur={() => {
          inbox.setTyping(id, false);
          lock.left();
        }}
      />
      <div className="composer-foot">
        <ComposerTools field={field} write={onChange} writing={() => kind === "reply" && lock.writing()} />
        <p className="composer-hint" id={hintId}>
          {left > countWithin ? (
            <span className="composer-keys">{t(words.keys)}</span>
          ) : (
            <output className={left < 0 ? "composer-over" : undefined}>
              {t(left >= 0 ? words.length : kind === "reply" ? words.replyTooLong : words.noteTooLong, {
                count: text.length,
                most: maxLengths[kind],
              })}
            </output>
          )}
          <DraftState draft={draft} />
        </p>
      </div>
    </form>
  );
}

function KindSwitch({ kind, choose }: { kind: DraftKind; choose: (kind: DraftKind) => void }) {
  return (
    <fieldset className="kind-switch">
      <legend className="visually-hidden">{t(words.kind)}</legend>
      <button
        type="button"
        id={composeButtonIds.reply}
        className="kind"
        aria-pressed={kind === "reply"}
        onClick={() => choose("reply")}
      >
        <Reply size={16} aria-hidden />
        {t(words.reply)}
      </button>
      <button
        type="button"
        id={composeButtonIds.note}
        className="kind kind-note"
        aria-pressed={kind === "note"}
        onClick={() => choose("note")}
      >
        <Lock size={16} aria-hidden />
        {t(words.note)}
      </button>
    </fieldset>
  );
}

import { Lock, Reply, X } from "lucide-react";
import { useEffect, useReducer, useRef, useState, useSyncExternalStore } from "react";
import { lengthOf } from "../../core/channel-basics.ts";
import { channelRules } from "../../core/channel-rules.ts";
import type { TemplateUse } from "../../protocol/commands.ts";
import { limits } from "../../protocol/limits.ts";
import type { Conversation, DraftKind, Message } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { AttachButton } from "../media/attach-button.tsx";
import { useFileDrop } from "../media/file-drop.ts";
import { FileTray } from "../media/file-tray.tsx";
import { outgoingParts } from "../media/outgoing-parts.ts";
import { type ReplyFile, replyFilesOf } from "../media/reply-files.ts";
import { TemplateButton } from "../templates/template-button.tsx";
import { useActions } from "../shell/actions.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { undoSendMs } from "../preferences.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { composer as words } from "../messages/en/composer.ts";
import { files as fileWords } from "../messages/en/files.ts";
import { t } from "../messages/t.ts";
import { useTypingWords } from "./agents.ts";
import { ClosedWindow, WindowClock } from "./closed-window.tsx";
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
import { SendLater } from "./send-later.tsx";
import { useReplyWindow } from "./reply-window.ts";
import "./composer.css";

/** From how many characters before the limit they are counted. */
const countWithin = 400;
const hintId = "compose-hint";

interface ComposerProps {
  conversation: Conversation;
  quoted: Message | null;
  onQuoteDone: () => void;
}

/** Where replies and notes are written. */
export function Composer({ conversation, quoted, onQuoteDone }: ComposerProps) {
  const { id, channel, channelId } = conversation;
  const inbox = useInbox();
  const { slug } = useOrganisation();
  const rules = channelRules[channel];
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
  const files = replyFilesOf(id);
  const chosen = useSyncExternalStore(files.subscribe, files.list);
  const attached = kind === "reply" ? chosen : [];
  const filesHint = waitsFor(attached);
  const replyWindow = useReplyWindow(conversation);
  const isClosed = kind === "reply" && replyWindow.state === "closed";
  const most = kind === "reply" ? rules.textLength : limits.draftLength;
  const length = kind === "reply" ? lengthOf(text, rules) : text.length;
  const left = most - length;
  const sendable = (text.trim() !== "" || attached.length > 0) && left >= 0 && filesHint === null && !isClosed;
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

  function send({ takeover = false, at = null }: { takeover?: boolean; at?: Date | null } = {}): void {
    if (!sendable) return;
    inbox.setTyping(id, false);
    if (kind === "note") inbox.addNote(id, text);
    else {
      const holdMs = at === null ? undoSendMs() : 0;
      const time = at === null ? { holdMs } : { sendAt: at.toISOString() };
      const once = { ...(quotes === null ? {} : { replyTo: quotes.id }), ...(takeover ? { takeover } : {}) };
      const taken = files.take();
      const run = actions.run(
        outgoingParts(text, taken, rules).map(({ body, attachments }, index) => ({
          command: "message:send" as const,
          payload: {
            conversationId: id,
            body,
            ...time,
            ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => one.id) }),
            ...(index === 0 ? once : {}),
          },
        })),
      );
      refusal.watch(text, taken, run);
      offerToTakeBack(inbox, run, id, holdMs);
      onQuoteDone();
    }
    clear();
    field.current?.focus();
  }

  function sendTemplate(template: TemplateUse): void {
    const holdMs = undoSendMs();
    const run = actions.run([{ command: "message:send", payload: { conversationId: id, body: "", template, holdMs } }]);
    offerToTakeBack(inbox, run, id, holdMs);
  }

  function onChange(next: string): void {
    write(next);
    if (kind === "note") return;
    // A note is nothing that the customer, or a colleague who would reply, has to wait for.
    inbox.setTyping(id, next !== "");
    lock.writing();
  }

  function attach(given: readonly File[]): void {
    if (given.length === 0) return;
    setKind("reply");
    lock.writing();
    files.add(given, { slug, rules });
    askFocus();
  }
  const isOver = useFileDrop(attach);

  return (
    <form
      className={isOver ? "composer composer-dropping" : "composer"}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onPaste={(event) => {
        const { clipboardData } = event;
        // A table from an office program comes as text and as a picture of it: the text is meant.
        if (kind === "note" || clipboardData.files.length === 0 || clipboardData.types.includes("text/plain")) return;
        event.preventDefault();
        attach([...clipboardData.files]);
      }}
    >
      <LockBanner conversationId={id} isRefused={refusal.isRefused} takeOverAndSend={() => send({ takeover: true })} />
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
        {kind === "reply" ? <WindowClock window={replyWindow} /> : null}
      </div>
      {kind === "reply" && replyWindow.state === "closed" ? (
        <ClosedWindow
          conversation={conversation}
          wasOpen={replyWindow.wasOpen}
          isKept={text.trim() !== "" || attached.length > 0}
          send={sendTemplate}
        />
      ) : (
        <>
          <FileTray files={files} items={attached} />
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
            <ComposerTools field={field} write={onChange} writing={() => kind === "reply" && lock.writing()}>
              {kind === "note" ? null : <AttachButton add={attach} />}
              {kind === "note" ? null : <SendLater sendable={sendable} send={(at) => send({ at })} />}
              {kind === "reply" && rules.templates ? (
                <TemplateButton channelId={channelId} look="icon" send={sendTemplate} />
              ) : null}
            </ComposerTools>
            <p className="composer-hint" id={hintId}>
              {isOver || filesHint !== null ? (
                <output>{isOver ? t(fileWords.drop) : filesHint}</output>
              ) : left > countWithin ? (
                <span className="composer-keys">{t(words.keys)}</span>
              ) : (
                <output className={left < 0 ? "composer-over" : undefined}>
                  {t(left >= 0 ? words.length : kind === "reply" ? words.replyTooLong : words.noteTooLong, {
                    count: length,
                    most,
                  })}
                </output>
              )}
              <DraftState draft={draft} />
            </p>
          </div>
        </>
      )}
    </form>
  );
}

/** Why files hold the reply up; null when they do not. */
function waitsFor(files: readonly ReplyFile[]): string | null {
  if (files.some(({ state }) => state.state === "failed" || state.state === "refused")) return t(fileWords.mend);
  return files.some(({ state }) => state.state === "uploading") ? t(fileWords.wait) : null;
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

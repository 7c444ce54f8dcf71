import { Lock, Reply, X } from "lucide-react";
import type { ReactNode } from "react";
import type { ConversationView } from "../../client/inbox.ts";
import type { DraftKind, Message } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { useTypingWords } from "./agents.ts";
import { WindowClock } from "./closed-window.tsx";
import { composeButtonIds } from "./compose-buttons.ts";
import { QuotedText } from "./quote.tsx";
import type { ReplyWindow } from "./reply-window.ts";

interface ComposerTopProps {
  conversationId: string;
  kind: DraftKind;
  choose: (kind: DraftKind) => void;
  window: ReplyWindow;
  /** By which channel. */
  children: ReactNode;
}

/** What is written, who else is writing, and how long one still can. */
export function ComposerTop({ conversationId, kind, choose, window, children }: ComposerTopProps) {
  const typing = useTypingWords(conversationId);
  return (
    <div className="composer-top">
      <KindSwitch kind={kind} choose={choose} />
      <output className="composer-typing">{typing}</output>
      {kind === "reply" ? <WindowClock window={window} /> : null}
      {children}
    </div>
  );
}

interface ComposerQuoteProps {
  quoted: Message;
  conversation: ConversationView;
  onDone: () => void;
}

/** The message that is answered. */
export function ComposerQuote({ quoted, conversation, onDone }: ComposerQuoteProps) {
  return (
    <div className="composer-quote">
      <div className="quote">
        <QuotedText message={quoted} conversation={conversation} />
      </div>
      <IconButton label={t(words.doNotQuote)} onClick={onDone}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
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

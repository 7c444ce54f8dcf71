import { SendHorizontal } from "lucide-react";
import { useLayoutEffect, useState, type KeyboardEvent, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { ContactSummary, DraftKind } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { useMe } from "../shell/organisation.ts";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { cannedCompletion } from "./canned-picker.tsx";
import {
  type Completion,
  completionListId,
  type CompletionOption,
  completionOptionId,
  isForCompletion,
} from "./completion.ts";
import { CompletionList } from "./completion-list.tsx";
import { mentionCompletion } from "./mention-picker.tsx";
import { contactName } from "./names.ts";
import { isSend, type SendKey, sendKeyName } from "./send-key.ts";

interface ComposeBoxProps {
  field: RefObject<HTMLTextAreaElement | null>;
  kind: DraftKind;
  text: string;
  sendable: boolean;
  sendKey: SendKey;
  contact: ContactSummary | null;
  hintId: string;
  write: (text: string) => void;
  send: () => void;
  /** Escape was pressed. */
  escape: () => void;
  onFocus: () => void;
  onBlur: () => void;
}

/** The field and its button. In a reply, `/` offers the canned responses; in a note, `@` the colleagues. */
export function ComposeBox({
  field,
  kind,
  text,
  sendable,
  sendKey,
  contact,
  hintId,
  write,
  send,
  escape,
  ...rest
}: ComposeBoxProps) {
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const completion = useCompletion(kind, caret === null ? null : text.slice(0, caret), contact);
  const at = completion === null ? 0 : Math.min(chosen, completion.options.length - 1);
  useLayoutEffect(() => {
    if (field.current !== null) fitHeight(field.current);
  }, [field, text]);

  function pick(option: CompletionOption): void {
    const end = caret ?? text.length;
    const before = text.slice(0, end - (completion?.length ?? 0)) + option.text;
    // The caret stands where it belongs before the next key is read: moved a frame later, it moved what was typed meanwhile.
    flushSync(() => {
      write(before + text.slice(end));
      setCaret(null);
    });
    field.current?.setSelectionRange(before.length, before.length);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes a character, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (completion !== null && isForCompletion(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const { options } = completion;
      if (event.key === "Escape") setCaret(null);
      else if (event.key === "ArrowDown") setChosen((at + 1) % options.length);
      else if (event.key === "ArrowUp") setChosen((at + options.length - 1) % options.length);
      else pick(options[at] ?? options[0]);
    } else if (isSend(event, sendKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") escape();
  }

  const keyName = sendKeyName(sendKey);
  return (
    <div className={`composer-box composer-box-${kind}`}>
      {completion === null ? null : <CompletionList completion={completion} chosen={at} pick={pick} />}
      <textarea
        {...rest}
        ref={field}
        className="composer-text"
        rows={1}
        enterKeyHint={sendKey === "enter" ? "send" : "enter"}
        dir="auto"
        value={text}
        placeholder={t(kind === "reply" ? words.replyHint : words.noteHint)}
        aria-label={t(kind === "reply" ? words.replyTo : words.noteOn, { name: contactName(contact) })}
        aria-describedby={hintId}
        aria-autocomplete="list"
        {...(completion === null
          ? {}
          : { "aria-controls": completionListId, "aria-activedescendant": completionOptionId(at) })}
        onChange={(event) => {
          write(event.target.value);
          setCaret(event.target.selectionStart);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <IconButton
        label={t(kind === "reply" ? words.send : words.addNote)}
        {...(keyName === undefined ? {} : { shortcut: keyName })}
        className="composer-send"
        aria-disabled={!sendable}
        onClick={send}
      >
        <SendHorizontal size={20} aria-hidden />
      </IconButton>
    </div>
  );
}

/** What the word before the caret may mean; null when nothing is typed, or it means itself. */
function useCompletion(kind: DraftKind, beforeCaret: string | null, contact: ContactSummary | null): Completion | null {
  const agents = useInboxView((inbox) => inbox.agents());
  const responses = useInboxView((inbox) => inbox.catalog("cannedResponse"));
  const agent = useMe();
  if (beforeCaret === null) return null;
  if (kind === "note") return mentionCompletion(beforeCaret, agents);
  return cannedCompletion(beforeCaret, responses, { contact, agent });
}

/** As high as its text; the stylesheet has the limits. */
function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

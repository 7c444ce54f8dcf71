import { SendHorizontal } from "lucide-react";
import { useLayoutEffect, useState, type KeyboardEvent, type RefObject } from "react";
import type { Agent } from "../../protocol/records.ts";
import type { DraftKind } from "../../client/inbox.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { MentionPicker, mentionBefore, mentionListId, mentionOptionId, useMentioned } from "./mention-picker.tsx";

interface ComposeBoxProps {
  field: RefObject<HTMLTextAreaElement | null>;
  kind: DraftKind;
  text: string;
  sendable: boolean;
  contact: string;
  hintId: string;
  write: (text: string) => void;
  send: () => void;
  /** Escape was pressed. */
  escape: () => void;
  onFocus: () => void;
  onBlur: () => void;
}

/** The field and its button. In a note, `@` offers the colleagues. */
export function ComposeBox({
  field,
  kind,
  text,
  sendable,
  contact,
  hintId,
  write,
  send,
  escape,
  ...rest
}: ComposeBoxProps) {
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const begun = kind === "note" && caret !== null ? mentionBefore(text, caret) : null;
  const offered = useMentioned(begun);
  const picked = offered[Math.min(chosen, offered.length - 1)];
  useLayoutEffect(() => {
    if (field.current !== null) fitHeight(field.current);
  }, [field, text]);

  function pick({ name }: Agent): void {
    const end = caret ?? text.length;
    const before = `${text.slice(0, end - (begun?.length ?? 0))}${name} `;
    write(before + text.slice(end));
    setCaret(null);
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes a character, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (picked !== undefined && isForList(event.key)) {
      event.preventDefault();
      if (event.key === "Escape") setCaret(null);
      else if (event.key === "ArrowDown") setChosen((at) => (at + 1) % offered.length);
      else if (event.key === "ArrowUp") setChosen((at) => (at + offered.length - 1) % offered.length);
      else pick(picked);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") escape();
  }

  return (
    <div className={`composer-box composer-box-${kind}`}>
      {picked === undefined ? null : <MentionPicker agents={offered} chosen={offered.indexOf(picked)} pick={pick} />}
      <textarea
        {...rest}
        ref={field}
        className="composer-text"
        rows={1}
        dir="auto"
        value={text}
        placeholder={kind === "reply" ? "Write a reply…" : "Write a note for your colleagues…"}
        aria-label={kind === "reply" ? `Reply to ${contact}` : `Note on ${contact}`}
        aria-describedby={hintId}
        {...(picked === undefined
          ? {}
          : { "aria-controls": mentionListId, "aria-activedescendant": mentionOptionId(offered.indexOf(picked)) })}
        onChange={(event) => {
          write(event.target.value);
          setCaret(event.target.selectionStart);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <IconButton
        label={kind === "reply" ? "Send" : "Add note"}
        shortcut="Enter"
        className="composer-send"
        aria-disabled={!sendable}
        onClick={send}
      >
        <SendHorizontal size={20} aria-hidden />
      </IconButton>
    </div>
  );
}

function isForList(key: string): boolean {
  return key === "ArrowDown" || key === "ArrowUp" || key === "Enter" || key === "Tab" || key === "Escape";
}

/** As high as its text; the stylesheet has the limits. */
function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

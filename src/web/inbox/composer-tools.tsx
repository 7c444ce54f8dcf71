import { Smile } from "lucide-react";
import { type RefObject, Suspense, useState } from "react";
import { flushSync } from "react-dom";
import { IconButton } from "../controls/icon-button.tsx";
import { emoji as words } from "../messages/en/emoji.ts";
import { t } from "../messages/t.ts";
import { lazily } from "../lazily.ts";

// Not a part of the first load: most replies have none, and there are many to choose from.
const EmojiPicker = lazily(() => import("./emoji-picker.tsx"));

interface ComposerToolsProps {
  field: RefObject<HTMLTextAreaElement | null>;
  write: (text: string) => void;
  /** Something is chosen that belongs into the reply: it is still being written. */
  writing: () => void;
}

/** What goes into a reply besides words. */
export function ComposerTools({ field, write, writing }: ComposerToolsProps) {
  /** Where the caret is, or was, in the place of what is selected. */
  function insert(inserted: string): void {
    const box = field.current;
    if (box === null) return;
    const before = box.value.slice(0, box.selectionStart) + inserted;
    // The caret stands behind it before the next key is read.
    flushSync(() => write(before + box.value.slice(box.selectionEnd)));
    box.setSelectionRange(before.length, before.length);
  }
  return (
    <div className="composer-tools">
      <EmojiButton field={field} pick={insert} onOpen={writing} />
    </div>
  );
}

function EmojiButton(props: {
  field: RefObject<HTMLElement | null>;
  pick: (emoji: string) => void;
  onOpen: () => void;
}) {
  const [asked, setAsked] = useState(false);
  const button = (
    <IconButton
      label={t(words.emoji)}
      onClick={() => {
        setAsked(true);
        props.onOpen();
      }}
    >
      <Smile size={16} aria-hidden />
    </IconButton>
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <EmojiPicker {...props} />
    </Suspense>
  );
}

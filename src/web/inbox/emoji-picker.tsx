import { Popover } from "@base-ui/react/popover";
import { EmojiPicker as Emoji, type SkinTone } from "frimousse";
import { Smile } from "lucide-react";
import { type RefObject, useState } from "react";
import { emoji as words } from "../messages/en/emoji.ts";
import { t } from "../messages/t.ts";
import { emojiData } from "./emoji-data.ts";
import "./emoji-picker.css";

interface EmojiPickerProps {
  /** Where it is inserted, and where the focus goes then. */
  field: RefObject<HTMLElement | null>;
  pick: (emoji: string) => void;
  onOpen: () => void;
}

const toneKey = "parley.skinTone";

/** Emoji by name or by group; shown from the first press of its button on. Arrows choose, Enter takes, Escape leaves. */
export default function EmojiPicker({ field, pick, onOpen }: EmojiPickerProps) {
  const [open, setOpen] = useState(true);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) onOpen();
      }}
    >
      <Popover.Trigger className="icon-button" aria-label={t(words.emoji)} title={t(words.emoji)}>
        <Smile size={16} aria-hidden />
      </Popover.Trigger>
      <span ref={setContainer} className="menu-place" />
      <Popover.Portal container={container}>
        <Popover.Positioner className="popup-positioner" side="top" align="start" sideOffset={4}>
          <Popover.Popup className="menu emoji-popup" finalFocus={field}>
            <Popover.Title className="visually-hidden">{t(words.emoji)}</Popover.Title>
            <EmojiGrid
              pick={(emoji) => {
                pick(emoji);
                setOpen(false);
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function EmojiGrid({ pick }: { pick: (emoji: string) => void }) {
  return (
    <Emoji.Root
      className="emoji"
      columns={9}
      skinTone={(localStorage.getItem(toneKey) ?? "none") as SkinTone}
      resolveEmojiData={emojiData}
      onEmojiSelect={({ emoji }) => pick(emoji)}
    >
      <div className="emoji-top">
        <Emoji.Search
          className="emoji-search"
          placeholder={t(words.search)}
          aria-label={t(words.searchEmoji)}
          autoFocus
        />
        <Emoji.SkinTone>
          {({ skinTone, setSkinTone, skinToneVariations }) => (
            <select
              className="emoji-tone"
              aria-label={t(words.skinTone)}
              value={skinTone}
              onChange={({ target }) => {
                localStorage.setItem(toneKey, target.value);
                setSkinTone(target.value as SkinTone);
              }}
            >
              {skinToneVariations.map((one) => (
                <option key={one.skinTone} value={one.skinTone}>
                  {one.emoji}
                </option>
              ))}
            </select>
          )}
        </Emoji.SkinTone>
      </div>
      {/* What scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <Emoji.Viewport className="emoji-viewport" tabIndex={0}>
        <Emoji.Empty className="emoji-empty">{t(words.none)}</Emoji.Empty>
        <Emoji.List
          className="emoji-list"
          components={{
            CategoryHeader: ({ category, ...rest }) => (
              <div {...rest} className="emoji-heading">
                {category.label}
              </div>
            ),
            // The library counts rows and columns from 0, where ARIA begins with 1.
            Row: (props) => <div {...props} aria-rowindex={Number(props["aria-rowindex"]) + 1} className="emoji-row" />,
            Emoji: ({ emoji, ...rest }) => (
              <button
                {...rest}
                {...{ "aria-colindex": Number(rest["aria-colindex"]) + 1 }}
                type="button"
                className="emoji-one"
                title={emoji.label}
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Emoji.Viewport>
    </Emoji.Root>
  );
}

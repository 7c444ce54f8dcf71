import { useEffect, useRef } from "react";
import { type Completion, type CompletionOption, completionListId, completionOptionId } from "./completion.ts";
import "../controls/popup.css";
import "./completion-list.css";

interface CompletionListProps {
  completion: Completion;
  chosen: number;
  pick: (option: CompletionOption) => void;
}

/** The focus stays in the box; its arrow keys and Enter choose, and so does the pointer. */
export function CompletionList({ completion: { label, options }, chosen, pick }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- a native one takes the focus from the box (ARIA APG, "Combobox"), which hears its keys */
    <div
      ref={list}
      className="menu completion-list"
      role="listbox"
      id={completionListId}
      aria-label={label}
      // What scrolls must be reachable (WCAG 2.1.1); its scroll bar must not take the focus from the box.
      tabIndex={0}
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        <div
          key={option.key}
          id={completionOptionId(index)}
          className="menu-item"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(option)}
        >
          {option.shown}
        </div>
      ))}
    </div>
  );
}

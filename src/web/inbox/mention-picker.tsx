import type { Agent } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import "./mention-picker.css";

export const mentionListId = "mention-list";
const shownAtMost = 5;

/** What stands between the last `@` and the caret, when it may be the beginning of a name. */
export function mentionBefore(text: string, caret: number): string | null {
  return /(?:^|[\s(])@([\p{L}\p{N} .'-]{0,30})$/u.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The colleagues whose names begin so. */
export function useMentioned(begun: string | null): readonly Agent[] {
  const agents = useInboxView((inbox) => inbox.agents());
  if (begun === null) return [];
  const wanted = begun.toLocaleLowerCase();
  return agents.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted)).slice(0, shownAtMost);
}

interface MentionPickerProps {
  agents: readonly Agent[];
  chosen: number;
  pick: (agent: Agent) => void;
}

export function mentionOptionId(index: number): string {
  return `mention-${index}`;
}

/** The focus stays in the note; its arrow keys and Enter choose, and so does the pointer. */
export function MentionPicker({ agents, chosen, pick }: MentionPickerProps) {
  return (
    /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- a native one takes the focus from the note (ARIA APG, "Combobox"), which hears its keys */
    <div className="mention-list" role="listbox" id={mentionListId} aria-label="Mention a colleague">
      {agents.map((agent, index) => (
        <div
          key={agent.id}
          id={mentionOptionId(index)}
          className="mention-option"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(agent)}
        >
          <Avatar id={agent.id} name={agent.name} size={20} />
          {agent.name}
        </div>
      ))}
    </div>
  );
}

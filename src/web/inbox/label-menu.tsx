import { Menu } from "@base-ui/react/menu";
import { Tag } from "lucide-react";
import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { useConversationActions } from "./conversation-actions.ts";
import { SearchedHeaderMenu } from "./header-menu.tsx";
import { LabelChips } from "./label-chips.tsx";
import { LabelItems } from "./label-items.tsx";

/** The conversation's labels, and the picker that puts them on and takes them off. */
export function LabelMenu({ conversation }: { conversation: Conversation }) {
  const { label } = useConversationActions(conversation);
  return (
    <span className="label-menu">
      <SearchedHeaderMenu
        menu="label"
        trigger={<LabelButton ids={conversation.labels} />}
        align="start"
        search="Label…"
        none="No labels yet. Type a name to make one."
      >
        {(matches, query, clear) => (
          <LabelItems chosen={conversation.labels} label={label} matches={matches} query={query} clear={clear} />
        )}
      </SearchedHeaderMenu>
    </span>
  );
}

function LabelButton({ ids }: { ids: readonly string[] }) {
  const names = useInboxView((inbox) =>
    inbox
      .catalog("label")
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(", "),
  );
  return (
    <Menu.Trigger className="fact fact-labels" aria-label={names === "" ? "Label" : `Labels: ${names}`}>
      <LabelChips ids={ids} shownAtMost={4} />
      <Tag size={16} aria-hidden />
      {names === "" ? "Label" : null}
    </Menu.Trigger>
  );
}

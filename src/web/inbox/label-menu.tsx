import { Menu } from "@base-ui/react/menu";
import { Tag } from "lucide-react";
import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { listText } from "../list-text.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
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
        search={t(words["menu.label"])}
        none={t(words.noLabels)}
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
    listText(
      inbox
        .catalog("label")
        .filter(({ id }) => ids.includes(id))
        .map(({ name }) => name),
    ),
  );
  return (
    <Menu.Trigger className="fact fact-labels" aria-label={names === "" ? t(words.label) : t(words.labels, { names })}>
      <LabelChips ids={ids} shownAtMost={4} />
      <Tag size={16} aria-hidden />
      {names === "" ? t(words.label) : null}
    </Menu.Trigger>
  );
}

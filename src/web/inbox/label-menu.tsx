import { Menu } from "@base-ui/react/menu";
import { Check, Plus, Tag } from "lucide-react";
import { useState } from "react";
import { labelColors } from "../../protocol/catalog-records.ts";
import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { catalog } from "../api.ts";
import { LabelDot } from "../controls/label-chip.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { useConversationActions } from "./conversation-actions.ts";
import { SearchedHeaderMenu } from "./header-menu.tsx";
import { LabelChips } from "./label-chips.tsx";

/** The conversation's labels, and the picker that puts them on and takes them off; a name that is new makes one. */
export function LabelMenu({ conversation }: { conversation: Conversation }) {
  const { slug } = useOrganisation();
  const { label } = useConversationActions(conversation);
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  const [problem, setProblem] = useState<string | null>(null);

  async function create(name: string): Promise<void> {
    const color = labelColors[labels.length % labelColors.length] ?? "grey";
    const created = await catalog.create(slug, "label", { name, color });
    setProblem(created.ok ? null : created.message);
    if (created.ok) label([created.value.id], []);
  }

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
          <>
            {labels.map(({ id, name, color }) => {
              const isOn = conversation.labels.includes(id);
              return !matches(name) ? null : (
                <Menu.CheckboxItem
                  key={id}
                  className="menu-item"
                  checked={isOn}
                  closeOnClick={false}
                  onCheckedChange={() => {
                    if (isOn) label([], [id]);
                    else label([id], []);
                    clear();
                  }}
                >
                  <LabelDot color={color} />
                  <span className="menu-item-name">{name}</span>
                  {isOn ? <Check className="menu-item-end" size={16} aria-hidden /> : null}
                </Menu.CheckboxItem>
              );
            })}
            {query === "" || labels.some(({ name }) => isSameName(name, query)) ? null : (
              <Menu.Item
                className="menu-item"
                closeOnClick={false}
                onClick={() => {
                  void create(query);
                  clear();
                }}
              >
                <Plus size={16} aria-hidden />
                <span className="menu-item-name">Create label “{query}”</span>
              </Menu.Item>
            )}
            {problem === null ? null : (
              <p className="header-menu-problem" role="alert">
                {problem}
              </p>
            )}
          </>
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

function isSameName(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;
}

import { Menu } from "@base-ui/react/menu";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { labelColors } from "../../protocol/catalog-records.ts";
import { useInboxView } from "../../client/react.ts";
import { catalog } from "../api.ts";
import { LabelDot } from "../controls/label-chip.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";

interface LabelItemsProps {
  /** Ids of those that are on. */
  chosen: readonly string[];
  label: (add: readonly string[], remove: readonly string[]) => void;
  /** As a `SearchedMenu` gives them. */
  matches: (name: string) => boolean;
  query: string;
  clear: () => void;
}

/** The items of a menu that puts labels on and takes them off; a name that is new makes one. */
export function LabelItems({ chosen, label, matches, query, clear }: LabelItemsProps) {
  const { slug } = useOrganisation();
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  const [problem, setProblem] = useState<string | null>(null);

  async function create(name: string): Promise<void> {
    const color = labelColors[labels.length % labelColors.length] ?? "grey";
    const created = await catalog.create(slug, "label", { name, color });
    setProblem(created.ok ? null : created.message);
    if (created.ok) label([created.value.id], []);
  }

  return (
    <>
      {labels.map(({ id, name, color }) => {
        const isOn = chosen.includes(id);
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
            <bdi className="menu-item-name">{name}</bdi>
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
          <span className="menu-item-name">{t(words.createLabel, { name: query })}</span>
        </Menu.Item>
      )}
      {problem === null ? null : (
        <p className="header-menu-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function isSameName(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;
}

import { Menu } from "@base-ui/react/menu";
import { Check, type LucideIcon, Zap } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ConversationView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import { LabelDot } from "../controls/label-chip.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { bulk as words } from "../messages/en/bulk.ts";
import { macroMenu } from "../messages/en/macro-menu.ts";
import { t } from "../messages/t.ts";
import { type Change, useRunMacro } from "./conversation-list-changes.ts";
import { type Offer, offersOf } from "./conversation-list-offers.ts";
import type { Selection } from "./conversation-list-selection.ts";
import type { HeaderMenu } from "./open-menu.ts";
import "./header-menu.css";

interface BulkMenuProps {
  menu: HeaderMenu;
  label: string;
  icon: LucideIcon;
  selection: Selection;
  /** What is said when nothing is left of its items. */
  none: string;
  /** The items for what is typed; `matches` tells whether a name has it, whatever its case and accents. */
  children: (matches: (name: string) => boolean) => ReactNode;
}

/** A menu of the bar, which the keyboard can open too. What is typed narrows it, and Enter takes the first. */
function BulkMenu({ menu, label, icon: Icon, selection, none, children }: BulkMenuProps) {
  const [query, setQuery] = useState("");
  const { contains } = Menu.useFilter();
  const wanted = query.trim();
  const search = t(words[`search.${menu}`]);
  return (
    <span className="bulk-menu">
      <Menu.FilterProvider filter={null} value={query} onValueChange={(next) => setQuery(next)} autoHighlight="always">
        <Menu.Root
          open={selection.menu === menu}
          onOpenChange={(open) => {
            setQuery("");
            // One that closes because another opened must not close that one.
            if (open) selection.setMenu(menu);
            else if (selection.menu === menu) selection.setMenu(null);
          }}
        >
          <Menu.Trigger className="icon-button" aria-label={label} title={label}>
            <Icon size={16} aria-hidden />
          </Menu.Trigger>
          <MenuPopup>
            <Menu.Input className="header-menu-search" aria-label={search} placeholder={search} />
            <Menu.Empty className="header-menu-none">{none}</Menu.Empty>
            <Menu.List className="header-menu-list">
              {children((name) => wanted === "" || contains(name, wanted))}
            </Menu.List>
          </MenuPopup>
        </Menu.Root>
      </Menu.FilterProvider>
    </span>
  );
}

interface OfferMenuProps extends Omit<BulkMenuProps, "children" | "menu" | "none"> {
  menu: Exclude<HeaderMenu, "macro">;
  chosen: () => readonly ConversationView[];
  run: (change: Change) => void;
}

export function OfferMenu({ chosen, run, ...rest }: OfferMenuProps) {
  const inbox = useInbox();
  const offers = offersOf(rest.menu, inbox, chosen());
  const none = t(offers.length === 0 ? words.nothingYet : words.nothingFound);
  return (
    <BulkMenu {...rest} none={none}>
      {(matches) =>
        offers.map((offer) =>
          !matches(offer.name) ? null : (
            <Menu.Item key={offer.key} className="menu-item" onClick={() => run(offer.change)}>
              <OfferLook offer={offer} />
              <bdi className="list-view-name">{offer.name}</bdi>
              {offer.hint === undefined ? null : <span className="menu-item-end menu-key tabular">{offer.hint}</span>}
              {offer.isOn === true ? <Check className="menu-item-end" size={16} aria-label={t(words.chosen)} /> : null}
            </Menu.Item>
          ),
        )
      }
    </BulkMenu>
  );
}

function OfferLook({ offer: { look } }: { offer: Offer }) {
  if (look === undefined) return null;
  return "color" in look ? (
    <LabelDot color={look.color} />
  ) : (
    <Avatar id={look.agentId} name={look.agentName} size={20} />
  );
}

interface MacroMenuProps {
  selection: Selection;
  chosen: () => readonly ConversationView[];
}

export function MacroMenu({ selection, chosen }: MacroMenuProps) {
  const runMacro = useRunMacro();
  const macros = useInboxView((one) => one.catalog("macro"));
  return (
    <BulkMenu
      menu="macro"
      label={t(words.macro)}
      icon={Zap}
      selection={selection}
      none={t(macros.length === 0 ? macroMenu.noMacros : macroMenu.nothingFound)}
    >
      {(matches) =>
        macros.map((macro) =>
          !matches(macro.name) ? null : (
            <Menu.Item key={macro.id} className="menu-item" onClick={() => runMacro(macro, chosen())}>
              <bdi className="list-view-name">{macro.name}</bdi>
            </Menu.Item>
          ),
        )
      }
    </BulkMenu>
  );
}

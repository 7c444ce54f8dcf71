import { Menu } from "@base-ui/react/menu";
import { Zap } from "lucide-react";
import { useInboxView } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { macroMenu } from "../messages/en/macro-menu.ts";
import { t } from "../messages/t.ts";
import { useRunMacro } from "./conversation-actions.ts";
import { SearchedHeaderMenu } from "./header-menu.tsx";

/** What a team does often, in one step. Its menu has no button: it opens from the others, by key or by the command bar. */
export function MacroMenu({ conversation }: { conversation: Conversation }) {
  const macros = useInboxView((inbox) => inbox.catalog("macro"));
  const run = useRunMacro(conversation);
  return (
    <span className="macro-menu">
      <SearchedHeaderMenu
        menu="macro"
        trigger={null}
        search={t(words["menu.macro"])}
        none={t(macros.length === 0 ? macroMenu.noMacros : macroMenu.nothingFound)}
      >
        {(matches) =>
          macros.map((macro) =>
            !matches(macro.name) ? null : (
              <Menu.Item key={macro.id} className="menu-item" onClick={() => run(macro)}>
                <Zap size={16} aria-hidden />
                <bdi className="menu-item-name">{macro.name}</bdi>
              </Menu.Item>
            ),
          )
        }
      </SearchedHeaderMenu>
    </span>
  );
}

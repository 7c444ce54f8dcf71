import { Menu } from "@base-ui/react/menu";
import { Zap } from "lucide-react";
import { useInboxView } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
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
        search="Run a macro…"
        none={macros.length === 0 ? "No macros yet. They are made in the settings." : "No macro of that name."}
      >
        {(matches) =>
          macros.map((macro) =>
            !matches(macro.name) ? null : (
              <Menu.Item key={macro.id} className="menu-item" onClick={() => run(macro)}>
                <Zap size={16} aria-hidden />
                <span className="menu-item-name">{macro.name}</span>
              </Menu.Item>
            ),
          )
        }
      </SearchedHeaderMenu>
    </span>
  );
}

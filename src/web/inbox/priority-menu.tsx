import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { priorities, type Priority } from "../../protocol/record-parts.ts";
import type { Conversation } from "../../protocol/records.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
import { useConversationActions } from "./conversation-actions.ts";
import { PlainHeaderMenu } from "./header-menu.tsx";
import { PriorityIcon, priorityName } from "./priority.tsx";

/** How urgent the conversation is; the most urgent first. */
export function PriorityMenu({ conversation }: { conversation: Conversation }) {
  const { prioritize } = useConversationActions(conversation);
  const { priority } = conversation;
  return (
    <span className="priority-menu">
      <PlainHeaderMenu
        menu="priority"
        align="start"
        trigger={
          <Menu.Trigger
            className="fact"
            aria-label={
              priority === "none" ? t(words.setPriority) : t(words.priorityIs, { priority: priorityName(priority) })
            }
          >
            <PriorityIcon priority={priority} />
            {priority === "none" ? t(words.priority) : priorityName(priority)}
          </Menu.Trigger>
        }
      >
        <Menu.RadioGroup value={priority} onValueChange={(next: Priority) => prioritize(next)}>
          {priorities.toReversed().map((one) => (
            <Menu.RadioItem key={one} className="menu-item" value={one} closeOnClick>
              <PriorityIcon priority={one} />
              {priorityName(one)}
              <Menu.RadioItemIndicator className="menu-item-end menu-check">
                <Check size={16} aria-hidden />
              </Menu.RadioItemIndicator>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </PlainHeaderMenu>
    </span>
  );
}

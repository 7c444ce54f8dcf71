import { Menu } from "@base-ui/react/menu";
import { Check, UserRound, UserRoundPlus, UserRoundX } from "lucide-react";
import type { Conversation } from "../../protocol/records.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { mayWrite } from "../settings/roles.ts";
import { agentName } from "./agents.ts";
import "./assign-menu.css";

/** So that the shortcut can open it. */
export const assignButtonId = "assign";

/** Who has the conversation, and whom to give it to. */
export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const inbox = useInbox();
  const me = useInboxView((one) => one.me);
  const agents = useInboxView((one) => one.agents());
  const { assigneeId } = conversation;
  const assignee = useInboxView((one) => (assigneeId === null ? null : agentName(one, assigneeId)));
  const others = agents.filter((agent) => agent.id !== me && mayWrite(agent.role));
  const assign = (agentId: string | null) => inbox.assign(conversation.id, agentId);
  return (
    // One item of the header: the place of the popup would be another.
    <span className="assign-menu">
      <Menu.Root>
        <Menu.Trigger
          id={assignButtonId}
          className="button button-plain assign"
          aria-label={assignee === null ? "Assign" : `Assigned to ${assigneeId === me ? "you" : assignee}`}
        >
          {assigneeId === null ? (
            <UserRoundPlus size={16} aria-hidden />
          ) : (
            <Avatar id={assigneeId} name={assignee} size={20} />
          )}
          <span className="assign-name">{assignee === null ? "Assign" : assigneeId === me ? "You" : assignee}</span>
        </Menu.Trigger>
        <MenuPopup>
          {me === null ? null : (
            <Menu.Item className="menu-item" onClick={() => assign(me)}>
              <UserRound size={20} aria-hidden />
              Me
              {assigneeId === me ? <Check className="menu-item-end" size={16} aria-label="has it" /> : null}
            </Menu.Item>
          )}
          {others.map((agent) => (
            <Menu.Item key={agent.id} className="menu-item" onClick={() => assign(agent.id)}>
              <Colleague id={agent.id} name={agent.name} />
              {assigneeId === agent.id ? <Check className="menu-item-end" size={16} aria-label="has it" /> : null}
            </Menu.Item>
          ))}
          <Menu.Separator className="menu-separator" />
          <Menu.Item className="menu-item" onClick={() => assign(null)}>
            <UserRoundX size={20} aria-hidden />
            Nobody
            {assigneeId === null ? <Check className="menu-item-end" size={16} aria-label="has it" /> : null}
          </Menu.Item>
        </MenuPopup>
      </Menu.Root>
    </span>
  );
}

function Colleague({ id, name }: { id: string; name: string }) {
  const presence = useInboxView((inbox) => inbox.presence(id));
  return (
    <>
      <Avatar id={id} name={name} size={20} presence={presence} />
      {name}
    </>
  );
}

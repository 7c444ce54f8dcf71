import { Menu } from "@base-ui/react/menu";
import { Check, UserRound, UserRoundPlus, UserRoundX, UsersRound } from "lucide-react";
import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import { mayWrite } from "../settings/roles.ts";
import { agentName, teamName } from "./agents.ts";
import { useConversationActions } from "./conversation-actions.ts";
import { SearchedHeaderMenu } from "./header-menu.tsx";
import "./assign-menu.css";

/** Who has the conversation, and whom to give it to: a person, a team, or nobody. */
export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const { assign, assignTeam } = useConversationActions(conversation);
  const me = useInboxView((one) => one.me);
  const agents = useInboxView((one) => one.agents());
  const teams = useInboxView((one) => one.catalog("team"));
  const { assigneeId, teamId } = conversation;
  const others = agents.filter((agent) => agent.id !== me && mayWrite(agent.role));
  return (
    // One item of the header: the place of the popup would be another.
    <span className="assign-menu">
      <SearchedHeaderMenu
        menu="assign"
        trigger={<AssignButton conversation={conversation} />}
        search="Assign to…"
        none="Nobody of that name, and no team."
      >
        {(matches) => (
          <>
            {me === null || !matches("Me") ? null : (
              <Menu.Item className="menu-item" onClick={() => assign(me)}>
                <UserRound size={20} aria-hidden />
                Me
                <Has it={assigneeId === me} />
              </Menu.Item>
            )}
            {others.map((agent) =>
              !matches(agent.name) ? null : (
                <Menu.Item key={agent.id} className="menu-item" onClick={() => assign(agent.id)}>
                  <Colleague id={agent.id} name={agent.name} />
                  <Has it={assigneeId === agent.id} />
                </Menu.Item>
              ),
            )}
            {!matches("Nobody") ? null : (
              <Menu.Item className="menu-item" onClick={() => assign(null)}>
                <UserRoundX size={20} aria-hidden />
                Nobody
                <Has it={assigneeId === null} />
              </Menu.Item>
            )}
            {teams.length === 0 ? null : <Menu.Separator className="menu-separator" />}
            {teams.map((team) =>
              !matches(team.name) ? null : (
                <Menu.Item key={team.id} className="menu-item" onClick={() => assignTeam(team.id)}>
                  <UsersRound size={20} aria-hidden />
                  <span className="menu-item-name">{team.name}</span>
                  <Has it={teamId === team.id} />
                </Menu.Item>
              ),
            )}
            {teamId === null || !matches("No team") ? null : (
              <Menu.Item className="menu-item" onClick={() => assignTeam(null)}>
                <UserRoundX size={20} aria-hidden />
                No team
              </Menu.Item>
            )}
          </>
        )}
      </SearchedHeaderMenu>
    </span>
  );
}

function AssignButton({ conversation: { assigneeId, teamId } }: { conversation: Conversation }) {
  const isMine = useInboxView((inbox) => inbox.me === assigneeId);
  const assignee = useInboxView((inbox) => (assigneeId === null ? null : agentName(inbox, assigneeId)));
  const team = useInboxView((inbox) => (teamId === null ? null : teamName(inbox, teamId)));
  const holder = assignee === null ? team : isMine ? "You" : assignee;
  return (
    <Menu.Trigger
      className="button button-plain assign"
      aria-label={holder === null ? "Assign" : `Assigned to ${isMine ? "you" : holder}`}
      title={team === null ? undefined : `Team ${team}`}
    >
      {assigneeId !== null ? (
        <Avatar id={assigneeId} name={assignee} size={20} />
      ) : teamId !== null ? (
        <UsersRound size={16} aria-hidden />
      ) : (
        <UserRoundPlus size={16} aria-hidden />
      )}
      <span className="assign-name">{holder ?? "Assign"}</span>
    </Menu.Trigger>
  );
}

function Colleague({ id, name }: { id: string; name: string }) {
  const presence = useInboxView((inbox) => inbox.presence(id));
  return (
    <>
      <Avatar id={id} name={name} size={20} presence={presence} />
      <span className="menu-item-name">{name}</span>
    </>
  );
}

function Has({ it }: { it: boolean }) {
  return it ? <Check className="menu-item-end" size={16} aria-label="has it" /> : null;
}

import { Menu } from "@base-ui/react/menu";
import { Check, UserRound, UserRoundPlus, UserRoundX, UsersRound } from "lucide-react";
import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import { mayWrite } from "../settings/roles.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { inbox as inboxWords } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";
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
        search={t(words.assignTo)}
        none={t(words.noAssignee)}
      >
        {(matches) => (
          <>
            {me === null || !matches(t(words.me)) ? null : (
              <Menu.Item className="menu-item" onClick={() => assign(me)}>
                <UserRound size={20} aria-hidden />
                {t(words.me)}
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
            {!matches(t(words.nobody)) ? null : (
              <Menu.Item className="menu-item" onClick={() => assign(null)}>
                <UserRoundX size={20} aria-hidden />
                {t(words.nobody)}
                <Has it={assigneeId === null} />
              </Menu.Item>
            )}
            {teams.length === 0 ? null : <Menu.Separator className="menu-separator" />}
            {teams.map((team) =>
              !matches(team.name) ? null : (
                <Menu.Item key={team.id} className="menu-item" onClick={() => assignTeam(team.id)}>
                  <UsersRound size={20} aria-hidden />
                  <bdi className="menu-item-name">{team.name}</bdi>
                  <Has it={teamId === team.id} />
                </Menu.Item>
              ),
            )}
            {teamId === null || !matches(t(words.noTeam)) ? null : (
              <Menu.Item className="menu-item" onClick={() => assignTeam(null)}>
                <UserRoundX size={20} aria-hidden />
                {t(words.noTeam)}
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
  const holder = assignee === null ? team : isMine ? t(words.you) : assignee;
  return (
    <Menu.Trigger
      className="button button-plain assign"
      aria-label={
        holder === null ? t(words.assign) : isMine ? t(words.assignedToYou) : t(words.assignedTo, { name: holder })
      }
      title={team === null ? undefined : t(inboxWords.team, { name: team })}
    >
      {assigneeId !== null ? (
        <Avatar id={assigneeId} name={assignee} size={20} />
      ) : teamId !== null ? (
        <UsersRound size={16} aria-hidden />
      ) : (
        <UserRoundPlus size={16} aria-hidden />
      )}
      <bdi className="assign-name">{holder ?? t(words.assign)}</bdi>
    </Menu.Trigger>
  );
}

function Colleague({ id, name }: { id: string; name: string }) {
  const presence = useInboxView((inbox) => inbox.presence(id));
  return (
    <>
      <Avatar id={id} name={name} size={20} presence={presence} />
      <bdi className="menu-item-name">{name}</bdi>
    </>
  );
}

function Has({ it }: { it: boolean }) {
  return it ? <Check className="menu-item-end" size={16} aria-label={t(words.hasIt)} /> : null;
}

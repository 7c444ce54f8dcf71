import { gone } from "../settings/gone.ts";
import type { Inbox } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";

/** An agent's name; one who has left is not on the roster any more. */
export function agentName(inbox: Inbox, id: string): string {
  return inbox.agents().find((agent) => agent.id === id)?.name ?? gone.agent;
}

/** A team's name; one that is deleted is in no list any more. */
export function teamName(inbox: Inbox, id: string): string {
  return inbox.catalog("team").find((team) => team.id === id)?.name ?? gone.team;
}

/** "Ben is typing…"; null while nobody is. */
export function useTypingWords(conversationId: string): string | null {
  return useInboxView((inbox) => {
    const names = inbox.typists(conversationId).map((id) => agentName(inbox, id));
    const [first, second] = names;
    if (first === undefined) return null;
    if (second === undefined) return t(words.types, { name: first });
    return names.length === 2 ? t(words.twoType, { first, second }) : t(words.manyType, { count: names.length });
  });
}

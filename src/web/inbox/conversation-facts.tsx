import { AlarmClock, Archive, CheckCircle2, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { fullTime } from "../time.ts";
import { useToday } from "../today.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { inbox } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";
import { teamName } from "./agents.ts";
import { FollowButton } from "./follow-button.tsx";
import { LabelChips } from "./label-chips.tsx";
import { LabelMenu } from "./label-menu.tsx";
import { PriorityIcon, priorityName } from "./priority.tsx";
import { PriorityMenu } from "./priority-menu.tsx";
import { untilTime } from "./snooze-times.ts";
import "./conversation-facts.css";

interface FactsProps {
  conversation: Conversation;
  mayWrite: boolean;
  /** What is not of the conversation alone; it stands before its followers. */
  children: ReactNode;
}

/** What the team knows of a conversation, in a line below who it is with: its state, priority, team, labels, followers. */
export function ConversationFacts({ conversation, mayWrite, children }: FactsProps) {
  const { priority, teamId, assigneeId, labels } = conversation;
  return (
    <div className="facts">
      <Status conversation={conversation} />
      {mayWrite ? (
        <PriorityMenu conversation={conversation} />
      ) : priority === "none" ? null : (
        <span className="fact">
          <PriorityIcon priority={priority} />
          {priorityName(priority)}
        </span>
      )}
      {/* Without an assignee it stands on the button that assigns. */}
      {teamId === null || (assigneeId === null && mayWrite) ? null : <Team id={teamId} />}
      {mayWrite ? <LabelMenu conversation={conversation} /> : <LabelChips ids={labels} shownAtMost={4} />}
      {children}
      <FollowButton conversation={conversation} />
    </div>
  );
}

function Status({ conversation: { status, snoozedUntil } }: { conversation: Conversation }) {
  const today = useToday();
  switch (status) {
    case "active":
      return null;
    case "closed":
      return (
        <span className="fact fact-status">
          <CheckCircle2 size={16} aria-hidden />
          {t(words["status.closed"])}
        </span>
      );
    case "archived":
      return (
        <span className="fact fact-status">
          <Archive size={16} aria-hidden />
          {t(words["status.archived"])}
        </span>
      );
    case "snoozed":
      return (
        <span className="fact fact-status" title={snoozedUntil === null ? undefined : fullTime(snoozedUntil)}>
          <AlarmClock size={16} aria-hidden />
          {snoozedUntil === null
            ? t(words["status.snoozed"])
            : t(inbox.snoozedUntil, { time: untilTime(snoozedUntil, today) })}
        </span>
      );
  }
}

function Team({ id }: { id: string }) {
  const name = useInboxView((one) => teamName(one, id));
  return (
    <span className="fact" title={t(inbox.team, { name })}>
      <UsersRound size={16} aria-hidden />
      <bdi className="fact-name">{name}</bdi>
    </span>
  );
}

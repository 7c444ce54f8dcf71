import { PenLine } from "lucide-react";
import type { Inbox } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
import { together as words } from "../messages/en/together.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { agentName } from "./agents.ts";
import { useChannelTitle } from "./channel-line.tsx";
import "./lock-banner.css";

/** Colleagues who write to the customer on a channel other than the one in which one replies. */
export function BusyElsewhere({ conversations }: { conversations: readonly Conversation[] }) {
  // The live region stays, so that screen readers hear what comes into it.
  return (
    <output className="busy-elsewhere" aria-label={t(words.busyElsewhere)}>
      {conversations.map((one) => (
        <Busy key={one.id} conversation={one} />
      ))}
    </output>
  );
}

function Busy({ conversation }: { conversation: Conversation }) {
  const writer = useInboxView((inbox) => writerOf(inbox, conversation.id));
  const isReplying = useInboxView((inbox) => inbox.lockOf(conversation.id)?.isMine === false);
  const channel = useChannelTitle(conversation);
  if (writer === null) return null;
  return (
    <span className="lock-banner">
      <PenLine size={16} aria-hidden />
      <span className="lock-words">
        <Trans
          message={words[isReplying ? "repliesBy" : "typesBy"]}
          elements={{ strong: <strong /> }}
          values={{ name: writer, channel }}
        />
      </span>
    </span>
  );
}

/** The colleague who holds the lock, else the first who is typing. */
function writerOf(inbox: Inbox, conversationId: string): string | null {
  const lock = inbox.lockOf(conversationId);
  if (lock !== null && !lock.isMine) return lock.agentName;
  const [typist] = inbox.typists(conversationId);
  return typist === undefined ? null : agentName(inbox, typist);
}

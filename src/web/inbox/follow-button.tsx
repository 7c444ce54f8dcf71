import { Bell, BellRing } from "lucide-react";
import { useInboxView } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { inbox } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";
import { AgentAvatar } from "./agent-avatar.tsx";
import { useConversationActions } from "./conversation-actions.ts";

const shownAtMost = 3;
const nobody: readonly string[] = [];

/** Who wants to hear of a conversation that is not theirs, and whether one is among them. */
export function FollowButton({ conversation }: { conversation: Conversation }) {
  const { follow } = useConversationActions(conversation);
  const me = useInboxView((one) => one.me);
  const followers = conversation.followerIds ?? nobody;
  const follows = me !== null && followers.includes(me);
  return (
    <span className="follow">
      {followers.length === 0 ? null : (
        <span className="viewers">
          {followers.slice(0, shownAtMost).map((id) => (
            <AgentAvatar key={id} id={id} size={20} doing={inbox.follows} />
          ))}
          {followers.length > shownAtMost ? (
            <bdi className="viewers-more">+{numberText(followers.length - shownAtMost)}</bdi>
          ) : null}
        </span>
      )}
      <button type="button" className="fact" aria-pressed={follows} onClick={() => follow(!follows)}>
        {follows ? <BellRing size={16} aria-hidden /> : <Bell size={16} aria-hidden />}
        <span className="follow-word">{t(words.follow)}</span>
      </button>
    </span>
  );
}

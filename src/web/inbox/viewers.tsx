import { useInboxView } from "../../client/react.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { numberText } from "../number.ts";
import { AgentAvatar } from "./agent-avatar.tsx";
import "./viewers.css";

/** The other agents who look at a conversation now. */
export function Viewers({ conversationId, size }: { conversationId: string; size: 20 | 24 }) {
  const viewers = useInboxView((inbox) => inbox.viewers(conversationId));
  if (viewers.length === 0) return null;
  return (
    <span className="viewers">
      {viewers.slice(0, 3).map((id) => (
        <AgentAvatar key={id} id={id} size={size} doing={words.looks} />
      ))}
      {viewers.length > 3 ? <bdi className="viewers-more">+{numberText(viewers.length - 3)}</bdi> : null}
    </span>
  );
}

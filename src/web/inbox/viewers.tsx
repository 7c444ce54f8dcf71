import { useInboxView } from "../../client/react.ts";
import { AgentAvatar } from "./agent-avatar.tsx";
import "./viewers.css";

/** The other agents who look at a conversation now. */
export function Viewers({ conversationId, size }: { conversationId: string; size: 20 | 24 }) {
  const viewers = useInboxView((inbox) => inbox.viewers(conversationId));
  if (viewers.length === 0) return null;
  return (
    <span className="viewers">
      {viewers.slice(0, 3).map((id) => (
        <AgentAvatar key={id} id={id} size={size} doing="is looking at this" />
      ))}
      {viewers.length > 3 ? <span className="viewers-more">+{viewers.length - 3}</span> : null}
    </span>
  );
}

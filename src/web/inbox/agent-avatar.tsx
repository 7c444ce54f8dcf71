import { useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import type { Message } from "../messages/message.ts";
import { t } from "../messages/t.ts";
import { agentName } from "./agents.ts";

interface AgentAvatarProps {
  id: string;
  size: 20 | 24 | 36;
  /** What the colleague does, for screen readers and the pointer: "Ana is looking at this". */
  doing: Message<{ name: string }>;
}

/** A colleague's face with the state they are in, where no name stands beside it. */
export function AgentAvatar({ id, size, doing }: AgentAvatarProps) {
  const name = useInboxView((inbox) => agentName(inbox, id));
  const presence = useInboxView((inbox) => inbox.presence(id));
  const text = t(doing, { name });
  return (
    <span className="agent-avatar" title={text}>
      <Avatar id={id} name={name} size={size} presence={presence} />
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

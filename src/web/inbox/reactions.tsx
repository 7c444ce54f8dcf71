import type { ContactSummary } from "../../protocol/resources.ts";
import type { Message } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { contactName } from "./names.ts";
import "./reactions.css";

export function Reactions({ message, contact }: { message: Message; contact: ContactSummary | null }) {
  const agents = useInboxView((inbox) => inbox.agents());
  if (message.reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map(({ emoji, by }) => {
        const who =
          by === "contact" ? contactName(contact) : (agents.find(({ id }) => id === by)?.name ?? "A colleague");
        return (
          <li key={by} className="reaction" title={who}>
            {emoji}
            <span className="visually-hidden"> by {who}</span>
          </li>
        );
      })}
    </ul>
  );
}

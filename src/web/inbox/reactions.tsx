import type { ContactSummary } from "../../protocol/resources.ts";
import type { Message } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { contactName } from "./names.ts";
import "./reactions.css";

export function Reactions({ message, contact }: { message: Message; contact: ContactSummary | null }) {
  const agents = useInboxView((inbox) => inbox.agents());
  if (message.reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label={t(words.reactions)}>
      {message.reactions.map(({ emoji, by }) => {
        const who =
          by === "contact" ? contactName(contact) : (agents.find(({ id }) => id === by)?.name ?? t(words.colleague));
        return (
          <li key={by} className="reaction" title={who}>
            {emoji}
            <span className="visually-hidden"> {t(words.by, { name: who })}</span>
          </li>
        );
      })}
    </ul>
  );
}

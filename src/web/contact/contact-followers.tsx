import { useInboxView } from "../../client/react.ts";
import { agentName } from "../inbox/agents.ts";
import { Avatar } from "../controls/avatar.tsx";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

/** Who on the team hears of this conversation although it is not theirs. */
export function ContactFollowers({ ids }: { ids: readonly string[] }) {
  return (
    <section className="contact-section" aria-label={t(words.followers)}>
      <h4 className="contact-section-head">{t(words.followers)}</h4>
      {ids.length === 0 ? (
        <p className="contact-nothing">{t(words.noFollowers)}</p>
      ) : (
        <ul className="contact-followers">
          {ids.map((id) => (
            <Follower key={id} id={id} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Follower({ id }: { id: string }) {
  const name = useInboxView((inbox) => agentName(inbox, id));
  const presence = useInboxView((inbox) => inbox.presence(id));
  return (
    <li className="contact-follower">
      <Avatar id={id} name={name} size={24} presence={presence} />
      <span>{name}</span>
    </li>
  );
}

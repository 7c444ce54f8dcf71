import { useInboxView } from "../../client/react.ts";
import { agentName } from "../inbox/agents.ts";
import { Avatar } from "../controls/avatar.tsx";

/** Who on the team hears of this conversation although it is not theirs. */
export function ContactFollowers({ ids }: { ids: readonly string[] }) {
  return (
    <section className="contact-section" aria-label="Followers">
      <h4 className="contact-section-head">Followers</h4>
      {ids.length === 0 ? (
        <p className="contact-nothing">Nobody. Press Follow above the thread to hear of it while it is not yours.</p>
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

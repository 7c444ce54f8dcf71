import { useState } from "react";
import type { Channel } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { channels, type ChannelChange, type Failure } from "../api.ts";
import { CheckField, SelectField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { gone } from "./gone.ts";
import { channels as words } from "../messages/en/channels.ts";
import { t } from "../messages/t.ts";
import "./channel-options.css";

/** In a select, where every value is a text, it stands for null. */
const noTeam = "";

/** Where a customer can see that a reply is being written. */
const canShowTyping: ReadonlySet<Channel["channel"]> = new Set(["whatsapp", "instagram"]);

/** What happens to a channel's conversations; each is saved as it is chosen. */
export function ChannelOptions({ channel, manages }: { channel: Channel; manages: boolean }) {
  const { slug } = useOrganisation();
  const teams = useInboxView((inbox) => inbox.catalog("team"));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [chosen, setChosen] = useState<ChannelChange>({});
  // The answer to a change may be here before the live record: the newer one holds.
  const [answered, setAnswered] = useState(channel);
  const newest = answered.seq > channel.seq ? answered : channel;
  const { teamId = null, showsTyping = false } = { ...newest, ...chosen };
  const team = teams.find(({ id }) => id === teamId);

  async function change(part: ChannelChange): Promise<void> {
    setChosen((before) => ({ ...before, ...part }));
    const result = await channels.change(slug, channel.id, part);
    setFailure(result.ok ? null : result);
    if (result.ok) setAnswered(result.value);
    setChosen({});
  }

  if (!manages) {
    return (
      <p className="settings-detail channel-options">
        {teamId === null ? t(words.goToNobody) : t(words.goToTeam, { team: team?.name ?? gone.team })}{" "}
        {showsTyping ? t(words.typingShown) : ""}
      </p>
    );
  }
  return (
    <div className="channel-options">
      <SelectField
        label={t(words.goTo)}
        value={teamId ?? noTeam}
        onChange={({ target }) => void change({ teamId: target.value === noTeam ? null : target.value })}
      >
        <option value={noTeam}>{t(words.noTeam)}</option>
        {teams.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {teamId === null || team !== undefined ? null : <option value={teamId}>{gone.team}</option>}
      </SelectField>
      {canShowTyping.has(channel.channel) ? (
        <CheckField
          label={t(words.showTyping)}
          {...(channel.channel === "whatsapp" ? { hint: t(words.showTypingHint) } : {})}
          checked={showsTyping}
          onChange={({ target }) => void change({ showsTyping: target.checked })}
        />
      ) : null}
      {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
    </div>
  );
}

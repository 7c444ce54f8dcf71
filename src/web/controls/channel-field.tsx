import { useInboxView } from "../../client/react.ts";
import { controls as words } from "../messages/en/controls.ts";
import { t } from "../messages/t.ts";
import { channelLabel } from "../inbox/names.ts";
import { SelectField } from "./field.tsx";

/** Narrows a list to one channel; `value` is its id, "" for all of them. */
export function ChannelField({ value, choose }: { value: string; choose: (channelId: string) => void }) {
  const channels = useInboxView((inbox) => inbox.channels());
  return (
    <SelectField label={t(words.channel)} value={value} onChange={({ target }) => choose(target.value)}>
      <option value="">{t(words.allChannels)}</option>
      {channels.map((channel) => (
        <option key={channel.id} value={channel.id}>
          {channelLabel(channel)}
        </option>
      ))}
    </SelectField>
  );
}

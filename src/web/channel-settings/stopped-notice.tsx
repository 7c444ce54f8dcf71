import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Channel } from "../../protocol/records.ts";
import type { Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { channels } from "./channel-calls.ts";

/** Why a channel cannot send, and what to do about it. */
export function StoppedNotice({ channel, manages }: { channel: Channel; manages: boolean }) {
  const { slug } = useOrganisation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function resume(): Promise<void> {
    setBusy(true);
    const result = await channels.change(slug, channel.id, { resume: true });
    setBusy(false);
    setFailure(result.ok ? null : result);
  }

  return (
    <section className="channel-note channel-note-bad" aria-label={t(words.stopped)}>
      <TriangleAlert size={16} aria-hidden />
      <div>
        <p className="settings-name">{t(words.stopped)}</p>
        {channel.stateReason === null ? null : <p dir="auto">{channel.stateReason}</p>}
        <p>{t(manages ? words["mend.token"] : words["mend.agent"])}</p>
        {manages ? (
          <p className="channel-note-action">
            <Button busy={busy} onClick={() => void resume()}>
              {t(words.resume)}
            </Button>
          </p>
        ) : null}
        {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      </div>
    </section>
  );
}

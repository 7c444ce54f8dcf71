import { Info, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { noticesAt } from "../../protocol/channel-notice.ts";
import type { Channel } from "../../protocol/records.ts";
import type { Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fullTime } from "../time.ts";
import { useMinute } from "../use-minute.ts";
import { channels } from "./channel-calls.ts";

/** Warnings, restrictions and limits that the provider tells of the number or account itself. */
export function ChannelNotices({ channel, manages }: { channel: Channel; manages: boolean }) {
  const { slug } = useOrganisation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const notices = noticesAt(channel.notices, useMinute());
  if (notices.length === 0) return null;
  const warns = notices.some(({ level }) => level === "warning");

  async function see(): Promise<void> {
    setBusy(true);
    const result = await channels.change(slug, channel.id, { resume: true });
    setBusy(false);
    setFailure(result.ok ? null : result);
  }

  return (
    <section className={warns ? "channel-note channel-note-bad" : "channel-note"} aria-label={t(words.notices)}>
      {warns ? <TriangleAlert size={16} aria-hidden /> : <Info size={16} aria-hidden />}
      <div>
        {notices.map(({ topic, message, advice, at, until }) => (
          <div key={topic}>
            <p className="settings-name" dir="auto">
              {message}
            </p>
            {advice === null ? null : <p dir="auto">{advice}</p>}
            <p className="settings-detail">
              {until === undefined
                ? t(words.noticeOf, { time: fullTime(at) })
                : t(words.noticeUntil, { time: fullTime(at), until: fullTime(until) })}
            </p>
          </div>
        ))}
        {manages && channel.state !== "stopped" ? (
          <p className="channel-note-action">
            <Button busy={busy} onClick={() => void see()}>
              {t(words.seen)}
            </Button>
          </p>
        ) : null}
        {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      </div>
    </section>
  );
}

import { CircleAlert, CircleCheck, CircleQuestionMark, RefreshCw } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { Channel, ChannelType } from "../../protocol/records.ts";
import type { Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelHealth as words } from "../messages/en/channel-health.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { clockTime } from "../time.ts";
import { channels, type HealthCheck } from "./channel-calls.ts";
import { ProveDomain } from "./domain-proof.tsx";
import { adviceText, foundText, providerName } from "./health-words.ts";

interface Health {
  readonly checks: readonly HealthCheck[];
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What the provider says of a channel: asked when the page opens, when the channel has changed its state, and on demand. */
export function ChannelHealth({ channel }: { channel: Channel }) {
  const { slug } = useOrganisation();
  const { id, state } = channel;
  const [health, setHealth] = useState<Health | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(true);

  const ask = useCallback(async () => {
    setBusy(true);
    const result = await channels.health(slug, id);
    setBusy(false);
    setFailure(result.ok ? null : result);
    if (result.ok) setHealth({ checks: result.value.checks, at: new Date().toISOString() });
  }, [slug, id]);
  useEffect(() => void ask(), [ask, state]);

  return (
    <section className="settings-section" aria-labelledby="health">
      <div className="channel-section-head">
        <h2 className="settings-heading" id="health">
          {t(words.title)}
        </h2>
        <Button look="quiet" busy={busy} onClick={() => void ask()}>
          <RefreshCw size={16} aria-hidden />
          {t(words.ask)}
        </Button>
      </div>
      <p className="settings-text" aria-live="polite">
        {health === null || busy
          ? t(words.asking, { provider: providerName(channel.channel) })
          : `${summary(health.checks)} ${t(words.asOf, { time: clockTime(health.at) })}`}
      </p>
      {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      {health === null ? null : (
        <ul className="settings-list" aria-label={t(words.title)}>
          {health.checks.map((check, index) => (
            <Check key={index} check={check} channel={channel.channel}>
              {check.name === "owner" && check.ok === false ? (
                <ProveDomain domain={check.values?.["domain"] ?? ""} proved={() => void ask()} />
              ) : null}
            </Check>
          ))}
        </ul>
      )}
    </section>
  );
}

function summary(checks: readonly HealthCheck[]): string {
  const bad = checks.filter(({ ok }) => ok === false).length;
  if (bad > 0) return t(words.bad, { count: bad });
  return t(checks.some(({ ok }) => ok === null) ? words.unsure : words.good);
}

const icons = { good: CircleCheck, bad: CircleAlert, unsure: CircleQuestionMark } as const;

function Check({ check, channel, children }: { check: HealthCheck; channel: ChannelType; children?: ReactNode }) {
  const mark = check.ok === null ? "unsure" : check.ok ? "good" : "bad";
  const Icon = icons[mark];
  const advice = adviceText(check, channel);
  return (
    <li className="channel-check">
      <Icon size={16} className={`channel-mark-${mark}`} aria-hidden />
      <div>
        <p className="settings-name" dir="auto">
          <span className="visually-hidden">{t(words[`mark.${mark}`])}: </span>
          {foundText(check, channel)}
        </p>
        {advice === null ? null : (
          <p className="settings-detail" dir="auto">
            {advice}
          </p>
        )}
        {children}
      </div>
    </li>
  );
}

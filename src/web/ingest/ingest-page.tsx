import { LockKeyhole, RefreshCw, TriangleAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Link } from "wouter";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useTitle } from "../inbox/unread.ts";
import { mayManage } from "../settings/roles.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { clockTime } from "../time.ts";
import { Deliveries } from "./deliveries.tsx";
import { lastHours, outcomeNames, totals, type Totals } from "./hours.ts";
import { IngestChart } from "./ingest-chart.tsx";
import type { Alert, DeliveryFilter } from "./ingest-calls.ts";
import { outcomeMeaning, outcomeName, stateInWords } from "./ingest-words.ts";
import { useIngest } from "./use-ingest.ts";
import { ingest as words } from "../messages/en/ingest.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";
import "../controls/report-page.css";
import "./ingest.css";

/** What arrived, what became of it, and what to do about what was not stored (A13). */
export default function IngestPage() {
  const me = useMe();
  useTitle(t(words.title));
  if (me === null) return null;
  return (
    <main className="report">
      {mayManage(me.role) ? (
        <IngestHealth />
      ) : (
        <>
          <header className="report-header">
            <h1 className="report-title">{t(words.title)}</h1>
          </header>
          <Empty icon={LockKeyhole} title={t(words.forManagers)}>
            {t(words.forManagersHint)}
          </Empty>
        </>
      )}
    </main>
  );
}

/** In hours. */
const periods = [24, 168] as const;
type Period = (typeof periods)[number];

function periodName(period: Period): string {
  return t(words[`period.${period}`]);
}

function IngestHealth() {
  const { slug } = useOrganisation();
  const [filter, setFilter] = useState<DeliveryFilter>({ outcome: "", channel: "" });
  const [period, setPeriod] = useState<Period>(24);
  const { loaded, failure, busy, refresh, loadOlder, replayed } = useIngest(slug, filter);
  return (
    <>
      <header className="report-header">
        <h1 className="report-title">{t(words.title)}</h1>
        <Button look="quiet" busy={busy} onClick={() => void refresh()}>
          <RefreshCw size={16} aria-hidden />
          {t(words.refresh)}
        </Button>
      </header>
      <div className="report-page" aria-busy={busy}>
        {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
        {loaded === null ? null : (
          <>
            <Alerts alerts={loaded.alerts} />
            <Arrivals
              sums={totals(lastHours(loaded.hours, period, loaded.at))}
              period={period}
              choose={setPeriod}
              at={loaded.at}
            >
              <IngestChart hours={lastHours(loaded.hours, period, loaded.at)} period={periodName(period)} />
            </Arrivals>
            <Deliveries
              org={slug}
              filter={filter}
              narrow={setFilter}
              deliveries={loaded.filter === filter ? loaded.deliveries : []}
              hasOlder={loaded.filter === filter && loaded.nextCursor !== null}
              busy={busy}
              loadOlder={() => void loadOlder()}
              replayed={replayed}
            />
          </>
        )}
      </div>
    </>
  );
}

interface ArrivalsProps {
  sums: Totals;
  period: Period;
  choose: (period: Period) => void;
  at: Date;
  children: ReactNode;
}

function Arrivals({ sums, period, choose, at, children }: ArrivalsProps) {
  const heading = useId();
  return (
    <section className="report-section" aria-labelledby={heading}>
      <div className="report-section-head">
        <h2 className="report-heading" id={heading}>
          {t(words.arrived)}
        </h2>
        <fieldset className="report-choices" aria-label={t(words.period)}>
          {periods.map((one) => (
            <button
              key={one}
              type="button"
              className="report-choice"
              aria-pressed={one === period}
              onClick={() => choose(one)}
            >
              {periodName(one)}
            </button>
          ))}
        </fieldset>
      </div>
      <p className="ingest-state" aria-live="polite">
        {stateInWords(sums, periodName(period))}{" "}
        <span className="ingest-as-of">{t(words.asOf, { time: clockTime(at.toISOString()) })}</span>
      </p>
      <dl className="ingest-legend">
        <div className="ingest-sum">
          <dt>{t(words.received)}</dt>
          <dd className="tabular">{numberText(sums.received)}</dd>
        </div>
        {outcomeNames.map((name) => (
          <div key={name} className="ingest-sum" title={outcomeMeaning(name)}>
            <dt>
              <span className={`ingest-key ingest-key-${name}`} aria-hidden />
              {outcomeName(name)}
            </dt>
            <dd className="tabular">{numberText(sums[name])}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}

/** What a person has to look after, and how. */
function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  const { slug } = useOrganisation();
  if (alerts.length === 0) return null;
  return (
    <ul className="ingest-alerts" aria-label={t(words.alerts)}>
      {alerts.map(({ kind, text, channelId }) => (
        <li key={text} className="ingest-alert">
          <TriangleAlert size={16} aria-hidden />
          <div>
            <p className="ingest-alert-text" dir="auto">
              {text}
            </p>
            <p>
              {t(words[`advice.${kind}`])}{" "}
              {kind === "channel_stopped" || kind === "channel_warned" ? (
                <Link className="text-link" href={`/o/${slug}/settings/channels/${channelId ?? ""}`}>
                  {t(words.toChannels)}
                </Link>
              ) : null}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

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
import { alertAdvice, outcomeWords, stateInWords } from "./ingest-words.ts";
import { useIngest } from "./use-ingest.ts";
import "./ingest.css";

/** What arrived, what became of it, and what to do about what was not stored (A13). */
export default function IngestPage() {
  const me = useMe();
  useTitle("Ingest");
  if (me === null) return null;
  return (
    <main className="ingest">
      {mayManage(me.role) ? (
        <IngestHealth />
      ) : (
        <>
          <header className="ingest-header">
            <h1 className="ingest-title">Ingest</h1>
          </header>
          <Empty icon={LockKeyhole} title="This page is for owners and admins">
            It shows what customers wrote before it is anybody's to see. Ask one of them when you miss a message.
          </Empty>
        </>
      )}
    </main>
  );
}

const periods = [
  { hours: 24, name: "24 hours" },
  { hours: 168, name: "7 days" },
] as const;

function IngestHealth() {
  const { slug } = useOrganisation();
  const [filter, setFilter] = useState<DeliveryFilter>({ outcome: "", channel: "" });
  const [period, setPeriod] = useState<(typeof periods)[number]>(periods[0]);
  const { loaded, failure, busy, refresh, loadOlder, replayed } = useIngest(slug, filter);
  return (
    <>
      <header className="ingest-header">
        <h1 className="ingest-title">Ingest</h1>
        <Button look="quiet" busy={busy} onClick={() => void refresh()}>
          <RefreshCw size={16} aria-hidden />
          Refresh
        </Button>
      </header>
      <div className="ingest-page" aria-busy={busy}>
        {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
        {loaded === null ? null : (
          <>
            <Alerts alerts={loaded.alerts} />
            <Arrivals
              sums={totals(lastHours(loaded.hours, period.hours, loaded.at))}
              period={period.name}
              choose={setPeriod}
              at={loaded.at}
            >
              <IngestChart hours={lastHours(loaded.hours, period.hours, loaded.at)} period={period.name} />
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
  period: string;
  choose: (period: (typeof periods)[number]) => void;
  at: Date;
  children: ReactNode;
}

function Arrivals({ sums, period, choose, at, children }: ArrivalsProps) {
  const heading = useId();
  const number = new Intl.NumberFormat();
  return (
    <section className="ingest-section" aria-labelledby={heading}>
      <div className="ingest-section-head">
        <h2 className="ingest-heading" id={heading}>
          What arrived
        </h2>
        <fieldset className="ingest-periods" aria-label="Period">
          {periods.map((one) => (
            <button
              key={one.hours}
              type="button"
              className="ingest-period"
              aria-pressed={one.name === period}
              onClick={() => choose(one)}
            >
              {one.name}
            </button>
          ))}
        </fieldset>
      </div>
      <p className="ingest-state" aria-live="polite">
        {stateInWords(sums, period)} <span className="ingest-as-of">As of {clockTime(at.toISOString())}.</span>
      </p>
      <dl className="ingest-legend">
        <div className="ingest-sum">
          <dt>Received</dt>
          <dd className="tabular">{number.format(sums.received)}</dd>
        </div>
        {outcomeNames.map((name) => (
          <div key={name} className="ingest-sum" title={outcomeWords[name].means}>
            <dt>
              <span className={`ingest-key ingest-key-${name}`} aria-hidden />
              {outcomeWords[name].name}
            </dt>
            <dd className="tabular">{number.format(sums[name])}</dd>
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
    <ul className="ingest-alerts" aria-label="Alerts">
      {alerts.map(({ kind, text }) => (
        <li key={text} className="ingest-alert">
          <TriangleAlert size={16} aria-hidden />
          <div>
            <p className="ingest-alert-text">{text}</p>
            <p>
              {alertAdvice[kind]}{" "}
              {kind === "channel_stopped" ? (
                <Link className="text-link" href={`/o/${slug}/settings/channels`}>
                  To the channels
                </Link>
              ) : null}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

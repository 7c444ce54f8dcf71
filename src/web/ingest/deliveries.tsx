import { ChevronRight, CircleCheck } from "lucide-react";
import { useState } from "react";
import type { Outcome } from "../../protocol/facts.ts";
import type { Channel } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { ChannelField } from "../controls/channel-field.tsx";
import { SelectField } from "../controls/field.tsx";
import { Empty } from "../controls/notice.tsx";
import { useInboxView } from "../../client/react.ts";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { DeliveryDetails } from "./delivery-details.tsx";
import { outcomeNames } from "./hours.ts";
import type { DeliveryFilter, DeliverySummary } from "./ingest-calls.ts";
import { countedOutcome, outcomeMeaning, outcomeName, outcomesInWords, reasonInWords } from "./ingest-words.ts";
import { deliveries as words } from "../messages/en/deliveries.ts";
import { t } from "../messages/t.ts";
import "./deliveries.css";

interface DeliveriesProps {
  org: string;
  filter: DeliveryFilter;
  narrow: (filter: DeliveryFilter) => void;
  deliveries: readonly DeliverySummary[];
  hasOlder: boolean;
  busy: boolean;
  loadOlder: () => void;
  replayed: (id: string, outcomes: readonly Outcome[]) => void;
}

/** Those of which something was not stored, newest first. */
export function Deliveries(props: DeliveriesProps) {
  const { org, filter, deliveries, hasOlder, busy, loadOlder, replayed } = props;
  const channels = useInboxView((inbox) => inbox.channels());
  const isNarrowed = filter.outcome !== "" || filter.channel !== "";
  return (
    <section className="report-section" aria-labelledby="ingest-deliveries">
      <h2 className="report-heading" id="ingest-deliveries">
        {t(words.title)}
      </h2>
      <p className="report-text">{t(words.intro)}</p>
      <DeliveriesFilter {...props} />
      {deliveries.length === 0 ? (
        <Empty icon={CircleCheck} title={t(isNarrowed ? words.noneOfKind : words.allStored)}>
          {t(isNarrowed ? words.noneOfKindHint : words.allStoredHint)}
        </Empty>
      ) : (
        <ul className="deliveries" aria-label={t(words.deliveries)}>
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              org={org}
              delivery={delivery}
              channel={channels.find(({ id }) => id === delivery.channelId)}
              replayed={(outcomes) => replayed(delivery.id, outcomes)}
            />
          ))}
        </ul>
      )}
      {hasOlder ? (
        <Button className="report-more" busy={busy} onClick={loadOlder}>
          {t(words.older)}
        </Button>
      ) : null}
    </section>
  );
}

function DeliveriesFilter({ filter, narrow }: DeliveriesProps) {
  return (
    <div className="report-filter">
      <SelectField
        label={t(words.outcome)}
        value={filter.outcome}
        onChange={({ target }) =>
          narrow({ ...filter, outcome: outcomeNames.find((name) => name === target.value) ?? "" })
        }
      >
        <option value="">{t(words.any)}</option>
        {outcomeNames.toReversed().map((name) => (
          <option key={name} value={name}>
            {outcomeName(name)}
          </option>
        ))}
      </SelectField>
      <ChannelField value={filter.channel} choose={(channel) => narrow({ ...filter, channel })} />
    </div>
  );
}

interface DeliveryRowProps {
  org: string;
  delivery: DeliverySummary;
  channel: Channel | undefined;
  replayed: (outcomes: readonly Outcome[]) => void;
}

function DeliveryRow({ org, delivery, channel, replayed }: DeliveryRowProps) {
  const today = useToday();
  const [open, setOpen] = useState(false);
  const { receivedAt, outcomes } = delivery;
  const reasons = new Set(outcomes.map(whyNot).filter((reason) => reason !== null));
  return (
    <li className="delivery">
      <button type="button" className="delivery-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={16} className="delivery-chevron" aria-hidden />
        <span className="delivery-summary">
          <span className="delivery-outcomes">
            {outcomeNames.toReversed().map((name) => {
              const count = outcomes.filter(({ outcome }) => outcome === name).length;
              return count === 0 ? null : (
                <span key={name} className={`delivery-outcome delivery-${name}`}>
                  {count === 1 ? outcomeName(name) : countedOutcome(name, count)}
                </span>
              );
            })}
          </span>
          <span className="delivery-reasons">
            {reasons.size === 0 ? t(words.now, { outcomes: outcomesInWords(outcomes) }) : [...reasons].join(" ")}
          </span>
        </span>
        <span className="delivery-where">
          <bdi>{channel?.name ?? t(words.noChannel)}</bdi>
        </span>
        <time className="delivery-time tabular" dateTime={receivedAt} title={fullTime(receivedAt)}>
          {listTime(receivedAt, today)}
        </time>
      </button>
      {open ? <DeliveryDetails org={org} delivery={delivery} replayed={replayed} /> : null}
    </li>
  );
}

function whyNot(outcome: Outcome): string | null {
  return outcome.outcome === "parked" ? outcomeMeaning("parked") : reasonInWords(outcome);
}

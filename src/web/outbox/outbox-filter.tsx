import { type UndeliveredCounts, undeliveredStates } from "../../protocol/undelivered.ts";
import { ChannelField } from "../controls/channel-field.tsx";
import { outbox as words } from "../messages/en/outbox.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";
import type { OutboxFilter } from "./outbox-calls.ts";

interface OutboxFilterProps {
  filter: OutboxFilter;
  counts: UndeliveredCounts | null;
  narrow: (filter: OutboxFilter) => void;
}

/** Which state, and of which channel. */
export function OutboxFilters({ filter, counts, narrow }: OutboxFilterProps) {
  return (
    <div className="outbox-filter">
      <fieldset className="report-choices" aria-label={t(words.states)}>
        {undeliveredStates.map((state) => (
          <button
            key={state}
            type="button"
            className="report-choice"
            aria-pressed={state === filter.state}
            onClick={() => narrow({ ...filter, state })}
          >
            {t(words[`state.${state}`])}{" "}
            <span className="tabular outbox-count">{counts === null ? "" : numberText(counts[state])}</span>
          </button>
        ))}
      </fieldset>
      <ChannelField value={filter.channel} choose={(channel) => narrow({ ...filter, channel })} />
    </div>
  );
}

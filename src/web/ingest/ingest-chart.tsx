import { fullTime } from "../time.ts";
import { outcomeNames, received } from "./hours.ts";
import type { IngestHour, OutcomeName } from "./ingest-calls.ts";
import { outcomeName } from "./ingest-words.ts";
import { ingest as words } from "../messages/en/ingest.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";
import "./ingest-chart.css";

/** Of the drawing's own units, which are stretched to the space there is. */
const height = 120;
const barStep = 10;
/** One failure among thousands must be seen. */
const leastHeight = 3;
/** What the least heights may add to the tallest bar stays within the drawing. */
const scaleHeight = height - 4 * leastHeight;

const hourFormat = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { weekday: "short", hour: "2-digit", minute: "2-digit" }),
);

function hourName({ hour }: IngestHour): string {
  return hourFormat().format(new Date(hour));
}

/**
 * What arrived, hour by hour. Drawn by hand, since stacked rectangles are all it is: the smallest charting library
 * would be larger than the rest of this page. The table under it says the same.
 */
export function IngestChart({ hours, period }: { hours: readonly IngestHour[]; period: string }) {
  const most = Math.max(1, ...hours.map(received));
  const [first, middle] = [hours[0], hours[Math.floor(hours.length / 2)]];
  return (
    <figure className="ingest-chart" aria-label={t(words.perHour, { period })}>
      <div className="ingest-chart-frame">
        <span className="ingest-chart-most tabular" aria-hidden>
          {numberText(most)}
        </span>
        <svg viewBox={`0 0 ${hours.length * barStep} ${height}`} preserveAspectRatio="none" aria-hidden>
          {hours.map((hour, index) => (
            <Bar key={hour.hour} hour={hour} x={index * barStep} most={most} />
          ))}
        </svg>
      </div>
      <div className="ingest-chart-axis tabular" aria-hidden>
        <span>{first === undefined ? "" : hourName(first)}</span>
        <span>{middle === undefined ? "" : hourName(middle)}</span>
        <span>{t(words.now)}</span>
      </div>
      <HoursTable hours={hours} period={period} />
    </figure>
  );
}

function Bar({ hour, x, most }: { hour: IngestHour; x: number; most: number }) {
  return (
    <g>
      <title>{t(words.barTitle, { time: fullTime(hour.hour), count: received(hour) })}</title>
      <rect className="ingest-bar-space" x={x} y={0} width={barStep} height={height} />
      {stacked(hour, most).map(({ name, top, tall }) => (
        <rect key={name} className={`ingest-${name}`} x={x + 1} y={top} width={barStep - 2} height={tall} />
      ))}
    </g>
  );
}

/** The pieces of a bar, each on the one below. */
function stacked(hour: IngestHour, most: number): { name: OutcomeName; top: number; tall: number }[] {
  const pieces: { name: OutcomeName; top: number; tall: number }[] = [];
  let top = height;
  for (const name of outcomeNames) {
    if (hour[name] === 0) continue;
    const tall = Math.max(leastHeight, (hour[name] / most) * scaleHeight);
    top -= tall;
    pieces.push({ name, top, tall });
  }
  return pieces;
}

/** The numbers behind the chart, for those who cannot see it and those who want them. */
function HoursTable({ hours, period }: { hours: readonly IngestHour[]; period: string }) {
  const busy = hours.filter((hour) => received(hour) > 0).toReversed();
  if (busy.length === 0) return null;
  return (
    <details className="ingest-hours">
      <summary>{t(words.numbers)}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="ingest-hours-frame" tabIndex={0} aria-label={t(words.numbers)}>
        <table className="ingest-table tabular">
          <caption className="visually-hidden">{t(words.caption, { period })}</caption>
          <thead>
            <tr>
              <th scope="col">{t(words.hour)}</th>
              <th scope="col">{t(words.received)}</th>
              {outcomeNames.map((name) => (
                <th key={name} scope="col">
                  {outcomeName(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map((hour) => (
              <tr key={hour.hour}>
                <th scope="row">{hourName(hour)}</th>
                <td>{numberText(received(hour))}</td>
                {outcomeNames.map((name) => (
                  <td key={name}>{numberText(hour[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

import { fullTime } from "../time.ts";
import { outcomeNames, received } from "./hours.ts";
import type { IngestHour, OutcomeName } from "./ingest-calls.ts";
import { outcomeWords } from "./ingest-words.ts";
import "./ingest-chart.css";

/** Of the drawing's own units, which are stretched to the space there is. */
const height = 120;
const barStep = 10;
/** One failure among thousands must be seen. */
const leastHeight = 3;
/** What the least heights may add to the tallest bar stays within the drawing. */
const scaleHeight = height - 4 * leastHeight;

const number = new Intl.NumberFormat();
const hourName = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });

/**
 * What arrived, hour by hour. Drawn by hand, since stacked rectangles are all it is: the smallest charting library
 * would be larger than the rest of this page. The table under it says the same.
 */
export function IngestChart({ hours, period }: { hours: readonly IngestHour[]; period: string }) {
  const most = Math.max(1, ...hours.map(received));
  const [first, middle] = [hours[0], hours[Math.floor(hours.length / 2)]];
  return (
    <figure className="ingest-chart" aria-label={`What arrived in the last ${period}, per hour`}>
      <div className="ingest-chart-frame">
        <span className="ingest-chart-most tabular" aria-hidden>
          {number.format(most)}
        </span>
        <svg viewBox={`0 0 ${hours.length * barStep} ${height}`} preserveAspectRatio="none" aria-hidden>
          {hours.map((hour, index) => (
            <Bar key={hour.hour} hour={hour} x={index * barStep} most={most} />
          ))}
        </svg>
      </div>
      <div className="ingest-chart-axis tabular" aria-hidden>
        <span>{first === undefined ? "" : hourName.format(new Date(first.hour))}</span>
        <span>{middle === undefined ? "" : hourName.format(new Date(middle.hour))}</span>
        <span>Now</span>
      </div>
      <HoursTable hours={hours} period={period} />
    </figure>
  );
}

function Bar({ hour, x, most }: { hour: IngestHour; x: number; most: number }) {
  return (
    <g>
      <title>{`${fullTime(hour.hour)}: ${number.format(received(hour))} received`}</title>
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
      <summary>Numbers per hour</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="ingest-hours-frame" tabIndex={0} aria-label="Numbers per hour">
        <table className="ingest-table tabular">
          <caption className="visually-hidden">
            What arrived in the last {period}, newest hour first. Hours in which nothing came are left out.
          </caption>
          <thead>
            <tr>
              <th scope="col">Hour</th>
              <th scope="col">Received</th>
              {outcomeNames.map((name) => (
                <th key={name} scope="col">
                  {outcomeWords[name].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map((hour) => (
              <tr key={hour.hour}>
                <th scope="row">{hourName.format(new Date(hour.hour))}</th>
                <td>{number.format(received(hour))}</td>
                {outcomeNames.map((name) => (
                  <td key={name}>{number.format(hour[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

import { numberText } from "../number.ts";

/** A count on a link of the rail; nothing for none. `what`: what is counted, for those who hear it. */
export function RailBadge({ count, what, tone }: { count: number; what: string; tone?: "red" }) {
  if (count === 0) return null;
  return (
    <span className={tone === undefined ? "rail-badge" : `rail-badge rail-badge-${tone}`}>
      {count > 99 ? `${numberText(99)}+` : numberText(count)}
      <span className="visually-hidden"> {what}</span>
    </span>
  );
}

import type { IngestHour, OutcomeName } from "./ingest-calls.ts";

/** Bottom to top in the chart: what is rare lies on top, where it is seen. */
export const outcomeNames: readonly OutcomeName[] = ["stored", "duplicate", "ignored", "parked", "failed"];

export type Totals = Readonly<Record<OutcomeName | "received", number>>;

const hourMs = 3_600_000;

/** Every hour of the last `count`, oldest first; those without a count are empty. */
export function lastHours(told: readonly IngestHour[], count: number, now: Date): IngestHour[] {
  const byHour = new Map(told.map((one) => [Date.parse(one.hour), one]));
  const present = Math.floor(now.getTime() / hourMs) * hourMs;
  return Array.from({ length: count }, (_, index) => {
    const at = present - (count - 1 - index) * hourMs;
    const empty = { hour: new Date(at).toISOString(), stored: 0, duplicate: 0, ignored: 0, parked: 0, failed: 0 };
    return byHour.get(at) ?? empty;
  });
}

export function received(hour: IngestHour): number {
  return outcomeNames.reduce((sum, name) => sum + hour[name], 0);
}

export function totals(hours: readonly IngestHour[]): Totals {
  const sum = (name: OutcomeName) => hours.reduce((total, hour) => total + hour[name], 0);
  return {
    received: hours.reduce((total, hour) => total + received(hour), 0),
    stored: sum("stored"),
    duplicate: sum("duplicate"),
    ignored: sum("ignored"),
    parked: sum("parked"),
    failed: sum("failed"),
  };
}

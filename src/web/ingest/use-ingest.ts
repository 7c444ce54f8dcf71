import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { Failure } from "../api.ts";
import type { Outcome } from "../../protocol/facts.ts";
import {
  type Alert,
  type DeliveryFilter,
  type DeliverySummary,
  ingest,
  type IngestHour,
  type IngestReport,
} from "./ingest-calls.ts";

interface Loaded {
  /** What the deliveries were asked by. */
  readonly filter: DeliveryFilter;
  readonly hours: readonly IngestHour[];
  readonly deliveries: readonly DeliverySummary[];
  readonly nextCursor: string | null;
  readonly alerts: readonly Alert[];
  readonly at: Date;
}

/** What the page shows. It is asked anew when the page is shown again, on demand and after a replay: nobody polls. */
export function useIngest(org: string, filter: DeliveryFilter) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const refresh = useCallback(async () => {
    setBusy(true);
    const [report, health] = await Promise.all([ingest.report(org, filter, null), ingest.health(org)]);
    setBusy(false);
    const failed = [report, health].find((result) => !result.ok);
    setFailure(failed?.ok === false ? failed : null);
    if (!report.ok || !health.ok) return;
    setLoaded((before) => {
      const { items, nextCursor } = report.value;
      const same = before?.filter === filter && reaches(report.value, before.deliveries) ? before : null;
      return {
        filter,
        hours: report.value.hours,
        deliveries: merged(items, same?.deliveries ?? []),
        nextCursor: same === null ? nextCursor : same.nextCursor,
        alerts: health.value.alertDetails,
        at: new Date(),
      };
    });
  }, [org, filter]);

  useEffect(() => void refresh(), [refresh]);
  const onVisible = useEffectEvent(() => {
    if (document.visibilityState === "visible") void refresh();
  });
  useEffect(() => {
    const listener = () => onVisible();
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  }, []);

  async function loadOlder(): Promise<void> {
    if (loaded === null || busy) return;
    setBusy(true);
    const report = await ingest.report(org, filter, loaded.nextCursor);
    setBusy(false);
    setFailure(report.ok ? null : report);
    if (!report.ok) return;
    const { items, nextCursor } = report.value;
    setLoaded((before) =>
      before?.filter === filter ? { ...before, deliveries: merged(items, before.deliveries), nextCursor } : before,
    );
  }

  function replayed(id: string, outcomes: readonly Outcome[]): void {
    setLoaded(
      (before) =>
        before && {
          ...before,
          deliveries: before.deliveries.map((one) => (one.id === id ? { ...one, outcomes } : one)),
        },
    );
    void refresh();
  }

  return { loaded, failure, busy, refresh, loadOlder, replayed };
}

/** Whether nothing lies between a newest page and what is held: more than a page may have come since. */
function reaches(page: Pick<IngestReport, "items" | "nextCursor">, held: readonly DeliverySummary[]): boolean {
  const last = page.items.at(-1);
  return page.nextCursor === null || held.some(({ id }) => id === last?.id);
}

/** By the newer of both, newest first. */
function merged(fresh: readonly DeliverySummary[], held: readonly DeliverySummary[]): DeliverySummary[] {
  const all = new Map([...held, ...fresh].map((one) => [one.id, one]));
  return [...all.values()].toSorted((a, b) =>
    a.receivedAt === b.receivedAt ? (a.id < b.id ? 1 : -1) : a.receivedAt < b.receivedAt ? 1 : -1,
  );
}

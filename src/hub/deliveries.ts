import type { Outcome } from "../protocol/facts.ts";
import { timing } from "../protocol/timing.ts";
import type { IngestCounts } from "./ingest-counts.ts";
import type { Delivery, HubHealth, IngestReport } from "./rpc.ts";
import type { Store } from "./store.ts";

type DeliveryRow = { id: string; at: string; channel: string | null; outcomes: string };

/** Hours shown and deliveries listed. */
const reportHours = 72;
const reportDeliveries = 200;
/** 70 % of the 10 GB that an object may hold. */
const databaseBytesHigh = 7e9;
const projectionLagHigh = 10_000;

/** What the ingest page and the health check read; sweeps what has had its time. */
export class Deliveries {
  readonly #store: Store;
  readonly #counts: IngestCounts;

  constructor(store: Store, counts: IngestCounts) {
    this.#store = store;
    this.#counts = counts;
  }

  report(): IngestReport {
    const rows = this.#store.rows<DeliveryRow>("SELECT * FROM delivery ORDER BY at DESC LIMIT ?", reportDeliveries);
    return { hours: this.#counts.report(reportHours), deliveries: rows.map(listed) };
  }

  one(id: string): Delivery | null {
    const row = this.#store.rows<DeliveryRow>("SELECT * FROM delivery WHERE id = ?", id)[0];
    return row === undefined ? null : { ...listed(row), raw: this.#raw(id) };
  }

  alerts(seen: Pick<HubHealth, "databaseBytes" | "projectionLag" | "outboxDue">): string[] {
    const alerts = this.#store
      .channels()
      .filter((channel) => channel.state === "stopped")
      .map((channel) => `${channel.name} cannot send: ${channel.stateReason ?? "no reason given"}`);
    const poisoned = this.#store.meta("poisoned");
    if (poisoned !== null) alerts.push(`D1 refuses a row: ${poisoned}`);
    if (seen.databaseBytes > databaseBytesHigh) alerts.push("The org's storage is 70 % full.");
    if (seen.projectionLag > projectionLagHigh) alerts.push(`D1 is ${seen.projectionLag} changes behind.`);
    return alerts;
  }

  sweep(now: number): void {
    const before = new Date(now - timing.deliveryTtlMs).toISOString();
    this.#store.run("DELETE FROM delivery_raw WHERE delivery IN (SELECT id FROM delivery WHERE at < ?)", before);
    this.#store.run("DELETE FROM delivery WHERE at < ?", before);
    this.#store.run("DELETE FROM parked WHERE until < ?", now);
  }

  #raw(id: string): string {
    const parts = this.#store.rows<{ text: string }>(
      "SELECT text FROM delivery_raw WHERE delivery = ? ORDER BY part",
      id,
    );
    return parts.map(({ text }) => text).join("");
  }
}

function listed({ id, at, channel, outcomes }: DeliveryRow): Omit<Delivery, "raw"> {
  return { id, receivedAt: at, channelId: channel, outcomes: JSON.parse(outcomes) as Outcome[] };
}

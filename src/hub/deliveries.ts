import type { Outcome } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import type { IngestCounts } from "./ingest-counts.ts";
import type { Alert, Delivery, DeliveryQuery, HubHealth, IngestReport } from "./rpc.ts";
import { noticeAlerts } from "./notices.ts";
import type { Store } from "./store.ts";

type DeliveryRow = { id: string; at: string; channel: string | null; outcomes: string };

/** Hours shown: a week. */
const reportHours = 168;
const newest: DeliveryQuery = { limit: limits.pageSize, after: null };
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

  report(query: DeliveryQuery = newest): IngestReport {
    const { limit, after, outcome, channelId } = query;
    const conditions: string[] = [];
    const bindings: (string | number)[] = [];
    const only = (condition: string, ...values: string[]) => {
      conditions.push(condition);
      bindings.push(...values);
    };
    if (after !== null) only("(at, id) < (?, ?)", after.receivedAt, after.id);
    if (channelId !== undefined) only("channel = ?", channelId);
    if (outcome !== undefined)
      only("EXISTS (SELECT 1 FROM json_each(outcomes) WHERE json_extract(value, '$.outcome') = ?)", outcome);
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    const rows = this.#store.rows<DeliveryRow>(
      `SELECT * FROM delivery ${where} ORDER BY at DESC, id DESC LIMIT ?`,
      ...bindings,
      limit + 1,
    );
    return {
      hours: this.#counts.report(reportHours),
      deliveries: rows.slice(0, limit).map(listed),
      more: rows.length > limit,
    };
  }

  one(id: string): Delivery | null {
    const row = this.#store.rows<DeliveryRow>("SELECT * FROM delivery WHERE id = ?", id)[0];
    return row === undefined ? null : { ...listed(row), raw: this.#raw(id) };
  }

  alerts(seen: Pick<HubHealth, "databaseBytes" | "projectionLag" | "outboxDue">): Alert[] {
    const alerts = this.#store
      .channels()
      .filter((channel) => channel.state === "stopped")
      .map((channel): Alert => ({
        kind: "channel_stopped",
        text: `${channel.name} cannot send: ${channel.stateReason ?? "no reason given"}`,
        channelId: channel.id,
      }));
    alerts.push(...noticeAlerts(this.#store, new Date().toISOString()));
    const tell = (kind: Alert["kind"], text: string) => alerts.push({ kind, text, channelId: null });
    const poisoned = this.#store.meta("poisoned");
    if (poisoned !== null) tell("row_refused", `D1 refuses a row: ${poisoned}`);
    if (seen.databaseBytes > databaseBytesHigh) tell("storage_filling", "The org's storage is 70 % full.");
    if (seen.projectionLag > projectionLagHigh) tell("history_behind", `D1 is ${seen.projectionLag} changes behind.`);
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

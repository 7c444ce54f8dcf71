import type { Outcome } from "../../protocol/facts.ts";
import { request } from "../api.ts";

/** What the page of the ingest asks of the Worker. */

export type OutcomeName = Outcome["outcome"];

export interface IngestHour extends Readonly<Record<OutcomeName, number>> {
  /** ISO 8601 UTC, minute 0. */
  readonly hour: string;
}

export interface DeliverySummary {
  readonly id: string;
  readonly receivedAt: string;
  readonly channelId: string | null;
  readonly outcomes: readonly Outcome[];
}

export interface IngestReport {
  readonly hours: readonly IngestHour[];
  readonly items: readonly DeliverySummary[];
  readonly nextCursor: string | null;
}

export interface Alert {
  readonly kind: "channel_stopped" | "channel_warned" | "row_refused" | "storage_filling" | "history_behind";
  readonly text: string;
  readonly channelId: string | null;
}

export interface DeliveryFilter {
  readonly outcome: OutcomeName | "";
  /** A channel's id; "" for all. */
  readonly channel: string;
}

export const ingest = {
  report(org: string, { outcome, channel }: DeliveryFilter, cursor: string | null) {
    const given = Object.entries({ outcome, channel, cursor: cursor ?? "" }).filter(([, value]) => value !== "");
    return request<IngestReport>("GET", `${base(org)}/ingest?${new URLSearchParams(given).toString()}`);
  },
  delivery: (org: string, id: string) =>
    request<DeliverySummary & { raw: string }>("GET", `${base(org)}/ingest/${encodeURIComponent(id)}`),
  replay: (org: string, id: string) =>
    request<{ outcomes: Outcome[] }>("POST", `${base(org)}/ingest/${encodeURIComponent(id)}/replay`),
  health: (org: string) => request<{ alertDetails: Alert[] }>("GET", `${base(org)}/health`),
};

function base(org: string): string {
  return `/api/orgs/${encodeURIComponent(org)}`;
}

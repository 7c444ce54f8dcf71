import type { Page } from "../../protocol/resources.ts";
import type { UndeliveredCounts, UndeliveredItem, UndeliveredState } from "../../protocol/undelivered.ts";
import { request } from "../api.ts";

/** What the page of the outbox asks of the Worker. */

export interface OutboxFilter {
  readonly state: UndeliveredState;
  /** A channel's id; "" for all. */
  readonly channel: string;
}

export interface RetryReport {
  readonly retried: readonly string[];
  readonly refused: readonly { readonly messageId: string; readonly code: string; readonly message: string }[];
  readonly more: boolean;
}

export const outbox = {
  list(org: string, { state, channel }: OutboxFilter, cursor: string | null, limit: number) {
    const asked = { state, channel, cursor: cursor ?? "", limit: String(limit) };
    const given = Object.entries(asked).filter(([, value]) => value !== "");
    return request<Page<UndeliveredItem>>("GET", `${base(org)}?${new URLSearchParams(given).toString()}`);
  },
  counts: (org: string, channel: string) =>
    request<UndeliveredCounts>(
      "GET",
      `${base(org)}/counts${channel === "" ? "" : `?${new URLSearchParams({ channel }).toString()}`}`,
    ),
  retry: (org: string, what: { readonly channelId?: string; readonly messageIds?: readonly string[] }) =>
    request<RetryReport>("POST", `${base(org)}/retry`, what),
};

function base(org: string): string {
  return `/api/orgs/${encodeURIComponent(org)}/outbox`;
}

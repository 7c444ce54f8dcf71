import { limits } from "../../protocol/limits.ts";
import type { Page } from "../../protocol/resources.ts";
import type { UndeliveredCounts, UndeliveredItem, UndeliveredState } from "../../protocol/undelivered.ts";
import { request, type Result } from "../api.ts";

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
  list,
  /** The first `count`, in as many pages as that takes. */
  async first(org: string, filter: OutboxFilter, count: number): Promise<Result<Omit<Page<UndeliveredItem>, "seq">>> {
    const items: UndeliveredItem[] = [];
    let nextCursor: string | null = null;
    do {
      const limit = Math.min(count - items.length, limits.pageSizeMax);
      const page: Result<Page<UndeliveredItem>> = await list(org, filter, nextCursor, limit);
      if (!page.ok) return page;
      items.push(...page.value.items);
      nextCursor = page.value.nextCursor;
    } while (nextCursor !== null && items.length < count);
    return { ok: true, value: { items, nextCursor } };
  },
  counts: (org: string, channel: string) =>
    request<UndeliveredCounts>(
      "GET",
      `${base(org)}/counts${channel === "" ? "" : `?${new URLSearchParams({ channel }).toString()}`}`,
    ),
  /** All that have failed, of one channel or of any. */
  retryAll: (org: string, channel: string) =>
    request<RetryReport>("POST", `${base(org)}/retry`, channel === "" ? {} : { channelId: channel }),
  /** These, as many at once as the Worker takes. What was done before a failure is seen in the list. */
  async retry(org: string, messageIds: readonly string[]): Promise<Result<RetryReport>> {
    const retried: string[] = [];
    const refused: RetryReport["refused"][number][] = [];
    for (let done = 0; done < messageIds.length; done += limits.retriesAtOnce) {
      const some = messageIds.slice(done, done + limits.retriesAtOnce);
      const report = await request<RetryReport>("POST", `${base(org)}/retry`, { messageIds: some });
      if (!report.ok) return report;
      retried.push(...report.value.retried);
      refused.push(...report.value.refused);
    }
    return { ok: true, value: { retried, refused, more: false } };
  },
};

function list(org: string, { state, channel }: OutboxFilter, cursor: string | null, limit: number) {
  const asked = { state, channel, cursor: cursor ?? "", limit: String(limit) };
  const given = Object.entries(asked).filter(([, value]) => value !== "");
  return request<Page<UndeliveredItem>>("GET", `${base(org)}?${new URLSearchParams(given).toString()}`);
}

function base(org: string): string {
  return `/api/orgs/${encodeURIComponent(org)}/outbox`;
}

import { useCallback, useEffect, useRef, useState } from "react";
import type { UndeliveredCounts, UndeliveredItem } from "../../protocol/undelivered.ts";
import type { Failure } from "../api.ts";
import { outbox, type OutboxFilter } from "./outbox-calls.ts";
import { useOutboxNews } from "./outbox-news.ts";

const pageSize = 50;

interface Loaded {
  /** What they were asked by. */
  readonly filter: OutboxFilter;
  readonly items: readonly UndeliveredItem[];
  readonly nextCursor: string | null;
  readonly counts: UndeliveredCounts;
}

/** What the page shows; asked anew when something changes. */
export function useOutbox(org: string, filter: OutboxFilter) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  /** How many are shown: as many are asked for again. */
  const shown = useRef(pageSize);
  /** Of several answers the last one asked for holds. */
  const asked = useRef(0);

  const load = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    setBusy(true);
    const [page, counts] = await Promise.all([
      outbox.first(org, filter, shown.current),
      outbox.counts(org, filter.channel),
    ]);
    if (mine !== asked.current) return;
    setBusy(false);
    const failed = [page, counts].find((result) => !result.ok);
    setFailure(failed?.ok === false ? failed : null);
    if (!page.ok || !counts.ok) return;
    setLoaded({ filter, items: page.value.items, nextCursor: page.value.nextCursor, counts: counts.value });
  }, [org, filter]);

  useEffect(() => {
    shown.current = pageSize;
    void load();
  }, [load]);
  useOutboxNews(load);

  async function loadOlder(): Promise<void> {
    if (loaded === null || loaded.nextCursor === null || busy) return;
    setBusy(true);
    const page = await outbox.list(org, filter, loaded.nextCursor, pageSize);
    setBusy(false);
    setFailure(page.ok ? null : page);
    if (!page.ok) return;
    setLoaded((before) => {
      if (before?.filter !== filter) return before;
      const known = new Set(before.items.map(({ message }) => message.id));
      const items = [...before.items, ...page.value.items.filter(({ message }) => !known.has(message.id))];
      shown.current = items.length;
      return { ...before, items, nextCursor: page.value.nextCursor };
    });
  }

  return {
    loaded: loaded?.filter === filter ? loaded : null,
    counts: loaded?.counts ?? null,
    failure,
    busy,
    load,
    loadOlder,
  };
}

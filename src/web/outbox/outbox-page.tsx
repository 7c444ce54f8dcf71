import { CircleCheck } from "lucide-react";
import { useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useInboxView } from "../../client/react.ts";
import { undeliveredStates } from "../../protocol/undelivered.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useTitle } from "../inbox/unread.ts";
import { outbox as words } from "../messages/en/outbox.ts";
import { t } from "../messages/t.ts";
import { mayWrite } from "../settings/roles.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { OutboxBulk } from "./outbox-bulk.tsx";
import type { OutboxFilter } from "./outbox-calls.ts";
import { OutboxFilters } from "./outbox-filter.tsx";
import { OutboxRow } from "./outbox-row.tsx";
import { useOutbox } from "./use-outbox.ts";
import "../controls/report-page.css";
import "./outbox.css";

/** D2: what is not with its customers, why, and what to do about it. */
export default function OutboxPage() {
  const { slug } = useOrganisation();
  const me = useMe();
  const channels = useInboxView((inbox) => inbox.channels());
  const [filter, narrow] = useFilter(slug);
  const { loaded, counts, failure, busy, loadOlder } = useOutbox(slug, filter);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  useTitle(t(words.title));
  const items = loaded?.items ?? [];
  const writes = me !== null && mayWrite(me.role);
  const isSelectable = writes && filter.state === "failed";

  function choose(id: string, on: boolean): void {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    select(next);
  }

  return (
    <main className="report">
      <header className="report-header">
        <h1 className="report-title">{t(words.title)}</h1>
      </header>
      <div className="report-page outbox-page" aria-busy={busy}>
        <OutboxFilters filter={filter} counts={counts} narrow={narrow} />
        <p className="report-text">{t(words[`about.${filter.state}`])}</p>
        {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
        {isSelectable && loaded !== null ? (
          <OutboxBulk
            key={filter.channel}
            failed={loaded.counts.failed}
            channel={filter.channel}
            shown={items.map(({ message }) => message.id)}
            selected={selected}
            select={(ids) => select(new Set(ids))}
          />
        ) : null}
        {loaded === null ? null : items.length === 0 ? (
          <Empty icon={CircleCheck} title={t(words[`none.${filter.state}`])}>
            {t(words[`none.${filter.state}.hint`])}
          </Empty>
        ) : (
          <ul className="outbox-list" aria-label={t(words.list)}>
            {items.map((item) => (
              <OutboxRow
                key={item.message.id}
                item={item}
                channel={channels.find(({ id }) => id === item.message.channelId)}
                selected={isSelectable ? selected.has(item.message.id) : null}
                select={(on) => choose(item.message.id, on)}
                mayWrite={writes}
              />
            ))}
          </ul>
        )}
        {loaded?.nextCursor == null ? null : (
          <Button className="report-more" busy={busy} onClick={() => void loadOlder()}>
            {t(words.older)}
          </Button>
        )}
      </div>
    </main>
  );
}

/** The filter stands in the address, so that a link leads to it and Back leads to the one before. */
function useFilter(slug: string): [OutboxFilter, (filter: OutboxFilter) => void] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const filter = useMemo(() => {
    const given = new URLSearchParams(search);
    const state = undeliveredStates.find((one) => one === given.get("state")) ?? "failed";
    return { state, channel: given.get("channel") ?? "" };
  }, [search]);
  return [
    filter,
    ({ state, channel }) => {
      const query = new URLSearchParams(channel === "" ? { state } : { state, channel });
      navigate(`/o/${slug}/outbox?${query.toString()}`);
    },
  ];
}

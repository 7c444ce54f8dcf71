import { Inbox as InboxIcon, SearchX } from "lucide-react";
import { Link } from "wouter";
import { useInboxView } from "../../client/react.ts";
import type { ConversationFilter } from "../../protocol/catalog-records.ts";
import { Empty } from "../controls/notice.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { addressOf, isNarrowed, type ListPlace, placeOfQuery, viewName } from "./list-views.ts";

/** An empty list says why it is empty, and what would fill it. */
export function NothingHere({ place: { query, viewId } }: { place: ListPlace }) {
  const { slug } = useOrganisation();
  const { filter, q } = query;
  if (q === undefined && !isNarrowed(query)) return <NothingIn filter={filter} />;
  return (
    <Empty icon={SearchX} title={q === undefined ? t(words.nothingMatches) : t(words.nothingFound, { text: q })}>
      {viewId === null ? t(words.withinFilters, { view: viewName(filter) }) : t(words.withinView)}{" "}
      <Link className="text-link" href={addressOf(placeOfQuery(slug, { filter }))}>
        {t(words.showAll, { view: viewName(filter) })}
      </Link>
    </Empty>
  );
}

function NothingIn({ filter }: { filter: ConversationFilter }) {
  const { slug } = useOrganisation();
  const connected = useInboxView((inbox) => inbox.channels().length > 0);
  if (filter === "all" && !connected) {
    return (
      <Empty icon={InboxIcon} title={t(words.noChannel)}>
        <Trans
          message={words.connect}
          elements={{ link: <Link className="text-link" href={`/o/${slug}/settings/channels`} /> }}
        />
      </Empty>
    );
  }
  return (
    <Empty icon={InboxIcon} title={t(words[`empty.${filter}`])}>
      {t(words[`fill.${filter}`])}
    </Empty>
  );
}

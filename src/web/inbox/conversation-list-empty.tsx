import { Inbox as InboxIcon, SearchX } from "lucide-react";
import { Link } from "wouter";
import { useInboxView } from "../../client/react.ts";
import type { ConversationFilter } from "../../protocol/catalog-records.ts";
import { Empty } from "../controls/notice.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { addressOf, isNarrowed, type ListPlace, placeOfQuery, searchesEverywhere, viewName } from "./list-views.ts";

/** An empty list says why it is empty, and what would fill it. */
export function NothingHere({ place: { query, viewId } }: { place: ListPlace }) {
  const { slug } = useOrganisation();
  const { filter, q } = query;
  if (q === undefined && !isNarrowed(query)) return <NothingIn filter={filter} />;
  const isFiltered = isNarrowed(query) || viewId !== null;
  const title = q === undefined ? t(words.nothingMatches) : t(words.nothingFound, { text: q });
  if (!isFiltered && searchesEverywhere(query)) {
    return (
      <Empty icon={SearchX} title={title}>
        {t(words.searchedEverywhere)}
      </Empty>
    );
  }
  // A search goes on over all conversations; a filter that fits nothing is taken off.
  const wider = q === undefined ? { filter } : { filter: "all" as const, q };
  return (
    <Empty icon={SearchX} title={title}>
      {isFiltered
        ? t(viewId === null ? words.withFilters : words.inSavedView)
        : t(words.inView, { view: viewName(filter) })}{" "}
      <Link className="text-link" href={addressOf(placeOfQuery(slug, wider))}>
        {q === undefined ? t(words.removeFilters) : t(words.searchAll)}
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

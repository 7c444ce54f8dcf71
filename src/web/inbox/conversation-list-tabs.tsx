import { Ellipsis } from "lucide-react";
import { Suspense, useState } from "react";
import { Link } from "wouter";
import type { CountName } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { lazily } from "../lazily.ts";
import { useOrganisation } from "../shell/organisation.ts";
import {
  addressOf,
  countOf,
  furtherViews,
  isNarrowed,
  type ListPlace,
  placeOfQuery,
  tabs,
  viewName,
} from "./list-views.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import { shortNumberText } from "../number.ts";
import "./conversation-list-tabs.css";

const FurtherViewsMenu = lazily(() => import("./conversation-list-further.tsx"));

/** The views that a team works from, each with how many wait in it; the others, and the saved ones, in a menu. */
export function ConversationListTabs({ place }: { place: ListPlace }) {
  const { slug } = useOrganisation();
  const me = useInboxView((inbox) => inbox.me);
  return (
    <nav className="list-views" aria-label={t(words.views)}>
      <div className="list-views-tabs">
        {tabs.map((filter) => {
          const isCurrent = place.viewId === null && filter === place.query.filter;
          // The count of a whole view above a part of it would tell something else than the list shows.
          const isPart = isCurrent && (isNarrowed(place.query) || place.query.q !== undefined);
          return (
            <Link
              key={filter}
              className="list-view"
              href={addressOf(placeOfQuery(slug, { filter }))}
              aria-current={isCurrent ? "page" : undefined}
            >
              {viewName(filter)}
              {isPart ? null : <ViewCount name={countOf({ filter }, me)} />}
            </Link>
          );
        })}
      </div>
      <FurtherViews place={place} />
    </nav>
  );
}

/** The name of the view, where no tab has it. */
export function useFurtherViewName(place: ListPlace): string | null {
  const saved = useInboxView((inbox) => inbox.catalog("view").find(({ id }) => id === place.viewId)?.name ?? null);
  const isFurther = furtherViews.some((filter) => filter === place.query.filter);
  return saved ?? (isFurther ? viewName(place.query.filter) : null);
}

function FurtherViews({ place }: { place: ListPlace }) {
  const [asked, setAsked] = useState(false);
  const current = useFurtherViewName(place);
  const button = (
    <button
      type="button"
      className="list-view list-view-more"
      aria-haspopup="menu"
      {...furtherViewsWords(current)}
      onClick={() => setAsked(true)}
    >
      <Ellipsis size={16} aria-hidden />
    </button>
  );
  return (
    <span className="list-further">
      <Suspense fallback={button}>{asked ? <FurtherViewsMenu current={current} /> : button}</Suspense>
    </span>
  );
}

/** What the button of the further views says; `current` is the name of the one that is shown. */
export function furtherViewsWords(current: string | null) {
  return {
    title: current ?? t(words.moreViews),
    "aria-current": current === null ? undefined : ("page" as const),
    "aria-label": current === null ? t(words.moreViews) : t(words.currentAndMore, { name: current }),
  };
}

/** How many there are; nothing for none, and while nobody knows. */
export function ViewCount({ name }: { name: CountName | null }) {
  const count = useInboxView((inbox) => (name === null ? null : inbox.count(name)));
  if (count === null || count.n === 0) return null;
  const shown = shortNumberText(count.n);
  return <span className="view-count">{count.isLeast ? `${shown}+` : shown}</span>;
}

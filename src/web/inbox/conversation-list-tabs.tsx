import { Menu } from "@base-ui/react/menu";
import { Ellipsis, Users } from "lucide-react";
import { Link, useLocation } from "wouter";
import type { CountName } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import {
  addressOf,
  countOf,
  furtherViews,
  type ListPlace,
  placeOfQuery,
  placeOfView,
  tabs,
  viewName,
} from "./list-views.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";

/** The views that a team works from, each with how many wait in it; the others, and the saved ones, in a menu. */
export function ConversationListTabs({ place }: { place: ListPlace }) {
  const { slug } = useOrganisation();
  const me = useInboxView((inbox) => inbox.me);
  return (
    <nav className="list-views" aria-label={t(words.views)}>
      {tabs.map((filter) => (
        <Link
          key={filter}
          className="list-view"
          href={addressOf(placeOfQuery(slug, { filter }))}
          aria-current={place.viewId === null && filter === place.query.filter ? "page" : undefined}
        >
          {viewName(filter)}
          <ViewCount name={countOf({ filter }, me)} />
        </Link>
      ))}
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
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const me = useInboxView((inbox) => inbox.me);
  const saved = useInboxView((inbox) => inbox.catalog("view"));
  const current = useFurtherViewName(place);
  return (
    <span className="list-further">
      <Menu.Root>
        <Menu.Trigger
          className="list-view list-view-more"
          title={current ?? t(words.moreViews)}
          aria-current={current === null ? undefined : "page"}
          aria-label={current === null ? t(words.moreViews) : t(words.currentAndMore, { name: current })}
        >
          <Ellipsis size={16} aria-hidden />
        </Menu.Trigger>
        <MenuPopup>
          {furtherViews.map((filter) => (
            <Menu.Item
              key={filter}
              className="menu-item"
              onClick={() => navigate(addressOf(placeOfQuery(slug, { filter })))}
            >
              {viewName(filter)}
            </Menu.Item>
          ))}
          <Menu.Separator className="menu-separator" />
          <Menu.Group>
            <Menu.GroupLabel className="menu-heading">{t(words.savedViews)}</Menu.GroupLabel>
            {saved.length === 0 ? <p className="list-views-none">{t(words.noSavedViews)}</p> : null}
            {saved.map((view) => (
              <Menu.Item
                key={view.id}
                className="menu-item"
                onClick={() => navigate(addressOf(placeOfView(slug, view)))}
              >
                <bdi className="list-view-name">{view.name}</bdi>
                {view.agentId === null ? <Users size={16} aria-label={t(words.shared)} /> : null}
                <span className="menu-item-end">
                  <ViewCount name={countOf(view.query, me)} />
                </span>
              </Menu.Item>
            ))}
          </Menu.Group>
        </MenuPopup>
      </Menu.Root>
    </span>
  );
}

/** Beyond this, nobody reads the number. */
const most = 999;

/** How many there are; nothing for none, and while nobody knows. */
export function ViewCount({ name }: { name: CountName | null }) {
  const count = useInboxView((inbox) => (name === null ? null : inbox.count(name)));
  if (count === null || count.n === 0) return null;
  const shown = numberText(Math.min(count.n, most));
  return <span className="view-count">{count.n > most || count.isLeast ? `${shown}+` : shown}</span>;
}

import { Menu } from "@base-ui/react/menu";
import { Ellipsis, Users } from "lucide-react";
import { useLocation } from "wouter";
import { useInboxView } from "../../client/react.ts";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { furtherViewsWords, ViewCount } from "./conversation-list-tabs.tsx";
import { addressOf, countOf, furtherViews, placeOfQuery, placeOfView, viewName } from "./list-views.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";

/** The views that no tab has, and the saved ones. Opens at once. */
export default function FurtherViewsMenu({ current }: { current: string | null }) {
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const me = useInboxView((inbox) => inbox.me);
  const saved = useInboxView((inbox) => inbox.catalog("view"));
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className="list-view list-view-more" {...furtherViewsWords(current)}>
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
            <Menu.Item key={view.id} className="menu-item" onClick={() => navigate(addressOf(placeOfView(slug, view)))}>
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
  );
}

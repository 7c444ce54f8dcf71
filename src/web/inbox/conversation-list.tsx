import { ListChecks, ListFilter, PenLine, Search } from "lucide-react";
import { Suspense, useEffect, useEffectEvent, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { IconButton } from "../controls/icon-button.tsx";
import { lazily } from "../lazily.ts";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { mayWrite } from "../settings/roles.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { openStart } from "../start/open-start.ts";
import { list as words } from "../messages/en/list.ts";
import { startButton } from "../messages/en/start-button.ts";
import { t } from "../messages/t.ts";
import { ConversationListChips } from "./conversation-list-chips.tsx";
import type { ShownList } from "./conversation-list-order.ts";
import { ConversationListRows } from "./conversation-list-rows.tsx";
import { ConversationListSearch, searchFieldId } from "./conversation-list-search.tsx";
import type { Selection } from "./conversation-list-selection.ts";
import { ConversationListTabs, useFurtherViewName } from "./conversation-list-tabs.tsx";
import { addressOf, findParameter, isNarrowed, type ListPlace } from "./list-views.ts";
import "./conversation-list.css";

// Not a part of the first load: a list is read before it is narrowed, or before anything is done to all of it.
const ConversationListBulk = lazily(() => import("./conversation-list-bulk.tsx"));
const ConversationListFilter = lazily(() => import("./conversation-list-filter.tsx"));

interface ListProps {
  place: ListPlace;
  list: ShownList;
  openId: string | null;
  /** To where the keyboard has moved. */
  cursorId: string | null;
  selection: Selection;
}

export function ConversationList({ place, list, openId, cursorId, selection }: ListProps) {
  const { name } = useOrganisation();
  const viewName = useFurtherViewName(place);
  const [, navigate] = useLocation();
  // The shortcut comes from other pages by this address, also while this list is shown already.
  const asksToSearch = new URLSearchParams(useSearch()).has(findParameter);
  const [searching, setSearching] = useState(asksToSearch);
  const shown = searching || place.query.q !== undefined;
  const go = (to: ListPlace) => navigate(addressOf(to, openId ?? undefined), { replace: true });
  const answerWish = useEffectEvent(() => {
    setSearching(true);
    go(place);
  });
  useEffect(() => {
    if (asksToSearch) answerWish();
  }, [asksToSearch]);

  useShortcutHandlers({
    search() {
      setSearching(true);
      // One that is shown already has no moment of appearing at which to take the focus.
      document.getElementById(searchFieldId)?.focus();
    },
  });

  return (
    <section className="list" aria-label={t(words.conversations)}>
      <header className="list-header">
        <div className="list-heading">
          <h2 className="list-title" dir="auto">
            {viewName ?? name}
          </h2>
          <IconButton
            label={t(words.selectConversations)}
            shortcut="x"
            aria-pressed={selection.active}
            onClick={() => (selection.active ? selection.clear() : selection.start())}
          >
            <ListChecks size={16} aria-hidden />
          </IconButton>
          <Filter place={place} go={go} />
          <StartButton />
          <IconButton
            label={t(words.search)}
            shortcut="/"
            aria-expanded={shown}
            onClick={() => setSearching(place.query.q !== undefined || !searching)}
          >
            <Search size={16} aria-hidden />
          </IconButton>
        </div>
        {shown ? <ConversationListSearch place={place} go={go} close={() => setSearching(false)} /> : null}
        <ConversationListTabs place={place} />
        <ConversationListChips place={place} go={go} />
      </header>
      <ConversationListRows
        key={`${place.viewId ?? ""} ${addressOf(place)}`}
        place={place}
        list={list}
        openId={openId}
        cursorId={cursorId}
        selection={selection}
      />
      <Suspense>{selection.active ? <ConversationListBulk selection={selection} /> : null}</Suspense>
    </section>
  );
}

function StartButton() {
  const me = useMe();
  if (me === null || !mayWrite(me.role)) return null;
  return (
    <IconButton label={t(startButton.newConversation)} onClick={() => openStart()}>
      <PenLine size={16} aria-hidden />
    </IconButton>
  );
}

function Filter({ place, go }: { place: ListPlace; go: (to: ListPlace) => void }) {
  const [asked, setAsked] = useState(false);
  const button = (
    <IconButton
      label={t(words.filter)}
      data-active={isNarrowed(place.query) ? "" : undefined}
      onClick={() => setAsked(true)}
    >
      <ListFilter size={16} aria-hidden />
    </IconButton>
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <ConversationListFilter place={place} go={go} />
    </Suspense>
  );
}

import { ListX, MessagesSquare } from "lucide-react";
import { Suspense, useEffect, useMemo } from "react";
import { Link, Redirect, useLocation, useSearch } from "wouter";
import { ContactSide } from "../contact/contact-side.tsx";
import { Empty } from "../controls/notice.tsx";
import { lazily } from "../lazily.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { ConversationList } from "./conversation-list.tsx";
import { useShownList } from "./conversation-list-order.ts";
import { useSelection } from "./conversation-list-selection.ts";
import { addressOf, isView, type ListPlace, placeOfQuery, placeOfView, readQuery } from "./list-views.ts";
import { contactName } from "./names.ts";
import { useTitle } from "./unread.ts";
import { useShortcuts } from "./shortcuts.ts";
import "./inbox-page.css";

// The list is there first; the thread's code comes while it is read.
const Conversation = lazily(async () => ({ default: (await import("./conversation.tsx")).Conversation }));

/** The list, and beside it the thread; on narrow screens one or the other. */
export function InboxPage({ filter, conversationId }: { filter: string; conversationId: string | null }) {
  const { slug } = useOrganisation();
  const search = useSearch();
  // The list keeps what it holds by its query, so that it stays the same one while the address does.
  const place = useMemo(
    () => (isView(filter) ? placeOfQuery(slug, readQuery(filter, search)) : null),
    [slug, filter, search],
  );
  if (place === null) return <Redirect to={`/o/${slug}/inbox/all`} replace />;
  return <Panes place={place} conversationId={conversationId} />;
}

/** The same for a view that was saved. */
export function SavedViewPage({ viewId, conversationId }: { viewId: string; conversationId: string | null }) {
  const { slug } = useOrganisation();
  const q = new URLSearchParams(useSearch()).get("q")?.trim() || undefined;
  const view = useInboxView((inbox) => inbox.catalog("view").find(({ id }) => id === viewId) ?? null);
  const live = useInboxView((inbox) => inbox.connection.state === "live");
  const place = useMemo(() => (view === null ? null : placeOfView(slug, view, q)), [slug, view, q]);
  if (place !== null) return <Panes place={place} conversationId={conversationId} />;
  // Before the first welcome nobody can say that it does not exist.
  if (!live) return null;
  return (
    <main className="inbox">
      <h1 className="visually-hidden">{t(shell.inbox)}</h1>
      <Empty icon={ListX} title={t(words.viewNotHere)}>
        {t(words.whyNotHere)}{" "}
        <Link className="text-link" href={`/o/${slug}/inbox/all`}>
          {t(words.allConversations)}
        </Link>
      </Empty>
    </main>
  );
}

function Panes({ place, conversationId }: { place: ListPlace; conversationId: string | null }) {
  const inbox = useInbox();
  const [, navigate] = useLocation();
  const back = addressOf(place);
  const open = useInboxView((one) => (conversationId === null ? null : one.conversation(conversationId)));
  const list = useShownList(place.query);
  const { items } = list;
  const selection = useSelection(useMemo(() => items.map(({ record }) => record.id), [items]));
  useTitle(open === null ? t(shell.inbox) : contactName(open.contact));
  useEffect(() => {
    if (conversationId !== null && inbox.conversation(conversationId) === null)
      void inbox.loadConversation(conversationId);
  }, [inbox, conversationId]);

  const leave = () => navigate(back);
  const cursor = useShortcuts({ list, openId: conversationId, selection, leave });

  return (
    <main className={conversationId === null ? "inbox" : "inbox inbox-with-thread"}>
      <h1 className="visually-hidden">{t(shell.inbox)}</h1>
      <ConversationList place={place} list={list} openId={conversationId} cursorId={cursor} selection={selection} />
      <section className="inbox-thread" aria-label={t(words.conversation)}>
        {conversationId === null ? (
          <Empty icon={MessagesSquare} title={t(words.nothingOpen)}>
            {t(words.howToOpen)}
          </Empty>
        ) : (
          <Suspense>
            <Conversation
              // Over the channels of one customer the thread stays where it is read.
              key={open?.record.contactId ?? conversationId}
              id={conversationId}
              back={back}
              leave={leave}
              show={(id) => navigate(addressOf(place, id), { replace: true })}
            />
          </Suspense>
        )}
      </section>
      {conversationId === null ? null : <ContactSide conversationId={conversationId} />}
    </main>
  );
}

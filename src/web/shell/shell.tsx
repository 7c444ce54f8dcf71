import { Suspense, useEffect, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { Actions } from "../../client/actions.ts";
import type { Inbox } from "../../client/inbox.ts";
import type { Organisation } from "../api.ts";
import { InboxPage, SavedViewPage } from "../inbox/inbox-page.tsx";
import { findParameter } from "../inbox/list-views.ts";
import { lazily, loadTheRest } from "../lazily.ts";
import { NewVersion } from "../offline/new-version.tsx";
import { useSession } from "../session.ts";
import { closeStart, useStartWish } from "../start/open-start.ts";
import { ActionsContext, useActions } from "./actions.ts";
import { ConnectionBanner } from "./connection.tsx";
import { Failures } from "./failures.tsx";
import { InboxProvider } from "../../client/react.ts";
import { KeyboardProvider, useShortcutHandlers } from "./keyboard.tsx";
import { openInbox } from "./open-inbox.ts";
import { OrganisationContext } from "./organisation.ts";
import { Rail } from "./rail.tsx";
import { TargetsContext, useNewTargets, useTargets } from "./targets.ts";
import "./shell.css";

// What the inbox itself does not need is not a part of the first load.
const ActionToasts = lazily(() => import("./action-toasts.tsx"));
const Notifications = lazily(() => import("../notifications/notifications.tsx"));
const StoppedChannels = lazily(() => import("./stopped-channels.tsx"));
const Settings = lazily(async () => ({ default: (await import("../settings/settings.tsx")).Settings }));
const MentionsPage = lazily(() => import("../mentions/mentions-page.tsx"));
const ContactsPage = lazily(() => import("../contact/contacts-page.tsx"));
const OutboxPage = lazily(() => import("../outbox/outbox-page.tsx"));
const IngestPage = lazily(() => import("../ingest/ingest-page.tsx"));
const CommandBar = lazily(() => import("../command-bar/command-bar.tsx"));
const StartDialog = lazily(() => import("../start/start-dialog.tsx"));
const ShortcutSheet = lazily(() => import("./shortcut-sheet.tsx"));

/** By then the first list is there. */
const restAfterMs = 500;

/** One organisation, connected: the rail, and the page beside it. */
export function Shell({ organisation }: { organisation: Organisation }) {
  const connected = useConnectedInbox(organisation, useSession().user.id);
  const targets = useNewTargets();
  useEffect(() => {
    if (connected === null) return;
    const timer = setTimeout(() => void loadTheRest(), restAfterMs);
    return () => clearTimeout(timer);
  }, [connected]);
  if (connected === null) return null;
  return (
    <OrganisationContext value={organisation}>
      <InboxProvider value={connected.inbox}>
        <ActionsContext value={connected.actions}>
          <TargetsContext value={targets}>
            <KeyboardProvider>
              <div className="shell">
                <Rail />
                <div className="shell-page">
                  <ConnectionBanner />
                  <NewVersion />
                  <Failures />
                  <Suspense>
                    <StoppedChannels />
                  </Suspense>
                  <Suspense>
                    <Notifications />
                  </Suspense>
                  <Suspense>
                    <Pages slug={organisation.slug} />
                  </Suspense>
                </div>
              </div>
              <Suspense>
                <ActionToasts />
              </Suspense>
              <Everywhere slug={organisation.slug} />
            </KeyboardProvider>
          </TargetsContext>
        </ActionsContext>
      </InboxProvider>
    </OrganisationContext>
  );
}

function Pages({ slug }: { slug: string }) {
  return (
    <Switch>
      <Route path="/o/:slug/inbox/view/:viewId/:conversationId?">
        {({ viewId, conversationId }) => <SavedViewPage viewId={viewId} conversationId={conversationId ?? null} />}
      </Route>
      <Route path="/o/:slug/inbox/:filter/:conversationId?">
        {({ filter, conversationId }) => <InboxPage filter={filter} conversationId={conversationId ?? null} />}
      </Route>
      <Route path="/o/:slug/mentions">
        <MentionsPage />
      </Route>
      <Route path="/o/:slug/contacts/:contactId?">
        {({ contactId }) => <ContactsPage contactId={contactId ?? null} />}
      </Route>
      <Route path="/o/:slug/outbox">
        <OutboxPage />
      </Route>
      <Route path="/o/:slug/ingest">
        <IngestPage />
      </Route>
      <Route path="/o/:slug/settings/:section/*?">
        {({ section, "*": path = "" }) => <Settings section={section} path={path} />}
      </Route>
      <Redirect to={`/o/${slug}/inbox/all`} replace />
    </Switch>
  );
}

/** What the keyboard reaches from every page: the command bar, the sheet, the ways to the other pages. */
function Everywhere({ slug }: { slug: string }) {
  const actions = useActions();
  const targets = useTargets();
  const [, navigate] = useLocation();
  const [shown, setShown] = useState<"nothing" | "bar" | "sheet">("nothing");
  /** Those that were asked for once, and stay: their dialogs need them in order to end. */
  const [asked, setAsked] = useState({ bar: false, sheet: false });
  const [meant, setMeant] = useState<readonly string[]>([]);
  const start = useStartWish();
  // It outlives the page, and is of this organisation's customers.
  useEffect(() => closeStart, []);
  const hide = () => setShown("nothing");

  const handlers = {
    commandBar() {
      setMeant(targets.ids());
      setAsked((before) => ({ ...before, bar: true }));
      setShown(shown === "bar" ? "nothing" : "bar");
    },
    sheet() {
      setAsked((before) => ({ ...before, sheet: true }));
      setShown("sheet");
    },
    undo: () => actions.undo() !== null,
    search: () => navigate(`/o/${slug}/inbox/all?${findParameter}`),
    goInbox: () => navigate(`/o/${slug}/inbox/all`),
    goMentions: () => navigate(`/o/${slug}/mentions`),
    goContacts: () => navigate(`/o/${slug}/contacts`),
    goSettings: () => navigate(`/o/${slug}/settings/team`),
  };
  useShortcutHandlers(handlers, { isEverywhere: true });
  return (
    <Suspense>
      {asked.bar ? <CommandBar open={shown === "bar"} targets={meant} close={hide} /> : null}
      {asked.sheet ? <ShortcutSheet open={shown === "sheet"} close={hide} /> : null}
      {start === null ? null : <StartDialog wish={start} close={closeStart} />}
    </Suspense>
  );
}

interface Connected {
  inbox: Inbox;
  actions: Actions;
}

/** Connects while the shell is shown; null until the tab has its session. */
function useConnectedInbox({ id, slug }: Organisation, agentId: string): Connected | null {
  const [connected, setConnected] = useState<Connected | null>(null);
  useEffect(() => {
    let opened: Inbox | null = null;
    let gone = false;
    void openInbox({ id, slug }, agentId).then((inbox) => {
      if (gone) return inbox.dispose();
      opened = inbox;
      setConnected({ inbox, actions: new Actions(inbox) });
    });
    return () => {
      gone = true;
      opened?.dispose();
    };
  }, [id, slug, agentId]);
  return connected;
}

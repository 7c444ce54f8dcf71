import { useEffect, useState } from "react";
import { Redirect, Route, Switch } from "wouter";
import type { Inbox } from "../../client/inbox.ts";
import type { Organisation } from "../api.ts";
import { InboxPage } from "../inbox/inbox-page.tsx";
import { useSession } from "../session.ts";
import { Settings } from "../settings/settings.tsx";
import { ConnectionBanner } from "./connection.tsx";
import { Failures } from "./failures.tsx";
import { InboxProvider } from "../../client/react.ts";
import { openInbox } from "./open-inbox.ts";
import { OrganisationContext } from "./organisation.ts";
import { Rail } from "./rail.tsx";
import "./shell.css";

/** One organisation, connected: the rail, and the page beside it. */
export function Shell({ organisation }: { organisation: Organisation }) {
  const inbox = useConnectedInbox(organisation.slug, useSession().user.id);
  if (inbox === null) return null;
  return (
    <OrganisationContext value={organisation}>
      <InboxProvider value={inbox}>
        <div className="shell">
          <Rail />
          <div className="shell-page">
            <ConnectionBanner />
            <Failures />
            <Switch>
              <Route path="/o/:slug/inbox/:filter/:conversationId?">
                {({ filter, conversationId }) => <InboxPage filter={filter} conversationId={conversationId ?? null} />}
              </Route>
              <Route path="/o/:slug/settings/:section">{({ section }) => <Settings section={section} />}</Route>
              <Redirect to={`/o/${organisation.slug}/inbox/all`} replace />
            </Switch>
          </div>
        </div>
      </InboxProvider>
    </OrganisationContext>
  );
}

/** Connects while the shell is shown; null until the tab has its session. */
function useConnectedInbox(org: string, agentId: string): Inbox | null {
  const [inbox, setInbox] = useState<Inbox | null>(null);
  useEffect(() => {
    let opened: Inbox | null = null;
    let gone = false;
    void openInbox(org, agentId).then((connected) => {
      if (gone) return connected.dispose();
      opened = connected;
      setInbox(connected);
    });
    return () => {
      gone = true;
      opened?.dispose();
    };
  }, [org, agentId]);
  return inbox;
}

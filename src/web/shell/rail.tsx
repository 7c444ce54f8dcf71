import { AtSign, ContactRound, HeartPulse, Inbox as InboxIcon, Search, Send, Settings } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { Link, useLocation } from "wouter";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { useUnread } from "../inbox/unread.ts";
import { lazily } from "../lazily.ts";
import { AccountButton } from "./account-button.tsx";
import { ConnectionLight } from "./connection.tsx";
import { useInboxView } from "../../client/react.ts";
import { useRunShortcut } from "./keyboard.tsx";
import { useMe, useOrganisation } from "./organisation.ts";
import { mayManage } from "../settings/roles.ts";
import { RailBadge } from "./rail-badge.tsx";
import "./rail.css";

const OutboxBadge = lazily(() => import("../outbox/outbox-badge.tsx"));

export function Rail() {
  const { slug } = useOrganisation();
  const me = useMe();
  const unread = useUnread();
  const mentions = useInboxView((inbox) => inbox.mentions().unread);
  const runShortcut = useRunShortcut();
  return (
    <nav className="rail" aria-label={t(shell.main)}>
      <RailLink href={`/o/${slug}/inbox/all`} area="inbox" label={t(shell.inbox)}>
        <InboxIcon size={20} aria-hidden />
        <RailBadge count={unread} what={t(shell.unread)} />
      </RailLink>
      <RailLink href={`/o/${slug}/mentions`} area="mentions" label={t(shell.mentions)}>
        <AtSign size={20} aria-hidden />
        <RailBadge count={mentions} what={t(shell.unread)} />
      </RailLink>
      <RailLink href={`/o/${slug}/contacts`} area="contacts" label={t(shell.contacts)}>
        <ContactRound size={20} aria-hidden />
      </RailLink>
      <button type="button" className="rail-link" title={t(shell.findHint)} onClick={() => runShortcut("commandBar")}>
        <Search size={20} aria-hidden />
        <span className="rail-label">{t(shell.find)}</span>
      </button>
      <RailLink href={`/o/${slug}/outbox`} area="outbox" label={t(shell.outbox)}>
        <Send size={20} aria-hidden />
        {me === null ? null : (
          <Suspense>
            <OutboxBadge ofEverybody={mayManage(me.role)} />
          </Suspense>
        )}
      </RailLink>
      {mayManage(me?.role ?? null) ? (
        <RailLink href={`/o/${slug}/ingest`} area="ingest" label={t(shell.ingest)}>
          <HeartPulse size={20} aria-hidden />
        </RailLink>
      ) : null}
      <RailLink href={`/o/${slug}/settings/team`} area="settings" label={t(shell.settings)}>
        <Settings size={20} aria-hidden />
      </RailLink>
      <div className="rail-bottom">
        <ConnectionLight />
        <AccountButton />
      </div>
    </nav>
  );
}

function RailLink({ href, area, label, children }: { href: string; area: string; label: string; children: ReactNode }) {
  const [path] = useLocation();
  const current = path.split("/")[3] === area;
  return (
    <Link className="rail-link" href={href} aria-current={current ? "page" : undefined}>
      {children}
      <span className="rail-label">{label}</span>
    </Link>
  );
}

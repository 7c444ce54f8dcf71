import { AtSign, ContactRound, HeartPulse, Inbox as InboxIcon, Search, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";
import { useUnread } from "../inbox/unread.ts";
import { AccountButton } from "./account-button.tsx";
import { ConnectionLight } from "./connection.tsx";
import { useInboxView } from "../../client/react.ts";
import { useRunShortcut } from "./keyboard.tsx";
import { useMe, useOrganisation } from "./organisation.ts";
import { mayManage } from "../settings/roles.ts";
import "./rail.css";

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
        <Badge count={unread} />
      </RailLink>
      <RailLink href={`/o/${slug}/mentions`} area="mentions" label={t(shell.mentions)}>
        <AtSign size={20} aria-hidden />
        <Badge count={mentions} />
      </RailLink>
      <RailLink href={`/o/${slug}/contacts`} area="contacts" label={t(shell.contacts)}>
        <ContactRound size={20} aria-hidden />
      </RailLink>
      <button type="button" className="rail-link" title={t(shell.findHint)} onClick={() => runShortcut("commandBar")}>
        <Search size={20} aria-hidden />
        <span className="rail-label">{t(shell.find)}</span>
      </button>
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

function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="rail-badge">
      {count > 99 ? `${numberText(99)}+` : numberText(count)}
      <span className="visually-hidden"> {t(shell.unread)}</span>
    </span>
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

import { AtSign, ContactRound, HeartPulse, Inbox as InboxIcon, Search, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useUnread } from "../inbox/unread.ts";
import { AccountMenu } from "./account-menu.tsx";
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
    <nav className="rail" aria-label="Main">
      <RailLink href={`/o/${slug}/inbox/all`} area="inbox" label="Inbox">
        <InboxIcon size={20} aria-hidden />
        <Badge count={unread} />
      </RailLink>
      <RailLink href={`/o/${slug}/mentions`} area="mentions" label="Mentions">
        <AtSign size={20} aria-hidden />
        <Badge count={mentions} />
      </RailLink>
      <RailLink href={`/o/${slug}/contacts`} area="contacts" label="Contacts">
        <ContactRound size={20} aria-hidden />
      </RailLink>
      <button
        type="button"
        className="rail-link"
        title="Find, or do anything (Ctrl K)"
        onClick={() => runShortcut("commandBar")}
      >
        <Search size={20} aria-hidden />
        <span className="rail-label">Find</span>
      </button>
      {mayManage(me?.role ?? null) ? (
        <RailLink href={`/o/${slug}/ingest`} area="ingest" label="Ingest">
          <HeartPulse size={20} aria-hidden />
        </RailLink>
      ) : null}
      <RailLink href={`/o/${slug}/settings/team`} area="settings" label="Settings">
        <Settings size={20} aria-hidden />
      </RailLink>
      <div className="rail-bottom">
        <ConnectionLight />
        <AccountMenu />
      </div>
    </nav>
  );
}

function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="rail-badge">
      {count > 99 ? "99+" : count}
      <span className="visually-hidden"> unread</span>
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

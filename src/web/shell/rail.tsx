import { Inbox as InboxIcon, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useUnread } from "../inbox/unread.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionLight } from "./connection.tsx";
import { useOrganisation } from "./organisation.ts";
import "./rail.css";

export function Rail() {
  const { slug } = useOrganisation();
  const unread = useUnread();
  return (
    <nav className="rail" aria-label="Main">
      <RailLink href={`/o/${slug}/inbox/all`} area="inbox" label="Inbox">
        <InboxIcon size={20} aria-hidden />
        {unread === 0 ? null : (
          <span className="rail-badge">
            {unread > 99 ? "99+" : unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </RailLink>
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

import { useEffect, useRef } from "react";
import { Link, Redirect } from "wouter";
import { useTitle } from "../inbox/unread.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ApiKeys } from "./api-keys.tsx";
import { CannedResponses } from "./canned-responses.tsx";
import { ChannelsSection } from "../channel-settings/channels-section.tsx";
import { Labels } from "./labels.tsx";
import { Macros } from "./macros.tsx";
import { NotificationsPage } from "./notifications-page.tsx";
import { Preferences } from "./preferences-page.tsx";
import { type Section, sectionIcons, sectionName, sections } from "./sections.ts";
import { Team } from "./team.tsx";
import { Teams } from "./teams.tsx";
import { settingsSections } from "../messages/en/settings-sections.ts";
import { t } from "../messages/t.ts";
import "./settings.css";

/** `path`: what follows the section, where it has pages of its own. */
export function Settings({ section, path }: { section: string; path: string }) {
  const { slug } = useOrganisation();
  const current = sections.find((one) => one === section);
  useTitle(current === undefined ? t(settingsSections.settings) : sectionName(current));
  if (current === undefined) return <Redirect to={`/o/${slug}/settings/team`} replace />;
  return (
    <div className="settings">
      <SettingsNav current={current} />
      <main className="settings-page">
        {current === "channels" ? (
          <ChannelsSection path={path} />
        ) : (
          <>
            <h1 className="settings-title">{sectionName(current)}</h1>
            <SectionPage section={current} />
          </>
        )}
      </main>
    </div>
  );
}

function SettingsNav({ current }: { current: Section }) {
  const { slug } = useOrganisation();
  const nav = useRef<HTMLElement>(null);
  // On a phone the sections are one line that scrolls; the one that is open is brought into it.
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <nav ref={nav} className="settings-nav" aria-label={t(settingsSections.settings)}>
      {sections.map((one) => {
        const Icon = sectionIcons[one];
        return (
          <Link
            key={one}
            className="settings-link"
            href={`/o/${slug}/settings/${one}`}
            aria-current={one === current ? "page" : undefined}
          >
            <Icon size={16} aria-hidden />
            {sectionName(one)}
          </Link>
        );
      })}
    </nav>
  );
}

function SectionPage({ section }: { section: Exclude<Section, "channels"> }) {
  switch (section) {
    case "team":
      return <Team />;
    case "teams":
      return <Teams />;
    case "labels":
      return <Labels />;
    case "canned-responses":
      return <CannedResponses />;
    case "macros":
      return <Macros />;
    case "api-keys":
      return <ApiKeys />;
    case "notifications":
      return <NotificationsPage />;
    case "preferences":
      return <Preferences />;
  }
}

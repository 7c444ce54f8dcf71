import { KeyRound, MessageCircle, UsersRound, type LucideIcon } from "lucide-react";
import { Link, Redirect } from "wouter";
import { useTitle } from "../inbox/unread.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ApiKeys } from "./api-keys.tsx";
import { Channels } from "./channels.tsx";
import { Team } from "./team.tsx";
import "./settings.css";

const sections = ["team", "channels", "api-keys"] as const;
type Section = (typeof sections)[number];

const looks: Readonly<Record<Section, { name: string; icon: LucideIcon }>> = {
  team: { name: "Team", icon: UsersRound },
  channels: { name: "Channels", icon: MessageCircle },
  "api-keys": { name: "API keys", icon: KeyRound },
};

export function Settings({ section }: { section: string }) {
  const { slug } = useOrganisation();
  const current = sections.find((one) => one === section);
  useTitle(current === undefined ? "Settings" : looks[current].name);
  if (current === undefined) return <Redirect to={`/o/${slug}/settings/team`} replace />;
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label="Settings">
        {sections.map((one) => {
          const { name, icon: Icon } = looks[one];
          return (
            <Link
              key={one}
              className="settings-link"
              href={`/o/${slug}/settings/${one}`}
              aria-current={one === current ? "page" : undefined}
            >
              <Icon size={16} aria-hidden />
              {name}
            </Link>
          );
        })}
      </nav>
      <main className="settings-page">
        <h1 className="settings-title">{looks[current].name}</h1>
        <SectionPage section={current} />
      </main>
    </div>
  );
}

function SectionPage({ section }: { section: Section }) {
  switch (section) {
    case "team":
      return <Team />;
    case "channels":
      return <Channels />;
    case "api-keys":
      return <ApiKeys />;
  }
}

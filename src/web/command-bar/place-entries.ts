import {
  AtSign,
  Building2,
  CircleUserRound,
  HeartPulse,
  ContactRound,
  Inbox as InboxIcon,
  Keyboard,
  ListFilter,
  PenLine,
  Search,
  Send,
  Settings,
  Undo2,
} from "lucide-react";
import type { Inbox } from "../../client/inbox.ts";
import { presenceStates } from "../../protocol/signals.ts";
import type { Organisation } from "../api.ts";
import { addressOf, furtherViews, placeOfQuery, placeOfView, tabs, viewName } from "../inbox/list-views.ts";
import { mayManage, mayWrite } from "../settings/roles.ts";
import { sectionIcons, sectionName, sections } from "../settings/sections.ts";
import { openStart } from "../start/open-start.ts";
import { choosePresence } from "../shell/presence.ts";
import type { ShortcutName } from "../shell/shortcut-table.ts";
import type { BarEntry } from "./entries.ts";
import { commandBar } from "../messages/en/command-bar.ts";
import { startButton } from "../messages/en/start-button.ts";
import { t } from "../messages/t.ts";

interface Surroundings {
  inbox: Inbox;
  slug: string;
  organisations: readonly Organisation[];
  navigate: (to: string) => void;
  runShortcut: (name: ShortcutName) => boolean;
}

/** Where one can go: views, mentions, settings, organisations. */
export function placeEntries({ inbox, slug, organisations, navigate }: Surroundings): BarEntry[] {
  const group = t(commandBar.goTo);
  const go = (to: string) => ({ do: "run", run: () => navigate(to) }) as const;
  const views = [...tabs, ...furtherViews].map((filter): BarEntry => ({
    key: `view ${filter}`,
    group,
    name: filter === "all" ? t(commandBar.inboxAll) : t(commandBar.inboxView, { view: viewName(filter) }),
    icon: InboxIcon,
    ...(filter === "all" ? { shortcut: "goInbox" as const } : { within: "elsewhere" as const }),
    act: go(addressOf(placeOfQuery(slug, { filter }))),
  }));
  const saved = inbox.catalog("view").map((view): BarEntry => ({
    key: `view ${view.id}`,
    group,
    name: view.name,
    words: t(commandBar.savedViewWords),
    hint: t(view.agentId === null ? commandBar.sharedView : commandBar.yourView),
    icon: ListFilter,
    act: go(addressOf(placeOfView(slug, view))),
  }));
  const settings = sections.map((section): BarEntry => ({
    key: `settings ${section}`,
    group,
    name: t(commandBar.settingsSection, { section: sectionName(section) }),
    icon: sectionIcons[section],
    within: "elsewhere",
    act: go(`/o/${slug}/settings/${section}`),
  }));
  const others = organisations
    .filter((one) => one.slug !== slug)
    .map((one): BarEntry => ({
      key: `organisation ${one.id}`,
      group,
      name: one.name,
      words: t(commandBar.organisation),
      hint: t(commandBar.organisation),
      icon: Building2,
      act: go(`/o/${one.slug}/inbox/all`),
    }));
  const me = inbox.agents().find(({ id }) => id === inbox.me);
  const outbox: BarEntry = {
    key: "outbox",
    group,
    name: t(commandBar.outbox),
    icon: Send,
    act: go(`/o/${slug}/outbox`),
  };
  const ingest: BarEntry[] = mayManage(me?.role ?? null)
    ? [{ key: "ingest", group, name: t(commandBar.ingest), icon: HeartPulse, act: go(`/o/${slug}/ingest`) }]
    : [];
  return [
    ...views,
    ...saved,
    {
      key: "mentions",
      group,
      name: t(commandBar.mentions),
      icon: AtSign,
      shortcut: "goMentions",
      act: go(`/o/${slug}/mentions`),
    },
    outbox,
    ...ingest,
    {
      key: "contacts",
      group,
      name: t(commandBar.contacts),
      words: t(commandBar.contactsWords),
      icon: ContactRound,
      shortcut: "goContacts",
      act: go(`/o/${slug}/contacts`),
    },
    {
      key: "settings",
      group,
      name: t(commandBar.settings),
      icon: Settings,
      shortcut: "goSettings",
      act: go(`/o/${slug}/settings/team`),
    },
    ...settings,
    ...others,
  ];
}

/** What can be done wherever one is. */
export function everywhereEntries({ inbox, runShortcut }: Pick<Surroundings, "inbox" | "runShortcut">): BarEntry[] {
  const group = t(commandBar.everywhere);
  const me = inbox.agents().find(({ id }) => id === inbox.me);
  const start: BarEntry[] = mayWrite(me?.role ?? "viewer")
    ? [
        {
          key: "start",
          group,
          name: t(startButton.newConversation),
          words: t(commandBar.startWords),
          icon: PenLine,
          act: { do: "runAndStay", run: () => openStart() },
        },
      ]
    : [];
  return [
    ...start,
    {
      key: "search",
      group,
      name: t(commandBar.search),
      icon: Search,
      shortcut: "search",
      act: { do: "runAndStay", run: () => runShortcut("search") },
    },
    {
      key: "undo",
      group,
      name: t(commandBar.undo),
      words: t(commandBar.undoWords),
      icon: Undo2,
      shortcut: "undo",
      act: { do: "run", run: () => runShortcut("undo") },
    },
    {
      key: "sheet",
      group,
      name: t(commandBar.shortcuts),
      words: t(commandBar.shortcutsWords),
      icon: Keyboard,
      shortcut: "sheet",
      act: { do: "runAndStay", run: () => runShortcut("sheet") },
    },
    ...presenceStates.map((state): BarEntry => ({
      key: `presence ${state}`,
      group: t(commandBar.you),
      name: t(commandBar.be, { presence: state }),
      words: t(commandBar.beWords),
      icon: CircleUserRound,
      within: "elsewhere",
      act: { do: "run", run: () => choosePresence(state) },
    })),
  ];
}

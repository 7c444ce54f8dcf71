import {
  AlarmClock,
  Archive,
  CheckCircle2,
  Flag,
  type LucideIcon,
  MailCheck,
  MailOpen,
  PenLine,
  Reply,
  RotateCcw,
  Tag,
  UserRoundPlus,
  Zap,
} from "lucide-react";
import type { Actions } from "../../client/actions.ts";
import type { ConversationView, Inbox } from "../../client/inbox.ts";
import type { Macro } from "../../protocol/catalog-records.ts";
import { type Change, commandsOf } from "../inbox/conversation-list-changes.ts";
import { offersOf } from "../inbox/conversation-list-offers.ts";
import { contactName } from "../inbox/names.ts";
import type { HeaderMenu } from "../inbox/open-menu.ts";
import type { ShortcutName } from "../shell/shortcut-table.ts";
import type { BarEntry } from "./entries.ts";
import { commandBar } from "../messages/en/command-bar.ts";
import { t } from "../messages/t.ts";

interface About {
  inbox: Inbox;
  actions: Actions;
  /** The conversations that are meant: those chosen, or the open one. */
  meant: readonly ConversationView[];
  /** True when the one that is meant is open, so that it can be replied to. */
  isOpen: boolean;
  mayWrite: boolean;
  runMacro: (macro: Macro, conversations: readonly ConversationView[]) => void;
  runShortcut: (name: ShortcutName) => boolean;
}

/** What can be done to the conversations that are meant. */
export function conversationEntries(about: About): BarEntry[] {
  const { meant, mayWrite, isOpen } = about;
  const [first] = meant;
  if (first === undefined) return [];
  const group = meant.length === 1 ? contactName(first.contact) : t(commandBar.chosen, { count: meant.length });
  const change = (key: string, name: string, icon: LucideIcon, to: Change, shortcut?: ShortcutName): BarEntry => ({
    key,
    group,
    name,
    icon,
    ...(shortcut === undefined ? {} : { shortcut }),
    act: { do: "run", run: () => runCommands(about, to) },
  });
  const reads = [
    change("read", t(commandBar.read), MailCheck, { do: "read" }),
    change("unread", t(commandBar.unread), MailOpen, { do: "unread" }, "unread"),
  ];
  if (!mayWrite) return reads;
  const status = meant.some(({ record }) => record.status === "active")
    ? change("close", t(commandBar.closeConversation), CheckCircle2, { do: "close" }, "close")
    : change("reopen", t(commandBar.reopen), RotateCcw, { do: "reopen" }, "close");
  return [
    ...(isOpen ? writing(group, about) : []),
    status,
    ...menuEntries(group),
    change("archive", t(commandBar.archive), Archive, { do: "archive" }),
    ...reads,
    ...choices(group, about),
  ];
}

function runCommands({ actions, meant }: About, change: Change): void {
  const commands = commandsOf(change, meant);
  if (commands.length > 0) actions.run(commands);
}

function writing(group: string, { runShortcut }: About): BarEntry[] {
  const write = (shortcut: "reply" | "note", name: string, icon: LucideIcon): BarEntry => ({
    key: shortcut,
    group,
    name,
    icon,
    shortcut,
    act: { do: "runAndStay", run: () => runShortcut(shortcut) },
  });
  return [write("reply", t(commandBar.reply), Reply), write("note", t(commandBar.note), PenLine)];
}

const menuIcons: Readonly<Record<HeaderMenu, LucideIcon>> = {
  assign: UserRoundPlus,
  snooze: AlarmClock,
  label: Tag,
  priority: Flag,
  macro: Zap,
};

/** What the bar asks for while it shows the choices of a menu. */
export function menuName(menu: HeaderMenu): string {
  return t(commandBar[`menu.${menu}`]);
}

function menuEntries(group: string): BarEntry[] {
  return (Object.keys(menuIcons) as HeaderMenu[]).map((menu) => ({
    key: `menu ${menu}`,
    group,
    name: menuName(menu),
    icon: menuIcons[menu],
    shortcut: menu,
    act: { do: "choose", from: menu },
  }));
}

/** Each choice of each menu, as a sentence, so that "assign ben" finds it. */
function choices(group: string, about: About): BarEntry[] {
  const { inbox, meant, runMacro } = about;
  const offered = (["assign", "snooze", "label", "priority"] as const).flatMap((menu) =>
    offersOf(menu, inbox, meant).map(({ key, name, hint, isOn, change }): BarEntry => ({
      key: `${menu} ${key}`,
      group,
      name:
        menu === "label" && isOn === true
          ? t(commandBar.removeLabel, { name })
          : t(commandBar[`choice.${menu}`], { name }),
      ...(hint !== undefined ? { hint } : isOn === true ? { hint: t(commandBar.already) } : {}),
      icon: menuIcons[menu],
      within: menu,
      act: { do: "run", run: () => runCommands(about, change) },
    })),
  );
  const macros = inbox.catalog("macro").map((macro): BarEntry => ({
    key: `macro ${macro.id}`,
    group,
    name: t(commandBar.macro, { name: macro.name }),
    icon: Zap,
    within: "macro",
    act: { do: "run", run: () => runMacro(macro, meant) },
  }));
  return [...offered, ...macros];
}

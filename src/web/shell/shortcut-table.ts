/**
 * Every key that does something, in one table: what is pressed, and where. The keyboard acts by it, the sheet (`?`)
 * prints it with what it does (messages/en/shortcuts.ts), and the command bar shows its keys beside what they do.
 */

export interface ShortcutEntry {
  /** As `KeyboardEvent.key` has it; two with a space between are pressed one after the other; `Ctrl+` is ⌘ on a Mac. */
  readonly keys: string;
  readonly area: "goTo" | "list" | "conversation" | "everywhere";
}

export const shortcuts = {
  commandBar: { keys: "Ctrl+k", area: "everywhere" },
  sheet: { keys: "?", area: "everywhere" },
  undo: { keys: "z", area: "everywhere" },
  search: { keys: "/", area: "everywhere" },
  goInbox: { keys: "g i", area: "goTo" },
  goMentions: { keys: "g m", area: "goTo" },
  goContacts: { keys: "g c", area: "goTo" },
  goSettings: { keys: "g s", area: "goTo" },
  goDate: { keys: "g d", area: "goTo" },
  next: { keys: "j", area: "list" },
  previous: { keys: "k", area: "list" },
  open: { keys: "Enter", area: "list" },
  select: { keys: "x", area: "list" },
  selectAll: { keys: "Ctrl+a", area: "list" },
  clear: { keys: "Escape", area: "list" },
  reply: { keys: "r", area: "conversation" },
  note: { keys: "n", area: "conversation" },
  close: { keys: "e", area: "conversation" },
  snooze: { keys: "h", area: "conversation" },
  assign: { keys: "a", area: "conversation" },
  label: { keys: "l", area: "conversation" },
  priority: { keys: "p", area: "conversation" },
  macro: { keys: "m", area: "conversation" },
  oldest: { keys: "Home", area: "conversation" },
  newest: { keys: "End", area: "conversation" },
  contact: { keys: "c", area: "conversation" },
  unread: { keys: "u", area: "conversation" },
} as const satisfies Readonly<Record<string, ShortcutEntry>>;

export type ShortcutName = keyof typeof shortcuts;

const names = Object.keys(shortcuts) as ShortcutName[];

/** What the sheet shows, area by area. */
export const shortcutAreas = (["conversation", "list", "everywhere", "goTo"] as const).map((area) => ({
  area,
  names: names.filter((name) => shortcuts[name].area === area),
}));

/** The shortcut of these keys, pressed after `before`; "prefix" when another key may follow. */
export function shortcutOf(pressed: string, before: string | null): ShortcutName | "prefix" | null {
  const keys = before === null ? pressed : `${before} ${pressed}`;
  const found = names.find((name) => shortcuts[name].keys === keys);
  if (found !== undefined) return found;
  return names.some((name) => shortcuts[name].keys.startsWith(`${keys} `)) ? "prefix" : null;
}

const isMac = /Mac|iPhone|iPad/u.test(navigator.userAgent);

/** The caps to press, one after the other, as this machine's keyboard names them. */
export function capsOf(name: ShortcutName): string[] {
  return shortcuts[name].keys.split(" ").map((key) => {
    const [modifier, letter] = key.split("+");
    if (letter !== undefined && modifier !== undefined) return `${isMac ? "⌘" : "Ctrl "}${letter.toUpperCase()}`;
    return key === "Escape" ? "Esc" : key;
  });
}

/**
 * Every key that does something, in one table: what is pressed, what it does, and where. The keyboard acts by it, the
 * sheet (`?`) prints it, and the command bar shows its keys beside what they do.
 */

export interface ShortcutEntry {
  /** As `KeyboardEvent.key` has it; two with a space between are pressed one after the other; `Ctrl+` is ⌘ on a Mac. */
  readonly keys: string;
  readonly does: string;
  readonly area: "Go to" | "The list" | "The conversation" | "Everywhere";
}

export const shortcuts = {
  commandBar: { keys: "Ctrl+k", does: "Do anything: the command bar", area: "Everywhere" },
  sheet: { keys: "?", does: "Show this sheet", area: "Everywhere" },
  undo: { keys: "z", does: "Undo what you did last", area: "Everywhere" },
  search: { keys: "/", does: "Search the conversations", area: "Everywhere" },
  goInbox: { keys: "g i", does: "Inbox", area: "Go to" },
  goMentions: { keys: "g m", does: "Mentions", area: "Go to" },
  goContacts: { keys: "g c", does: "Contacts", area: "Go to" },
  goSettings: { keys: "g s", does: "Settings", area: "Go to" },
  goDate: { keys: "g d", does: "A date in the conversation", area: "Go to" },
  next: { keys: "j", does: "Next conversation", area: "The list" },
  previous: { keys: "k", does: "Previous conversation", area: "The list" },
  open: { keys: "Enter", does: "Open it", area: "The list" },
  select: { keys: "x", does: "Select it, or not", area: "The list" },
  selectAll: { keys: "Ctrl+a", does: "Select all that are shown", area: "The list" },
  clear: { keys: "Escape", does: "Select none", area: "The list" },
  reply: { keys: "r", does: "Reply", area: "The conversation" },
  note: { keys: "n", does: "Write a private note", area: "The conversation" },
  close: { keys: "e", does: "Close, or reopen", area: "The conversation" },
  snooze: { keys: "h", does: "Snooze", area: "The conversation" },
  assign: { keys: "a", does: "Assign", area: "The conversation" },
  label: { keys: "l", does: "Label", area: "The conversation" },
  priority: { keys: "p", does: "Set the priority", area: "The conversation" },
  macro: { keys: "m", does: "Run a macro", area: "The conversation" },
  oldest: { keys: "Home", does: "To its first message", area: "The conversation" },
  newest: { keys: "End", does: "To its newest message", area: "The conversation" },
  contact: { keys: "c", does: "Show the contact, or fold it away", area: "The conversation" },
  unread: { keys: "u", does: "Mark as unread", area: "The conversation" },
} as const satisfies Readonly<Record<string, ShortcutEntry>>;

export type ShortcutName = keyof typeof shortcuts;

const names = Object.keys(shortcuts) as ShortcutName[];

/** What the sheet shows, area by area. */
export const shortcutAreas = (["The conversation", "The list", "Everywhere", "Go to"] as const).map((area) => ({
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

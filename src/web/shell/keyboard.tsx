import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from "react";
import { shortcutOf, type ShortcutName } from "./shortcut-table.ts";

/** What a shortcut does where it is offered; returns false when there is nothing for it to do, and the key is free. */
export type ShortcutHandler = () => boolean | void;
export type ShortcutHandlers = Partial<Readonly<Record<ShortcutName, ShortcutHandler>>>;

/** How long the second key of "g i" is waited for. */
const prefixMs = 1_500;
/** How long keys are held back after a shortcut that opens a field, until that field has the focus. */
const fieldMs = 1_000;
const opensField: readonly ShortcutName[] = ["search", "commandBar", "reply", "note"];

class Keyboard {
  #offered: ShortcutHandlers[] = [];

  /**
   * The later offer goes first: what opened last is in front. What the shell offers on every page goes last, whenever
   * it was offered. Returns how to take the offer back.
   */
  offer(handlers: ShortcutHandlers, isEverywhere: boolean): () => void {
    if (isEverywhere) this.#offered.push(handlers);
    else this.#offered.unshift(handlers);
    return () => {
      this.#offered = this.#offered.filter((one) => one !== handlers);
    };
  }

  /** Does what the shortcut stands for; false when nobody could. */
  run(name: ShortcutName): boolean {
    return this.#offered.some((handlers) => {
      const handler = handlers[name];
      return handler !== undefined && handler() !== false;
    });
  }
}

const KeyboardContext = createContext<Keyboard | null>(null);

/** Listens to the keys for the page below it. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const [keyboard] = useState(() => new Keyboard());
  useEffect(() => {
    let before: { keys: string; until: number } | null = null;
    let fieldExpectedUntil = 0;
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing || isModifier(event.key)) return;
      // A search term must never act as shortcuts because its field is a moment late.
      const isLate = fieldExpectedUntil > event.timeStamp && !isTaken(event);
      if (isLate && event.key.length === 1 && !event.ctrlKey && !event.metaKey) return event.preventDefault();
      const withControl = event.ctrlKey || event.metaKey;
      // The command bar is for everywhere; all else belongs to what has the focus, when that is a field or a menu.
      const pressed = withControl ? `Ctrl+${event.key.toLowerCase()}` : event.key;
      if (pressed !== "Ctrl+k" && isTaken(event)) return;
      const prefix = before !== null && before.until > event.timeStamp ? before.keys : null;
      before = null;
      const found = shortcutOf(pressed, prefix);
      if (found === "prefix") before = { keys: pressed, until: event.timeStamp + prefixMs };
      else if (found !== null) {
        // Before it runs: a field that takes the focus at once ends the wait.
        if (opensField.includes(found)) fieldExpectedUntil = event.timeStamp + fieldMs;
        if (keyboard.run(found)) event.preventDefault();
        else fieldExpectedUntil = 0;
      }
    };
    const onFocus = (event: FocusEvent) => {
      if (isTaken(event)) fieldExpectedUntil = 0;
    };
    document.addEventListener("keydown", listener);
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("keydown", listener);
      document.removeEventListener("focusin", onFocus);
    };
  }, [keyboard]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

/** Does what a shortcut stands for, as if its keys were pressed. */
export function useRunShortcut(): (name: ShortcutName) => boolean {
  const keyboard = useKeyboard();
  return (name) => keyboard.run(name);
}

/**
 * Offers what these shortcuts do, while the caller is shown. The names must stay; what they do may change.
 * `isEverywhere`: the page that is shown goes first.
 */
export function useShortcutHandlers(handlers: ShortcutHandlers, { isEverywhere = false } = {}): void {
  const keyboard = useKeyboard();
  const run = useEffectEvent((name: ShortcutName) => handlers[name]?.());
  const names = Object.keys(handlers).join(" ");
  useEffect(() => {
    const entries = names.split(" ").map((name) => [name, () => run(name as ShortcutName)] as const);
    return keyboard.offer(Object.fromEntries(entries), isEverywhere);
  }, [keyboard, names, isEverywhere]);
}

function useKeyboard(): Keyboard {
  const keyboard = use(KeyboardContext);
  if (keyboard === null) throw new Error("Shortcuts need a KeyboardProvider above them.");
  return keyboard;
}

function isModifier(key: string): boolean {
  return key === "Shift" || key === "Control" || key === "Meta" || key === "Alt";
}

/** Whether the key belongs to what has the focus: a field, a menu, a dialog. */
function isTaken(event: Event): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  return (
    event.target.closest(
      "input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog], [role=alertdialog]",
    ) !== null
  );
}

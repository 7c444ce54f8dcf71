import type { KeyboardEvent } from "react";

/** Ends what is written in its place; the sheet around it stays open. Returns whether it was that key. */
export function onEscape(event: KeyboardEvent, end: () => void): boolean {
  if (event.key !== "Escape" || event.nativeEvent.isComposing) return false;
  event.stopPropagation();
  end();
  return true;
}

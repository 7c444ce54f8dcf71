import { useSyncExternalStore } from "react";
import { channelRules } from "../../core/channel-rules.ts";
import type { ChannelType, DraftKind } from "../../protocol/records.ts";
import { useEnterSends } from "../preferences.ts";

/** `enter`: Enter sends and Shift+Enter starts a line. `modEnter`: Ctrl or ⌘ with Enter sends. `button`: only the button does. */
export type SendKey = "enter" | "modEnter" | "button";

/**
 * What sends from the box. A mail has paragraphs, so Enter starts a line there, whatever was chosen for chats; a
 * keyboard on glass has no Shift+Enter, so Enter has to start a line there too.
 */
export function useSendKey(kind: DraftKind, channel: ChannelType): SendKey {
  const enterSends = useEnterSends();
  const isTouch = useSyncExternalStore(onPointerChange, () => touch.matches);
  if (isTouch) return "button";
  return enterSends && !(kind === "reply" && channelRules[channel].subject) ? "enter" : "modEnter";
}

/** Whether these keys send. Ctrl or ⌘ with Enter always does, so that one habit serves every box. */
export function isSend(event: KeyPress, sendKey: SendKey): boolean {
  if (event.key !== "Enter") return false;
  return event.ctrlKey || event.metaKey || (sendKey === "enter" && !event.shiftKey && !event.altKey);
}

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const isMac = /Mac|iPhone|iPad/u.test(navigator.userAgent);

/** How a button names the key; undefined where no key is meant. */
export function sendKeyName(sendKey: SendKey): string | undefined {
  if (sendKey === "button") return undefined;
  return sendKey === "enter" ? "Enter" : `${modifierName}+Enter`;
}

export const modifierName = isMac ? "⌘" : "Ctrl";

const touch = matchMedia("(hover: none) and (pointer: coarse)");

function onPointerChange(listener: () => void): () => void {
  touch.addEventListener("change", listener);
  return () => touch.removeEventListener("change", listener);
}

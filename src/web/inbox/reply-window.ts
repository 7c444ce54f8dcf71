import { useEffect, useState } from "react";
import { windowRefusal } from "../../core/window.ts";
import type { Conversation } from "../../protocol/records.ts";
import { now, onClockChange } from "../clock.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** From when on its end is told. */
const toldWithinMs = 4 * hourMs;

/** Whether a customer can be written to freely. */
export type ReplyWindow =
  | { readonly state: "open" }
  /** Whole minutes. */
  | { readonly state: "closing"; readonly minutes: number }
  | { readonly state: "closed"; readonly wasOpen: boolean };

export function replyWindow(conversation: Pick<Conversation, "channel" | "windowClosesAt">, at: number): ReplyWindow {
  const { windowClosesAt } = conversation;
  if (windowRefusal(conversation, new Date(at).toISOString()) !== null)
    return { state: "closed", wasOpen: windowClosesAt !== null };
  const leftMs = windowClosesAt === null ? Infinity : Date.parse(windowClosesAt) - at;
  return leftMs > toldWithinMs ? { state: "open" } : { state: "closing", minutes: Math.floor(leftMs / minuteMs) };
}

/** The same, kept up to date while time passes. */
export function useReplyWindow(conversation: Pick<Conversation, "channel" | "windowClosesAt">): ReplyWindow {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const look = () => setAt(now());
    look();
    const timer = setInterval(look, minuteMs / 4);
    const stop = onClockChange(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [conversation.windowClosesAt]);
  return replyWindow(conversation, at);
}

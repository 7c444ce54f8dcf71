import { useEffect, useEffectEvent, useRef } from "react";
import type { EventPayload } from "../../protocol/events.ts";
import { useInbox, useInboxView } from "../../client/react.ts";

/** A busy team sends many messages a second; what is asked for anew is asked for this often at most. */
const everyMs = 2_000;
/** What one action changes comes in several events. */
const gatherMs = 200;

type Status = EventPayload<"message:status">["status"];

/**
 * Calls `load` when a message may have come into the outbox, or left it: soon after the event, and now and then while
 * they go on. Nothing is asked for while nobody looks. `isNews`: whether a message's new status is of interest.
 */
export function useOutboxNews(load: () => unknown, isNews: (status: Status | "queued") => boolean = () => true): void {
  const inbox = useInbox();
  const isLive = useInboxView((one) => one.connection.state === "live");
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const loadedAt = useRef(Number.NEGATIVE_INFINITY);
  const isDue = useRef(false);

  const run = useEffectEvent(() => {
    timer.current = null;
    if (document.visibilityState !== "visible") {
      isDue.current = true;
      return;
    }
    isDue.current = false;
    loadedAt.current = performance.now();
    load();
  });
  const soon = useEffectEvent((status: Status | "queued") => {
    if (timer.current !== null || !isNews(status)) return;
    timer.current = setTimeout(() => run(), Math.max(gatherMs, loadedAt.current + everyMs - performance.now()));
  });

  useEffect(() => {
    const stops = [
      inbox.on("message:status", ({ status }) => soon(status)),
      inbox.on("message:queued", () => soon("queued")),
      inbox.on("message:scheduled", () => soon("scheduled")),
      inbox.on("channel:updated", () => soon("failed")),
    ];
    const onVisible = () => {
      if (isDue.current) run();
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener("visibilitychange", onVisible);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [inbox]);
  // What happened while this tab was away is told by no event.
  const wasLive = useRef(isLive);
  useEffect(() => {
    if (isLive && !wasLive.current) run();
    wasLive.current = isLive;
  }, [isLive]);
}

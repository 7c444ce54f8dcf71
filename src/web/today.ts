import { useSyncExternalStore } from "react";
import { now, onClockChange } from "./clock.ts";

/** The present day in the reader's zone; what says "today" is drawn anew when it ends. */
export function useToday(): Date {
  return new Date(useSyncExternalStore(subscribe, startOfToday));
}

function startOfToday(): number {
  return new Date(now()).setHours(0, 0, 0, 0);
}

function subscribe(listener: () => void): () => void {
  let timer = setTimeout(tick, untilTomorrow());
  function tick(): void {
    listener();
    timer = setTimeout(tick, untilTomorrow());
  }
  // A machine that slept over midnight has slept through the timer too.
  document.addEventListener("visibilitychange", listener);
  const stop = onClockChange(() => {
    clearTimeout(timer);
    tick();
  });
  return () => {
    clearTimeout(timer);
    stop();
    document.removeEventListener("visibilitychange", listener);
  };
}

function untilTomorrow(): number {
  return new Date(now()).setHours(24, 0, 0, 0) - now();
}

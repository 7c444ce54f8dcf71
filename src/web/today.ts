import { useSyncExternalStore } from "react";

/** The present day in the reader's zone; what says "today" is drawn anew when it ends. */
export function useToday(): Date {
  return new Date(useSyncExternalStore(subscribe, startOfToday));
}

function startOfToday(): number {
  return new Date().setHours(0, 0, 0, 0);
}

function subscribe(listener: () => void): () => void {
  let timer = setTimeout(tick, untilTomorrow());
  function tick(): void {
    listener();
    timer = setTimeout(tick, untilTomorrow());
  }
  // A machine that slept over midnight has slept through the timer too.
  document.addEventListener("visibilitychange", listener);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", listener);
  };
}

function untilTomorrow(): number {
  return new Date().setHours(24, 0, 0, 0) - Date.now();
}

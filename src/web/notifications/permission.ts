import { useSyncExternalStore } from "react";

/** Whether the system may show notifications of this page; "unsupported" where there are none. */
export type DesktopPermission = NotificationPermission | "unsupported";

const listeners = new Set<() => void>();

export function desktopPermission(): DesktopPermission {
  return "Notification" in window ? Notification.permission : "unsupported";
}

/** The same, kept up to date: it can also change in the browser's own settings. */
export function useDesktopPermission(): DesktopPermission {
  return useSyncExternalStore(subscribe, desktopPermission);
}

/** Asks the agent. To be called from a click alone: browsers refuse, and agents rightly too, when a page asks by itself. */
export async function askForDesktop(): Promise<void> {
  await Notification.requestPermission();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Whoever changes it in the browser's settings comes back to the page afterwards.
  window.addEventListener("focus", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("focus", listener);
  };
}

import { useSyncExternalStore } from "react";

/** The page's own files are kept by a service worker; this tells when it has newer ones, and changes over when asked. */

/** A tab that stays open for days looks this often, in milliseconds. */
const lookEveryMs = 60 * 60_000;

let isNewer = false;
const listeners = new Set<() => void>();

/** Installs the worker once the page has loaded, so that it takes nothing from the first view. */
export function keepPageOffline(): void {
  // Vite's own server has no worker; it serves what changes under one's hands.
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  if (document.readyState === "complete") void register();
  else window.addEventListener("load", () => void register(), { once: true });
}

/** True when a newer version is here and waits for the reader to be ready. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(subscribe, () => isNewer);
}

/** Loads the page again, in its newest version if that can be had. */
export async function loadNewVersion(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration !== undefined && registration.waiting === null) await registration.update().catch(() => undefined);
  const next = registration?.waiting ?? registration?.installing ?? null;
  if (next === null) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  const goOn = () => {
    if (next.state === "installed") next.postMessage({ type: "activate" });
    else if (next.state === "redundant") location.reload();
  };
  next.addEventListener("statechange", goOn);
  goOn();
}

async function register(): Promise<void> {
  const worker = navigator.serviceWorker;
  let wasControlled = worker.controller !== null;
  // Where it may not be installed, the page works as it does without.
  const registration = await worker.register("/service-worker.js").catch(() => undefined);
  if (registration === undefined) return;
  const look = () => {
    if (registration.waiting !== null && worker.controller !== null) announce();
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  worker.addEventListener("controllerchange", () => {
    // The first one takes charge of what it was installed by; any other was let in by another tab.
    if (wasControlled) announce();
    wasControlled = true;
  });
  let lookedAt = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" || Date.now() - lookedAt < lookEveryMs) return;
    lookedAt = Date.now();
    registration.update().catch(() => undefined);
  });
}

function announce(): void {
  isNewer = true;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

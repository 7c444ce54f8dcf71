import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import type { PushMessage } from "../../../protocol/push.ts";
import { move, open, show } from "./push.ts";

/**
 * Keeps the page's own files, all of one version, so that it opens without a network. What the Worker answers is never
 * kept here: records have a cache of their own, which knows what is true.
 */

declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build. */
declare const pageFiles: { url: string; revision: string | null }[];

precacheAndRoute(pageFiles);
cleanupOutdatedCaches();

// Every other address is the page's; these are not. A dot tells nothing: ids of conversations may have one.
const elsewhere = [/^\/(?:api|webhooks|t|cdn-cgi|assets|icons)\//u];
registerRoute(new NavigationRoute(createHandlerBoundToURL("/"), { denylist: elsewhere }));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  if (event.data !== null) event.waitUntil(show(event.data.json() as PushMessage));
});
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => {
  // As the standard has it; TypeScript's DOM knows the event by its name alone.
  const { oldSubscription = null, newSubscription = null } = event as PushSubscriptionChangeEvent;
  event.waitUntil(move(oldSubscription, newSubscription));
});

// A newer worker waits until no tab shows the older page, or a reader asks for it.
self.addEventListener("message", ({ data }) => {
  if ((data as { type?: unknown } | null)?.type === "activate") void self.skipWaiting();
});

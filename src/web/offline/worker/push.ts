import { keyOf } from "../../../core/occurrence.ts";
import type { PushMessage } from "../../../protocol/push.ts";
import { placeOf } from "../../notifications/subject-place.ts";
import type { Lead } from "../../notifications/led.ts";
import { tellerOf } from "../../notifications/notify.ts";
import { tabsAt } from "../../notifications/tab-entries.ts";
import { textOf, topicTable } from "../../notifications/topics.ts";
import { localeFor, speak } from "../../messages/language.ts";
import { readPushOrders } from "../push-orders.ts";

/** Web Push: what the hub sends while no page of the agent's is live. */

declare const self: ServiceWorkerGlobalScope;

/** What a notification of ours carries. */
interface Shown {
  readonly org: string;
  readonly path: string;
  readonly messages: number;
}

/** A page that has not answered by then is frozen or gone. Browsers let a click open a window for longer than that. */
const answerMs = 1_000;

/** Chrome knows `renotify`, TypeScript's DOM does not. */
type Options = NotificationOptions & { renotify: boolean };

/** Shows it, unless the organisation's page is before the agent's eyes: then that one tells, or shows it already. */
export async function show(message: PushMessage): Promise<void> {
  const { org, locale, topic, subject, messages } = message;
  // Not by the pages' addresses: a client's is the one that it was loaded with.
  if ((await tabsAt(org)).some(({ attention }) => attention !== "hidden")) return;
  // As pages name theirs, so that the later one takes the place of the earlier, whoever showed it.
  const tag = `parley/${org}/${keyOf(subject)}`;
  const before = await self.registration.getNotifications({ tag });
  const shown: Shown = {
    org,
    path: `/o/${org}/${placeOf(subject)}`,
    messages: before.reduce((sum, { data }) => sum + ((data as Shown | null)?.messages ?? 0), messages),
  };
  await speakFor(locale);
  // A topic of a newer version is told without being named.
  const title = topicTable[topic]?.title(message, Math.max(1, shown.messages)) ?? message.contact ?? "Parley";
  const options: Options = {
    body: textOf(message),
    lang: locale,
    tag,
    renotify: true,
    icon: "/icons/192.png",
    badge: "/icons/192.png",
    data: shown,
  };
  await self.registration.showNotification(title, options);
}

let spoken: { readonly tag: string; readonly done: Promise<void> } | null = null;

/** One worker tells for several organisations, each in the language that its page had. */
function speakFor(tag: string): Promise<void> {
  if (spoken?.tag !== tag) spoken = { tag, done: speak(localeFor("automatic", [tag])) };
  return spoken.done;
}

/** Leads to what it is about, in a page that is open if there is one. */
export async function open(notification: Notification): Promise<void> {
  notification.close();
  const { org, path } = notification.data as Shown;
  const tab = tellerOf(await tabsAt(org));
  const page = tab === null ? null : await lead({ type: "open", tab: tab.id, path });
  await (page === null ? self.clients.openWindow(path) : page.focus());
}

/** The page that has gone there; null where none has answered. Its own address and locks do not tell which client it is. */
async function lead(to: Lead): Promise<WindowClient | null> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return new Promise((resolve) => {
    for (const page of pages) {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => resolve(page));
      port1.start();
      // Not `navigate`, which would load the page anew.
      page.postMessage(to, [port2]);
    }
    setTimeout(() => resolve(null), answerMs);
  });
}

/** The push service gave this browser another address: whoever sends to the old one is told. */
export async function move(old: PushSubscription | null, given: PushSubscription | null): Promise<void> {
  const next = given ?? (old === null ? null : await self.registration.pushManager.subscribe(old.options));
  if (next === null) return;
  const { endpoint, keys } = next.toJSON();
  for (const [slug, order] of Object.entries(await readPushOrders())) {
    const path = `/api/orgs/${encodeURIComponent(slug)}/push/subscription`;
    const body = JSON.stringify({ endpoint, keys, ...order });
    await fetch(path, { method: "PUT", headers: { "content-type": "application/json" }, body });
    if (old === null || old.endpoint === endpoint) continue;
    await fetch(`${path}?${new URLSearchParams({ endpoint: old.endpoint })}`, { method: "DELETE" });
  }
}

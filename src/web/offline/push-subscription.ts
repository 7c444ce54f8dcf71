import { request, type Result } from "../api.ts";
import { dropPushOrders } from "./push-orders.ts";

/** This browser's subscription at its push service, one for all organisations. */

/** null where there is none, or can be none: no worker, no network to its push service, not allowed. */
export async function pushSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  return (await registration?.pushManager?.getSubscription().catch(() => null)) ?? null;
}

/** The organisations are told to send nothing here any more. One that never knew this device has nothing to forget. */
export async function leavePush(slugs: readonly string[]): Promise<Result<unknown>> {
  const held = await pushSubscription();
  if (held === null) return { ok: true, value: null };
  const endpoint = new URLSearchParams({ endpoint: held.endpoint });
  const results = await Promise.all(
    slugs.map((slug) => request("DELETE", `/api/orgs/${encodeURIComponent(slug)}/push/subscription?${endpoint}`)),
  );
  return results.find((result) => !result.ok && result.status !== 404) ?? { ok: true, value: null };
}

/** Nothing comes here any more, whoever is told of it: the push service answers that it is gone. */
export async function dropPushSubscription(): Promise<void> {
  await (await pushSubscription())?.unsubscribe().catch(() => false);
  await dropPushOrders();
}

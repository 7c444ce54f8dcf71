import { useCallback, useEffect, useState } from "react";
import { topics } from "../../protocol/topics.ts";
import { type Failure, request, type Result } from "../api.ts";
import { locale } from "../messages/language.ts";
import { push } from "../messages/en/push.ts";
import { t } from "../messages/t.ts";
import { keepPushOrder, type PushOrder } from "../offline/push-orders.ts";
import { dropPushSubscription, leavePush, pushSubscription } from "../offline/push-subscription.ts";
import { notificationSettings } from "./chosen.ts";
import { askForDesktop, desktopPermission, useDesktopPermission } from "./permission.ts";
import type { NotificationSettings } from "./settings.ts";

/** Being told on this device while no page of Parley is open (Web Push). */

/** "notSetUp": the deployment has no keys for it. */
export type PushState = "unsupported" | "notSetUp" | "blocked" | "off" | "on";

interface SetUp {
  publicKey: string | null;
}

/** The state, null until it is known, and how to change it; `failure` says why the last change did not come about. */
export function usePush(slug: string, agentId: string) {
  const permission = useDesktopPermission();
  const [state, setState] = useState<PushState | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const look = useCallback(async () => {
    const result = await pushState(slug);
    if (result.ok) setState(result.value);
    else setFailure(result.message);
  }, [slug]);
  useEffect(() => void look(), [look, permission]);
  async function turn(isOn: boolean): Promise<void> {
    const result = await (isOn ? turnPushOn(slug, agentId) : turnPushOff(slug));
    setFailure(result.ok ? null : result.message);
    await look();
  }
  return { state, failure, turn };
}

/** What a click on "Allow desktop notifications" does: the one question of the browser is for both ways. */
export async function allowDesktop(slug: string, agentId: string): Promise<void> {
  await askForDesktop();
  // The page tells by itself while it is open, also where this device cannot be reached otherwise; the settings say so.
  if (desktopPermission() === "granted") await turnPushOn(slug, agentId);
}

/** Says anew what this device wants to hear of, and where it is: at every start, and after every choice. */
export async function refreshPush(slug: string, settings: NotificationSettings): Promise<void> {
  if ((await pushSubscription()) === null) return;
  const asked = await setUp(slug);
  if (!asked.ok || asked.value.publicKey === null) return;
  try {
    await order(slug, await subscribe(asked.value.publicKey), settings);
  } catch {
    // Its push service is out of reach: the next start tries again.
  }
}

async function turnPushOff(slug: string): Promise<Result<unknown>> {
  const result = await leavePush([slug]);
  await dropPushSubscription();
  return result;
}

async function pushState(slug: string): Promise<Result<PushState>> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration === undefined || !("pushManager" in registration)) return { ok: true, value: "unsupported" };
  const asked = await setUp(slug);
  if (!asked.ok) return asked;
  if (asked.value.publicKey === null) return { ok: true, value: "notSetUp" };
  if (desktopPermission() === "denied") return { ok: true, value: "blocked" };
  return { ok: true, value: (await pushSubscription()) === null ? "off" : "on" };
}

async function turnPushOn(slug: string, agentId: string): Promise<Result<unknown>> {
  if (desktopPermission() === "default") await askForDesktop();
  const asked = await setUp(slug);
  if (!asked.ok) return asked;
  const { publicKey } = asked.value;
  if (publicKey === null) return refusal(t(push["state.notSetUp"]));
  if (desktopPermission() !== "granted") return refusal(t(push.notAllowed));
  try {
    const result = await order(slug, await subscribe(publicKey), notificationSettings(agentId));
    if (!result.ok) await dropPushSubscription();
    return result;
  } catch {
    return refusal(t(push.unreachable));
  }
}

/** A subscription is for one key of a sender; one for an earlier key is useless. */
async function subscribe(publicKey: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined) throw new Error("no service worker");
  const held = await registration.pushManager.getSubscription();
  if (held !== null && isFor(held, publicKey)) return held;
  await held?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

async function order(
  slug: string,
  subscription: PushSubscription,
  settings: NotificationSettings,
): Promise<Result<unknown>> {
  const { endpoint, keys } = subscription.toJSON();
  const given: PushOrder = {
    locale: locale().tag,
    topics: Object.fromEntries(
      topics.map((topic) => [topic, settings[topic].desktop ? settings[topic].reach : "off"]),
    ) as PushOrder["topics"],
  };
  const result = await request("PUT", `${pathOf(slug)}/subscription`, { endpoint, keys, ...given });
  if (result.ok) await keepPushOrder(slug, given);
  return result;
}

function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const key = options.applicationServerKey;
  if (key === null) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === publicKey;
}

const setUp = (slug: string) => request<SetUp>("GET", pathOf(slug));
const pathOf = (slug: string) => `/api/orgs/${encodeURIComponent(slug)}/push`;
const refusal = (message: string): Failure => ({ ok: false, status: 0, code: "", message });

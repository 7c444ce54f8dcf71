import { buildPushPayload } from "@block65/webcrypto-web-push";
import type { PushMessage, PushSubscription } from "../../protocol/push.ts";
import { withTimeLimit } from "../time-limit.ts";
import type { VapidKeys } from "./vapid.ts";

/** Web Push: one browser, at the push service that its maker runs (RFC 8030, 8188, 8291, 8292). */

export interface PushRequest {
  readonly to: Pick<PushSubscription, "endpoint" | "keys">;
  readonly message: PushMessage;
  /** Whether a device wakes for it that saves its battery. */
  readonly isUrgent: boolean;
  /** How long the service keeps it for a browser that is not there. */
  readonly ttlMs: number;
}

export type PushVerdict =
  | { readonly verdict: "accepted" }
  /** The browser has given this address up, or never had it. */
  | { readonly verdict: "gone" }
  /** Not taken, and would not be taken the next time either. */
  | { readonly verdict: "rejected"; readonly reason: string }
  /** Not taken now. `afterMs`: how long the service asks to wait. */
  | { readonly verdict: "retry"; readonly afterMs: number | null; readonly reason: string }
  /** It may have arrived. */
  | { readonly verdict: "ambiguous"; readonly reason: string };

/** Never throws for what a browser or a push service can do. */
export async function sendPush(
  { to, message, isUrgent, ttlMs }: PushRequest,
  vapid: VapidKeys,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<PushVerdict> {
  let request: Awaited<ReturnType<typeof buildPushPayload>>;
  try {
    const options = {
      ttl: Math.max(1, Math.floor(ttlMs / 1_000)),
      urgency: isUrgent ? ("high" as const) : ("normal" as const),
      topic: await collapseKey(message),
    };
    request = await buildPushPayload({ data: message, options }, { ...to, expirationTime: null }, vapid);
  } catch (error) {
    // Its key is no point of the curve: nothing can ever be encrypted for it. Or ours is none: then nothing is said of it.
    return (await isPoint(to.keys.p256dh)) ? { verdict: "rejected", reason: String(error) } : { verdict: "gone" };
  }
  try {
    return await withTimeLimit(timeoutMs, async (signal) => {
      // A push service has no reason to send us elsewhere, and elsewhere was not checked.
      const response = await fetcher(to.endpoint, { ...request, redirect: "manual", signal });
      await response.body?.cancel();
      return judge(response);
    });
  } catch (error) {
    return { verdict: "ambiguous", reason: String(error) };
  }
}

function judge(response: Response): PushVerdict {
  const { status } = response;
  if (response.ok) return { verdict: "accepted" };
  if (status === 404 || status === 410) return { verdict: "gone" };
  const reason = `answered ${status}`;
  if (status === 429 || status >= 500) return { verdict: "retry", afterMs: retryAfterMs(response), reason };
  return { verdict: "rejected", reason };
}

/** `Retry-After` in seconds; the other form, a date, counts as none. */
function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

/** A later push of this name takes the place of one not yet fetched: 32 characters of base64url at most (RFC 8030, 5.4). */
async function collapseKey({ org, subject }: PushMessage): Promise<string> {
  const name = new TextEncoder().encode(`${org}/${subject.kind}/${subject.id}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", name)).subarray(0, 24);
  return btoa(String.fromCharCode(...digest))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

async function isPoint(p256dh: string): Promise<boolean> {
  try {
    const bytes = Uint8Array.from(atob(p256dh.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    await crypto.subtle.importKey("raw", bytes, { name: "ECDH", namedCurve: "P-256" }, false, []);
    return true;
  } catch {
    return false;
  }
}

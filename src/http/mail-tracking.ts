import { type Context, Hono } from "hono";
import { type Tracked, readTrackingToken } from "../channels/email/tokens.ts";
import { isPublicAddress } from "../channels/public-address.ts";
import { isSignedInFrom } from "../db/members.ts";
import type { Env } from "../env.ts";
import type { NotRead, TrackFact } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import { hubOf } from "./context.ts";
import { logFailure } from "./deliver.ts";
import { notFoundProblem } from "./problem.ts";
import { personSession } from "./session.ts";

/**
 * Tracked mail (E5): the picture that tells of an opening and the links that tell of a click. Both answer at once and
 * whatever becomes of the telling. A token that we have not made gets the picture all the same, and no redirect.
 */
export const mailTracking = new Hono<{ Bindings: Env }>();

type TrackingContext = Context<{ Bindings: Env }>;

mailTracking.get("/t/o/:token", async (c) => {
  const tracked = isOverdone(c, Date.now()) ? null : await tokenOf(c);
  if (tracked !== null && tracked.url === null) tell(c, tracked);
  return new Response(pixel, { headers: { ...headers, "content-type": "image/gif" } });
});

mailTracking.get("/t/c/:token", async (c) => {
  const overdone = isOverdone(c, Date.now());
  const tracked = await tokenOf(c);
  if (tracked?.url == null || !/^https?:\/\//i.test(tracked.url)) return refusal();
  if (!overdone) tell(c, tracked);
  return new Response(null, { status: 302, headers: { ...headers, location: tracked.url } });
});

/** How often each token came within the present minute, by its end, which nobody can choose. */
let counted = { since: 0, times: new Map<string, number>() };
const tokensCounted = 10_000;

/** Whoever asks for one token again and again gets the answer, and no work behind it (Do8). */
function isOverdone(c: TrackingContext, nowMs: number): boolean {
  if (nowMs - counted.since >= timing.addressWindowMs || counted.times.size >= tokensCounted)
    counted = { since: nowMs, times: new Map() };
  const key = `${c.req.raw.method} ${(c.req.param("token") ?? "").slice(-22)}`;
  const times = (counted.times.get(key) ?? 0) + 1;
  counted.times.set(key, times);
  return times > limits.trackedPerMinute;
}

/** A transparent GIF of one pixel. */
const pixel = Uint8Array.from(atob("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), (one) =>
  one.charCodeAt(0),
);

/** Other sites' mailboxes show the picture; nobody keeps it, since then only its first opening would be told. */
const headers = {
  "cache-control": "no-store, private, max-age=0",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "cross-origin-resource-policy": "cross-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** Like every other answer here it is kept by nobody and guessed at by no browser. */
function refusal(): Response {
  const answer = notFoundProblem();
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

async function tokenOf(c: TrackingContext): Promise<Tracked | null> {
  return readTrackingToken(c.env.SECRETS_KEYS, c.req.param("token") ?? "");
}

function tell(c: TrackingContext, tracked: Tracked): void {
  // Whoever asks for the headers alone looks at no mail.
  if (c.req.raw.method !== "GET") return;
  const at = new Date().toISOString();
  c.executionCtx.waitUntil(told(c, tracked, at).catch((error: unknown) => logFailure("mail.track_failed", error)));
}

async function told(c: TrackingContext, { orgId, channelId, position, url }: Tracked, at: string): Promise<void> {
  const userAgent = c.req.header("user-agent")?.slice(0, limits.nameLength).toWellFormed() ?? null;
  const fact: TrackFact = {
    fact: "track",
    providerId: null,
    what: url === null ? "opened" : "clicked",
    position,
    at,
    url,
    address: c.req.header("cf-connecting-ip") ?? null,
    userAgent,
    isProxy: /googleimageproxy|ggpht|yahoomailproxy/i.test(userAgent ?? ""),
    notRead: machine(c, userAgent) ?? ((await isOwn(c, orgId)) ? "own" : null),
  };
  const group = { channel: "email", externalId: null, accountId: null, channelId, facts: [fact] } as const;
  await hubOf(c.env, orgId).ingest({
    deliveryId: crypto.randomUUID(),
    receivedAt: at,
    groups: [group],
    // There is nothing to take in again: a link that was not followed then is not followed later.
    raw: "",
  });
}

/** Programs that say what they are, or give themselves away. Apple's Mail Privacy Protection sends `Mozilla/5.0` alone. */
function machine(c: TrackingContext, userAgent: string | null): NotRead | null {
  const purpose = `${c.req.header("purpose") ?? ""} ${c.req.header("sec-purpose") ?? ""} ${c.req.header("x-moz") ?? ""}`;
  if (/prefetch|preview/i.test(purpose) || userAgent?.trim() === "Mozilla/5.0") return "prefetch";
  return userAgent === null || userAgent.trim() === "" || scanners.test(userAgent) ? "scanner" : null;
}

const scanners =
  /bot\b|crawler|spider|slurp|scanner|url ?preview|link ?preview|facebookexternalhit|barracuda|proofpoint|mimecast|forcepoint|fortinet|trendmicro|safelinks|virustotal|urlscan/i;

/** An address of the public internet is one household's or office's; in a local run everybody has the same. */
function tellsWhose(address: string): boolean {
  const url = `https://${address.includes(":") ? `[${address}]` : address}/`;
  return URL.canParse(url) && isPublicAddress(new URL(url), []);
}

/** Somebody of the team: signed in, in this browser or at this address. Where that cannot be told it counts. */
async function isOwn(c: TrackingContext, orgId: string): Promise<boolean> {
  try {
    const session = c.req.header("cookie") === undefined ? null : await personSession(c.env, c.req.raw);
    if (session !== null) return (await hubOf(c.env, orgId).agent(session.userId)) !== null;
    const address = c.req.header("cf-connecting-ip");
    return address !== undefined && tellsWhose(address) && (await isSignedInFrom(c.env.DB, orgId, address, Date.now()));
  } catch {
    return false;
  }
}

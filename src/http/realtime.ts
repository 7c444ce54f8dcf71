import { type Context, Hono } from "hono";
import * as v from "valibot";
import { admissionHeader, writeAdmission } from "../hub/rpc.ts";
import type { Admission } from "../hub/rpc.ts";
import { closeCodes } from "../protocol/close-codes.ts";
import { timing } from "../protocol/timing.ts";
import { resumeSubprotocolPrefix, subprotocol, tokenSubprotocolPrefix } from "../protocol/version.ts";
import type { Env } from "../env.ts";
import { type AppEnv, hubOf, requireAgent } from "./context.ts";
import { describe } from "./describe.ts";
import { isForeignOrigin } from "./origin.ts";
import { problem } from "./problem.ts";
import { bearerToken, orgIdOf, personSession, slugOf } from "./session.ts";
import { createSocketToken, readResumeTicket, readSocketToken } from "./socket-token.ts";
import type { SocketClaim, TicketClaim, TokenClaim } from "./socket-token.ts";

/** `POST /realtime/token`, behind the same doors as every other resource. */
export const realtimeTokenRoutes = new Hono<AppEnv>().post(
  "/realtime/token",
  describe({
    id: "createSocketToken",
    tag: "Realtime",
    summary: "A token for one socket",
    description:
      "Offer it as the subprotocol `token.<token>` beside `parley.v1` when opening `/realtime`. It lives a minute and opens one socket; every welcome brings a ticket for the next.",
    answer: { status: 200, description: "The token", schema: v.object({ token: v.string(), expiresAt: v.string() }) },
  }),
  requireAgent,
  async (c) => {
    const { caller, orgId } = c.var;
    if (caller.type !== "agent") throw new Error("requireAgent let an API key pass.");
    const { id: sid, expiresAt: sessionEndsAt } = caller.session;
    const slug = (await slugOf(c.env, orgId)) ?? orgId;
    return c.json(await createSocketToken(c.env, { agentId: caller.agent.id, orgId, slug, sid, sessionEndsAt }));
  },
);

/**
 * The upgrade. It has doors of its own, since a browser cannot read why an upgrade failed: who is not signed
 * in, or not a member, gets a socket that closes with the reason (4401, 4403).
 */
export async function openSocket(c: Context<AppEnv>): Promise<Response> {
  const request = c.req.raw;
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return problem({ code: "invalid", message: "This is a WebSocket: send Upgrade: websocket." });
  }
  if (isForeignOrigin(c.env, request)) {
    return problem({ code: "forbidden", message: "Another site's page may not open a socket." });
  }
  const named = c.req.param("org") ?? "";
  const claim = await claimOf(c.env, request, named);
  if (claim === null) return closed(request, closeCodes.notSignedIn, "not signed in");
  if (claim === "stranger") return closed(request, closeCodes.notAMember, "not a member");
  if (named !== claim.orgId && named !== claim.slug)
    return closed(request, closeCodes.notSignedIn, "the token is for another org");
  return hubOf(c.env, claim.orgId).fetch(new Request(request, { headers: handOver(request.headers, claim) }));
}

type Claim = SocketClaim & Partial<TokenClaim> & Partial<TicketClaim>;

/** Who opens it: by a ticket or a token, which are read here alone, or by a session, which D1 knows. */
async function claimOf(env: Env, request: Request, named: string): Promise<Claim | "stranger" | null> {
  const ticket = offered(request.headers, resumeSubprotocolPrefix);
  if (ticket !== null) return readResumeTicket(env, ticket);
  const token = offered(request.headers, tokenSubprotocolPrefix);
  if (token !== null) return readSocketToken(env, token);
  const bearer = bearerToken(request);
  if (bearer === null) return null;
  const claim = await readSocketToken(env, bearer);
  if (claim !== null) return claim;
  const [session, orgId] = await Promise.all([personSession(env, request), orgIdOf(env, named)]);
  if (session === null) return null;
  if (orgId === null) return "stranger";
  const { userId: agentId, id: sid, expiresAt: sessionEndsAt } = session;
  return { agentId, orgId, slug: named, sid, sessionEndsAt };
}

/** The client's headers without its credentials, and with what only the Worker may say. */
function handOver(given: Headers, claim: Claim): Headers {
  const headers = new Headers(given);
  for (const name of Array.from(headers.keys())) if (name.startsWith("x-parley-")) headers.delete(name);
  headers.delete("authorization");
  headers.delete("cookie");
  // Token or ticket were in there; the hub sees only what it may select.
  headers.delete("sec-websocket-protocol");
  if (wantsSubprotocol(given)) headers.set("sec-websocket-protocol", subprotocol);
  const { agentId, slug: org, sid, sessionEndsAt, once, resume } = claim;
  const expiresAt = Math.min(Date.now() + timing.socketTtlMs, sessionEndsAt);
  const admission: Admission = {
    agentId,
    org,
    sid,
    sessionEndsAt,
    expiresAt,
    ...(once === undefined ? {} : { once }),
    ...(resume === undefined ? {} : { resume }),
  };
  headers.set(admissionHeader, writeAdmission(admission));
  return headers;
}

/** Accepts, and closes with the reason. */
function closed(request: Request, code: number, reason: string): Response {
  const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
  server.accept();
  server.close(code, reason);
  const headers = new Headers(wantsSubprotocol(request.headers) ? { "sec-websocket-protocol": subprotocol } : {});
  return new Response(null, { status: 101, webSocket: client, headers });
}

/** What a client offers beside the subprotocol, without its prefix. */
function offered(headers: Headers, prefix: string): string | null {
  return (
    protocolsOf(headers)
      .find((one) => one.startsWith(prefix))
      ?.slice(prefix.length) ?? null
  );
}

function wantsSubprotocol(headers: Headers): boolean {
  return protocolsOf(headers).includes(subprotocol);
}

function protocolsOf(headers: Headers): string[] {
  return (headers.get("sec-websocket-protocol") ?? "").split(",").map((one) => one.trim());
}

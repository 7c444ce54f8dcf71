import { type Context, Hono } from "hono";
import * as v from "valibot";
import { upgradeHeaders } from "../hub/rpc.ts";
import { closeCodes } from "../protocol/close-codes.ts";
import { subprotocol, tokenSubprotocolPrefix } from "../protocol/version.ts";
import { type AppEnv, hubOf, requireAgent } from "./context.ts";
import { describe } from "./describe.ts";
import { isForeignOrigin } from "./origin.ts";
import { problem } from "./problem.ts";
import { bearerToken, orgIdOf, personSession } from "./session.ts";
import { createSocketToken, readSocketToken } from "./socket-token.ts";

/** `POST /realtime/token`, behind the same doors as every other resource. */
export const realtimeTokenRoutes = new Hono<AppEnv>().post(
  "/realtime/token",
  describe({
    id: "createSocketToken",
    tag: "Realtime",
    summary: "A token for one socket",
    description: "Offer it as the subprotocol `token.<token>` beside `parley.v1` when opening `/realtime`.",
    answer: { status: 200, description: "The token", schema: v.object({ token: v.string(), expiresAt: v.string() }) },
  }),
  requireAgent,
  async (c) => {
    const caller = c.var.caller;
    if (caller.type !== "agent") throw new Error("requireAgent let an API key pass.");
    return c.json(await createSocketToken(c.env, caller.agent.id, c.var.orgId));
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
  const [claim, orgId] = await Promise.all([claimOf(c, request), orgIdOf(c.env, c.req.param("org") ?? "")]);
  if (claim === null) return closed(request, closeCodes.notSignedIn, "not signed in");
  if (claim.orgId !== null && claim.orgId !== orgId)
    return closed(request, closeCodes.notSignedIn, "the token is for another org");
  if (orgId === null) return closed(request, closeCodes.notAMember, "not a member");
  const hub = hubOf(c.env, orgId);
  if ((await hub.agent(claim.agentId)) === null) return closed(request, closeCodes.notAMember, "not a member");
  return hub.fetch(new Request(request, { headers: handOver(request.headers, claim) }));
}

interface SocketClaim {
  readonly agentId: string;
  /** The one org that a socket token is good for; null for a session, which is good for all of its person's. */
  readonly orgId: string | null;
  readonly expiresAt: number;
}

async function claimOf(c: Context<AppEnv>, request: Request): Promise<SocketClaim | null> {
  const token = protocolsOf(request.headers)
    .find((one) => one.startsWith(tokenSubprotocolPrefix))
    ?.slice(tokenSubprotocolPrefix.length);
  if (token !== undefined) return readSocketToken(c.env, token);
  const bearer = bearerToken(request);
  if (bearer === null) return null;
  const claim = await readSocketToken(c.env, bearer);
  if (claim !== null) return claim;
  const session = await personSession(c.env, request);
  return session === null ? null : { agentId: session.userId, orgId: null, expiresAt: session.expiresAt };
}

/** The client's headers without its credentials, and with what only the Worker may say. */
function handOver(given: Headers, claim: SocketClaim): Headers {
  const headers = new Headers(given);
  for (const name of Array.from(headers.keys())) if (name.startsWith("x-parley-")) headers.delete(name);
  headers.delete("authorization");
  headers.delete("cookie");
  // The token was in there; the hub sees only what it may select.
  headers.delete("sec-websocket-protocol");
  if (wantsSubprotocol(given)) headers.set("sec-websocket-protocol", subprotocol);
  headers.set(upgradeHeaders.agentId, claim.agentId);
  headers.set(upgradeHeaders.expiresAt, String(claim.expiresAt));
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

function wantsSubprotocol(headers: Headers): boolean {
  return protocolsOf(headers).includes(subprotocol);
}

function protocolsOf(headers: Headers): string[] {
  return (headers.get("sec-websocket-protocol") ?? "").split(",").map((one) => one.trim());
}

import { env } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { timing } from "../../src/protocol/timing.ts";
import { createSocketToken } from "../../src/http/socket-token.ts";
import { ask, createOrg, join, json, type Org, origin, type Person, signUp } from "./doors.ts";

describe("J1: the door of the socket", () => {
  let ana: Person;
  let org: Org;
  beforeAll(async () => {
    ana = await signUp("Ana");
    org = await createOrg(ana);
  });

  const open = (of: Org, headers: Record<string, string>) =>
    exports.default.fetch(
      new Request(`${origin}/api/orgs/${of.slug}/realtime`, { headers: { upgrade: "websocket", ...headers } }),
    );
  const offer = (token: string) => ({ "sec-websocket-protocol": `parley.v1, token.${token}` });
  const tokenOf = async (person: Person, of = org) =>
    (await json<{ token: string }>(await ask(`/api/orgs/${of.slug}/realtime/token`, { token: person.token, body: {} })))
      .token;
  const hello = JSON.stringify({ type: "hello", protocol: 1, session: "tab", cursor: 0, pending: [] });

  /** Resolves with the first thing that the socket says: a frame, or the code it closes with. */
  function firstWord(response: Response): Promise<string | number> {
    expect(response.status).toBe(101);
    const socket = response.webSocket;
    if (socket === null) throw new Error("No socket in the answer.");
    const said = Promise.withResolvers<string | number>();
    socket.addEventListener("message", ({ data }) => said.resolve(String(data)));
    socket.addEventListener("close", ({ code }) => said.resolve(code));
    socket.accept();
    return said.promise;
  }

  function closeCode(socket: WebSocket): Promise<number> {
    return new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
  }

  function connected(response: Response): WebSocket {
    expect(response.status).toBe(101);
    if (response.webSocket === null) throw new Error("No socket in the answer.");
    response.webSocket.accept();
    return response.webSocket;
  }

  async function welcomed(response: Response): Promise<WebSocket> {
    const socket = connected(response);
    const frame = new Promise<string>((resolve) =>
      socket.addEventListener("message", ({ data }) => resolve(String(data)), { once: true }),
    );
    socket.send(hello);
    expect(JSON.parse(await frame)).toMatchObject({ type: "welcome" });
    return socket;
  }

  it("J1: a token opens a socket under parley.v1, and the answer does not show it", async () => {
    const token = await tokenOf(ana);
    const response = await open(org, offer(token));
    expect(response.headers.get("sec-websocket-protocol")).toBe("parley.v1");
    (await welcomed(response)).close();
  });

  it("J1: programs send Authorization, with a session or a socket token", async () => {
    for (const token of [ana.token, await tokenOf(ana)]) {
      const response = await open(org, { authorization: `Bearer ${token}` });
      expect(response.headers.get("sec-websocket-protocol")).toBeNull();
      (await welcomed(response)).close();
    }
  });

  it("J1: a token says when it ends", async () => {
    const answer = await json<{ token: string; expiresAt: string }>(
      await ask(`/api/orgs/${org.slug}/realtime/token`, { token: ana.token, body: {} }),
    );
    expect(Date.parse(answer.expiresAt) - Date.now()).toBeGreaterThan(timing.socketTokenTtlMs - 5_000);
    expect(Date.parse(answer.expiresAt) - Date.now()).toBeLessThanOrEqual(timing.socketTokenTtlMs);
  });

  it("J1: no token, a forged one, one signed with another secret or for another org: accepted, closed with 4401", async () => {
    const other = await createOrg(ana);
    const forged = await createSocketToken(
      { ...env, AUTH_SECRET: "another-secret-another-secret-another" },
      { agentId: ana.id, orgId: org.id, slug: org.slug, sid: "a sign-in", sessionEndsAt: Date.now() + 3_600_000 },
    );
    const good = await tokenOf(ana);
    const [head, payload] = good.split(".");
    const unsigned = `${btoa(JSON.stringify({ alg: "none", typ: "JWT" })).replaceAll("=", "")}.${payload}.`;
    expect(head).toBeDefined();
    for (const token of ["nonsense", forged.token, unsigned, await tokenOf(ana, other), ana.token]) {
      expect(await firstWord(await open(org, offer(token)))).toBe(4401);
    }
    expect(await firstWord(await open(org, {}))).toBe(4401);
    expect(await firstWord(await open(org, { authorization: "Bearer nonsense" }))).toBe(4401);
    const refused = await open(org, offer("nonsense"));
    expect(refused.headers.get("sec-websocket-protocol")).toBe("parley.v1");
  });

  it("I10: a stranger is closed with 4403, and so is one who was a member when the token was made", async () => {
    const [ben, eve] = [await signUp("Ben"), await signUp("Eve")];
    await join(org, ana, ben, "agent");
    const token = await tokenOf(ben);
    expect(await firstWord(await open(org, { authorization: `Bearer ${eve.token}` }))).toBe(4403);
    expect(await firstWord(await open({ id: "", slug: "nowhere" }, { authorization: `Bearer ${eve.token}` }))).toBe(
      4403,
    );
    await ask("/api/auth/organization/remove-member", {
      token: ana.token,
      body: { organizationId: org.id, memberIdOrEmail: ben.email },
    });
    expect(await firstWord(await open(org, offer(token)))).toBe(4403);
  });

  it("I10 J1: removal closes the person's open sockets at once, and nobody else's", async () => {
    const ben = await signUp("Ben");
    await join(org, ana, ben, "agent");
    const bens = await welcomed(await open(org, offer(await tokenOf(ben))));
    const anas = await welcomed(await open(org, offer(await tokenOf(ana))));
    const closing = closeCode(bens);
    const removed = await ask("/api/auth/organization/remove-member", {
      token: ana.token,
      body: { organizationId: org.id, memberIdOrEmail: ben.email },
    });
    expect(removed.status).toBe(200);
    expect(await closing).toBe(4403);
    expect(anas.readyState).toBe(WebSocket.OPEN);
    anas.close();
  });

  it("J2: a foreign Origin gets 403, our own passes", async () => {
    const token = await tokenOf(ana);
    const foreign = await open(org, { ...offer(token), origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    (await welcomed(await open(org, { ...offer(await tokenOf(ana)), origin }))).close();
  });

  it("J2: a client cannot say who it is by the Worker's own headers", async () => {
    const eve = await signUp("Eve");
    const response = await open(org, {
      authorization: `Bearer ${eve.token}`,
      "x-parley-agent": ana.id,
      "x-parley-expires-at": String(Date.now() + 60_000),
    });
    expect(await firstWord(response)).toBe(4403);
  });

  it("J1: a plain GET is a 400, said in a problem", async () => {
    const response = await ask(`/api/orgs/${org.slug}/realtime`, { token: ana.token });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid" });
  });
});

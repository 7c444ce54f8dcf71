import { describe, expect, test } from "vitest";
import { RestError } from "../../src/client/rest.ts";
import { closeCodes } from "../../src/protocol/close-codes.ts";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { welcome } from "./support/records.ts";

describe("opening", () => {
  test("B3 offers the protocol and a fresh token, says hello first, and is live once welcomed", async () => {
    const desk = new Desk();
    expect(desk.inbox.connection).toEqual({ state: "connecting" });
    await settle();
    expect(desk.socket.url).toBe("wss://parley.test/api/orgs/acme/realtime");
    expect(desk.socket.protocols).toEqual(["parley.v1", "token.jwt-1"]);
    desk.socket.open();
    expect(desk.socket.sent.map((text) => JSON.parse(text))).toEqual([
      { type: "hello", protocol: 1, session: "tab-1", cursor: 0, pending: [] },
    ]);
    expect(desk.inbox.connection.state).toBe("connecting");
    desk.socket.say(welcome());
    expect(desk.inbox.connection).toEqual({ state: "live" });
  });

  test("B3 the token is asked for by REST when none is given, and tells who one is", async () => {
    const jwt = `h.${btoa(JSON.stringify({ sub: "agent-7" })).replaceAll("=", "")}.s`;
    const asked: string[] = [];
    const desk = new Desk({
      token: undefined as never,
      agentId: undefined as never,
      bearer: async () => "secret",
      fetch: async (url, init) => {
        asked.push(`${init.method} ${url} ${new Headers(init.headers).get("authorization")}`);
        return Response.json({ token: jwt });
      },
    });
    expect(desk.inbox.me).toBeNull();
    await settle();
    expect(asked).toEqual(["POST https://parley.test/api/orgs/acme/realtime/token Bearer secret"]);
    expect(desk.socket.protocols[1]).toBe(`token.${jwt}`);
    expect(desk.inbox.me).toBe("agent-7");
  });
});

describe("reconnecting", () => {
  test("B3 waits within capped exponential bounds with full jitter, for ever, and takes a new token when the last is old", async () => {
    const desk = new Desk({ random: () => 0.999999 });
    await settle();
    for (let attempt = 1; attempt <= 40; attempt++) {
      desk.socket.drop();
      const state = desk.inbox.connection;
      if (state.state !== "reconnecting") throw new Error(state.state);
      const bound = Math.min(timing.reconnectMaxMs, timing.reconnectBaseMs * 2 ** (attempt - 1));
      expect(state.attempt).toBe(attempt);
      expect(state.retryAt - desk.clock.now()).toBeLessThanOrEqual(bound);
      expect(state.retryAt - desk.clock.now()).toBeGreaterThan(bound * 0.99);
      const before = desk.sockets.length;
      await desk.clock.advance(bound);
      expect(desk.sockets.length).toBe(before + 1);
    }
    // A token that opened no socket is good for its minute.
    expect(desk.socket.protocols[1]).toBe(`token.jwt-${desk.tokens}`);
    expect(desk.tokens).toBeGreaterThan(10);
    expect(desk.tokens).toBeLessThan(41);
  });

  test("Se1 a token that no socket was opened with is offered again, one that opened a socket never", async () => {
    const desk = new Desk();
    await settle();
    desk.socket.drop();
    await desk.clock.advance(1_000);
    expect(desk.socket.protocols[1]).toBe("token.jwt-1");
    desk.socket.open();
    desk.socket.drop();
    await desk.clock.advance(1_000);
    expect(desk.socket.protocols[1]).toBe("token.jwt-2");
    await desk.clock.advance(50_000);
    desk.socket.drop();
    await desk.clock.advance(timing.reconnectMaxMs);
    expect(desk.socket.protocols[1]).toBe("token.jwt-3");
  });

  test("Se4 the next socket is opened with the last welcome's ticket, and asks for no token", async () => {
    const desk = new Desk();
    for (const ticket of ["first", "second"]) {
      await desk.live({ resume: { ticket, expiresAt: "" } });
      desk.socket.drop();
      await desk.clock.advance(1_000);
      expect(desk.socket.protocols).toEqual(["parley.v1", `resume.${ticket}`]);
    }
    expect(desk.tokens).toBe(1);
  });

  test("Se4 a ticket that is refused gives way to a token at once, and a token to none", async () => {
    const desk = new Desk();
    await desk.live({ resume: { ticket: "first", expiresAt: "" } });
    desk.socket.drop();
    await desk.clock.advance(1_000);
    desk.socket.drop(closeCodes.notSignedIn);
    await settle();
    expect(desk.socket.protocols[1]).toBe("token.jwt-2");
    const { length } = desk.sockets;
    desk.socket.open();
    desk.socket.drop(closeCodes.notSignedIn);
    await settle();
    expect(desk.sockets).toHaveLength(length);
  });

  test("Se2 a page that is signed out elsewhere says so at once, however short it was there", async () => {
    let isSignedIn = true;
    const desk = new Desk({
      token: async () => {
        if (!isSignedIn) throw new RestError(401, "Sign in.");
        return "jwt";
      },
    });
    await desk.live({ resume: { ticket: "first", expiresAt: "" } });
    isSignedIn = false;
    desk.socket.drop(closeCodes.notSignedIn, "signed out");
    await settle();
    expect(desk.inbox.connection).toMatchObject({ state: "signedOut" });
  });

  test("Se6 a check is said back as it came", async () => {
    const desk = new Desk();
    const socket = await desk.live();
    socket.say({ type: "check", id: "c-1" });
    expect(JSON.parse(socket.sent.at(-1) ?? "")).toEqual({ type: "check", id: "c-1" });
  });

  test("B3 a steady connection starts the back-off anew, one that flaps does not", async () => {
    const desk = new Desk();
    await desk.live();
    desk.socket.drop();
    await desk.clock.advance(500);
    await desk.live();
    desk.socket.drop();
    expect(desk.inbox.connection).toMatchObject({ state: "reconnecting", attempt: 2 });
    await desk.clock.advance(1_000);
    await desk.live();
    await desk.clock.advance(timing.heartbeatMs);
    desk.socket.drop(1011, "the hub was reset");
    expect(desk.inbox.connection).toMatchObject({ state: "reconnecting", attempt: 1, reason: "the hub was reset" });
  });

  test("B3 4401 after long service: a new token at once, with the cursor", async () => {
    const desk = new Desk();
    const first = await desk.live({ seq: 120 });
    for (let beat = 0; beat < 2; beat++) {
      await desk.clock.advance(timing.heartbeatMs);
      first.say("pong");
    }
    first.drop(closeCodes.notSignedIn, "token expired");
    await settle();
    expect(desk.sockets.length).toBe(2);
    expect(desk.socket.protocols[1]).toBe("token.jwt-2");
    desk.socket.open();
    expect(desk.socket.hellos[0]?.cursor).toBe(120);
  });

  test("B3 a fresh token that is refused is no reason to hammer", async () => {
    const desk = new Desk();
    await settle();
    desk.socket.drop(closeCodes.notSignedIn);
    await settle();
    expect(desk.sockets.length).toBe(1);
    expect(desk.inbox.connection).toMatchObject({ state: "reconnecting", attempt: 1 });
  });

  test.each([
    [closeCodes.notAMember, "removed"],
    [closeCodes.replaced, "replaced"],
    [closeCodes.protocolVersion, "outdated"],
  ])("B5 I10 close code %i stops, and says %s", async (code, state) => {
    const desk = new Desk();
    await desk.live();
    desk.socket.drop(code, "because");
    expect(desk.inbox.connection).toEqual({ state, reason: "because" });
    await desk.clock.advance(3_600_000);
    desk.look();
    await settle();
    expect(desk.sockets.length).toBe(1);
    expect(desk.clock.waiting).toBe(0);
  });

  test("B3 4408 too slow comes back with its cursor", async () => {
    const desk = new Desk();
    await desk.live({ seq: 130 });
    desk.socket.drop(closeCodes.tooSlow);
    await desk.clock.advance(timing.reconnectBaseMs);
    desk.socket.open();
    expect(desk.socket.hellos[0]?.cursor).toBe(130);
  });

  test.each([
    [401, "signedOut"],
    [403, "removed"],
    [404, "removed"],
  ])("B5 a token refused with %i stops as %s until a person asks again", async (status, state) => {
    let refused = true;
    const desk = new Desk({
      token: async () => {
        if (refused) throw new RestError(status, "no");
        return "jwt";
      },
    });
    await settle();
    expect(desk.inbox.connection).toEqual({ state, reason: "no" });
    refused = false;
    desk.inbox.reconnect();
    expect((await desk.live()).hellos.length).toBe(1);
    expect(desk.inbox.connection.state).toBe("live");
  });

  test("B3 a token that never comes, or a welcome that never comes, is given up and tried again", async () => {
    let tokens = 0;
    const desk = new Desk({
      token: () => (++tokens === 1 ? new Promise<string>(() => undefined) : Promise.resolve("jwt")),
    });
    await desk.clock.advance(15_000 + timing.reconnectBaseMs);
    expect(desk.sockets.length).toBe(1);
    desk.socket.open();
    const silent = desk.socket;
    await desk.clock.advance(15_000 + 2 * timing.reconnectBaseMs);
    expect(silent.closedByClient).toBe(true);
    expect(desk.sockets.length).toBe(2);
  });
});

describe("being alive", () => {
  test("B3 pings every heartbeat and says nothing else when idle", async () => {
    const desk = new Desk();
    const socket = await desk.live();
    socket.heard = (text) => text === "ping" && socket.say("pong");
    await desk.clock.advance(10 * timing.heartbeatMs);
    expect(socket.pings).toBe(10);
    expect(socket.sent.length).toBe(11);
    expect(desk.requests).toEqual([]);
    expect(desk.inbox.connection.state).toBe("live");
  });

  test("B3 a link that no longer answers is left, and its late close is not news of the next one", async () => {
    const desk = new Desk();
    const dead = await desk.live();
    const { onclose } = dead;
    await desk.clock.advance(timing.heartbeatMs + 4_000);
    expect(desk.inbox.connection).toMatchObject({ state: "reconnecting", reason: "The server does not answer." });
    await desk.clock.advance(timing.reconnectBaseMs);
    await desk.live();
    expect(dead.closedByClient).toBe(true);
    expect(dead.onclose).toBeNull();
    onclose?.({ code: 1006, reason: "" });
    expect(desk.sockets.length).toBe(2);
  });

  test("B3 when the page is shown or the network changes, it asks at once on the path of the events", async () => {
    const desk = new Desk();
    const socket = await desk.live({ seq: 110 });
    desk.look();
    expect(socket.hellos.at(-1)).toMatchObject({ cursor: 110 });
    socket.say("pong");
    await desk.clock.advance(4_000);
    expect(desk.inbox.connection.state).toBe("reconnecting");
    desk.look();
    await settle();
    expect(desk.sockets.length).toBe(2);
  });

  test("B5 without a network it says so, keeps trying, and is back at once with it", async () => {
    const desk = new Desk();
    await desk.live();
    desk.online = false;
    desk.socket.drop();
    expect(desk.inbox.connection).toMatchObject({ state: "offline", attempt: 1 });
    for (let failures = 0; failures < 10; failures++) {
      await desk.clock.advance(timing.reconnectMaxMs);
      desk.socket.drop();
    }
    desk.online = true;
    const before = desk.sockets.length;
    desk.look();
    await settle();
    expect(desk.sockets.length).toBe(before + 1);
  });

  test("B7 dispose leaves no timer, no listener and no socket behind", async () => {
    const desk = new Desk();
    await desk.live();
    desk.inbox.dispose();
    expect(desk.inbox.connection).toEqual({ state: "closed" });
    expect(desk.clock.waiting).toBe(0);
    expect(desk.socket.closedByClient).toBe(true);
    desk.look();
    desk.inbox.reconnect();
    await settle();
    expect(desk.sockets.length).toBe(1);
  });
});

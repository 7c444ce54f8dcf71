import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alive } from "../../src/core/lock.ts";
import type { LockState } from "../../src/core/lock.ts";
import { decide } from "../../src/core/decide.ts";
import { applyAll } from "../../src/core/apply.ts";
import type { Asker, ConversationState } from "../../src/core/state.ts";
import type { ConversationCommand } from "../../src/protocol/commands.ts";
import { timing } from "../../src/protocol/timing.ts";
import { afterInbound, ana, apiKey, now, saidBy, viewer, when } from "./given.ts";

const conversationId = "channel.contact";
const payload = { conversationId };
const acquire = { command: "lock:acquire", payload } as const;
const takeover = { command: "lock:takeover", payload } as const;
const release = { command: "lock:release", payload } as const;
const send = { command: "message:send", payload: { conversationId, body: "Hi" } } as const;
const ben: Asker = { id: "ben", name: "Ben", role: "agent", session: "ben's tab" };
const anaElsewhere: Asker = { ...ana, session: "another tab" };
const anaByRest: Asker = { ...ana, session: null };

const held = when(afterInbound(1), acquire).state;
const withToken = (token: string) => ({ ...payload, token });

describe("I5: one holder", () => {
  test("a lock lasts 30 s from its last sign and its token is the seq at which it was taken", () => {
    expect(held.lock).toMatchObject({
      agentId: "ana",
      session: "tab",
      token: "100",
      expiresAt: "2026-11-01T12:00:30.000Z",
    });
  });

  test("locking what one holds renews it and keeps the token", () => {
    const { decision } = when(held, acquire, ana, 200);
    expect(decision).toMatchObject({ ok: true, events: [], effects: [{ effect: "renew", lock: { token: "100" } }] });
    expect(when(held, takeover, ana, 200).decision).toMatchObject({ ok: true, events: [] });
  });

  test("another session of the same agent takes it without asking, with a new token", () => {
    for (const asker of [anaElsewhere, anaByRest]) {
      const { state, told } = when(held, acquire, asker, 200);
      expect(told).toEqual(["lock:taken_over"]);
      expect(state.lock).toMatchObject({ agentId: "ana", session: asker.session, token: "200" });
    }
  });

  test("the session that shows the token keeps the lock from then on", () => {
    const { decision } = when(held, { command: "lock:heartbeat", payload: withToken("100") }, anaElsewhere);
    expect(decision).toMatchObject({ ok: true, effects: [{ lock: { session: "another tab", token: "100" } }] });
  });

  test.each(["lock:acquire", "lock:heartbeat", "lock:release", "lock:takeover"] as const)(
    "%s: a token that is not the current one is stale, whoever holds the lock",
    (command) => {
      const refusal = { ok: false, code: "stale" };
      expect(when(held, { command, payload: withToken("99") }).decision).toMatchObject(refusal);
      expect(when(held, { command, payload: withToken("100") }, ben).decision).toMatchObject(refusal);
      expect(when(afterInbound(1), { command, payload: withToken("100") }).decision).toMatchObject(refusal);
    },
  );

  test("a release without a token is the holding session's alone; of what nobody holds it changes nothing", () => {
    expect(when(held, release).state.lock).toBeNull();
    for (const asker of [ben, anaElsewhere, anaByRest]) {
      expect(when(held, release, asker).decision).toMatchObject({
        ok: false,
        code: "locked",
        details: { agentId: "ana" },
      });
    }
    expect(when(afterInbound(1), release).decision).toEqual({ ok: true, events: [], effects: [] });
  });

  test("a viewer and an API key have no lock", () => {
    for (const asker of [viewer, apiKey])
      expect(when(afterInbound(1), acquire, asker).decision).toMatchObject({ ok: false, code: "forbidden" });
  });
});

describe("I6: no double reply", () => {
  test("somebody else's lock and send are refused with the holder", () => {
    for (const command of [acquire, send]) {
      expect(when(held, command, ben).decision).toMatchObject({
        ok: false,
        code: "locked",
        details: { agentId: "ana", agentName: "Ana", expiresAt: "2026-11-01T12:00:30.000Z" },
      });
    }
    expect(when(held, send, apiKey).decision).toMatchObject({ ok: false, code: "locked" });
  });

  test("the holder sends from wherever and keeps the lock", () => {
    for (const asker of [ana, anaElsewhere, anaByRest]) {
      const { decision, state } = when(held, send, asker);
      expect(decision).toMatchObject({ ok: true });
      expect(state.lock).toEqual(held.lock);
    }
  });

  test("takeover sends in one step, with the previous holder named; an API key cannot take over", () => {
    const sending = { ...send, payload: { ...send.payload, takeover: true } };
    const { state, told, decision } = when(held, sending, ben, 200);
    expect(told).toEqual(["lock:taken_over", "message:queued"]);
    expect(decision).toMatchObject({ events: [{ previousAgentId: "ana" }, {}] });
    expect(state.lock).toMatchObject({ agentId: "ben", token: "200" });
    expect(when(held, sending, apiKey).decision).toMatchObject({ ok: false, code: "locked" });
  });

  test("a lock token that is not the current one stops the send", () => {
    const sending = (lockToken: string) => ({ ...send, payload: { ...send.payload, lockToken } });
    expect(when(held, sending("100")).decision.ok).toBe(true);
    expect(when(held, sending("99")).decision).toMatchObject({ ok: false, code: "stale" });
    expect(when(afterInbound(1), sending("100")).decision).toMatchObject({ ok: false, code: "stale" });
    expect(when(held, sending("100"), ben).decision).toMatchObject({ ok: false, code: "locked" });
  });

  test("trying a failed message again is a reply like any other", () => {
    const sent = when(held, send).state;
    const failed = { ...sent, message: sent.message && { ...sent.message, status: "failed" as const } };
    const retry = { command: "message:retry", payload: { conversationId, messageId: "command-id" } } as const;
    expect(when(failed, retry, ben).decision).toMatchObject({ ok: false, code: "locked" });
    expect(when(failed, retry).decision.ok).toBe(true);
  });

  test("an expired lock holds nobody up; its end is told with the next beginning", () => {
    const over = { ...held, lock: held.lock && { ...held.lock, expiresAt: now } };
    expect(when(over, send, ben).decision.ok).toBe(true);
    expect(when(over, acquire, ben).told).toEqual(["lock:expired", "lock:acquired"]);
  });
});

/** What the model remembers: who holds which token since when, in the plainest words. */
interface Model {
  holder: { agent: string; session: string | null; token: number } | null;
  signAt: number;
}

const askers: readonly Asker[] = [ana, anaElsewhere, anaByRest, ben, { ...ben, session: null }];
const step = fc.record({
  who: fc.integer({ min: 0, max: askers.length - 1 }),
  what: fc.constantFrom("acquire", "takeover", "release", "heartbeat", "old heartbeat", "send", "send over", "wait"),
  /** Up to twice the lock's life. */
  wait: fc.constantFrom(1, 5_000, 10_000, 29_999, 30_000, 30_001, 60_000),
});

test("I5: against a model: one holder, tokens that only grow, and never longer than 30 s after the last sign", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let state: ConversationState = afterInbound(1);
      const model: Model = { holder: null, signAt: 0 };
      let at = Date.parse(now);
      let seq = 100;
      let highest = 0;
      for (const { who, what, wait } of steps) {
        seq += 1;
        if (what === "wait") {
          at += wait;
          continue;
        }
        const asker = askers[who] as Asker;
        const holder = at - model.signAt < timing.lockTtlMs ? model.holder : null;
        const isMine = holder?.agent === asker.id;
        const isThisSession = isMine && holder.session === asker.session;
        const command = commandOf(what, state.lock);
        const decision = decide({ ...state, said: saidBy(state, command) }, `c${seq}`, command, asker, {
          now: new Date(at).toISOString(),
          seq,
        });
        const before = state.lock;
        if (decision.ok) {
          state = { ...applyAll({ ...state, message: null }, decision.events) };
          for (const effect of decision.effects) if (effect.effect === "renew") state = { ...state, lock: effect.lock };
        }
        const isTaken = { agent: asker.id, session: asker.session, token: seq };
        switch (what) {
          case "acquire":
          case "takeover":
            expect(decision.ok).toBe(holder === null || isMine || what === "takeover");
            if (!decision.ok) break;
            model.holder = isThisSession ? holder : isTaken;
            model.signAt = at;
            break;
          case "heartbeat":
            expect(decision.ok).toBe(isMine);
            if (!decision.ok) break;
            model.holder = holder && { ...holder, session: asker.session };
            model.signAt = at;
            break;
          case "old heartbeat":
            expect(decision).toMatchObject({ ok: false, code: "stale" });
            break;
          case "release":
            expect(decision.ok).toBe(holder === null || isThisSession);
            if (isThisSession) model.holder = null;
            break;
          case "send":
            expect(decision.ok).toBe(holder === null || isMine);
            expect(state.lock).toEqual(before);
            break;
          case "send over":
            expect(decision.ok).toBe(true);
            if (holder === null || isMine) break;
            model.holder = isTaken;
            model.signAt = at;
            break;
        }
        const lock = alive(state.lock, new Date(at).toISOString());
        const expected = at - model.signAt < timing.lockTtlMs ? model.holder : null;
        expect(lock && { agent: lock.agentId, session: lock.session, token: Number(lock.token) }).toEqual(expected);
        if (lock === null) continue;
        expect(Date.parse(lock.expiresAt)).toBe(model.signAt + timing.lockTtlMs);
        expect(Number(lock.token)).toBeGreaterThanOrEqual(highest);
        highest = Number(lock.token);
      }
    }),
    { numRuns: 500 },
  );
});

function commandOf(
  what: "acquire" | "takeover" | "release" | "heartbeat" | "old heartbeat" | "send" | "send over",
  lock: LockState | null,
): ConversationCommand {
  switch (what) {
    case "acquire":
      return acquire;
    case "takeover":
      return takeover;
    case "release":
      return release;
    case "heartbeat":
      return { command: "lock:heartbeat", payload: withToken(lock?.token ?? "none") };
    case "old heartbeat":
      return { command: "lock:heartbeat", payload: withToken("1") };
    case "send":
      return send;
    case "send over":
      return { ...send, payload: { ...send.payload, takeover: true } };
  }
}

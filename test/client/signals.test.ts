import { expect, test } from "vitest";
import type { ServerSignal } from "../../src/protocol/signals.ts";
import { timing } from "../../src/protocol/timing.ts";
import { Desk } from "./support/desk.ts";
import { me, welcome } from "./support/records.ts";

const presence = (agentId: string, state: "online" | "away" | "busy" | "offline"): ServerSignal => ({
  type: "signal",
  signal: "presence",
  payload: { agentId, state },
});
const viewing = (conversationId: string, agentIds: string[]): ServerSignal => ({
  type: "signal",
  signal: "viewing",
  payload: { conversationId, agentIds },
});
const typing = (conversationId: string, agentId: string, on: boolean): ServerSignal => ({
  type: "signal",
  signal: "typing",
  payload: { conversationId, agentId, on },
});

test("C2 presence and viewers come and go; oneself is no viewer; views keep their identity", async () => {
  const desk = new Desk();
  await desk.live({ signals: [presence("ben", "busy"), viewing("c", ["ben", me])] });
  expect(desk.inbox.presence("ben")).toBe("busy");
  expect(desk.inbox.viewers("c")).toEqual(["ben"]);
  expect(desk.inbox.viewers("c")).toBe(desk.inbox.viewers("c"));
  desk.socket.say(presence("ben", "offline"));
  desk.socket.say(viewing("c", [me]));
  expect(desk.inbox.presence("ben")).toBe("offline");
  expect(desk.inbox.viewers("c")).toEqual([]);
});

test("C2 a welcome replaces all that was known", async () => {
  const desk = new Desk();
  await desk.live({ signals: [presence("ben", "online"), viewing("c", ["ben"]), typing("c", "ben", true)] });
  desk.socket.say(welcome({ signals: [presence("chioma", "away")] }));
  expect(desk.inbox.presence("ben")).toBe("offline");
  expect(desk.inbox.presence("chioma")).toBe("away");
  expect(desk.inbox.viewers("c")).toEqual([]);
  expect(desk.inbox.typists("c")).toEqual([]);
});

test("C2 what this tab views and how it is are said again after each welcome of a new socket, and only then", async () => {
  const desk = new Desk();
  desk.inbox.setViewing("c");
  desk.inbox.setPresence("busy");
  const said = [
    { type: "signal", signal: "presence", payload: { state: "busy" } },
    { type: "signal", signal: "viewing", payload: { conversationId: "c" } },
  ];
  await desk.live();
  expect(desk.socket.signals).toEqual(said);
  desk.socket.say(welcome());
  desk.inbox.setViewing("c");
  expect(desk.socket.signals).toEqual(said);
  desk.socket.drop();
  await desk.clock.advance(timing.reconnectMaxMs);
  await desk.live();
  expect(desk.socket.signals).toEqual(said);
});

test("C3 typing ends by itself at the reader, and a later word prolongs it", async () => {
  const desk = new Desk();
  await desk.live();
  desk.socket.say(typing("c", "ben", true));
  await desk.clock.advance(timing.typingTtlMs - 1);
  expect(desk.inbox.typists("c")).toEqual(["ben"]);
  desk.socket.say(typing("c", "ben", true));
  await desk.clock.advance(timing.typingTtlMs - 1);
  expect(desk.inbox.typists("c")).toEqual(["ben"]);
  await desk.clock.advance(1);
  expect(desk.inbox.typists("c")).toEqual([]);
  desk.socket.say(typing("c", "ben", true));
  desk.socket.say(typing("c", "ben", false));
  expect(desk.inbox.typists("c")).toEqual([]);
});

test("C3 typing is told at most twice in its life, however many keys come", async () => {
  const desk = new Desk();
  await desk.live();
  for (let key = 0; key < timing.typingTtlMs / 100; key++) {
    desk.inbox.setTyping("c", true);
    await desk.clock.advance(100);
  }
  expect(desk.socket.signals.length).toBe(2);
  desk.inbox.setTyping("c", false);
  desk.inbox.setTyping("c", false);
  expect(desk.socket.signals.at(-1)?.payload).toEqual({ conversationId: "c", on: false });
  expect(desk.socket.signals.length).toBe(3);
});

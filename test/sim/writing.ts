import type { DraftKind } from "../../src/client/inbox.ts";
import { shown } from "./acts.ts";
import type { Desk } from "./desk.ts";
import type { World } from "./world.ts";

/** An agent writes, or stops: what the reply box tells the client. */
export function write(world: World, desk: Desk): void {
  const { random } = world;
  const view = shown(desk, random);
  if (view === null) return;
  const { inbox } = desk;
  const conversationId = view.record.id;
  const kind: DraftKind = random.chance(0.8) ? "reply" : "note";
  const what = random.weighted([
    [30, "key"],
    [14, "lock"],
    [8, "release"],
    [6, "take over"],
    [6, "discard"],
    [10, "resolve"],
    [4, "stop typing"],
  ] as const);
  world.log(`${desk.session} ${what} ${conversationId.slice(-6)}`);
  switch (what) {
    case "key":
      inbox.setTyping(conversationId, true);
      if (random.chance(0.7)) inbox.acquireLock(conversationId);
      return desk.paper.type(inbox, conversationId, kind, `draft ${random.between(1, 1e6)}`);
    case "lock":
      return inbox.acquireLock(conversationId);
    case "release":
      return inbox.releaseLock(conversationId);
    case "take over":
      return desk.track("lock:takeover", { conversationId }, inbox.takeOver(conversationId));
    case "discard":
      return desk.paper.type(inbox, conversationId, kind, "");
    case "resolve":
      return desk.paper.resolve(inbox, random.pick(["mine", "theirs"]));
    case "stop typing":
      return inbox.setTyping(conversationId, false);
  }
}

/** An agent looks elsewhere, leaves or comes back. */
export function attend(world: World, desk: Desk): void {
  const { random } = world;
  if (random.chance(0.3)) return desk.setPresence(random.pick(["online", "away", "busy"] as const));
  const view = random.chance(0.2) ? null : shown(desk, random);
  desk.setViewing(view?.record.id ?? null);
}

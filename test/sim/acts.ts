import type { ConversationView } from "../../src/client/inbox.ts";
import type { CommandName, CommandPayload } from "../../src/protocol/commands.ts";
import type { Desk } from "./desk.ts";
import { lists } from "./lists.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

const agents = ["ana", "ben", "chi", "nobody-of-this-org"];

/** An agent does something in a conversation that is shown, or about an action that was refused. */
export function act(world: World, desk: Desk): void {
  const { random } = world;
  const { inbox } = desk;
  const failures = inbox.failures();
  if (failures.length > 0 && random.chance(0.2)) return decide(world, desk, random.pick(failures).id);
  const view = shown(desk, random);
  if (view === null) return void inbox.loadConversations("all");
  const conversationId = view.record.id;
  const what = random.weighted([
    [26, "send"],
    [4, "send over"],
    [10, "send held"],
    [8, "send later"],
    [8, "react"],
    [6, "settle"],
    [12, "cancel"],
    [4, "note"],
    [20, "read"],
    [8, "unread"],
    [8, "close"],
    [5, "archive"],
    [6, "reopen"],
    [12, "retry"],
    [10, "assign"],
    [8, "snooze"],
    [8, "label"],
    [5, "prioritize"],
    [6, "follow"],
    [4, "mention"],
  ] as const);
  const { messages } = inbox.thread(conversationId);
  world.log(`${desk.session} ${what} ${conversationId.slice(-6)}`);
  switch (what) {
    case "send":
    case "send over":
    case "send held":
    case "send later":
      return send(world, desk, conversationId, what);
    case "note": {
      const body = `note ${random.between(1, 1e6)} @${random.pick(["Ana", "Ben", "Nobody"])}`;
      desk.paper.sent(conversationId, "note");
      return desk.track("note:add", { conversationId, body }, inbox.addNote(conversationId, body));
    }
    case "read": {
      void inbox.loadThread(conversationId);
      const sent = inbox.markRead(conversationId);
      if (sent !== null) desk.track("conversation:read", { conversationId }, sent);
      return;
    }
    case "unread":
      return desk.track("conversation:unread", { conversationId }, inbox.markUnread(conversationId));
    case "close":
      return desk.track("conversation:close", { conversationId }, inbox.close(conversationId));
    case "archive":
      return desk.track("conversation:archive", { conversationId }, inbox.archive(conversationId));
    case "reopen":
      return desk.track("conversation:reopen", { conversationId }, inbox.reopen(conversationId));
    case "assign": {
      if (world.teamId !== null && random.chance(0.3))
        return ask(desk, "conversation:assign", { conversationId, teamId: random.pick([world.teamId, null]) });
      const agentId = random.chance(0.3) ? null : random.pick(agents);
      return desk.track("conversation:assign", { conversationId, agentId }, inbox.assign(conversationId, agentId));
    }
    case "snooze": {
      // Mostly soon, so that it wakes while everything still goes wrong, or on the way to rest.
      const inMs = random.chance(0.1) ? 7 * 86_400_000 : random.between(1, 90_000);
      const until = new Date(world.clock.now() + inMs).toISOString();
      return ask(desk, "conversation:snooze", { conversationId, until });
    }
    case "label":
      return ask(desk, "conversation:label", { conversationId, ...random.pick(labelings) });
    case "prioritize":
      return ask(desk, "conversation:prioritize", {
        conversationId,
        priority: random.pick(["none", "urgent"] as const),
      });
    case "follow":
      return ask(desk, random.pick(["conversation:follow", "conversation:unfollow"] as const), { conversationId });
    case "mention": {
      const mention = inbox.mentions().items.find(({ record }) => record.readAt === null)?.record;
      if (mention === undefined) return void inbox.loadMentions();
      return ask(desk, "mention:read", { conversationId: mention.conversationId, messageId: mention.messageId });
    }
    case "react": {
      const reacted = messages.filter(({ record }) => record.providerId !== null);
      if (reacted.length === 0) return;
      const messageId = random.pick(reacted).record.id;
      const emoji = random.pick(["👍", "🎉", null]);
      return desk.track("message:react", { conversationId }, inbox.react(conversationId, messageId, emoji));
    }
    case "settle": {
      const lost = messages.find(({ record }) => record.status === "unconfirmed");
      if (lost === undefined) return;
      const arrived = random.chance(0.5);
      return desk.track("message:settle", { conversationId }, inbox.settle(conversationId, lost.record.id, arrived));
    }
    case "cancel": {
      const waiting = messages.findLast(({ record }) => record.status === "queued" || record.status === "scheduled");
      if (waiting === undefined) return;
      return ask(desk, "message:cancel", { conversationId, messageId: waiting.record.id });
    }
    case "retry": {
      const failed = messages.find(({ record }) => record.status === "failed" || record.status === "unconfirmed");
      if (failed === undefined) return;
      const payload = { conversationId, messageId: failed.record.id };
      return desk.track("message:retry", payload, inbox.retry(conversationId, failed.record.id));
    }
  }
}

/** Of what may be said about labels, also of one that may be gone. */
const labelings = [
  { add: ["vip"] },
  { add: ["late"], remove: ["vip"] },
  { remove: ["vip", "late"] },
  { labels: ["late", "vip"] },
  { labels: [] },
];

type Send = "send" | "send over" | "send held" | "send later";

function send({ random, clock }: World, desk: Desk, conversationId: string, how: Send): void {
  const { inbox } = desk;
  const { messages } = inbox.thread(conversationId);
  const quoted = messages.length > 0 && random.chance(0.2) ? random.pick(messages).record.id : undefined;
  const body = random.chance(0.03) ? " " : `reply ${random.between(1, 1e6)}`;
  const holdMs = how === "send held" ? random.between(200, 12_000) : 0;
  const options = {
    ...(quoted === undefined ? {} : { replyTo: quoted }),
    ...(how === "send over" ? { takeover: true } : {}),
    ...(holdMs > 0 ? { holdMs } : {}),
    ...(how === "send later" ? { sendAt: new Date(clock.now() + random.between(1, 60_000)).toISOString() } : {}),
  };
  desk.paper.sent(conversationId, "reply");
  desk.track("message:send", { conversationId, body, holdMs }, inbox.send(conversationId, body, options));
}

/** A refused action is tried again under its own id, or given up. */
function decide({ random }: World, desk: Desk, id: string): void {
  const failure = desk.inbox.failures().find((one) => one.id === id);
  if (failure === undefined) return;
  if (random.chance(0.5)) return desk.dismiss(failure);
  desk.again(failure);
}

/** What has no method of its own. */
function ask<N extends CommandName>(desk: Desk, command: N, payload: CommandPayload<N>): void {
  desk.track(command, payload, desk.inbox.ask(command, payload));
}

/** A conversation that the agent sees; null when there is none in the list that is open. */
export function shown({ inbox }: Desk, random: Random): ConversationView | null {
  const items = inbox.conversations(random.chance(0.5) ? "all" : random.pick(lists)).items;
  return items.length === 0 ? null : random.pick(items);
}

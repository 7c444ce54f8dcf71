import fc from "fast-check";
import type { Mention } from "../../../src/protocol/mention.ts";
import type { Contact, Conversation, Message, ReadMark } from "../../../src/protocol/records.ts";
import type { InboxOptions } from "../../../src/client/inbox.ts";
import { Clock, settle } from "./clock.ts";
import { Desk } from "./desk.ts";
import { ModelHub } from "./model-hub.ts";
import { me } from "./records.ts";

/** An agent at a model hub: what may happen to them, what they should see, and what they do. */

export const conversations = ["c1", "c2", "c3", "c4", "c5", "c6"];
const id = fc.constantFrom(...conversations);

const whileAway = fc.oneof(
  fc.record({ do: fc.constant("inbound" as const), id }),
  fc.record({ do: fc.constant("delete" as const), nth: fc.nat(20) }),
  fc.record({ do: fc.constant("rename" as const), id }),
  fc.record({ do: fc.constant("mention" as const), id }),
);

export const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("away" as const),
      meanwhile: fc.array(whileAway, { maxLength: 6 }),
      forgotten: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("inbound" as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("send", "read", "unread", "close", "reopen"), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("label", "unlabel", "follow", "unfollow"), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("mention", "readMention"), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("markElsewhere" as const), id, back: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("rename", "loadThread", "open"), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), nth: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("drop", "project", "prune", "look", "skip", "historyDown") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("break" as const), where: fc.constantFrom("command", "result", "welcome") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("loadAll", "loadUnread", "loadClosed", "loadVip", "loadMentions", "countUnread", "slowRest"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(3_000) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const vip = { filter: "all", label: "vip" } as const;
export const lists = ["all", "unread", "closed", "following", vip] as const;

/** How REST fares, and the answers that are still out. */
export interface Weather {
  rest: boolean;
  down: boolean;
  unsettled: number;
}

export function goodWeather(): Weather {
  return { rest: false, down: false, unsettled: 0 };
}

/** A desk at a model hub: sockets open after a moment, and answer. */
export function connect(random: () => number): { desk: Desk; hub: ModelHub; slow: Weather } {
  const slow = goodWeather();
  const clock = new Clock();
  const hub = new ModelHub(() => new Date(clock.now()).toISOString());
  return { desk: sitDown(hub, slow, { random }, clock), hub, slow };
}

/** Opens the page at a hub that is there, maybe once more. */
export function sitDown(hub: ModelHub, slow: Weather, options: Partial<InboxOptions>, clock: Clock): Desk {
  const desk = new Desk(options, clock);
  desk.rest = async (path, query) => {
    if (slow.down) return { status: 503, body: { detail: "down" } };
    const answer = hub.rest(path, query);
    // The page is read now, and arrives when much may have happened since.
    if (slow.rest) await new Promise<void>((resolve) => desk.clock.setTimeout(resolve, 5_000));
    return answer;
  };
  return desk;
}

export async function serve(desk: Desk, hub: ModelHub): Promise<void> {
  await settle();
  const socket = desk.sockets.at(-1);
  if (socket === undefined || socket.sent.length > 0 || socket.closedByClient || socket.onopen === null) return;
  socket.heard = (text) => hub.hear(socket, text);
  socket.open();
  await settle();
}

export async function pass(desk: Desk, hub: ModelHub, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await desk.clock.advance(250);
    await serve(desk, hub);
  }
}

export async function take(step: Step, desk: Desk, hub: ModelHub, slow: Weather): Promise<void> {
  const { inbox } = desk;
  const track = (sent: { settled: Promise<unknown> } | null) => {
    if (sent === null) return;
    slow.unsettled++;
    void sent.settled.then(() => slow.unsettled--);
  };
  switch (step.do) {
    case "inbound":
      return hub.inbound(step.id);
    case "markElsewhere":
      return hub.markElsewhere(step.id, step.back);
    case "rename":
      return hub.rename(step.id, `name at ${hub.head}`);
    case "delete":
      return hub.deleteMessage(step.nth);
    case "send":
      return track(inbox.send(step.id, `out ${hub.head}`));
    case "read":
      return track(inbox.markRead(step.id));
    case "unread":
      return track(inbox.markUnread(step.id));
    case "close":
      return track(inbox.close(step.id));
    case "reopen":
      return track(inbox.reopen(step.id));
    case "label":
      return track(inbox.ask("conversation:label", { conversationId: step.id, add: ["vip"] }));
    case "unlabel":
      return track(inbox.ask("conversation:label", { conversationId: step.id, remove: ["vip"] }));
    case "follow":
      return track(inbox.ask("conversation:follow", { conversationId: step.id }));
    case "unfollow":
      return track(inbox.ask("conversation:unfollow", { conversationId: step.id }));
    case "mention":
      return hub.mention(step.id);
    case "readMention": {
      const held = inbox.mentions().items.find(({ record }) => record.conversationId === step.id);
      if (held === undefined) return;
      const { conversationId, messageId } = held.record;
      return track(inbox.ask("mention:read", { conversationId, messageId }));
    }
    case "loadVip":
      return void inbox.loadConversations(vip);
    case "loadMentions":
      return void inbox.loadMentions();
    case "countUnread":
      return void inbox.count("unread");
    case "loadThread":
      return void inbox.loadThread(step.id);
    case "open":
      return void inbox.loadConversation(step.id);
    case "drop":
      hub.socket = null;
      return desk.socket.drop();
    case "break":
      hub.breaks = step.where;
      return;
    case "away":
      hub.socket = null;
      desk.socket.drop();
      for (const one of step.meanwhile) await take(one, desk, hub, slow);
      if (!step.forgotten) return;
      hub.project();
      return hub.prune();
    case "project":
      slow.down = false;
      return hub.project();
    case "prune":
      return hub.prune();
    case "look":
      return desk.look();
    case "skip":
      return hub.skip();
    case "historyDown":
      slow.down = true;
      return;
    case "loadAll":
      return void inbox.loadConversations("all");
    case "loadUnread":
      return void inbox.loadConversations("unread");
    case "loadClosed":
      return void inbox.loadConversations("closed");
    case "slowRest":
      slow.rest = !slow.rest;
      return;
    case "wait":
      return pass(desk, hub, step.ms);
  }
}

/** What the hub would show: every list and thread whole. */
export function truth(hub: ModelHub) {
  const all = [...hub.records.values()].filter((record) => record.deleted !== true);
  const held = all.filter((record): record is Conversation => record.kind === "conversation");
  const newestFirst = held.toSorted((a, b) => b.lastPosition - a.lastPosition);
  const unread = ({ id: one, inboundCount }: Conversation) =>
    inboundCount - (hub.get<ReadMark>("readMark", `${me}:${one}`)?.number ?? 0);
  const nameOf = (one: string) => hub.get<Contact>("contact", `contact-${one}`)?.name ?? null;
  const row = (record: Conversation) => ({
    record,
    unread: unread(record),
    name: nameOf(record.id),
    pending: false,
  });
  const active = newestFirst.filter((one) => one.status === "active");
  const lists = [
    active,
    active.filter((one) => unread(one) > 0),
    newestFirst.filter((one) => one.status === "closed"),
    newestFirst.filter((one) => one.followerIds?.includes(me)),
    active.filter((one) => one.labels.includes("vip")),
  ];
  return {
    lists: lists.map((list) => list.map(row)),
    unread: { n: active.filter((one) => unread(one) > 0).length, isLeast: false },
    mentions: all
      .filter((record): record is Mention => record.kind === "mention")
      .toSorted((a, b) => b.position - a.position)
      .map((record) => ({ record, name: nameOf(record.conversationId) })),
    threads: conversations.map((one) =>
      all
        .filter((record): record is Message => record.kind === "message" && record.conversationId === one)
        .toSorted((a, b) => a.position - b.position),
    ),
  };
}

export function seen({ inbox }: Desk) {
  return {
    lists: lists.map((query) =>
      inbox.conversations(query).items.map(({ record, unread, contact, pending }) => ({
        record,
        unread,
        name: contact?.name ?? null,
        pending,
      })),
    ),
    unread: inbox.count("unread"),
    mentions: inbox.mentions().items.map(({ record, contact }) => ({ record, name: contact?.name ?? null })),
    threads: conversations.map((one) => inbox.thread(one).messages.map(({ record }) => record)),
  };
}

export async function loadAll(desk: Desk, hub: ModelHub): Promise<void> {
  const { inbox } = desk;
  for (let round = 0; round < 40; round++) {
    for (const query of lists) if (inbox.conversations(query).hasMore) void inbox.loadConversations(query);
    if (inbox.mentions().hasMore) void inbox.loadMentions();
    for (const one of conversations) if (inbox.thread(one).hasOlder) void inbox.loadOlder(one);
    await pass(desk, hub, 5_250);
  }
}

import { applyAll } from "../../../src/core/apply.ts";
import { decide } from "../../../src/core/decide.ts";
import { mark, unread } from "../../../src/core/read-mark.ts";
import { mentionId } from "../../../src/core/send.ts";
import { type ConversationState, emptyState } from "../../../src/core/state.ts";
import type { Command } from "../../../src/protocol/commands.ts";
import { isOnConversation } from "../../../src/protocol/on-conversation.ts";
import type { CommandFrame, Hello, ResultFrame, UpFrame } from "../../../src/protocol/frames.ts";
import type { Mention } from "../../../src/protocol/mention.ts";
import type { Conversation, Message, ParleyRecord, ReadMark } from "../../../src/protocol/records.ts";
import type { ConversationItem, MentionItem } from "../../../src/protocol/resources.ts";
import type { RestAnswer } from "./desk.ts";
import type { FakeSocket } from "./fake-socket.ts";
import { agent, changes, contact, conversation, label, me, mention, message, welcome } from "./records.ts";

type Records = Map<string, ParleyRecord>;

/**
 * A hub in few lines, by the words of CONTRACT.md: one clock, a journal of touched keys, answers remembered
 * by command id, and a history behind it that lags. The truth that a client must come to.
 */
export class ModelHub {
  head = 0;
  records: Records = new Map();
  /** What REST reads: the records as they were at `projected`. */
  projected = 0;
  history: Records = new Map();
  /** Touched keys by `seq`; what lies at or below `floor` is forgotten. */
  #journal: { seq: number; key: string }[] = [];
  #floor = 0;
  #answers = new Map<string, ResultFrame & { ok: true }>();
  #now: () => string;
  /** The one socket that said hello. */
  socket: FakeSocket | null = null;
  /** The connection breaks at the next chance: before a command arrives, before its result, within a welcome. */
  breaks: "command" | "result" | "welcome" | null = null;
  /** Commands that took effect, by id. */
  readonly effects: string[] = [];

  constructor(now: () => string) {
    this.#now = now;
    this.#write([agent(0), label("vip", 0)], null);
  }

  get<T extends ParleyRecord>(kind: T["kind"], id: string): T | null {
    const record = this.records.get(`${kind}/${id}`);
    return record === undefined || record.deleted === true ? null : (record as T);
  }

  /** A customer writes. */
  inbound(id: string): void {
    const before = this.get<Conversation>("conversation", id);
    const number = (before?.inboundCount ?? 0) + 1;
    const seq = this.head + 1;
    const next = conversation(id, seq, {
      ...before,
      seq,
      status: "active",
      inboundCount: number,
      lastPosition: seq,
      lastMessagePreview: `in ${seq}`,
    });
    const made = before === null ? [contact(next.contactId, seq)] : [];
    this.#write([...made, next, message(`in-${seq}`, id, seq, { number, body: `in ${seq}` })], null);
  }

  /** Another device of the agent moves the mark. */
  markElsewhere(id: string, back: number): void {
    const held = this.get<Conversation>("conversation", id);
    if (held !== null) this.#write([mark(held, { id: me }, Math.max(0, held.inboundCount - back), null)], null);
  }

  /** Another agent names this one in a note. */
  mention(id: string): void {
    const held = this.get<Conversation>("conversation", id);
    if (held === null) return;
    const noteId = `note-${this.head + 1}`;
    const note = message(noteId, id, this.head + 1, {
      type: "note",
      direction: "outbound",
      number: held.inboundCount,
      authorId: "agent-2",
    });
    this.#write([note, mention(noteId, id, this.head + 1)], null);
  }

  rename(id: string, name: string): void {
    if (this.get("contact", `contact-${id}`) !== null) this.#write([contact(`contact-${id}`, 0, name)], null);
  }

  deleteMessage(nth: number): void {
    const messages = [...this.records.values()].filter(
      (record) => record.kind === "message" && record.deleted !== true,
    );
    const chosen = messages[nth % Math.max(1, messages.length)];
    if (chosen !== undefined) this.#write([{ ...chosen, deleted: true }], null);
  }

  /** Changes of other agents that this one never sees. */
  skip(): void {
    this.head++;
  }

  project(): void {
    this.history = new Map(this.records);
    this.projected = this.head;
  }

  /** Forgets the journal: a cursor below is answered by a reset. Only what the history has may be forgotten. */
  prune(): void {
    this.#floor = this.projected;
    this.#journal = this.#journal.filter(({ seq }) => seq > this.#floor);
  }

  hear(socket: FakeSocket, text: string): void {
    if (text === "ping") return socket.say("pong");
    const frame = JSON.parse(text) as UpFrame;
    if (frame.type === "hello") this.#hello(socket, frame);
    else if (frame.type === "command" && socket === this.socket) this.#execute(socket, frame);
  }

  rest(path: string, query: URLSearchParams): RestAnswer {
    if (this.projected < Number(query.get("minSeq") ?? 0)) return { status: 503, body: { detail: "stale" } };
    const [, , id, messages] = path.split("/");
    const limit = 2;
    if (messages !== undefined) {
      const before = Number(query.get("before") ?? Number.MAX_SAFE_INTEGER);
      const thread = this.#past<Message>("message").filter((one) => one.conversationId === id && one.position < before);
      return {
        body: pageOf(
          thread.toSorted((a, b) => b.position - a.position),
          limit,
          this.projected,
        ),
      };
    }
    if (path === "/mentions") return { body: this.#mentions(query, limit) };
    const items = this.#past<Conversation>("conversation").map((record) => this.#item(record));
    if (id !== undefined) {
      const found = items.find((one) => one.id === id);
      return found === undefined ? { status: 404, body: { detail: "none" } } : { body: found };
    }
    const matching = items.filter((one) => isListed(one, query));
    const after = Number(query.get("cursor") ?? Number.MAX_SAFE_INTEGER);
    const rest = matching.toSorted((a, b) => b.lastPosition - a.lastPosition).filter((one) => one.lastPosition < after);
    return { body: pageOf(rest, limit, this.projected) };
  }

  #hello(socket: FakeSocket, { cursor, pending }: Hello): void {
    this.socket = socket;
    const reset = cursor === 0 || cursor < this.#floor || cursor > this.head;
    const since = reset ? this.projected : Math.min(cursor, this.projected);
    const keys = new Set(this.#journal.filter(({ seq }) => seq > since).map(({ key }) => key));
    const records = [...keys].map((key) => this.records.get(key)).filter((record) => record !== undefined);
    const results = pending.flatMap((id) => this.#answers.get(id) ?? []);
    const parts = { seq: this.head, projected: this.projected, reset };
    const half = Math.ceil(records.length / 2);
    socket.say(welcome({ ...parts, records: records.slice(0, half), more: true }));
    if (this.#breaks("welcome", socket)) return;
    socket.say(welcome({ ...parts, records: records.slice(half), results }));
  }

  #execute(socket: FakeSocket, { id, command: name, payload }: CommandFrame): void {
    if (this.#breaks("command", socket)) return;
    const result = this.#answers.get(id) ?? this.#decide(id, { command: name, payload } as unknown as Command);
    if (!this.#breaks("result", socket)) socket.say(result);
  }

  #breaks(where: ModelHub["breaks"], socket: FakeSocket): boolean {
    if (this.breaks !== where) return false;
    this.breaks = this.socket = null;
    // The client learns of it later than it happens.
    queueMicrotask(() => socket.drop());
    return true;
  }

  #decide(id: string, command: Command): ResultFrame {
    if (!isOnConversation(command)) throw new Error("the model starts nothing");
    const { payload } = command;
    const about = "upTo" in payload ? payload.upTo : "messageId" in payload ? payload.messageId : null;
    const before: ConversationState = {
      ...emptyState,
      conversation: this.get<Conversation>("conversation", payload.conversationId),
      message: about === null ? null : this.get<Message>("message", about),
      readMark: this.get<ReadMark>("readMark", `${me}:${payload.conversationId}`),
      labels: [label("vip", 0)],
      mention: about === null ? null : this.get<Mention>("mention", mentionId(about, me)),
    };
    const decision = decide(
      before,
      id,
      command,
      { id: me, name: "Ana", role: "agent", session: "tab-1" },
      { now: this.#now(), seq: this.head + 1 },
    );
    if (!decision.ok) return { ...decision, type: "result", id };
    if (decision.events.length === 0) return { type: "result", id, ok: true, seq: this.head, value: null };
    const after = applyAll(before, decision.events);
    const kinds = ["conversation", "message", "readMark", "mention"] as const;
    const changed = kinds.flatMap((kind) =>
      after[kind] !== null && after[kind] !== before[kind] ? [after[kind]] : [],
    );
    this.effects.push(id);
    this.#answers.set(id, { type: "result", id, ok: true, seq: this.head + 1, value: after.message });
    this.#write(changed, id);
    return this.#answers.get(id) as ResultFrame;
  }

  #write(records: readonly ParleyRecord[], cause: string | null): void {
    const seq = ++this.head;
    const stamped = records.map((record) => ({ ...record, seq }));
    for (const record of stamped) {
      const key = `${record.kind}/${record.id}`;
      this.records.set(key, record);
      this.#journal.push({ seq, key });
    }
    this.socket?.say(changes(seq, { cause, records: stamped }));
  }

  #past<T extends ParleyRecord>(kind: T["kind"]): T[] {
    return [...this.history.values()].filter((record): record is T => record.kind === kind && record.deleted !== true);
  }

  #mentions(query: URLSearchParams, limit: number) {
    const after = Number(query.get("cursor") ?? Number.MAX_SAFE_INTEGER);
    const rest = this.#past<Mention>("mention")
      .toSorted((a, b) => b.position - a.position)
      .filter(({ position }) => position < after)
      .map((record): MentionItem => {
        const who = this.history.get(`contact/contact-${record.conversationId}`);
        const name = who?.kind === "contact" ? who.name : null;
        return { ...record, contact: { id: `contact-${record.conversationId}`, name, phoneNumber: "+15550001" } };
      });
    return pageOf(rest, limit, this.projected);
  }

  #item(record: Conversation): ConversationItem {
    const read = this.#past<ReadMark>("readMark").find((one) => one.conversationId === record.id);
    const who = this.history.get(`contact/${record.contactId}`);
    const name = who?.kind === "contact" ? who.name : null;
    return {
      ...record,
      contact: { id: record.contactId, name, phoneNumber: "+15550001" },
      unread: unread(record, read ?? null),
    };
  }
}

function isListed(one: ConversationItem, query: URLSearchParams): boolean {
  const label = query.get("label");
  if (label !== null && !one.labels.includes(label)) return false;
  switch (query.get("filter")) {
    case "following":
      return one.followerIds?.includes(me) ?? false;
    case "closed":
      return one.status === "closed";
    case "unread":
      return one.status === "active" && (one.unread ?? 0) > 0;
    case "all":
      return one.status === "active";
    default:
      throw new Error("The model lists no such tab.");
  }
}

function pageOf<T extends { lastPosition: number } | { position: number }>(
  rows: readonly T[],
  limit: number,
  seq: number,
) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const place = last === undefined ? 0 : "position" in last ? last.position : last.lastPosition;
  return { items, nextCursor: rows.length > limit ? String(place) : null, seq };
}

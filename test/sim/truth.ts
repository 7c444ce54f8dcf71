import type { Mention } from "../../src/protocol/mention.ts";
import type {
  Contact,
  Conversation,
  Draft,
  DraftKind,
  Lock,
  Message,
  ParleyRecord,
  ReadMark,
  SmallKind,
} from "../../src/protocol/records.ts";
import type { List } from "./lists.ts";
import { queryOf } from "./lists.ts";
import type { Database } from "./runtime/database.ts";

/** What the hub holds, read from its own tables. */
export class Truth {
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  readonly contacts: readonly Contact[];
  readonly marks: readonly ReadMark[];
  readonly drafts: readonly Draft[];
  readonly mentions: readonly Mention[];
  /** Those that are held. */
  readonly locks: readonly Lock[];
  readonly small: readonly ParleyRecord[];
  readonly head: number;

  constructor(hub: Database) {
    const all = <T>(table: string, order: string, where = "true") =>
      hub
        .rows<{ json: string }>(`SELECT json FROM ${table} WHERE ${where} ORDER BY ${order}`)
        .map(({ json }) => JSON.parse(json) as T);
    this.conversations = all<Conversation>("conversation", "id");
    this.messages = all<Message>("message", "position");
    this.contacts = all<Contact>("contact", "id");
    this.marks = all<ReadMark>("private", "agent, id", "kind = 'readMark'");
    this.drafts = all<Draft>("private", "agent, id", "kind = 'draft'").filter(({ deleted }) => !deleted);
    this.mentions = all<Mention>("private", "agent, id", "kind = 'mention'");
    this.locks = all<Lock>("lock", "conversation", "is_held = 1");
    this.small = all<ParleyRecord>("record", "kind, id");
    this.head = hub.rows<{ seq: number }>("SELECT max(seq) AS seq FROM journal")[0]?.seq ?? 0;
  }

  thread(conversationId: string): Message[] {
    return this.messages.filter((message) => message.conversationId === conversationId);
  }

  unread(agentId: string, conversation: Conversation): number {
    const mark = this.marks.find((one) => one.agentId === agentId && one.conversationId === conversation.id);
    return Math.max(0, conversation.inboundCount - (mark?.number ?? 0));
  }

  draft(agentId: string, conversationId: string, kind: DraftKind): Draft | null {
    const found = this.drafts.find(
      (one) => one.agentId === agentId && one.conversationId === conversationId && one.draftKind === kind,
    );
    return found ?? null;
  }

  /** As the contract orders and filters a list. */
  list(agentId: string, list: List): Conversation[] {
    const { filter, label, assignee, priority } = queryOf(list);
    return this.conversations
      .filter((one) => {
        if (label !== undefined && !one.labels.includes(label)) return false;
        if (assignee !== undefined && one.assigneeId !== assignee) return false;
        if (priority !== undefined && one.priority !== priority) return false;
        if (filter === "following") return one.followerIds?.includes(agentId) ?? false;
        if (filter === "closed" || filter === "archived" || filter === "snoozed") return one.status === filter;
        if (one.status !== "active") return false;
        if (filter === "unread") return this.unread(agentId, one) > 0;
        if (filter === "mine") return one.assigneeId === agentId;
        return filter !== "unassigned" || one.assigneeId === null;
      })
      .toSorted((a, b) => b.lastPosition - a.lastPosition);
  }

  /** Notes that name an agent, newest first. */
  mentionsOf(agentId: string): Mention[] {
    return this.mentions.filter((one) => one.agentId === agentId).toSorted((a, b) => b.position - a.position);
  }

  /** Active conversations by what they are counted under, counted anew. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { status, assigneeId, teamId, labels } of this.conversations) {
      if (status !== "active") continue;
      const names = ["all", assigneeId === null ? "unassigned" : `assignee:${assigneeId}`];
      if (teamId !== null) names.push(`team:${teamId}`);
      for (const name of [...names, ...labels.map((label) => `label:${label}`)])
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  }

  /** What there is of a small kind and an agent may see, by id. */
  smallOf(kind: SmallKind, agentId: string): ParleyRecord[] {
    return this.small.filter(
      (one) =>
        one.kind === kind && !one.deleted && (one.kind !== "view" || one.agentId === null || one.agentId === agentId),
    );
  }
}

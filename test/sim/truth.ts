import type { Conversation, Draft, DraftKind, Lock, Message, ParleyRecord, ReadMark } from "../../src/protocol/records.ts";
import type { ConversationFilter } from "../../src/protocol/resources.ts";
import type { Database } from "./runtime/database.ts";

/** What the hub holds, read from its own tables. */
export class Truth {
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  readonly contacts: readonly ParleyRecord[];
  readonly marks: readonly ReadMark[];
  readonly drafts: readonly Draft[];
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
    this.contacts = all<ParleyRecord>("contact", "id");
    this.marks = all<ReadMark>("private", "agent, id", "kind = 'readMark'");
    this.drafts = all<Draft>("private", "agent, id", "kind = 'draft'").filter(({ deleted }) => !deleted);
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
  list(agentId: string, filter: ConversationFilter): Conversation[] {
    return this.conversations
      .filter((one) => {
        if (filter === "closed" || filter === "archived" || filter === "snoozed") return one.status === filter;
        if (one.status !== "active") return false;
        if (filter === "unread") return this.unread(agentId, one) > 0;
        if (filter === "mine") return one.assigneeId === agentId;
        return filter !== "unassigned" || one.assigneeId === null;
      })
      .toSorted((a, b) => b.lastPosition - a.lastPosition);
  }
}

import type { Conversation, Message, ParleyRecord, ReadMark } from "../../src/protocol/records.ts";
import type { ConversationFilter } from "../../src/protocol/resources.ts";
import type { Database } from "./runtime/database.ts";

/** What the hub holds, read from its own tables. */
export class Truth {
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  readonly contacts: readonly ParleyRecord[];
  readonly marks: readonly ReadMark[];
  readonly small: readonly ParleyRecord[];
  readonly head: number;

  constructor(hub: Database) {
    const all = <T>(table: string, order: string) =>
      hub
        .rows<{ json: string }>(`SELECT json FROM ${table} ORDER BY ${order}`)
        .map(({ json }) => JSON.parse(json) as T);
    this.conversations = all<Conversation>("conversation", "id");
    this.messages = all<Message>("message", "position");
    this.contacts = all<ParleyRecord>("contact", "id");
    this.marks = all<ReadMark>("private", "agent, id");
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

  /** As the contract orders and filters a list. */
  list(agentId: string, filter: ConversationFilter): Conversation[] {
    return this.conversations
      .filter((one) => {
        if (filter === "closed" || filter === "archived" || filter === "snoozed") return one.status === filter;
        if (one.status !== "active") return false;
        if (filter === "unread") return this.unread(agentId, one) > 0;
        return filter !== "mine";
      })
      .toSorted((a, b) => b.lastPosition - a.lastPosition);
  }
}

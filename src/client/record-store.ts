import { mark } from "../core/read-mark.ts";
import type {
  Contact,
  Conversation,
  Message,
  ParleyRecord,
  ReadMark,
  RecordKind,
  RecordOf,
} from "../protocol/records.ts";
import type { ContactSummary } from "../protocol/resources.ts";

/**
 * What this client holds. Copies of a record come by frame and by page, in any order and more than once;
 * the higher `seq` wins, so the result does not depend on the order. A deleted record stays as its
 * tombstone, so that a page read earlier cannot bring it back.
 */
export class RecordStore {
  /** Grows with each change, so that views know when to look again. */
  version = 0;
  #records = new Map<string, Map<string, ParleyRecord>>();
  #messages = new Map<string, Map<string, Message>>();
  #marks = new Map<string, ReadMark>();
  /** What a page told beside its records, with the `seq` up to which that page was true. */
  #contactHints = new Map<string, { summary: ContactSummary; asOf: number }>();
  #contactIds = new Map<string, string>();
  #markHints = new Map<string, { number: number; asOf: number }>();

  /** Returns whether it was news. */
  put(record: ParleyRecord): boolean {
    const held = getOrMake(this.#records, record.kind);
    const before = held.get(record.id);
    if (before !== undefined && before.seq >= record.seq) return false;
    held.set(record.id, record);
    if (record.kind === "message") this.#putMessage(record);
    if (record.kind === "readMark") this.#marks.set(record.conversationId, record);
    this.version++;
    return true;
  }

  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | null {
    const record = this.#records.get(kind)?.get(id);
    return record === undefined || record.deleted === true ? null : (record as RecordOf<K>);
  }

  all<K extends RecordKind>(kind: K): RecordOf<K>[] {
    return [...(this.#records.get(kind)?.values() ?? [])].filter((record) => record.deleted !== true) as RecordOf<K>[];
  }

  get messageCount(): number {
    return this.#records.get("message")?.size ?? 0;
  }

  /** Of which messages are held; where something happened last comes last. */
  threadIds(): string[] {
    return [...this.#messages.keys()];
  }

  forgetThread(conversationId: string): void {
    for (const id of this.#messages.get(conversationId)?.keys() ?? []) this.#records.get("message")?.delete(id);
    this.#messages.delete(conversationId);
    this.version++;
  }

  messagesOf(conversationId: string): Message[] {
    return [...(this.#messages.get(conversationId)?.values() ?? [])].filter((message) => message.deleted !== true);
  }

  /** A page's or event's word on a contact: it has no `seq` of its own, so any contact record overrules it. */
  hintContact(summary: ContactSummary, asOf: number): void {
    const before = this.#contactHints.get(summary.id);
    if (before !== undefined && before.asOf >= asOf) return;
    // An event tells no address.
    this.#contactHints.set(summary.id, { summary: { ...before?.summary, ...summary }, asOf });
    this.version++;
  }

  contact(id: string): Contact | ContactSummary | null {
    return this.get("contact", id) ?? this.#contactHints.get(id)?.summary ?? null;
  }

  /** Whose a conversation is that may itself not be held. */
  hintContactIdOf(conversationId: string, contactId: string): void {
    this.#contactIds.set(conversationId, contactId);
  }

  contactIdOf(conversationId: string): string {
    return this.get("conversation", conversationId)?.contactId ?? this.#contactIds.get(conversationId) ?? "";
  }

  /** The number up to which the agent has read, as a page told it; a mark written after that page overrules it. */
  hintMark(conversationId: string, number: number, asOf: number): void {
    const before = this.#markHints.get(conversationId);
    if (before !== undefined && before.asOf >= asOf) return;
    this.#markHints.set(conversationId, { number, asOf });
    this.version++;
  }

  /**
   * The agent's own mark, or null where it is not known. All marks set after `baseline` are held, so a
   * conversation whose first message is younger than that and that has no mark was never read.
   */
  readMark(conversation: Conversation, agentId: string, baseline: number | null): ReadMark | null {
    const held = this.#marks.get(conversation.id);
    const hint = this.#markHints.get(conversation.id);
    if (held !== undefined && (hint === undefined || held.seq > hint.asOf)) return held;
    const number =
      hint?.number ?? (this.#firstHeld(conversation.id, baseline) === 1 || conversation.inboundCount === 0 ? 0 : null);
    return number === null ? null : mark(conversation, { id: agentId }, number, null);
  }

  /** While the mark is unknown: what was there before this client looked counts as read. */
  presumedRead(conversation: Conversation, baseline: number | null): number {
    return Math.min(this.#firstHeld(conversation.id, baseline) - 1, conversation.inboundCount);
  }

  #putMessage(message: Message): void {
    const thread = this.#messages.get(message.conversationId) ?? new Map<string, Message>();
    this.#messages.delete(message.conversationId);
    this.#messages.set(message.conversationId, thread.set(message.id, message));
  }

  #firstHeld(conversationId: string, baseline: number | null): number {
    let first = Number.POSITIVE_INFINITY;
    // Deleted ones count: they were there.
    for (const message of this.#messages.get(conversationId)?.values() ?? []) {
      if (message.direction === "inbound" && message.position > (baseline ?? Number.POSITIVE_INFINITY))
        first = Math.min(first, message.number);
    }
    return first;
  }

  clear(): void {
    this.#records.clear();
    this.#messages.clear();
    this.#marks.clear();
    this.#contactHints.clear();
    this.#contactIds.clear();
    this.#markHints.clear();
    this.version++;
  }
}

function getOrMake<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map()));
  return map;
}

import type { ConversationFilter, ConversationQuery } from "../protocol/catalog-records.ts";
import type { CommandName, CommandPayload } from "../protocol/commands.ts";
import type { EventName, EventPayload } from "../protocol/events.ts";
import { limits } from "../protocol/limits.ts";
import type { Agent, Channel, DraftKind, RecordOf, SmallKind } from "../protocol/records.ts";
import type { ContactSummary } from "../protocol/resources.ts";
import type { PresenceState } from "../protocol/signals.ts";
import type {
  ConnectionState,
  ConversationListView,
  ConversationView,
  CountName,
  CountView,
  DraftView,
  FailedCommand,
  Inbox,
  InboxOptions,
  KeptCommandName,
  LockView,
  MentionListView,
  SendOptions,
  SentCommand,
  ThreadView,
} from "./inbox.ts";
import { Parts } from "./parts.ts";
import { listQuery } from "./query.ts";

/** What the page asks of the parts. */
export class LiveInbox implements Inbox {
  #parts: Parts;
  #failures: { version: number; list: readonly FailedCommand[] } = { version: -1, list: [] };

  constructor(options: InboxOptions) {
    this.#parts = new Parts(options);
  }

  get connection(): ConnectionState {
    return this.#parts.connection.state;
  }

  get me(): string | null {
    return this.#parts.me;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#parts.subscribe(listener);

  on<N extends EventName>(event: N, handler: (payload: EventPayload<N>) => void): () => void {
    return this.#parts.on(event, handler);
  }

  conversations(given: ConversationFilter | ConversationQuery): ConversationListView {
    const query = listQuery(given);
    return this.#parts.lists.conversations(query, this.#parts.pages.list(query));
  }

  conversation(id: string): ConversationView | null {
    return this.#parts.views.conversation(id);
  }

  contact(id: string): ContactSummary | null {
    return this.#parts.views.contact(id);
  }

  thread(conversationId: string): ThreadView {
    return this.#parts.lists.thread(conversationId, this.#parts.pages.thread(conversationId));
  }

  agents(): readonly Agent[] {
    return this.catalog("agent");
  }

  channels(): readonly Channel[] {
    return this.catalog("channel");
  }

  catalog<K extends SmallKind>(kind: K): readonly RecordOf<K>[] {
    return this.#parts.catalog.of(kind);
  }

  count(name: CountName): CountView | null {
    const unread = this.#parts.pages.list(listQuery("unread"));
    // Whoever counts them wants all; whoever does not is spared some thousand conversations.
    if (name === "unread") unread.loadAhead(limits.countedConversations);
    return this.#parts.sync.cursor === 0 ? null : this.#parts.lists.count(name, unread);
  }

  mentions(): MentionListView {
    return this.#parts.lists.mentions(this.#parts.pages.mentions);
  }

  failures(): readonly FailedCommand[] {
    if (this.#failures.version !== this.#parts.queue.version) {
      const list = this.#parts.queue.refused().map(({ id, command, reason }): FailedCommand => ({
        id,
        // The queue keeps no others.
        command: command.command as KeptCommandName,
        payload: command.payload as CommandPayload<KeptCommandName>,
        reason: reason ?? { code: "invalid", message: "" },
        retry: () => this.#parts.queue.retry(id, this.#parts.sync.cursor),
        dismiss: () => this.#parts.queue.dismiss(id),
      }));
      this.#failures = { version: this.#parts.queue.version, list };
    }
    return this.#failures.list;
  }

  loadConversations(query: ConversationFilter | ConversationQuery): Promise<void> {
    return this.#parts.pages.list(listQuery(query)).load();
  }

  loadMentions(): Promise<void> {
    return this.#parts.pages.mentions.load();
  }

  loadConversation(id: string): Promise<void> {
    return this.#parts.pages.open(id);
  }

  loadThread(conversationId: string): Promise<void> {
    const thread = this.#parts.pages.thread(conversationId);
    return thread.loaded ? Promise.resolve() : thread.load();
  }

  loadOlder(conversationId: string): Promise<void> {
    return this.#parts.pages.thread(conversationId).load();
  }

  send(conversationId: string, body: string, options: SendOptions = {}): SentCommand<"message:send"> {
    const sent = this.#parts.ask("message:send", { conversationId, body, ...options });
    this.#parts.drafts.sent(conversationId, "reply");
    return sent;
  }

  addNote(conversationId: string, body: string): SentCommand<"note:add"> {
    const sent = this.#parts.ask("note:add", { conversationId, body });
    this.#parts.drafts.sent(conversationId, "note");
    return sent;
  }

  ask<N extends CommandName>(command: N, payload: CommandPayload<N>): SentCommand<N> {
    return this.#parts.ask(command, payload);
  }

  assign(conversationId: string, agentId: string | null): SentCommand<"conversation:assign"> {
    const held = this.#parts.views.conversation(conversationId);
    const expected = held === null ? {} : { expect: held.record.assigneeId };
    return this.#parts.ask("conversation:assign", { conversationId, agentId, ...expected });
  }

  lockOf(conversationId: string): LockView | null {
    return this.#parts.views.lockOf(conversationId);
  }

  acquireLock(conversationId: string): void {
    this.#parts.locks.acquire(conversationId);
  }

  releaseLock(conversationId: string): void {
    this.#parts.locks.release(conversationId);
  }

  takeOver(conversationId: string): SentCommand<"lock:takeover"> {
    return this.#parts.locks.takeOver(conversationId);
  }

  draft(conversationId: string, kind: DraftKind): DraftView | null {
    return this.#parts.views.draft(conversationId, kind);
  }

  saveDraft(conversationId: string, kind: DraftKind, content: string): void {
    this.#parts.drafts.edit(conversationId, kind, content);
  }

  discardDraft(conversationId: string, kind: DraftKind): void {
    this.#parts.drafts.edit(conversationId, kind, "");
  }

  resolveDraft(conversationId: string, kind: DraftKind, keep: "mine" | "theirs"): void {
    this.#parts.drafts.resolve(conversationId, kind, keep);
  }

  presence(agentId: string): PresenceState | "offline" {
    return this.#parts.signals.presence(agentId);
  }

  viewers(conversationId: string): readonly string[] {
    return this.#parts.signals.viewers(conversationId);
  }

  typists(conversationId: string): readonly string[] {
    return this.#parts.signals.typists(conversationId);
  }

  setViewing(conversationId: string | null): void {
    this.#parts.signals.setViewing(conversationId);
  }

  setPresence(state: PresenceState): void {
    this.#parts.signals.setPresence(state);
  }

  setTyping(conversationId: string, on: boolean): void {
    this.#parts.signals.setTyping(conversationId, on);
  }

  retry(conversationId: string, messageId: string): SentCommand<"message:retry"> {
    return this.#parts.ask("message:retry", { conversationId, messageId });
  }

  markRead(conversationId: string): SentCommand<"conversation:read"> | null {
    const upTo = this.#parts.views.newestUnread(conversationId);
    return upTo === null ? null : this.#parts.ask("conversation:read", { conversationId, upTo });
  }

  markUnread(conversationId: string): SentCommand<"conversation:unread"> {
    return this.#parts.ask("conversation:unread", { conversationId });
  }

  close(conversationId: string): SentCommand<"conversation:close"> {
    return this.#parts.ask("conversation:close", { conversationId });
  }

  archive(conversationId: string): SentCommand<"conversation:archive"> {
    return this.#parts.ask("conversation:archive", { conversationId });
  }

  reopen(conversationId: string): SentCommand<"conversation:reopen"> {
    return this.#parts.ask("conversation:reopen", { conversationId });
  }

  reconnect(): void {
    this.#parts.connection.reconnect();
  }

  dispose(): void {
    this.#parts.connection.close();
    this.#parts.queue.stop();
    this.#parts.locks.stop();
    this.#parts.drafts.stop();
    this.#parts.signals.stop();
    this.#parts.pages.stop();
  }
}

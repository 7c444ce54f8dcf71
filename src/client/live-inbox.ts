import type { Page } from "../protocol/resources.ts";
import type { Template } from "../protocol/template.ts";
import type { Inbox, InboxOptions } from "./inbox.ts";
import { Parts } from "./parts.ts";

/** What the page asks of the parts. */
export function liveInbox(options: InboxOptions): Inbox {
  const parts = new Parts(options);
  const { ask, catalog, connection, drafts, lists, locks, pages, signals, subscribe, views } = parts;
  return {
    get connection() {
      return connection.state;
    },
    get me() {
      return parts.agentId;
    },
    now: parts.now,
    subscribe,
    on: (event, handler) => parts.on(event, handler),

    conversations: (query) => lists.conversations(query),
    conversation: (id) => views.conversation(id),
    contact: (id) => views.contact(id),
    contactRecord: (id) => parts.store.get("contact", id),
    thread: (id) => lists.thread(id),
    agents: () => catalog.of("agent"),
    channels: () => catalog.of("channel"),
    catalog: (kind) => catalog.of(kind),
    count: (name) => lists.count(name),
    mentions: () => lists.mentions(),
    failures: () => parts.failures.list(),
    lockOf: (id) => views.lockOf(id),
    presence: (agentId) => signals.presence(agentId),
    viewers: (id) => signals.viewers(id),
    typists: (id) => signals.typists(id),
    draft: (id, kind) => views.draft(id, kind),

    loadConversations: (query) => pages.list(query).load(),
    loadMentions: () => pages.mentions.load(),
    loadConversation: (id) => pages.open(id),
    loadThread: (id) => pages.openThread(id),
    loadOlder: (id) => pages.stretch(id)?.older() ?? pages.thread(id).load(),
    loadAround: (id, place) => pages.loadAround(id, place),
    loadNewer: async (id) => pages.stretch(id)?.newer(),
    leavePast: (id) => pages.leavePast(id),

    send: (conversationId, body, options = {}) => {
      pages.leavePast(conversationId);
      return drafts.sent("reply", conversationId, ask("message:send", { conversationId, body, ...options }));
    },
    addNote: (conversationId, body) => {
      pages.leavePast(conversationId);
      return drafts.sent("note", conversationId, ask("note:add", { conversationId, body }));
    },
    ask,
    assign: (conversationId, agentId) => {
      const held = views.conversation(conversationId);
      const expected = held === null ? {} : { expect: held.record.assigneeId };
      return ask("conversation:assign", { conversationId, agentId, ...expected });
    },
    acquireLock: (id) => locks.acquire(id),
    releaseLock: (id) => locks.release(id),
    takeOver: (id) => locks.takeOver(id),
    saveDraft: (id, kind, content, head) => drafts.edit(id, kind, content, head),
    discardDraft: (id, kind) => drafts.edit(id, kind, "", null),
    resolveDraft: (id, kind, keep) => drafts.resolve(id, kind, keep),
    setViewing: (id) => signals.setViewing(id),
    setPresence: (state) => signals.setPresence(state),
    setTyping: (id, on) => signals.setTyping(id, on),
    react: (conversationId, messageId, emoji) => ask("message:react", { conversationId, messageId, emoji }),
    cancel: (conversationId, messageId) => ask("message:cancel", { conversationId, messageId }),
    settle: (conversationId, messageId, arrived) => ask("message:settle", { conversationId, messageId, arrived }),
    templates: (channel, { status = null, q = null } = {}, cursor = null) =>
      parts.rest.get("/templates", { channel, status, q, cursor }) as Promise<Page<Template>>,
    retry: (conversationId, messageId) => ask("message:retry", { conversationId, messageId }),
    markRead: (conversationId) => {
      const upTo = views.newestUnread(conversationId);
      return upTo === null ? null : ask("conversation:read", { conversationId, upTo });
    },
    markUnread: (conversationId) => ask("conversation:unread", { conversationId }),
    close: (conversationId) => ask("conversation:close", { conversationId }),
    archive: (conversationId) => ask("conversation:archive", { conversationId }),
    reopen: (conversationId) => ask("conversation:reopen", { conversationId }),

    reconnect: () => connection.reconnect(),
    dispose: () => parts.stop(),
  };
}

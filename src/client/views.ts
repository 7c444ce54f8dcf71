import { draftId } from "../core/draft.ts";
import { knownAddress } from "../core/known-address.ts";
import type { LockState } from "../core/lock.ts";
import { unread } from "../core/read-mark.ts";
import type { Conversation, Draft, DraftKind, Lock, Message } from "../protocol/records.ts";
import type { ContactSummary } from "../protocol/resources.ts";
import { type Drafts, headOf } from "./drafts.ts";
import { draftKey } from "./guesses.ts";
import { keep } from "./identity.ts";
import type { ConversationView, DraftHead, DraftView, LockView, MessageView } from "./inbox.ts";
import type { Locks } from "./locks.ts";
import type { Overlay } from "./overlay.ts";
import type { Pages } from "./pages.ts";
import type { RecordStore } from "./record-store.ts";

export interface ViewsDeps {
  readonly store: RecordStore;
  readonly overlay: Overlay;
  readonly me: () => string | null;
  readonly drafts: Pick<Drafts, "typed">;
  readonly locks: Pick<Locks, "lostTo">;
  readonly baseline: () => number | null;
  readonly pages: Pick<Pages, "areReloading">;
}

/**
 * What the page sees of one thing: held records under the guesses of commands on their way. Views are made when
 * asked for and keep their identity while their content is the same, so that a page draws only what changed.
 */
export class Views {
  #deps: ViewsDeps;
  #conversations = new Map<string, ConversationView>();
  /** All held ones, as of a version of the overlay. */
  #all: { version: string; views: readonly ConversationView[] } = { version: "", views: [] };
  #messages = new WeakMap<Message, MessageView>();
  #drafts = new Map<string, DraftView>();
  #heads = new WeakMap<Draft, DraftHead>();
  #locks = new Map<string, LockView>();
  #contacts = new Map<string, ContactSummary>();

  constructor(deps: ViewsDeps) {
    this.#deps = deps;
  }

  conversation(id: string): ConversationView | null {
    const record = this.#deps.overlay.guesses.conversations.get(id) ?? this.#deps.store.get("conversation", id);
    if (record !== null) return this.#conversationView(record);
    return this.#deps.pages.areReloading ? (this.#conversations.get(id) ?? null) : null;
  }

  /** Every conversation that is held, in no order. */
  conversations(): readonly ConversationView[] {
    const { store, overlay } = this.#deps;
    const { version, guesses } = overlay;
    if (this.#all.version !== version) {
      const records = store.all("conversation");
      const views = records.map((one) => this.#conversationView(guesses.conversations.get(one.id) ?? one));
      this.#all = { version, views };
    }
    return this.#all.views;
  }

  contact(id: string): ContactSummary | null {
    const contact = this.#deps.store.contact(id);
    if (contact === null || !("kind" in contact)) return contact;
    const { name, phoneNumber } = contact;
    const address = knownAddress(contact.aliases);
    return keep(this.#contacts, id, { id, name, phoneNumber, ...(address === null ? {} : { address }) });
  }

  message(record: Message): MessageView {
    const pending = record.seq === 0 || this.#deps.overlay.guesses.messages.has(record.id);
    return keep(this.#messages, record, { record, pending });
  }

  lockOf(conversationId: string): LockView | null {
    const guessed = this.#deps.overlay.guesses.locks.get(conversationId);
    const lock: Lock | LockState | null =
      guessed === undefined ? this.#deps.store.get("lock", conversationId) : guessed;
    if (lock === null) return null;
    const { agentId, agentName } = lock;
    const isLost = this.#deps.locks.lostTo(conversationId) === agentId;
    return keep(this.#locks, conversationId, { agentId, agentName, isMine: agentId === this.#deps.me(), isLost });
  }

  draft(conversationId: string, kind: DraftKind): DraftView | null {
    const typed = this.#deps.drafts.typed(conversationId, kind);
    const record = this.draftRecord(conversationId, kind);
    const content = record?.content ?? "";
    const head = record === null ? null : this.#headOf(record);
    if (typed === null && content === "" && head === null) return null;
    const view = typed ?? { content, head, elsewhere: null, problem: null };
    return keep(this.#drafts, draftKey(conversationId, kind), { ...view, isSaved: typed === null });
  }

  /** The same one of the same record: a view of it is then the same too. */
  #headOf(record: Draft): DraftHead | null {
    const head = this.#heads.get(record) ?? headOf(record);
    if (head !== null) this.#heads.set(record, head);
    return head;
  }

  draftRecord(conversationId: string, kind: DraftKind): Draft | null {
    const guessed = this.#deps.overlay.guesses.drafts.get(draftKey(conversationId, kind));
    if (guessed !== undefined) return guessed.deleted === true ? null : guessed;
    return this.#deps.store.get("draft", draftId(this.#deps.me() ?? "", conversationId, kind));
  }

  /** The newest held message when it lies after the agent's mark: what marking as read names. */
  newestUnread(conversationId: string): string | null {
    const view = this.conversation(conversationId);
    if (view === null || view.unread === 0) return null;
    let newest: Message | null = null;
    for (const message of this.#deps.store.messagesOf(conversationId)) {
      if (message.position > (newest?.position ?? Number.NEGATIVE_INFINITY)) newest = message;
    }
    return newest !== null && newest.number > view.record.inboundCount - view.unread ? newest.id : null;
  }

  /** The contact or the agent's mark of a held conversation is not here. */
  isIncomplete(conversationId: string): boolean {
    const { store, me, baseline } = this.#deps;
    const record = store.get("conversation", conversationId);
    if (record === null) return false;
    return store.contact(record.contactId) === null || store.readMark(record, me() ?? "", baseline()) === null;
  }

  #conversationView(record: Conversation): ConversationView {
    const { store, overlay, me, baseline } = this.#deps;
    const mark = overlay.guesses.marks.get(record.id) ?? store.readMark(record, me() ?? "", baseline());
    const view = {
      record,
      contact: this.contact(record.contactId),
      unread: unread(record, mark ?? { number: store.presumedRead(record, baseline()) }),
      pending: overlay.isPending(record.id),
    };
    return keep(this.#conversations, record.id, view);
  }
}

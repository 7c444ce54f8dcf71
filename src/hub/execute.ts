import { decide } from "../core/decide.ts";
import { channelRefusal, senderRefusal } from "../core/departure.ts";
import type { Effect } from "../core/domain-events.ts";
import { draftId } from "../core/draft.ts";
import type { LockState } from "../core/lock.ts";
import { outgoingContent } from "../core/outgoing-content.ts";
import { type MailThread, mailRecipients, withRecipients } from "../core/mail-recipients.ts";
import { mentionId } from "../core/send.ts";
import { reach, start } from "../core/start.ts";
import type { Directory } from "../core/start.ts";
import { emptyState, refused } from "../core/state.ts";
import type { Asker, Context, ConversationState, Decision } from "../core/state.ts";
import type { Command, CommandPayload, ConversationCommand, WrittenCommand } from "../protocol/commands.ts";
import { isOnContact, isOnConversation } from "../protocol/on-conversation.ts";
import type { Alias, Channel, Conversation, Draft, DraftKind } from "../protocol/records.ts";
import type { Template } from "../protocol/template.ts";
import type { Assigner } from "./assigner.ts";
import { othersCustomer } from "./access.ts";
import type { Access } from "./access.ts";
import { needsOf } from "./command-needs.ts";
import type { Needs } from "./command-needs.ts";
import type { TextAnswer } from "./answer.ts";
import { causeKey } from "./commit.ts";
import { valueOf } from "./command-value.ts";
import type { Committer, Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Folded } from "./fold.ts";
import { findContact, identityOf, membersOf, personOf } from "./identities.ts";
import type { Journal } from "./journal.ts";
import { mailThreadOf } from "./mail-thread.ts";
import type { MediaTable } from "./media-table.ts";
import { Merges } from "./merges.ts";
import type { Outbox } from "./outbox.ts";
import type { Actor } from "./rpc.ts";
import type { Store } from "./store.ts";
import { keyReused } from "../protocol/rejections.ts";

/** Where a decision's state comes from that is not in the store's own tables. */
export interface Sources {
  readonly lock: (conversationId: string) => LockState | null;
  readonly template: (channelId: string, name: string, language: string) => Template | null;
}

/** Runs commands: the same id gives the same accepted answer, a refusal leaves no trace. */
export class Executor {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #committer: Committer;
  readonly #outbox: Outbox;
  readonly #access: Access;
  readonly #assigner: Assigner;
  readonly #media: MediaTable;
  readonly #sources: Sources;
  readonly #merges: Merges;

  constructor(
    store: Store,
    journal: Journal,
    committer: Committer,
    outbox: Outbox,
    access: Access,
    assigner: Assigner,
    media: MediaTable,
    sources: Sources,
  ) {
    this.#store = store;
    this.#journal = journal;
    this.#committer = committer;
    this.#outbox = outbox;
    this.#access = access;
    this.#assigner = assigner;
    this.#media = media;
    this.#sources = sources;
    this.#merges = new Merges(store, access);
  }

  execute(actor: Actor, id: string, command: Command, base: number | null, session: string | null = null): TextAnswer {
    const asker = this.asker(actor, session);
    if (asker === null) return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const earlier = this.earlier(actor, id);
    if (earlier !== null) return earlier;
    if (base !== null && base < this.#journal.floor) {
      return { ok: false, code: "expired", message: "This was asked for too long ago to know whether it still fits." };
    }
    return this.#committer.commit((turn): TextAnswer => {
      if (isOnContact(command)) return this.#merges.run(turn, actorKey(actor), id, command, asker);
      const needs = needsOf(command);
      if (needs.makesMessage && this.#store.message(id) !== null) {
        return { ok: false, code: "conflict", message: "There is a message with this id already." };
      }
      const context = { now: turn.now, seq: turn.nextSeq() };
      const { before, decision } = this.#decide(id, command, needs, asker, context);
      if (!decision.ok) return decision;
      const { state, shared, own } = fold(before, decision.events);
      for (const effect of decision.effects) this.#keep(effect);
      const value = valueOf(command, { before, state, effects: decision.effects }, asker, context);
      const answer = this.#write(turn, actor, id, { shared, own, effects: decision.effects, value });
      const { conversation } = state;
      if (conversation !== null && conversation !== before.conversation)
        this.#assigner.settle(turn, before.conversation, conversation);
      return answer;
    });
  }

  #decide(
    id: string,
    command: WrittenCommand,
    needs: Needs,
    asker: Asker,
    context: Context,
  ): { readonly before: ConversationState; readonly decision: Decision } {
    if (!isOnConversation(command)) return this.#start(id, command.payload, asker, context);
    const before = this.#load(command, needs, asker);
    const decision = decide(before, id, command, asker, context);
    const channel = needs.channel === true && before.conversation !== null ? before.conversation.channelId : null;
    if (!decision.ok || channel === null || before.conversation === null) return { before, decision };
    const barred = channelRefusal(this.#store.channel(channel)) ?? senderRefusal(before.conversation);
    return { before, decision: barred ?? decision };
  }

  #start(id: string, payload: CommandPayload<"conversation:start">, asker: Asker, context: Context) {
    const { channelId } = payload;
    const store = this.#store;
    const directory: Directory = {
      contact: (one) => store.contact(one),
      owner: (alias) => findContact(store, [alias]),
      person: (identity) => personOf(store, identity),
      members: (person) => membersOf(store, person),
      position: (one) => store.conversation(`${channelId}.${one}`)?.lastPosition ?? null,
    };
    const isOthers = asker.channelIds?.includes(channelId) === false;
    const reached = reach(payload, isOthers ? null : store.channel(channelId), directory, asker);
    if ("ok" in reached) return { before: emptyState, decision: reached };
    const contactId = reached.contact?.id ?? crypto.randomUUID();
    const conversationId = `${channelId}.${contactId}`;
    const conversation = store.conversation(conversationId);
    const customer = [...(reached.contact?.aliases ?? []), ...reached.adds];
    const before: ConversationState = {
      ...emptyState,
      contact: reached.contact,
      conversation,
      lock: this.#sources.lock(conversationId),
      said: this.#said(asker, reached.channel, { ...payload, conversationId }, () =>
        mailThreadOf(store, conversation, null, customer),
      ),
    };
    const decision =
      conversation !== null && this.#access.hides(asker, conversation)
        ? refused("forbidden", "This customer's conversation on this channel is another team's.")
        : reached.adds.length > 0 && reached.contact !== null && this.#access.hidesContact(asker, reached.contact)
          ? othersCustomer
          : start(before, reached, { id, contactId, conversationId }, payload, asker, context);
    return { before, decision };
  }

  /** What an effect leaves in the tables beside the records. */
  #keep(effect: Effect): void {
    switch (effect.effect) {
      case "renew": {
        const { conversationId, session, expiresAt } = effect.lock;
        return this.#store.locks.renew(conversationId, session, Date.parse(expiresAt));
      }
      case "wake":
        return this.#store.run(
          "INSERT INTO timer (id, due) VALUES (?, ?) ON CONFLICT DO UPDATE SET due = excluded.due",
          effect.conversationId,
          Date.parse(effect.until),
        );
      case "unsend": {
        const message = this.#store.message(effect.messageId);
        if (message !== null) this.#outbox.withdraw(message);
        return;
      }
      case "attach":
        return this.#media.use(effect.messageId, effect.attachments);
      case "schedule":
        return this.#store.run(
          "INSERT INTO schedule (message, due) VALUES (?, ?)",
          effect.messageId,
          Date.parse(effect.at),
        );
      case "react": {
        const message = this.#store.message(effect.messageId);
        if (message !== null) this.#outbox.enqueueReaction(message, effect.emoji, effect.before, Date.now());
        return;
      }
      case "send":
      // The commit that writes the message queues it.
    }
  }

  /** What everybody sees and what is the asker's own are two changes; the first that there is carries the answer. */
  #write(
    turn: Turn,
    actor: Actor,
    id: string,
    made: Pick<Folded, "shared" | "own"> & { effects: readonly Effect[]; value: unknown },
  ): TextAnswer {
    const text = JSON.stringify(made.value);
    const changes = [made.shared, made.own].filter(({ events }) => events.length > 0);
    let answer: TextAnswer | null = null;
    for (const change of changes) {
      const isFirst = answer === null;
      const written = turn.write({
        actor: actorKey(actor),
        ...change,
        cause: isFirst ? id : null,
        effects: isFirst ? made.effects : [],
        ...(isFirst ? { answer: made.value } : {}),
      });
      answer ??= { ok: true, seq: written.seq, text: written.answer };
    }
    return answer ?? { ok: true, seq: this.#journal.head, text };
  }

  /** The accepted answer of a command that was already executed, or null. */
  answerTo(actor: Actor, id: string): (TextAnswer & { ok: true }) | null {
    const earlier = this.#journal.answer(causeKey(actorKey(actor), id));
    return earlier === null ? null : { ok: true, seq: earlier.seq, text: earlier.result };
  }

  /** What to answer instead of doing it: the accepted answer, or that its key stands for another request (Se10, `commandId`). */
  earlier(actor: Actor, id: string): TextAnswer | null {
    const answer = this.answerTo(actor, id);
    const key = /^([0-9a-f]{32})-[0-9a-f]{12}/.exec(id)?.[1];
    if (answer !== null || key === undefined) return answer;
    const other = this.#journal.causeLike(causeKey(actorKey(actor), key), causeKey(actorKey(actor), id));
    return other === null ? null : (this.answerTo(actor, key) ?? keyReused);
  }

  /** The roster decides, whatever a token says; an API key was checked by the Worker. */
  asker(actor: Actor, session: string | null = null): Asker | null {
    if (actor.type === "apiKey") {
      const { keyId, channelIds } = actor;
      return { id: `apiKey:${keyId}`, name: "API", role: null, session: null, channelIds };
    }
    const agent = this.#store.agent(actor.agentId);
    return agent === null || agent.deleted ? null : { id: agent.id, name: agent.name, role: agent.role, session };
  }

  draft(actor: Actor, conversationId: string, kind: DraftKind): Draft | null {
    const asker = this.asker(actor);
    const conversation = this.#store.conversation(conversationId);
    if (asker === null || conversation === null || this.#access.hides(asker, conversation)) return null;
    return this.#store.draft(draftId(asker.id, conversationId, kind), asker.id);
  }

  #said(
    asker: Asker,
    { id: channelId, channel }: Pick<Channel, "id" | "channel">,
    payload: CommandPayload<"message:send">,
    thread: () => MailThread,
  ): ConversationState["said"] {
    const { template, attachments = [] } = payload;
    const ids = template?.headerMediaId === undefined ? attachments : [...attachments, template.headerMediaId];
    const known = {
      files: ids.flatMap((id) => this.#media.seenBy(asker, id) ?? []),
      template: template ? this.#sources.template(channelId, template.name, template.language) : null,
    };
    const said = outgoingContent(known, { channel }, payload);
    return channel !== "email" || "ok" in said ? said : withRecipients(said, mailRecipients(thread(), payload.cc));
  }

  #namesOf(conversation: Conversation): readonly Alias[] {
    return identityOf(this.#store, conversation)?.aliases ?? [];
  }

  #load(command: ConversationCommand, needs: Needs, asker: Asker): ConversationState {
    const { conversationId } = command.payload;
    const conversation = this.#store.conversation(conversationId);
    const message = needs.message == null ? null : this.#store.message(needs.message);
    const waiting = needs.outbox && message !== null ? this.#outbox.waiting(message) : null;
    return {
      conversation: conversation !== null && this.#access.hides(asker, conversation) ? null : conversation,
      contact: needs.contact && conversation !== null ? this.#store.contact(conversation.contactId) : null,
      message,
      readMark: this.#store.readMark(asker.id, conversationId),
      lock: needs.lock ? this.#sources.lock(conversationId) : null,
      draft:
        needs.draft === undefined ? null : this.#store.draft(draftId(asker.id, conversationId, needs.draft), asker.id),
      agents: needs.agents ? this.#store.all("agent") : [],
      labels: needs.labels ? this.#store.all("label") : [],
      teams: needs.teams ? this.#store.all("team") : [],
      mention: needs.mention === undefined ? null : this.#store.mention(mentionId(needs.mention, asker.id), asker.id),
      said:
        conversation === null || command.command !== "message:send"
          ? null
          : this.#said(asker, { id: conversation.channelId, channel: conversation.channel }, command.payload, () =>
              mailThreadOf(this.#store, conversation, message, this.#namesOf(conversation)),
            ),
      isSending: needs.outbox === true && waiting === null,
      before: waiting?.before ?? null,
    };
  }
}

export function actorKey(actor: Actor): string {
  return actor.type === "agent" ? `agent:${actor.agentId}` : `apiKey:${actor.keyId}`;
}

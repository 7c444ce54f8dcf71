import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { Actions } from "../../client/actions.ts";
import type { DraftHead, Inbox } from "../../client/inbox.ts";
import type { Run } from "../../client/run.ts";
import type { Message } from "../../protocol/records.ts";
import { copiesOf } from "../mail/mail-parts.ts";
import { replyFilesOf } from "../media/reply-files.ts";

/**
 * Replies of this tab that the hub holds back for a while, so that they can be taken back: by their button, by `z`, by
 * the shell's "Undo". Whichever it is, what they said is in the reply box again, and when it was too late after all,
 * the box is as it was, so that nobody sends the same words twice.
 */

let offered: ReadonlySet<string> = new Set();
const offerListeners = new Set<() => void>();
const takenBackListeners = new Set<(message: Message) => void>();

/** The hub has held it since a little before its answer came: what is offered longer than that would be refused. */
const answerMarginMs = 300;
/** A refusal of the taking back comes long before. */
const watchedAfterMs = 10_000;

/** Offers what was just sent to be taken back, until `holdMs` after the hub has it, however late that is. */
export function offerToTakeBack(inbox: Inbox, run: Run, conversationId: string, holdMs: number): void {
  if (holdMs === 0) return;
  for (const { id } of run.given) {
    offer(id, true);
    const stop = watch(inbox, conversationId, id);
    void run.done.then(({ refused }) => {
      const isRefused = refused.some((one) => one.id === id);
      setTimeout(() => offer(id, false), isRefused ? 0 : Math.max(holdMs - answerMarginMs, 0));
      setTimeout(stop, holdMs + watchedAfterMs);
    });
  }
}

/** Whether a message can still be taken back from here. */
export function useIsHeld({ id, status }: Message): boolean {
  return useSyncExternalStore(subscribeToOffers, () => offered.has(id)) && status === "queued";
}

/** Takes one message back; the newest group of actions when it is that. */
export function takeBack(actions: Actions, { conversationId, id: messageId }: Message): void {
  const newest = actions.newest?.given ?? [];
  if (newest.length === 1 && newest[0]?.id === messageId) actions.undo();
  else actions.run([{ command: "message:cancel", payload: { conversationId, messageId } }]);
}

/** Takes a message back whose time has not come; what it said is in the box again. */
export function cancelScheduled(inbox: Inbox, { conversationId, id }: Message): void {
  const stop = watch(inbox, conversationId, id);
  void inbox.cancel(conversationId, id).settled.then(() => setTimeout(stop, watchedAfterMs));
}

/** `handler` runs when a reply to one of these conversations was taken back, and its text is in its box. */
export function useTakenBack(conversationIds: readonly string[], handler: (message: Message) => void): void {
  const run = useEffectEvent((message: Message) => {
    if (conversationIds.includes(message.conversationId)) handler(message);
  });
  useEffect(() => {
    const listener = (message: Message) => run(message);
    takenBackListeners.add(listener);
    return () => {
      takenBackListeners.delete(listener);
    };
  }, []);
}

/** Puts the text and files of a message that is taken back into its box, above what was typed since. Returns how to stop. */
function watch(inbox: Inbox, conversationId: string, id: string): () => void {
  let before: { typed: string; head: DraftHead | null; restored: string } | null = null;
  const content = () => inbox.draft(conversationId, "reply")?.content ?? "";
  const files = replyFilesOf(conversationId);
  return inbox.subscribe(() => {
    const message = inbox.thread(conversationId).messages.find(({ record }) => record.id === id)?.record;
    if (message === undefined) return;
    if (message.status === "cancelled" && before === null) {
      const typed = content();
      // Nobody wrote the text of a template, or that of a place.
      const isWritten = message.type !== "template" && message.type !== "location";
      const said = isWritten ? [message.body, typed] : [typed];
      const head = inbox.draft(conversationId, "reply")?.head ?? null;
      before = { typed, head, restored: said.filter((text) => text.trim() !== "").join("\n") };
      inbox.saveDraft(conversationId, "reply", before.restored, headOf(message) ?? head);
      files.putBack(message.attachments);
      for (const listener of takenBackListeners) listener(message);
    } else if (message.status !== "cancelled" && before !== null) {
      if (content() === before.restored) inbox.saveDraft(conversationId, "reply", before.typed, before.head);
      files.withdraw(message.attachments);
      before = null;
    }
  });
}

/** What stood above the text of a mail. */
function headOf(message: Message): DraftHead | null {
  const { subject } = message;
  const cc = copiesOf(message);
  return subject === null && cc.length === 0 ? null : { subject, cc };
}

function offer(id: string, isOffered: boolean): void {
  const next = new Set(offered);
  if (isOffered) next.add(id);
  else next.delete(id);
  offered = next;
  for (const listener of offerListeners) listener();
}

function subscribeToOffers(listener: () => void): () => void {
  offerListeners.add(listener);
  return () => offerListeners.delete(listener);
}

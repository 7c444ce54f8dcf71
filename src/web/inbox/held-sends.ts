import { useSyncExternalStore } from "react";
import type { Inbox, SentCommand } from "../../client/inbox.ts";
import type { Message } from "../../protocol/records.ts";

/** Messages of this tab that the hub holds back for a while, so that they can be taken back. By id. */
let held: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** The hub has held it since a little before its answer came: what is offered longer than that would be refused. */
const answerMarginMs = 300;

function setHeld(id: string, isHeld: boolean): void {
  const next = new Set(held);
  if (isHeld) next.add(id);
  else next.delete(id);
  held = next;
  for (const listener of listeners) listener();
}

/** Remembers that a message can be taken back until `holdMs` after the hub has taken it in, however late that is. */
export function rememberHeld({ id, settled }: SentCommand<"message:send">, holdMs: number): void {
  if (holdMs === 0) return;
  setHeld(id, true);
  void settled.then((answer) =>
    setTimeout(() => setHeld(id, false), answer.ok ? Math.max(holdMs - answerMarginMs, 0) : 0),
  );
}

/** Whether a message can still be taken back from here. */
export function useIsHeld({ id, status }: Message): boolean {
  return useSyncExternalStore(subscribe, () => held.has(id)) && status === "queued";
}

/**
 * Takes a message back. What it said is in the box again, above what was typed since. When it was too late after all
 * (the answer tells), the box is as it was, so that nobody sends the same words twice.
 */
export function takeBack(inbox: Inbox, { conversationId, id, body }: Message): void {
  const cancelled = inbox.ask("message:cancel", { conversationId, messageId: id });
  const typed = inbox.draft(conversationId, "reply")?.content ?? "";
  const restored = typed.trim() === "" ? body : `${body}\n${typed}`;
  inbox.saveDraft(conversationId, "reply", restored);
  void cancelled.settled.then((answer) => {
    if (answer.ok || inbox.draft(conversationId, "reply")?.content !== restored) return;
    inbox.saveDraft(conversationId, "reply", typed);
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

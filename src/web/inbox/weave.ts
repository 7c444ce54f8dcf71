import type { ThreadView } from "../../client/inbox.ts";

/** Nothing of it is here, and asking for it has failed: it must not hold up the others. */
export function isLeftOut({ messages, hasOlder, error }: ThreadView): boolean {
  return messages.length === 0 && hasOlder && error !== null;
}

/**
 * Several threads as one. Every `position` of an org is its own, and says in which order the team saw what it saw, so
 * that each thread keeps its order and all readers see one. Shown is only the part that is here of all of them: where
 * one has more to load, what lies beyond in another would leave a gap between the two.
 */
export function weave(threads: readonly ThreadView[]): ThreadView {
  const [only] = threads;
  if (only !== undefined && threads.length === 1) return only;
  const here = threads.filter((thread) => !isLeftOut(thread));
  const parts = here.length === 0 ? threads : here;
  const from = Math.max(...parts.map((part) => part.from));
  const upTo = Math.min(...parts.map((part) => part.upTo));
  return {
    messages: parts
      .flatMap(({ messages }) => messages)
      .filter(({ record }) => record.position >= from && record.position <= upTo)
      .toSorted((a, b) => a.record.position - b.record.position),
    from,
    upTo,
    hasOlder: parts.some(({ hasOlder }) => hasOlder),
    hasNewer: parts.some(({ hasNewer }) => hasNewer),
    loading: parts.some(({ loading }) => loading),
    error: parts.find(({ error }) => error !== null)?.error ?? null,
  };
}

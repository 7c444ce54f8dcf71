import type { ConversationView } from "../../client/inbox.ts";

/** Rows as they stood when somebody came to the list, which then keep their places. */
export interface HeldOrder {
  readonly items: readonly ConversationView[];
  /** Nothing that stood here then was younger than this `lastPosition`. */
  readonly since: number;
}

export interface Arranged {
  readonly items: readonly ConversationView[];
  /** How many would stand elsewhere, or would come into the list, by what others did. */
  readonly waiting: number;
}

export function holdOrder(items: readonly ConversationView[]): HeldOrder {
  return { items, since: items.reduce((most, { record }) => Math.max(most, record.lastPosition), 0) };
}

/**
 * What a held list shows of `fresh`, the list as it would stand otherwise. Rows change in their places, and one that
 * left it stays; further pages follow below, where they move nothing. What the agent's own commands bring or take away
 * (`isOwn`) comes and goes at once, as it is what they were asked for.
 */
export function arrange(
  { items, since }: HeldOrder,
  fresh: readonly ConversationView[],
  isOwn: (id: string) => boolean,
): Arranged {
  const places = new Map(fresh.map((view, index) => [view.record.id, { view, index }]));
  const held = new Set(items.map(({ record }) => record.id));
  const kept = items.flatMap((view) => places.get(view.record.id)?.view ?? (isOwn(view.record.id) ? [] : [view]));
  const lastHeld = fresh.findLastIndex(({ record }) => held.has(record.id));
  const arranged = [...kept, ...fresh.slice(lastHeld + 1)];
  let waiting = 0;
  for (const [index, view] of fresh.slice(0, lastHeld + 1).entries()) {
    const { id, lastPosition, lastMessageDirection } = view.record;
    if (!held.has(id) && isOwn(id)) arranged.splice(afterNeighbour(arranged, fresh[index - 1]), 0, view);
    else if (!held.has(id)) waiting++;
    // What one wrote oneself is no news.
    else if (lastPosition > since && lastMessageDirection === "inbound" && arranged[index]?.record.id !== id) waiting++;
  }
  return { items: sameAs(items, arranged), waiting };
}

function afterNeighbour(items: readonly ConversationView[], neighbour: ConversationView | undefined): number {
  return items.findIndex(({ record }) => record.id === neighbour?.record.id) + 1;
}

function sameAs(before: readonly ConversationView[], next: readonly ConversationView[]): readonly ConversationView[] {
  const isSame = before.length === next.length && before.every((view, index) => view === next[index]);
  return isSame ? before : next;
}

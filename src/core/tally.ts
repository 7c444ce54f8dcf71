import type { Conversation } from "../protocol/records.ts";

type Counted = Pick<Conversation, "status" | "assigneeId" | "teamId" | "labels" | "deleted">;

/** The counts in which a conversation is one: none unless it is active. */
export function countNames(conversation: Counted | null): string[] {
  if (conversation === null || conversation.deleted === true || conversation.status !== "active") return [];
  const { assigneeId, teamId, labels } = conversation;
  return [
    "all",
    assigneeId === null ? "unassigned" : `assignee:${assigneeId}`,
    ...(teamId === null ? [] : [`team:${teamId}`]),
    ...labels.map((label) => `label:${label}`),
  ];
}

/** By how much each count moves as a conversation changes; empty for a message, which changes none. */
export function tally(before: Counted | null, after: Counted | null): ReadonlyMap<string, number> {
  const moved = new Map<string, number>();
  if (before !== null && after !== null && isCountedAlike(before, after)) return moved;
  for (const name of countNames(before)) moved.set(name, (moved.get(name) ?? 0) - 1);
  for (const name of countNames(after)) moved.set(name, (moved.get(name) ?? 0) + 1);
  for (const [name, by] of moved) if (by === 0) moved.delete(name);
  return moved;
}

/** The hot path: labels are the same array as long as nobody changed them. */
function isCountedAlike(a: Counted, b: Counted): boolean {
  return (
    a.status === b.status &&
    a.assigneeId === b.assigneeId &&
    a.teamId === b.teamId &&
    a.labels === b.labels &&
    a.deleted === b.deleted
  );
}

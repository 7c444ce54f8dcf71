import { announce } from "../core/announce.ts";
import { apply } from "../core/apply.ts";
import type { DomainEvent } from "../core/domain-events.ts";
import type { LockState } from "../core/lock.ts";
import type { ConversationState } from "../core/state.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import type { Lock, ParleyRecord } from "../protocol/records.ts";
import type { Change } from "./commit.ts";

/** What events make of a state, as changes to write: what everybody may see, and what is its owner's alone. */
export interface Folded {
  readonly state: ConversationState;
  readonly shared: Pick<Change, "events" | "records" | "extras">;
  readonly own: Pick<Change, "events" | "records">;
}

export function fold(before: ConversationState, happened: readonly DomainEvent[]): Folded {
  let state = before;
  const shared: ParleyEvent[] = [];
  const own: ParleyEvent[] = [];
  let lock: { record: Lock; state: LockState | null } | null = null;
  for (const event of happened) {
    state = apply(state, event);
    (isOwn(event) ? own : shared).push(...announce(event, state));
    if ("lock" in event) lock = { record: lockRecord(event.lock, state.lock === null), state: state.lock };
  }
  const records: ParleyRecord[] = [];
  if (state.contact !== null && state.contact !== before.contact) records.push(state.contact);
  if (state.conversation !== null && state.conversation !== before.conversation) records.push(state.conversation);
  if (state.message !== null && state.message !== before.message) records.push(state.message);
  if (lock !== null) records.push(lock.record);
  const ownRecords: ParleyRecord[] = [];
  if (state.readMark !== null && state.readMark !== before.readMark) ownRecords.push(state.readMark);
  if (state.draft !== null && state.draft !== before.draft) ownRecords.push(state.draft);
  return {
    state,
    shared: { events: shared, records, ...(lock?.state ? { extras: { lock: lock.state } } : {}) },
    own: { events: own, records: ownRecords },
  };
}

/** Read marks and drafts are told to their owner's sessions alone. */
function isOwn(event: DomainEvent): boolean {
  return event.event === "conversation:read" || event.event === "draft:saved" || event.event === "draft:discarded";
}

/** The record that clients see: without token and session. A released lock leaves a tombstone. */
function lockRecord(lock: LockState, isReleased: boolean): Lock {
  const { conversationId, agentId, agentName, expiresAt } = lock;
  return {
    kind: "lock",
    id: conversationId,
    seq: 0,
    conversationId,
    agentId,
    agentName,
    expiresAt,
    ...(isReleased ? { deleted: true } : {}),
  };
}

import { activityOf } from "../core/activity.ts";
import { announce } from "../core/announce.ts";
import { apply } from "../core/apply.ts";
import type { DomainEvent } from "../core/domain-events.ts";
import type { LockState } from "../core/lock.ts";
import type { ConversationState } from "../core/state.ts";
import { tally } from "../core/tally.ts";
import type { Activity } from "../protocol/activity.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Lock, ParleyRecord } from "../protocol/records.ts";
import type { Change } from "./commit.ts";

/** What events make of a state, as changes to write: what everybody may see, and what is its owner's alone. */
export interface Folded {
  readonly state: ConversationState;
  readonly shared: Pick<Change, "events" | "records" | "extras" | "tally" | "activities" | "mentions">;
  readonly own: Pick<Change, "events" | "records">;
}

export function fold(before: ConversationState, happened: readonly DomainEvent[]): Folded {
  let state = before;
  const shared: ParleyEvent[] = [];
  const personal: ParleyEvent[] = [];
  const activities: Activity[] = [];
  const mentions: Mention[] = [];
  let lock: { record: Lock; state: LockState | null } | null = null;
  for (const event of happened) {
    state = apply(state, event);
    const activity = activityOf(event);
    if (activity !== null) activities.push(activity);
    if (event.event === "mention:created") {
      mentions.push(event.mention);
      continue;
    }
    (own.has(event.event) ? personal : shared).push(...announce(event, state));
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
  if (state.mention !== null && state.mention !== before.mention) ownRecords.push(state.mention);
  const { conversation } = state;
  return {
    state,
    shared: {
      events: shared,
      records,
      ...(lock?.state ? { extras: { lock: lock.state } } : {}),
      tally: tally(before.conversation, conversation),
      ...(conversation !== null && activities.length > 0 ? { activities: { conversation, lines: activities } } : {}),
      mentions,
    },
    own: { events: personal, records: ownRecords },
  };
}

/** What is the asker's is told to the asker's sessions alone. */
const own: ReadonlySet<DomainEvent["event"]> = new Set([
  "conversation:read",
  "draft:saved",
  "draft:discarded",
  "mention:read",
]);

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

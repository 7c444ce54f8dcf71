import * as v from "valibot";
import { priorities } from "./record-parts.ts";

/**
 * Activity: a line of the thread that says what was done to the conversation, a message of type `activity`. Its
 * `content` is one of these; its `body` says the same in English. `actorId` null: the hub did it (a time came, the
 * customer wrote, a turn came round). Agents' names are looked up by whoever shows it, and may be gone.
 */

const text = v.string();
const maybe = v.nullable(v.string());
const actorId = maybe;

export const activityKinds = [
  "closed",
  "archived",
  "reopened",
  "snoozed",
  "assigned",
  "labeled",
  "prioritized",
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const ActivitySchema = v.variant("activity", [
  v.object({ activity: v.literal("closed"), actorId }),
  v.object({ activity: v.literal("archived"), actorId }),
  v.object({ activity: v.literal("reopened"), actorId }),
  v.object({ activity: v.literal("snoozed"), actorId, until: text }),
  v.object({
    activity: v.literal("assigned"),
    actorId,
    assigneeId: maybe,
    previousAssigneeId: maybe,
    teamId: maybe,
    previousTeamId: maybe,
  }),
  v.object({ activity: v.literal("labeled"), actorId, added: v.array(text), removed: v.array(text) }),
  v.object({ activity: v.literal("prioritized"), actorId, priority: v.picklist(priorities) }),
]);
export type Activity = v.InferOutput<typeof ActivitySchema>;

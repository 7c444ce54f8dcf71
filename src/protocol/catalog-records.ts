import * as v from "valibot";
import { nullable, priorities, stamped } from "./record-parts.ts";

/** Records of what a team sets up for its work, and of what is counted for it: small kinds. */

/** Names of tokens, so that a label has its look in both themes. */
export const labelColors = ["grey", "red", "amber", "green", "teal", "blue", "violet", "pink"] as const;
export type LabelColor = (typeof labelColors)[number];

export const LabelSchema = v.object({
  kind: v.literal("label"),
  /** Made of the name at its creation, by `labelId`; conversations hold it. Renaming keeps it. */
  ...stamped,
  name: v.string(),
  color: v.picklist(labelColors),
});
export type Label = v.InferOutput<typeof LabelSchema>;

export const TeamSchema = v.object({
  kind: v.literal("team"),
  ...stamped,
  name: v.string(),
  agentIds: v.array(v.string()),
  /** Whether a conversation that comes to the team without an assignee goes to its next agent in turn. */
  autoAssign: v.boolean(),
  /** Active conversations an agent may have before being passed over; null: no limit. */
  capacity: nullable(v.number()),
});
export type Team = v.InferOutput<typeof TeamSchema>;

export const CannedResponseSchema = v.object({
  kind: v.literal("cannedResponse"),
  ...stamped,
  /** What is typed after `/`. Unique. */
  shortcut: v.string(),
  /** With variables such as `{{contact.first_name|there}}`. */
  body: v.string(),
});
export type CannedResponse = v.InferOutput<typeof CannedResponseSchema>;

/** One thing that a macro does, in the words of the command that it becomes. */
export const MacroActionSchema = v.variant("do", [
  v.object({ do: v.literal("assign"), agentId: v.pipe(nullable(v.string()), v.description("`me`, an id, or null.")) }),
  v.object({ do: v.literal("assignTeam"), teamId: nullable(v.string()) }),
  v.object({ do: v.literal("label"), add: v.array(v.string()), remove: v.array(v.string()) }),
  v.object({ do: v.literal("prioritize"), priority: v.picklist(priorities) }),
  v.object({ do: v.literal("snooze"), minutes: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  v.object({ do: v.literal("reply"), body: v.string() }),
  v.object({ do: v.literal("note"), body: v.string() }),
  v.object({ do: v.literal("close") }),
  v.object({ do: v.literal("archive") }),
  v.object({ do: v.literal("reopen") }),
]);
export type MacroAction = v.InferOutput<typeof MacroActionSchema>;

export const MacroSchema = v.object({
  kind: v.literal("macro"),
  ...stamped,
  name: v.string(),
  actions: v.array(MacroActionSchema),
});
export type Macro = v.InferOutput<typeof MacroSchema>;

/** `following`: those that the caller follows, open or not. The others as the list's tabs. */
export const conversationFilters = [
  "all",
  "unread",
  "mine",
  "unassigned",
  "following",
  "closed",
  "archived",
  "snoozed",
] as const;
export type ConversationFilter = (typeof conversationFilters)[number];

/** What a list of conversations holds: a tab, and what narrows it. */
export const ConversationQuerySchema = v.object({
  filter: v.picklist(conversationFilters),
  /** A channel's id, or a type of channel. */
  channel: v.optional(v.string()),
  label: v.optional(v.string()),
  campaign: v.optional(v.string()),
  /** An agent's id. */
  assignee: v.optional(v.string()),
  team: v.optional(v.string()),
  priority: v.optional(v.picklist(priorities)),
  /** Part of the contact's name or number, or of the last message. */
  q: v.optional(v.string()),
});
export type ConversationQuery = v.InferOutput<typeof ConversationQuerySchema>;

export const SavedViewSchema = v.object({
  kind: v.literal("view"),
  ...stamped,
  name: v.string(),
  /** Whose it is, and who alone sees it; null when it is the team's. */
  agentId: nullable(v.string()),
  query: ConversationQuerySchema,
});
export type SavedView = v.InferOutput<typeof SavedViewSchema>;

/** Roles whose agents a team can limit. Who runs the organisation sees all of it. */
export const limitableRoles = ["agent", "viewer"] as const;

/** What holds for the whole organisation. One record, with the id `settings`; absent while nothing was set. */
export const SettingsSchema = v.object({
  kind: v.literal("settings"),
  ...stamped,
  /**
   * Agents of these roles see the conversations of their teams, of no team and their own, and no others. For the other
   * roles a team says only who is assigned.
   */
  limitedRoles: v.array(v.picklist(limitableRoles)),
});
export type Settings = v.InferOutput<typeof SettingsSchema>;

/**
 * How many active conversations there are: `all`, `unassigned`, `assignee:<id>`, `team:<id>`, `label:<id>`. Kept
 * with each change, so that nobody counts by scanning.
 */
export const CountSchema = v.object({ kind: v.literal("count"), ...stamped, n: v.number() });
export type Count = v.InferOutput<typeof CountSchema>;

import * as v from "valibot";
import { nullable, stamped, timestamp } from "./record-parts.ts";

/** An agent was named in a note: that agent's alone. */
export const MentionSchema = v.object({
  kind: v.literal("mention"),
  ...stamped,
  agentId: v.string(),
  conversationId: v.string(),
  messageId: v.string(),
  /** The note's place in its thread, by which mentions are ordered. */
  position: v.number(),
  authorId: nullable(v.string()),
  preview: v.string(),
  at: timestamp,
  readAt: nullable(timestamp),
});
export type Mention = v.InferOutput<typeof MentionSchema>;

import * as v from "valibot";
import { limits } from "./limits.ts";
import { contactStages, nullable, timestamp } from "./record-parts.ts";

/** What a contact has given to the one that it was merged into, which had none of it: what it takes along when they part. */
export const BroughtSchema = v.object({
  name: v.optional(v.string()),
  stage: v.optional(v.picklist(contactStages)),
  value: v.optional(v.number()),
  labels: v.array(v.string()),
  attributes: v.record(v.string(), v.unknown()),
});
export type Brought = v.InferOutput<typeof BroughtSchema>;

/** How a contact was merged. */
export const MergeSchema = v.object({
  at: timestamp,
  /** An agent's id, or an API key's. */
  by: v.string(),
  /** With whom it came, when it was in another contact that was merged itself; null: by itself. */
  via: nullable(v.string()),
  brought: BroughtSchema,
});
export type Merge = v.InferOutput<typeof MergeSchema>;

/** The body of POST `/contacts/{id}/merge`. */
export const MergeBodySchema = v.object({
  with: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(limits.idLength),
    v.description("The contact that goes into this one."),
  ),
});

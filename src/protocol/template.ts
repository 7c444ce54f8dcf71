import * as v from "valibot";
import { nullable, stamped, timestamp } from "./record-parts.ts";

/**
 * A message template of a channel, as its provider approved it. It has a record's shape and no record's ways: an
 * account may have thousands, so no welcome brings them; they are asked for by REST (decision 25).
 */

export const templateStatuses = [
  "approved",
  "pending",
  "rejected",
  "paused",
  "disabled",
  "in_appeal",
  "deleted",
  "unknown",
] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

export const templateCategories = ["marketing", "utility", "authentication"] as const;

export const TemplateVariableSchema = v.object({
  /** By which a send gives it: of the body its name or number, else `header.1`, `button.0` (the button's place). */
  key: v.string(),
  in: v.picklist(["header", "body", "button"]),
  /** As it stands between the braces; of a button that copies a code: `code`. */
  name: v.string(),
  example: nullable(v.string()),
});
export type TemplateVariable = v.InferOutput<typeof TemplateVariableSchema>;

export const TemplateButtonSchema = v.object({
  type: v.picklist(["quick_reply", "url", "phone_number", "copy_code", "flow", "other"]),
  text: v.string(),
  /** Where it leads, with its variable; null where it leads nowhere. */
  url: nullable(v.string()),
});
export type TemplateButton = v.InferOutput<typeof TemplateButtonSchema>;

export const headerFormats = ["text", "image", "video", "document", "location"] as const;

export const TemplateSchema = v.object({
  kind: v.literal("template"),
  ...stamped,
  channelId: v.string(),
  name: v.string(),
  language: v.string(),
  category: v.picklist(templateCategories),
  status: v.picklist(templateStatuses),
  /** Why it is not approved, in the provider's words. */
  reason: nullable(v.string()),
  quality: nullable(v.picklist(["green", "yellow", "red"])),
  /** How its variables are called. */
  form: v.picklist(["named", "positional"]),
  header: nullable(v.object({ format: v.picklist(headerFormats), text: nullable(v.string()) })),
  body: v.string(),
  footer: nullable(v.string()),
  buttons: v.array(TemplateButtonSchema),
  variables: v.array(TemplateVariableSchema),
  updatedAt: timestamp,
});
export type Template = v.InferOutput<typeof TemplateSchema>;

/** What a message that was made of a template holds as `content.template`: all that its provider and its readers need. */
export interface TemplateContent {
  readonly name: string;
  readonly language: string;
  readonly category: Template["category"];
  readonly form: Template["form"];
  /** With its variables filled in. */
  readonly header: Template["header"];
  readonly footer: string | null;
  /** With their variables filled in. */
  readonly buttons: readonly TemplateButton[];
  /** By key, as they were given; `in` and `name` as the template has them. */
  readonly variables: readonly (Pick<TemplateVariable, "key" | "in" | "name"> & { readonly value: string })[];
}

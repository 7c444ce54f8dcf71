import * as v from "valibot";
import { limits } from "./limits.ts";
import {
  CannedResponseSchema,
  ConversationQuerySchema,
  labelColors,
  LabelSchema,
  limitableRoles,
  MacroActionSchema,
  MacroSchema,
  SavedViewSchema,
  TeamSchema,
} from "./catalog-records.ts";
import { TypedNameSchema } from "./typed-name.ts";

/**
 * The catalog: what a team sets up for its work. Labels, teams, canned responses, macros and saved views are made,
 * changed and deleted alike, by REST. Each body holds what a caller may set; a change leaves out what stays.
 */

const name = TypedNameSchema;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));
const body = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.cannedResponseLength));

export const catalogKinds = ["label", "team", "cannedResponse", "macro", "view"] as const;
export type CatalogKind = (typeof catalogKinds)[number];

const labelBody = v.object({ name, color: v.optional(v.picklist(labelColors)) });
const teamBody = v.object({
  name,
  agentIds: v.optional(v.pipe(v.array(id), v.maxLength(limits.agentsPerOrg))),
  autoAssign: v.optional(v.boolean()),
  capacity: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)))),
});
const cannedResponseBody = v.object({
  shortcut: v.pipe(
    v.string(),
    v.trim(),
    v.toLowerCase(),
    v.maxLength(50),
    v.regex(/^[\p{L}\p{N}_-]+$/u, "Letters, digits, - and _ alone."),
  ),
  body,
});
const macroBody = v.object({
  name,
  actions: v.pipe(v.array(MacroActionSchema), v.minLength(1), v.maxLength(limits.actionsPerMacro)),
});
const viewBody = v.object({
  name,
  query: ConversationQuerySchema,
  /** True: the whole team sees it; else its maker alone. */
  shared: v.optional(v.boolean()),
});

/** By kind: the body of POST, and of PATCH, which may leave out any field. */
export const catalogBodies = {
  label: { create: labelBody, change: v.partial(labelBody) },
  team: { create: teamBody, change: v.partial(teamBody) },
  cannedResponse: { create: cannedResponseBody, change: v.partial(cannedResponseBody) },
  macro: { create: macroBody, change: v.partial(macroBody) },
  view: { create: viewBody, change: v.partial(viewBody) },
} as const;
export type CatalogBody<K extends CatalogKind> = v.InferOutput<(typeof catalogBodies)[K]["create"]>;
export type CatalogChange<K extends CatalogKind> = v.InferOutput<(typeof catalogBodies)[K]["change"]>;

export const catalogSchemas = {
  label: LabelSchema,
  team: TeamSchema,
  cannedResponse: CannedResponseSchema,
  macro: MacroSchema,
  view: SavedViewSchema,
} as const;
export type CatalogRecord<K extends CatalogKind = CatalogKind> = v.InferOutput<(typeof catalogSchemas)[K]>;

/** An edit of the catalog. `id` names what is changed or deleted. */
export type CatalogEdit = {
  [K in CatalogKind]:
    | { readonly edit: "create"; readonly kind: K; readonly body: CatalogBody<K> }
    | { readonly edit: "change"; readonly kind: K; readonly id: string; readonly change: CatalogChange<K> }
    | { readonly edit: "delete"; readonly kind: K; readonly id: string };
}[CatalogKind];

/** The body of PATCH `/settings`. */
export const SettingsChangeSchema = v.object({ limitedRoles: v.optional(v.array(v.picklist(limitableRoles))) });
export type SettingsChange = v.InferOutput<typeof SettingsChangeSchema>;

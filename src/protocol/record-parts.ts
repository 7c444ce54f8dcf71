import * as v from "valibot";

/** What the schemas of several records share. */

/** ISO 8601 UTC with milliseconds. */
export const timestamp = v.string();
export const nullable = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);

/** A deleted record stays as its tombstone, so that whoever holds it learns of it. */
export const stamped = { id: v.string(), seq: v.number(), deleted: v.optional(v.literal(true)) };

/** How far a customer has come. */
export const contactStages = ["lead", "qualified", "converted", "lost"] as const;
export type ContactStage = (typeof contactStages)[number];

export const priorities = ["none", "low", "medium", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

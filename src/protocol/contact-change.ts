import * as v from "valibot";
import { limits } from "./limits.ts";
import { contactStages } from "./record-parts.ts";
import { TypedNameSchema } from "./typed-name.ts";
import { ConsentSchema, channelTypes, consentCategories } from "./records.ts";

/** The body of PATCH `/contacts/{id}`: what a team knows of a customer. What is left out stays. */

const label = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));
const labels = v.pipe(v.array(label), v.maxLength(limits.labelsPerContact));

const attributeName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.attributeNameLength));
const attributeValue = v.union(
  [v.pipe(v.string(), v.maxLength(limits.attributeValueLength)), v.pipe(v.number(), v.finite()), v.boolean(), v.null()],
  `A text of up to ${limits.attributeValueLength} characters, a number, true, false, or null to delete it.`,
);

export const ContactChangeSchema = v.object({
  name: v.optional(
    v.pipe(
      v.nullable(TypedNameSchema),
      v.description("Stays whatever the provider says later; with null the provider's next name counts again."),
    ),
  ),
  stage: v.optional(v.picklist(contactStages)),
  value: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.number(), v.minValue(Number.MIN_SAFE_INTEGER), v.maxValue(Number.MAX_SAFE_INTEGER))),
      v.description("What the customer is worth to the team, in whatever unit it counts."),
    ),
  ),
  labels: v.optional(
    v.pipe(
      v.union([labels, v.object({ add: v.optional(labels), remove: v.optional(labels) })]),
      v.description(
        "Labels by id or name: a list puts these and no others; `add` and `remove` leave alone what somebody else has changed meanwhile.",
      ),
    ),
  ),
  consents: v.optional(
    v.pipe(
      v.array(
        v.object({
          channel: ConsentSchema.entries.channel,
          category: ConsentSchema.entries.category,
          state: ConsentSchema.entries.state,
        }),
      ),
      v.maxLength(channelTypes.length * consentCategories.length),
      v.description("What the customer has told the team; those that are not named stay."),
    ),
  ),
  attributes: v.optional(
    v.pipe(
      v.record(attributeName, attributeValue),
      v.description("By name, each put or, with null, deleted; those that are not named stay."),
    ),
  ),
});
export type ContactChange = v.InferOutput<typeof ContactChangeSchema>;

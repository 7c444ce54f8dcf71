import * as v from "valibot";
import { nullable, timestamp } from "./record-parts.ts";
import { MessageSchema } from "./records.ts";
import { ContactSummarySchema } from "./resources.ts";

/** A message that is not with its customer, as GET `/outbox` lists it. */
export const UndeliveredItemSchema = v.object({
  message: MessageSchema,
  contact: ContactSummarySchema,
  /** null when it waits for nothing: it has failed, or nobody knows whether it arrived. */
  waiting: nullable(
    v.object({
      for: v.pipe(
        v.picklist(["schedule", "channel", "answer", "turn", "retry", "hold"]),
        v.description(
          "Its time; its channel, which is stopped; the provider's answer; those before it or the number's rate; the next try; its sender, who may take it back.",
        ),
      ),
      until: v.pipe(timestamp, v.description("When that is due: of `schedule`, `retry` and `hold`.")),
    }),
  ),
});
export type UndeliveredItem = v.InferOutput<typeof UndeliveredItemSchema>;

/** How many there are of each, as far as the caller sees them. */
export const UndeliveredCountsSchema = v.object({
  failed: v.number(),
  unconfirmed: v.number(),
  waiting: v.pipe(v.number(), v.description("With what is scheduled.")),
  scheduled: v.number(),
  mine: v.pipe(
    v.number(),
    v.description("Of the failed and unconfirmed ones, those that the caller wrote; 0 for a key."),
  ),
});
export type UndeliveredCounts = v.InferOutput<typeof UndeliveredCountsSchema>;

/** What GET `/outbox` can be asked for. */
export const undeliveredStates = ["failed", "unconfirmed", "waiting", "scheduled"] as const;
export type UndeliveredState = (typeof undeliveredStates)[number];

export const RetryReportSchema = v.object({
  retried: v.pipe(v.array(v.string()), v.description("Ids of the messages that are queued again.")),
  refused: v.array(v.object({ messageId: v.string(), code: v.string(), message: v.string() })),
  more: v.pipe(v.boolean(), v.description("Whether some are left: ask again.")),
});

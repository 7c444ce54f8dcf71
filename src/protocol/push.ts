import * as v from "valibot";
import { pushEndpointLength } from "./limit-values.ts";
import { messageTypes } from "./message-kinds.ts";
import { reaches, topics } from "./topics.ts";

/** Web Push: what a browser registers, and what it is sent while no page of the agent's is open. */

const reach = v.optional(v.picklist(reaches), "off");

/** Browsers write keys in base64url without padding (W3C, "Push API", `toJSON`); P-256 points start with 0x04. */
const p256dh = v.pipe(v.string(), v.regex(/^B[\w-]{86}$/u, "An uncompressed P-256 point in base64url"));
const auth = v.pipe(v.string(), v.regex(/^[\w-]{22}$/u, "16 bytes in base64url"));

export const PushSubscriptionSchema = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(pushEndpointLength)),
  keys: v.object({ p256dh, auth }),
  locale: v.pipe(v.string(), v.maxLength(35), v.description("BCP 47: the language in which this browser is told.")),
  topics: v.pipe(
    v.object({
      mention: reach,
      assigned: reach,
      undelivered: reach,
      conversation: reach,
      message: reach,
      lead: reach,
      clicked: reach,
      opened: reach,
    }),
    v.description("Of what it is told: `off`, `mine` (one's own and nobody's conversations) or `all`."),
  ),
});
export type PushSubscription = v.InferOutput<typeof PushSubscriptionSchema>;

/** What a browser is sent, encrypted for it alone. Whoever reads it has to bear fields and topics of a newer version. */
export const PushMessageSchema = v.object({
  /** The organisation's slug, as pages are addressed. */
  org: v.string(),
  locale: v.string(),
  topic: v.picklist(topics),
  subject: v.object({ kind: v.picklist(["conversation", "contact"]), id: v.string() }),
  contact: v.nullable(v.string()),
  by: v.nullable(v.string()),
  /** The first 100 characters. */
  text: v.string(),
  type: v.nullable(v.picklist(messageTypes)),
  value: v.nullable(v.number()),
  /** Messages of customers that it tells of. */
  messages: v.number(),
});
export type PushMessage = v.InferOutput<typeof PushMessageSchema>;

import { Hono } from "hono";
import { MergeBodySchema } from "../protocol/contact-merge.ts";
import { limits } from "../protocol/limits.ts";
import { ContactSchema } from "../protocol/records.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { respond } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** Two contacts that are one customer, and one that was none. */

const tag = "Contacts";

export const contactMergeRoutes = new Hono<AppEnv>()
  .post(
    "/contacts/:contactId/merge",
    describe({
      id: "mergeContact",
      tag,
      summary: "Make another contact a part of this one",
      description: `The other is in no list any more, and its conversations are this one's; a message that comes by one of its names goes on where it was. This one keeps its name, stage and value, and takes the other's where it has none (of stages, where it is \`lead\`); labels and attributes come together, and of two attributes of one name this one's holds. Whoever of them has opted out, all have. Merged already: 200. Merged elsewhere, more than ${limits.mergedPerContact} together, or more labels or attributes than a contact has: 409 \`conflict\`. Conversations that the caller may not see: 403.`,
      answer: { status: 200, description: "This contact as changed", schema: ContactSchema },
      refusals: ["invalid", "conflict", "too_large", "unsupported_media_type"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(MergeBodySchema),
    async (c) => {
      const payload = { contactId: c.req.param("contactId"), with: c.req.valid("json").with };
      return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command: "contact:merge", payload }));
    },
  )
  .post(
    "/contacts/:contactId/unmerge",
    describe({
      id: "unmergeContact",
      tag,
      summary: "Separate this contact from the one into which it was merged",
      description:
        "Each is what it was, with its conversations, and with what was changed since where it was changed. One that came with another is separated with that one: 409 `conflict` with its `contactId`. Not merged: 200.",
      answer: { status: 200, description: "This contact as changed", schema: ContactSchema },
      refusals: ["invalid", "conflict"],
    }),
    requireWriter,
    idempotencyKey,
    async (c) => {
      const payload = { contactId: c.req.param("contactId") };
      return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command: "contact:unmerge", payload }));
    },
  );

import { Hono } from "hono";
import { StartBodySchema, StartedConversationSchema } from "../protocol/commands.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { respond } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** Writing to a customer first. */
export const startRoutes = new Hono<AppEnv>().post(
  "/conversations",
  describe({
    id: "startConversation",
    tag: "Conversations",
    summary: "Write to a customer first",
    description:
      "To a contact, or to an address that finds or makes one, over a channel. A customer has one conversation a channel: one that is there is taken up, and reopened when it is closed or archived. Where the channel demands it the first message is a template (422 `window_closed`); on Instagram nobody can be written to first. A new conversation is the caller's own; one of another team's that the caller may not see: 403. A contact that cannot be reached over the channel: 400; an address that is another contact's: 409 `conflict` with its `contactId`. Digits that may be several numbers are never guessed: 422 `ambiguous_number`, with those in `details.candidates`.",
    answer: { status: 201, description: "The conversation, with the message", schema: StartedConversationSchema },
    refusals: [
      "invalid",
      "conflict",
      "locked",
      "too_large",
      "unsupported_media_type",
      "ambiguous_number",
      "window_closed",
      "opted_out",
      "too_long",
      "unsupported_content",
      "media_refused",
      "template_invalid",
      "channel_unavailable",
    ],
  }),
  requireWriter,
  idempotencyKey,
  jsonBody(StartBodySchema),
  async (c) => {
    const command = { command: "conversation:start", payload: c.req.valid("json") } as const;
    return respond(await c.var.hub.execute(c.var.actor, await commandId(c), command), 201);
  },
);

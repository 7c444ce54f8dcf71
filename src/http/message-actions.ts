import { Hono } from "hono";
import { ReactBodySchema, SettleBodySchema } from "../protocol/commands.ts";
import { MessageSchema } from "../protocol/records.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { respond } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** What is done to a message: sending it again, taking it back, a reaction, and saying whether it arrived. */

const tag = "Messages";

export const messageActionRoutes = new Hono<AppEnv>()
  .post(
    "/conversations/:conversationId/messages/:messageId/retry",
    describe({
      id: "retryMessage",
      tag,
      summary: "Send a failed or unconfirmed message again, under the same id",
      answer: { status: 200, description: "The message, `queued` again", schema: MessageSchema },
      refusals: ["invalid", "locked", "not_retriable", "window_closed", "opted_out"],
    }),
    requireWriter,
    idempotencyKey,
    async (c) => {
      const payload = { conversationId: c.req.param("conversationId"), messageId: c.req.param("messageId") };
      const answer = await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:retry", payload });
      return respond(answer);
    },
  )
  .post(
    "/conversations/:conversationId/messages/:messageId/cancel",
    describe({
      id: "cancelMessage",
      tag,
      summary: "Take back a message that is still held here",
      description:
        "As long as it has not left: sent with `holdMs` or `sendAt`, or waiting for its turn. Else 422 `not_cancellable`.",
      answer: { status: 200, description: "The message, `cancelled`", schema: MessageSchema },
      refusals: ["invalid", "not_cancellable"],
    }),
    requireWriter,
    idempotencyKey,
    async (c) => {
      const payload = { conversationId: c.req.param("conversationId"), messageId: c.req.param("messageId") };
      const answer = await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:cancel", payload });
      return respond(answer);
    },
  )
  .post(
    "/conversations/:conversationId/messages/:messageId/reaction",
    describe({
      id: "reactToMessage",
      tag,
      summary: "React to a message, or take the reaction back",
      description:
        "The business has one reaction to a message, whoever of the team gave it. Should it not reach the customer, `message:reaction_failed` tells so and the message shows the one from before.",
      answer: { status: 200, description: "The message with the reaction", schema: MessageSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type", "unsupported_content", "window_closed"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(ReactBodySchema),
    async (c) => {
      const { conversationId, messageId } = c.req.param();
      const payload = { ...c.req.valid("json"), conversationId, messageId };
      return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:react", payload }));
    },
  )
  .post(
    "/conversations/:conversationId/messages/:messageId/settle",
    describe({
      id: "settleMessage",
      tag,
      summary: "Say whether an unconfirmed message arrived",
      description:
        "For when the provider's answer was lost and nothing else will tell. `arrived` true: it is `sent`; false: it has `failed`, and can be sent again.",
      answer: { status: 200, description: "The message, settled", schema: MessageSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type", "not_settleable"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(SettleBodySchema),
    async (c) => {
      const { conversationId, messageId } = c.req.param();
      const payload = { ...c.req.valid("json"), conversationId, messageId };
      return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:settle", payload }));
    },
  );

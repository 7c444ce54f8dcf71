import { Hono } from "hono";
import { AssignBodySchema, LabelBodySchema, PriorityBodySchema } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { actOn, changedConversation } from "./act-on.ts";
import { type AppEnv, requireAgent, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { respond } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** What a team does with a conversation beside answering it: whose it is, what it is about, who hears of it. */

const tag = "Conversations";
const body = ["invalid", "too_large", "unsupported_media_type"] as const;

export const triageRoutes = new Hono<AppEnv>()
  .post(
    "/conversations/:conversationId/assign",
    describe({
      id: "assignConversation",
      tag,
      summary: "Assign it to an agent or a team, or with null to nobody",
      description:
        "What is left out stays; an agent who is not in the new team does not. With `expect`, only when that is the agent it is assigned to; else 409 `already_assigned` says who has it.",
      answer: changedConversation,
      refusals: ["already_assigned", ...body],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(AssignBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return respond(
        await c.var.hub.execute(c.var.actor, await commandId(c), { command: "conversation:assign", payload }),
      );
    },
  )
  .put(
    "/conversations/:conversationId/labels",
    describe({
      id: "labelConversation",
      tag,
      summary: "Put labels on it, or take them off",
      description: `Labels by id or name. \`labels\` puts these and no others; \`add\` and \`remove\` leave alone what somebody else has changed meanwhile. At most ${limits.labelsPerConversation}. A label that does not exist: 404.`,
      answer: changedConversation,
      refusals: body,
    }),
    requireWriter,
    jsonBody(LabelBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return respond(
        await c.var.hub.execute(c.var.actor, crypto.randomUUID(), { command: "conversation:label", payload }),
      );
    },
  )
  .put(
    "/conversations/:conversationId/priority",
    describe({
      id: "prioritizeConversation",
      tag,
      summary: "Say how urgent it is",
      answer: changedConversation,
      refusals: body,
    }),
    requireWriter,
    jsonBody(PriorityBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return respond(
        await c.var.hub.execute(c.var.actor, crypto.randomUUID(), { command: "conversation:prioritize", payload }),
      );
    },
  )
  .post(
    "/conversations/:conversationId/follow",
    describe({
      id: "followConversation",
      tag,
      summary: "Let the caller hear of it, whosever it is",
      description: "For people alone.",
      answer: changedConversation,
      refusals: ["invalid"],
    }),
    requireAgent,
    idempotencyKey,
    actOn("conversation:follow"),
  )
  .post(
    "/conversations/:conversationId/unfollow",
    describe({
      id: "unfollowConversation",
      tag,
      summary: "Let the caller hear of it no more",
      description: "For people alone.",
      answer: changedConversation,
      refusals: ["invalid"],
    }),
    requireAgent,
    idempotencyKey,
    actOn("conversation:unfollow"),
  );

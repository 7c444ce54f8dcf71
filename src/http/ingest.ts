import { Hono } from "hono";
import * as v from "valibot";
import type { Delivery, IngestReport } from "../hub/rpc.ts";
import type { Outcome } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import { type AppEnv, requireManager, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { decodeCursor, encodeCursor, pageParams } from "./page.ts";
import { notFoundProblem, problem } from "./problem.ts";
import { replayGroups } from "./replay.ts";
import { query } from "./validate.ts";

/** `/ingest`: what arrived, and what became of it. */

const tag = "Ingest";

const providerId = v.nullable(v.string());
const OutcomeSchema = v.variant("outcome", [
  v.object({ outcome: v.picklist(["stored", "duplicate", "parked"]), providerId }),
  v.object({ outcome: v.picklist(["ignored", "failed"]), providerId, reason: v.string() }),
]) satisfies v.GenericSchema<Outcome>;

const deliverySummary = {
  id: v.string(),
  receivedAt: v.string(),
  channelId: v.nullable(v.string()),
  outcomes: v.pipe(v.array(OutcomeSchema), v.description("One for each item of the delivery, in its order.")),
};
const DeliverySchema = v.object({
  ...deliverySummary,
  raw: v.pipe(v.string(), v.description("The body as received, kept for 30 days.")),
}) satisfies v.GenericSchema<Delivery>;

const count = v.number();
const HourSchema = v.object({
  hour: v.string(),
  stored: count,
  duplicate: count,
  ignored: count,
  parked: count,
  failed: count,
}) satisfies v.GenericSchema<IngestReport["hours"][number]>;

const ReportSchema = v.object({
  hours: v.pipe(v.array(HourSchema), v.description("Items by outcome, per hour, newest first.")),
  items: v.pipe(
    v.array(v.object(deliverySummary)),
    v.description("Deliveries of which something was not stored, newest first."),
  ),
  nextCursor: v.nullable(v.string()),
  seq: v.number(),
});

const ReplaySchema = v.object({ id: v.string(), outcomes: v.array(OutcomeSchema) });

const reportQuery = v.object({
  limit: pageParams.limit,
  cursor: pageParams.cursor,
  outcome: v.optional(
    v.pipe(
      v.picklist(["stored", "duplicate", "ignored", "parked", "failed"] satisfies Outcome["outcome"][]),
      v.description("Only deliveries of which an item came to this."),
    ),
  ),
  channel: v.optional(
    v.pipe(v.string(), v.maxLength(limits.idLength), v.description("A channel's id: only deliveries for it.")),
  ),
});

const placeSchema = v.object({ receivedAt: v.string(), id: v.string() });

export const ingestRoutes = new Hono<AppEnv>()
  .get(
    "/ingest",
    describe({
      id: "getIngestReport",
      tag,
      summary: "Outcomes per hour, and the deliveries that were not stored whole",
      description: "For owners, admins and API keys. The hours are the last week's, on every page.",
      answer: { status: 200, description: "The report, with a page of deliveries", schema: ReportSchema },
      refusals: ["invalid"],
    }),
    requireManager,
    query(reportQuery),
    async (c) => {
      const { limit = limits.pageSize, cursor, outcome, channel } = c.req.valid("query");
      const place = decodeCursor(cursor, placeSchema);
      if (!place.ok) return problem(place.rejection);
      const asked = { limit, after: place.value, outcome, channelId: channel };
      const [{ seq }, report] = await Promise.all([c.var.hub.health(), c.var.hub.ingestReport(asked)]);
      const items = report.deliveries.map(({ id, receivedAt, channelId, outcomes }) => ({
        id,
        receivedAt,
        channelId,
        outcomes,
      }));
      const last = items.at(-1);
      const nextCursor =
        report.more && last !== undefined ? encodeCursor({ receivedAt: last.receivedAt, id: last.id }) : null;
      return c.json({ hours: report.hours, items, nextCursor, seq });
    },
  )
  .get(
    "/ingest/:deliveryId",
    describe({
      id: "getDelivery",
      tag,
      summary: "One delivery, with its body as received",
      answer: { status: 200, description: "The delivery", schema: DeliverySchema },
    }),
    requireManager,
    async (c) => {
      const delivery = await c.var.hub.delivery(c.req.param("deliveryId"));
      return delivery === null ? notFoundProblem() : c.json(delivery);
    },
  )
  .post(
    "/ingest/:deliveryId/replay",
    describe({
      id: "replayDelivery",
      tag,
      summary: "Take a delivery in again",
      description: "What is stored already comes back as `duplicate`.",
      answer: { status: 200, description: "An outcome for each item", schema: ReplaySchema },
      refusals: ["conflict"],
    }),
    requireManager,
    requireWriter,
    async (c) => {
      const { hub } = c.var;
      const delivery = await hub.delivery(c.req.param("deliveryId"));
      if (delivery === null) return notFoundProblem();
      const groups = replayGroups(delivery, await hub.channels());
      if (groups === null) return problem({ code: "conflict", message: "This delivery cannot be read again." });
      const { id, receivedAt, raw } = delivery;
      const outcomes = await hub.ingest({ deliveryId: id, receivedAt, groups, raw, isReplay: true });
      return c.json({ id, outcomes });
    },
  );

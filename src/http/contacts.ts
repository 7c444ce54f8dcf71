import { Hono } from "hono";
import * as v from "valibot";
import { getContact, listContacts } from "../db/contacts.ts";
import { ContactChangeSchema } from "../protocol/contact-change.ts";
import { limits } from "../protocol/limits.ts";
import { ContactSchema } from "../protocol/records.ts";
import { pageOf } from "../protocol/resources.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh, readSince } from "./freshness.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { notFoundProblem, problem, respond, stalePageProblem } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/contacts`: the customers. */

const tag = "Contacts";

const listQuery = v.object({
  ...pageParams,
  q: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200),
      v.description("Part of the name or phone number, its own or of a contact merged into it."),
    ),
  ),
  mergedInto: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(limits.idLength),
      v.description("Those that were merged into this contact, which are in no other list."),
    ),
  ),
});

const placeSchema = v.object({ name: v.nullable(v.string()), id: v.string() });

export const contactRoutes = new Hono<AppEnv>()
  .get(
    "/contacts",
    describe({
      id: "listContacts",
      tag,
      summary: "Contacts by name, those without one first",
      answer: { status: 200, description: "A page", schema: pageOf(ContactSchema) },
      refusals: ["invalid"],
    }),
    query(listQuery),
    async (c) => {
      const { cursor, minSeq, q, mergedInto, limit = limits.pageSize } = c.req.valid("query");
      const place = decodeCursor(cursor, placeSchema);
      if (!place.ok) return problem(place.rejection);
      const asked = { orgId: c.var.orgId, q, mergedInto, limit, after: place.value };
      const rows = await readSince(() => listContacts(c.env.DB, asked), c.var.hub, minSeq);
      if (rows === null) return stalePageProblem(minSeq ?? 0);
      return c.json(pageOfRows(rows, ({ name, id }) => ({ name, id })));
    },
  )
  .get(
    "/contacts/:contactId",
    describe({
      id: "getContact",
      tag,
      summary: "One contact",
      answer: { status: 200, description: "The contact as of now", schema: ContactSchema },
    }),
    fresh,
    async (c) => {
      const contact = await getContact(c.env.DB, c.var.orgId, c.req.param("contactId"));
      return contact === null ? notFoundProblem() : c.json(contact);
    },
  )
  .patch(
    "/contacts/:contactId",
    describe({
      id: "updateContact",
      tag,
      summary: "Change what the team notes of a contact",
      description: `What is left out stays as it is. At most ${limits.labelsPerContact} labels and ${limits.attributesPerContact} attributes. A label that does not exist: 404. A contact that was merged into another: 409 \`conflict\` with that one's \`contactId\`. \`consents\` hold for all that are merged into it.`,
      answer: { status: 200, description: "The contact as changed", schema: ContactSchema },
      refusals: ["invalid", "conflict", "too_large", "unsupported_media_type"],
    }),
    requireWriter,
    jsonBody(ContactChangeSchema),
    async (c) => {
      const { hub, actor } = c.var;
      const id = crypto.randomUUID();
      return respond(await hub.updateContact(actor, id, c.req.param("contactId"), c.req.valid("json")));
    },
  );

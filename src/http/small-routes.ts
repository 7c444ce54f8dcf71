import { Hono } from "hono";
import * as v from "valibot";
import { getSmall, listSmall } from "../db/small-records.ts";
import { limits } from "../protocol/limits.ts";
import type { ParleyRecord, RecordOf, SmallKind } from "../protocol/records.ts";
import { pageOf } from "../protocol/resources.ts";
import { agentIdOf, type AppEnv } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh, readSince } from "./freshness.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { notFoundProblem, problem, stalePageProblem } from "./problem.ts";
import { query } from "./validate.ts";

/** A small kind as a resource of the API. */
export interface SmallResource<K extends SmallKind = SmallKind> {
  readonly kind: K;
  /** Of the list, such as `/canned-responses`. */
  readonly path: `/${string}`;
  /** The id's name in a path, such as `cannedResponseId`. */
  readonly param: string;
  readonly tag: string;
  /** As operations are named, such as `CannedResponse`. */
  readonly name: string;
  /** In a sentence, such as `canned response`. */
  readonly noun: string;
  /** What the list is, in words. */
  readonly summary: string;
  readonly schema: v.GenericSchema<RecordOf<K>>;
}

/** GET of the list and of one: the same for every small kind. */
export function smallRoutes<K extends SmallKind>(resource: SmallResource<K>): Hono<AppEnv> {
  const { kind, path, param, tag, name, noun, summary, schema } = resource;
  const whose = (c: { var: AppEnv["Variables"] }) => ({ orgId: c.var.orgId, agentId: agentIdOf(c.var.caller), kind });
  return new Hono<AppEnv>()
    .get(
      path,
      describe({
        id: `list${name}s`,
        tag,
        summary,
        answer: { status: 200, description: "A page", schema: pageOf(schema) },
        refusals: ["invalid"],
      }),
      query(v.object(pageParams)),
      async (c) => {
        const { cursor, minSeq, limit = limits.pageSize } = c.req.valid("query");
        const place = decodeCursor(cursor, v.string());
        if (!place.ok) return problem(place.rejection);
        const asked = { ...whose(c), after: place.value, limit };
        const rows = await readSince(() => listSmall(c.env.DB, asked), c.var.hub, minSeq);
        return rows === null
          ? stalePageProblem(minSeq ?? 0)
          : Response.json(pageOfRows(rows, (record: ParleyRecord) => record.id));
      },
    )
    .get(
      `${path}/:${param}`,
      describe({
        id: `get${name}`,
        tag,
        summary: `One ${noun}`,
        answer: { status: 200, description: `The ${noun} as of now`, schema },
      }),
      fresh,
      async (c) => {
        const record = await getSmall(c.env.DB, { ...whose(c), id: c.req.param(param) ?? "" });
        return record === null ? notFoundProblem() : Response.json(record);
      },
    );
}

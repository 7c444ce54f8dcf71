import { describeRoute, resolver } from "hono-openapi";
import type { OpenAPIV3_1 } from "openapi-types";
import * as v from "valibot";
import { rejectionStatus, type RejectionCode } from "../protocol/rejections.ts";

/** What the OpenAPI document says of a route. Parameters and bodies come from the route's own validators. */
export interface RouteDescription {
  /** camelCase, unique: generated clients name their functions by it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly answer: { readonly status: 200 | 201 | 202; readonly description: string; readonly schema: v.GenericSchema };
  /** Of a body that no schema checks. */
  readonly requestBody?: OpenAPIV3_1.RequestBodyObject;
  /** Refusals beyond those that every route can give (401, 403, 404, 503). */
  readonly refusals?: readonly RejectionCode[];
}

/** The body of every error, RFC 9457. */
export const ProblemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist([...(Object.keys(rejectionStatus) as RejectionCode[]), "internal"]),
  detail: v.string(),
  details: v.optional(v.record(v.string(), v.unknown())),
});

const general: readonly RejectionCode[] = ["unauthorized", "forbidden", "not_found", "unavailable"];

/** Describes a route of `/api/orgs/{org}`. */
export function describe(route: RouteDescription) {
  const { status, description, schema } = route.answer;
  return describeRoute({
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: [{ bearer: [] }, { cookie: [] }],
    ...(route.requestBody === undefined ? {} : { requestBody: route.requestBody }),
    responses: {
      [status]: { description, content: { "application/json": { schema: resolver(schema) } } },
      ...problemResponses([...(route.refusals ?? []), ...general]),
    },
  });
}

/** One response for each status, naming the codes that have it. */
function problemResponses(codes: readonly RejectionCode[]) {
  const byStatus = Map.groupBy(codes, (code) => rejectionStatus[code]);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: list.map((code) => `\`${code}\``).join(", "),
        content: { "application/problem+json": { schema: resolver(ProblemSchema) } },
      },
    ]),
  );
}

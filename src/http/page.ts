import * as v from "valibot";
import type { Rows } from "../db/history.ts";
import { limits } from "../protocol/limits.ts";
import type { Page } from "../protocol/resources.ts";
import type { Rejection } from "../protocol/rejections.ts";
import { timing } from "../protocol/timing.ts";
import { check, type Parsed } from "./body.ts";

/** Pages of lists: their query, their opaque cursor, and the wait until D1 holds a given change. */

/**
 * An integer in a query, where everything is text. `schema` is what the OpenAPI document says of it: made
 * from the checks it would be a string with a pattern.
 */
const integer = (schema: { minimum?: number; default?: number }, description: string) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d{1,16}$/, "must be an integer"),
    v.metadata({ openapi: { type: "integer", ...schema } }),
    v.description(description),
    v.transform(Number),
    v.safeInteger(),
    v.minValue(schema.minimum ?? Number.MIN_SAFE_INTEGER),
  );

export const positionParam = (description: string) => integer({}, description);
export const seqParam = (description: string) => integer({ minimum: 0 }, description);

export const pageParams = {
  limit: v.optional(
    v.pipe(
      integer(
        { minimum: 1, default: limits.pageSize },
        `Items of a page. More than ${limits.pageSizeMax} gives ${limits.pageSizeMax}.`,
      ),
      v.transform((limit) => Math.min(limit, limits.pageSizeMax)),
    ),
  ),
  cursor: v.optional(v.pipe(v.string(), v.description("`nextCursor` of the page before."))),
  minSeq: v.optional(
    seqParam(
      `Read your own writes: waits until the page holds this change, ${timing.minSeqWaitMs / 1_000} s at most, then 503 \`stale\`.`,
    ),
  ),
};

/** A place in a list's order as an opaque cursor. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place that a cursor stands for, null without one; `invalid` when it is none of ours. */
export function decodeCursor<S extends v.GenericSchema>(
  cursor: string | undefined,
  schema: S,
): Parsed<v.InferOutput<S> | null> {
  if (cursor === undefined) return { ok: true, value: null };
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return badCursor;
  }
  const parsed = check(place, schema);
  return parsed.ok ? parsed : badCursor;
}

const badCursor = {
  ok: false,
  rejection: {
    code: "invalid",
    message: "cursor: is not a cursor of this list.",
    details: { issues: [{ path: "cursor", message: "is not a cursor of this list" }] },
  } satisfies Rejection,
} as const;

/** Rows as the answer; `place` tells where a row stands in the list's order. */
export function pageOfRows<T>(rows: Rows<T>, place: (item: T) => unknown): Page<T> {
  const last = rows.items.at(-1);
  return {
    items: rows.items,
    nextCursor: rows.more && last !== undefined ? encodeCursor(place(last)) : null,
    seq: rows.seq,
  };
}

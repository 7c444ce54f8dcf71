import type { MiddlewareHandler } from "hono";
import { resolver, uniqueSymbol } from "hono-openapi";
import type * as v from "valibot";
import { check, readJson } from "./body.ts";
import type { AppEnv } from "./context.ts";
import { problem } from "./problem.ts";

/**
 * Checks a part of a request against a schema, gives it to the handler as `c.req.valid(target)`, and puts
 * the schema into the OpenAPI document. hono-openapi's own `validator` does the same, but takes a body of
 * another content type for `{}`, has no limit on its length and answers malformed JSON in plain text.
 */
function validate<T extends "json" | "query" | "header", S extends v.GenericSchema>(
  target: T,
  schema: S,
  mayBeMissing = false,
): MiddlewareHandler<AppEnv, string, { in: Record<T, v.InferInput<S>>; out: Record<T, v.InferOutput<S>> }> {
  const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    const isMissing = mayBeMissing && c.req.raw.body === null;
    const parsed =
      target === "json"
        ? await (isMissing ? check({}, schema) : readJson(c, schema))
        : check(target === "query" ? c.req.query() : c.req.header(), schema);
    if (!parsed.ok) return problem(parsed.rejection);
    c.req.addValidatedData(target, parsed.value as object);
    return next();
  };
  return Object.assign(middleware, { [uniqueSymbol]: { target, ...resolver(schema) } });
}

export const jsonBody = <S extends v.GenericSchema>(schema: S) => validate("json", schema);
/** No body at all is `{}`. */
export const optionalJsonBody = <S extends v.GenericSchema>(schema: S) => validate("json", schema, true);
export const query = <S extends v.GenericSchema>(schema: S) => validate("query", schema);
export const header = <S extends v.GenericSchema>(schema: S) => validate("header", schema);

import type { Context } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import type { Rejection } from "../protocol/rejections.ts";
import type { AppEnv } from "./context.ts";

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * The request's JSON body, checked. Not JSON by its content type: `unsupported_media_type`; over
 * `limits.requestBytes`: `too_large`; not JSON or not of the schema: `invalid`, with `details.issues`.
 */
export async function readJson<S extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
): Promise<Parsed<v.InferOutput<S>>> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^application\/([\w.+-]+\+)?json$/.test(type)) {
    return refuse({ code: "unsupported_media_type", message: "Send application/json." });
  }
  const bytes = await readBytes(c.req.raw, limits.requestBytes);
  if (bytes === null) {
    return refuse({
      code: "too_large",
      message: "The body is too large.",
      details: { limitBytes: limits.requestBytes },
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return refuse({ code: "invalid", message: "The body is not valid JSON." });
  }
  return check(json, schema);
}

/** Checks a value against a schema; the refusal names every path that is wrong. */
export function check<S extends v.GenericSchema>(value: unknown, schema: S): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, value);
  if (result.success) return { ok: true, value: result.output };
  const issues = result.issues.map((issue) => ({ path: v.getDotPath(issue) ?? "", message: issue.message }));
  const first = issues[0];
  const message = first === undefined ? "The request is not valid." : `${first.path || "body"}: ${first.message}`;
  return refuse({ code: "invalid", message, details: { issues } });
}

/**
 * The whole body, or null when it is longer than `limit` bytes. A chunked body announces no length, so what
 * arrives is counted; one that does is read at once, which costs a fraction of reading it piece by piece.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return null;
  if (request.headers.has("content-length")) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > limit ? null : bytes;
  }
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function refuse(rejection: Rejection): { ok: false; rejection: Rejection } {
  return { ok: false, rejection };
}

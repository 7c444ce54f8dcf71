import { Hono, type Context, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { authOf } from "./auth.ts";
import { readBytes } from "./body.ts";
import type { Env } from "../env.ts";
import type { AppEnv } from "./context.ts";
import { hasLostDatabase } from "./database.ts";
import { libraryProblem, problem } from "./problem.ts";
import { throttleAddress, throttleMail, throttleSignIn } from "./sign-in-throttle.ts";

/**
 * The library reads bodies itself, forms too, and has no limit: what reaches it is JSON of a bounded length,
 * or no body at all.
 */
const boundedJson: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.raw.body === null) return next();
  const bytes = await readBytes(c.req.raw, limits.requestBytes);
  if (bytes === null) return problem({ code: "too_large", message: "The body is too large." });
  const { method, url, headers } = c.req.raw;
  if (bytes.byteLength > 0) {
    if (!/^application\/json\b/i.test(headers.get("content-type") ?? "")) {
      return problem({ code: "unsupported_media_type", message: "Send application/json." });
    }
    try {
      JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return problem({ code: "invalid", message: "The body is not valid JSON." });
    }
  }
  c.req.raw = new Request(url, { method, headers, body: bytes.byteLength > 0 ? bytes : null });
  return next();
};

/** What the library says of a refusal: `code` is its own stable word, such as `INVALID_EMAIL_OR_PASSWORD`. */
const LibraryErrorSchema = v.object({ code: v.optional(v.string()), message: v.optional(v.string()) });

/**
 * An absent `Origin` passes (CONTRACT "REST"). The library would refuse it beside a cookie or a `Sec-Fetch-*`
 * header, which Node's fetch sends too; a browser always names the origin of a POST, if only as `null`.
 */
function withOrigin(env: Env, request: Request): Request {
  if (request.headers.has("origin")) return request;
  const headers = new Headers(request.headers);
  headers.set("origin", new URL(env.PUBLIC_URL).origin);
  return new Request(request, { headers });
}

async function authLibrary(c: Context<AppEnv>): Promise<Response> {
  const response = await authOf(c.env).handler(withOrigin(c.env, c.req.raw));
  // The library says that it has signed somebody out although the row stayed, and 500 for the rest.
  if (hasLostDatabase()) return problem({ code: "unavailable", message: "Try again in a moment." });
  if (response.status < 400) return response;
  const said = v.safeParse(LibraryErrorSchema, await response.json().catch(() => null));
  const answer = libraryProblem(response.status, said.success ? said.output : {});
  for (const cookie of response.headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
  return answer;
}

/** `/api/auth`: the auth library's endpoints, behind exact counters, with its errors as problems. */
export const authRoutes = new Hono<AppEnv>()
  .use("/api/auth/*", boundedJson)
  .post("/api/auth/sign-in/email", throttleAddress("sign-in"), throttleSignIn, authLibrary)
  .post("/api/auth/sign-up/email", throttleAddress("sign-up"), authLibrary)
  .post("/api/auth/request-password-reset", throttleAddress("reset"), throttleMail, authLibrary)
  .post("/api/auth/reset-password", throttleAddress("reset"), authLibrary)
  // These two tell whether a password is right.
  .post("/api/auth/change-password", throttleAddress("password"), authLibrary)
  .post("/api/auth/verify-password", throttleAddress("password"), authLibrary)
  .on(["GET", "POST"], "/api/auth/*", authLibrary);

import { Hono, type Context, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { answerOf, givesToken } from "./auth-answers.ts";
import { type AuthEnv, credentialsOf, type Door } from "./auth-door.ts";
import { type AuthEndpoint, type AuthEndpointName, openAuthEndpoints } from "./auth-endpoints.ts";
import { byBareId, openToAnswer, openToShow, proveAddress } from "./auth-invitations.ts";
import { byTokenOfId } from "./auth-sessions.ts";
import { authThrottles, throttleAddress } from "./auth-throttles.ts";
import { authOf } from "./auth.ts";
import { check, readBytes } from "./body.ts";
import type { AppEnv } from "./context.ts";
import { hasLostDatabase } from "./database.ts";
import { changePassword, resetPassword, signUpPassword } from "./passwords.ts";
import { libraryProblem, notFoundProblem, problem } from "./problem.ts";
import { signUpDoor, signUpsNow } from "./sign-ups.ts";

/** Counted before anything is read. */
const addressCounts: Partial<Record<AuthEndpointName, MiddlewareHandler<AppEnv>>> = {
  signInEmail: throttleAddress("sign-in"),
  signUpEmail: throttleAddress("sign-up"),
  requestPasswordReset: throttleAddress("reset"),
  resetPassword: throttleAddress("reset"),
  changePassword: throttleAddress("password"),
};

/** What each endpoint has to pass before the library sees it, in this order. */
const doors: Partial<Record<AuthEndpointName, readonly Door[]>> = {
  signUpEmail: [...authThrottles.signUp, signUpDoor, signUpPassword],
  signInEmail: authThrottles.signIn,
  requestPasswordReset: authThrottles.requestReset,
  resetPassword: [...authThrottles.reset, resetPassword],
  changePassword: [...authThrottles.changePassword, changePassword],
  updateUser: authThrottles.updateUser,
  revokeSession: [byTokenOfId],
  createOrganization: authThrottles.createOrganization,
  updateOrganization: authThrottles.updateOrganization,
  createInvitation: authThrottles.invite,
  cancelInvitation: [byBareId],
  getInvitation: [openToShow],
  rejectInvitation: [openToAnswer],
  acceptInvitation: [proveAddress, openToAnswer],
};

/** Reads and checks what was sent: a body is JSON of a bounded length, and no field passes that is not named. */
function readInput({ method, input }: AuthEndpoint): Door {
  return async (c, next) => {
    const given = method === "GET" ? c.req.query() : await bodyOf(c.req.raw);
    if (given instanceof Response) return given;
    const parsed = check(given, input);
    if (!parsed.ok) return problem(parsed.rejection);
    c.set("input", parsed.value as Record<string, unknown>);
    return next();
  };
}

async function bodyOf(request: Request): Promise<unknown> {
  const bytes = request.body === null ? new Uint8Array() : await readBytes(request, limits.requestBytes);
  if (bytes === null) return problem({ code: "too_large", message: "The body is too large." });
  if (bytes.byteLength === 0) return {};
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    return problem({ code: "unsupported_media_type", message: "Send application/json." });
  }
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return problem({ code: "invalid", message: "The body is not valid JSON." });
  }
}

/** What the library says of a refusal: `code` is its own stable word, such as `INVALID_EMAIL_OR_PASSWORD`. */
const LibraryErrorSchema = v.object({ code: v.optional(v.string()), message: v.optional(v.string()) });

/** The library gets the path of the table and the input as it was checked, whatever else the request had. */
function requestOf(c: Context<AuthEnv>, { method, path }: AuthEndpoint): Request {
  const url = new URL(`/api/auth${path}`, c.req.url);
  const headers = credentialsOf(c.req.raw);
  // An absent `Origin` passes (CONTRACT "REST"). The library would refuse it beside a cookie or a `Sec-Fetch-*` header, which
  // Node's fetch sends too; a browser always names the origin of a POST, if only as `null`.
  if (!headers.has("origin")) headers.set("origin", new URL(c.env.PUBLIC_URL).origin);
  headers.delete("content-length");
  if (method === "GET") {
    for (const [name, value] of Object.entries(c.var.input)) url.searchParams.set(name, String(value));
    return new Request(url, { headers });
  }
  headers.set("content-type", "application/json");
  return new Request(url, { method, headers, body: JSON.stringify(c.var.input) });
}

async function askLibrary(c: Context<AuthEnv>, name: AuthEndpointName): Promise<Response> {
  const response = await authOf(c.env).handler(requestOf(c, openAuthEndpoints[name]));
  // The library says that it has signed somebody out although the row stayed, and 500 for the rest.
  if (hasLostDatabase()) return problem({ code: "unavailable", message: "Try again in a moment." });
  const body: unknown = await response.json().catch(() => null);
  const cookies = response.headers.getSetCookie();
  let answer: Response;
  if (response.status < 400) {
    answer = Response.json(await answerOf(name, body, c), { status: response.status });
    const token = response.headers.get("set-auth-token");
    if (token !== null && givesToken.has(name)) {
      answer.headers.set("set-auth-token", token);
      answer.headers.set("access-control-expose-headers", "set-auth-token");
    }
  } else {
    const said = v.safeParse(LibraryErrorSchema, body);
    if (response.status >= 500)
      console.error(
        JSON.stringify({ level: "error", event: "auth.failed", name, status: response.status, said: said.output }),
      );
    answer = libraryProblem(response.status, said.success ? said.output : {});
  }
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}

/** `/api/auth`: the auth library's endpoints that are open, behind exact counters, with its errors as problems. */
export const authRoutes = new Hono<AuthEnv>();

for (const [name, endpoint] of Object.entries(openAuthEndpoints) as [AuthEndpointName, AuthEndpoint][]) {
  const path = `/api/auth${endpoint.path}`;
  const counted = addressCounts[name];
  const passes: Door[] = [readInput(endpoint), ...(doors[name] ?? [])];
  if (counted !== undefined) authRoutes.on(endpoint.method, [path], counted);
  authRoutes.on(endpoint.method, [path], ...passes, (c) => askLibrary(c, name));
}

authRoutes
  /** What the page has to know before it shows a form. */
  .get("/api/auth/sign-ups", async (c) => Response.json({ signUps: await signUpsNow(c.env) }))
  .all("/api/auth/*", () => notFoundProblem());

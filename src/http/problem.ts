import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import type { Answer } from "../hub/rpc.ts";
import { rejectionStatus, type Rejection, type RejectionCode } from "../protocol/rejections.ts";
import type { AppEnv } from "./context.ts";
import { hasLostDatabase } from "./database.ts";
import { errorText, withoutValues } from "../protocol/error-text.ts";

/** What a client sees of an error, RFC 9457. `code` is stable; `details` is for programs, `detail` for people. */
export interface Problem {
  type: "about:blank";
  title: string;
  status: number;
  /** One of ours, or under `/api/auth` the auth library's own word. */
  code: RejectionCode | "internal" | (string & {});
  detail: string;
  details?: Readonly<Record<string, unknown>>;
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Seconds after which a client may ask again when something of ours was out of reach. */
const retryAfterSeconds = 1;

/** A refusal as the HTTP answer; its status follows from its code. `retryAfter` is in seconds. */
export function problem(rejection: Rejection, retryAfter?: number): Response {
  const status = rejectionStatus[rejection.code];
  const seconds = retryAfter ?? (status === 429 || status === 503 ? retryAfterSeconds : undefined);
  return problemResponse(
    {
      type: "about:blank",
      title: titles[status] ?? "Error",
      status,
      code: rejection.code,
      detail: rejection.message,
      ...(rejection.details === undefined ? {} : { details: rejection.details }),
    },
    {
      ...(seconds === undefined ? {} : { "retry-after": String(seconds) }),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  );
}

/** What the hub answered, as HTTP: the value, or the refusal. */
export function respond<T>(answer: Answer<T>, status: 200 | 201 | 202 = 200): Response {
  return answer.ok ? Response.json(answer.value, { status }) : problem(answer);
}

/** The same 404 for what does not exist and for what belongs to another org (I10). */
export function notFoundProblem(): Response {
  return problem({ code: "not_found", message: "There is nothing here." });
}

/** A list that does not hold `minSeq` yet: 503 with `Retry-After`, although `stale` is a conflict everywhere else. */
export function stalePageProblem(minSeq: number): Response {
  return problemResponse(
    {
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      code: "stale",
      detail: "The list does not hold this change yet.",
      details: { minSeq },
    },
    { "retry-after": String(retryAfterSeconds) },
  );
}

/** A bug: the client learns nothing of our insides, the log line has them. */
export function internalProblem(): Response {
  return problemResponse({
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    code: "internal",
    detail: "Something went wrong on our side.",
  });
}

const codeOfStatus = { 401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "too_many_requests" } as const;

/** The auth library's refusal as a problem. It keeps its status and, where it has one, its code. */
export function libraryProblem(
  status: number,
  said: { code?: string | undefined; message?: string | undefined },
): Response {
  if (status === 503) return problem({ code: "unavailable", message: "Try again in a moment." });
  if (status >= 500) return internalProblem();
  const ours = codeOfStatus[status as keyof typeof codeOfStatus] ?? "invalid";
  const title = titles[status] ?? "Error";
  return problemResponse({
    type: "about:blank",
    title,
    status,
    code: said.code ?? ours,
    detail: said.message || title,
  });
}

export const onError: ErrorHandler<AppEnv> = (error, c) => {
  // The auth library makes errors of its own of those of D1.
  const unavailable = isUnavailable(error) || hasLostDatabase();
  logError(unavailable ? "unavailable" : "internal", error, c);
  return unavailable ? problem({ code: "unavailable", message: "Try again in a moment." }) : internalProblem();
};

export const onNotFound: NotFoundHandler<AppEnv> = () => notFoundProblem();

/**
 * Whether the hub or D1 was out of reach, rather than wrong. Durable Object stubs mark such errors
 * (`retryable`, `overloaded`, `durableObjectReset`: Cloudflare, "Durable Objects: error handling"); D1 has
 * only its messages ("D1: debug", the list of errors that are worth a retry).
 */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const flags = error as { retryable?: unknown; overloaded?: unknown; durableObjectReset?: unknown; message?: unknown };
  if (flags.retryable === true || flags.overloaded === true || flags.durableObjectReset === true) return true;
  if (typeof flags.message === "string" && unavailableMessages.test(flags.message)) return true;
  // drizzle wraps what D1 said.
  return error instanceof Error && error.cause !== undefined && isUnavailable(error.cause);
}

const unavailableMessages =
  /Network connection lost|D1 DB is overloaded|storage operation exceeded timeout|D1 DB storage|D1 DB reset|SQLITE_BUSY|database is locked|Cannot resolve D1 DB|code was updated|connection closed/i;

function logError(kind: "unavailable" | "internal", error: unknown, c: Context<AppEnv>): void {
  console.error(
    JSON.stringify({
      level: "error",
      event: `http.${kind}`,
      method: c.req.method,
      path: new URL(c.req.url).pathname,
      error:
        error instanceof Error
          ? { name: error.name, message: withoutValues(error.message), stack: withoutValues(error.stack ?? "") }
          : errorText(error),
    }),
  );
}

function problemResponse(body: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

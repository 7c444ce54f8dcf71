import type { Context, MiddlewareHandler } from "hono";
import { authOf } from "./auth.ts";
import type { AppEnv } from "./context.ts";

/** What stands between a client and an endpoint of the auth library. */

export interface Person {
  readonly id: string;
  readonly email: string;
}

export interface AuthEnv {
  Bindings: AppEnv["Bindings"];
  Variables: AppEnv["Variables"] & {
    /** The checked body or query, as the library is to get it. */
    input: Readonly<Record<string, unknown>>;
    /** Who is signed in; undefined when nobody has asked yet. */
    person: Person | null | undefined;
  };
}

export type Door = MiddlewareHandler<AuthEnv>;

/** A text of the input; "" when it is absent. */
export function textOf(c: Context<AuthEnv>, field: string): string {
  const value = c.var.input[field];
  return typeof value === "string" ? value : "";
}

export async function personOf(c: Context<AuthEnv>): Promise<Person | null> {
  if (c.var.person !== undefined) return c.var.person;
  const headers = credentialsOf(c.req.raw);
  const found = await authOf(c.env).api.getSession({ headers, query: { disableRefresh: true } });
  const person = found === null ? null : { id: found.user.id, email: found.user.email };
  c.set("person", person);
  return person;
}

/** With an `Authorization` header the cookie does not count, as everywhere else. */
export function credentialsOf(request: Request): Headers {
  const headers = new Headers(request.headers);
  if (headers.has("authorization")) headers.delete("cookie");
  return headers;
}

/** What was answered, as far as a counter has to know it. */
export async function saidOf(response: Response): Promise<{ status: number; code: string }> {
  if (response.status < 400) return { status: response.status, code: "" };
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const code = typeof body === "object" && body !== null && "code" in body ? String(body.code) : "";
  return { status: response.status, code };
}

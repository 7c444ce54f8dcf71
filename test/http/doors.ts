import { env, exports } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import { hashIdentifier } from "../../src/http/hash-identifier.ts";
import type { Role } from "../../src/protocol/records.ts";

/** People and orgs for tests, made through the same requests that a browser sends. */

export const origin = "http://localhost:8787";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** Bearer token of a session. */
  readonly token: string;
}

export interface Org {
  readonly id: string;
  readonly slug: string;
}

interface Ask {
  readonly token?: string;
  readonly address?: string;
  readonly body?: unknown;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

let made = 0;
/** Distinct from every other of this run. */
export function unique(prefix: string): string {
  made += 1;
  return `${prefix}-${made}-${crypto.randomUUID().slice(0, 8)}`;
}

export function ask(path: string, { token, address, body, method, headers }: Ask = {}): Promise<Response> {
  return exports.default.fetch(
    new Request(`${origin}${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        "cf-connecting-ip": address ?? unique("test"),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    }),
  );
}

export async function signUp(name: string): Promise<Person> {
  const email = `${unique(name)}@example.test`.toLowerCase();
  const password = `${unique("password")}-long`;
  const response = await ask("/api/auth/sign-up/email", { body: { name, email, password } });
  const { user } = await json<{ user: { id: string } }>(response);
  return { id: user.id, email, password, name, token: response.headers.get("set-auth-token") ?? "" };
}

export async function createOrg(owner: Person, prefix = "org"): Promise<Org> {
  const slug = unique(prefix);
  const { id } = await json<Org>(
    await ask("/api/auth/organization/create", { token: owner.token, body: { name: `The ${prefix}`, slug } }),
  );
  return { id, slug };
}

/** Invites a person and accepts for them. */
export async function join(org: Org, inviter: Person, person: Person, role: Role): Promise<void> {
  const { id } = await json<{ id: string }>(
    await ask("/api/auth/organization/invite-member", {
      token: inviter.token,
      body: { organizationId: org.id, email: person.email, role },
    }),
  );
  await json(
    await ask("/api/auth/organization/accept-invitation", { token: person.token, body: { invitationId: id } }),
  );
}

/** The token of a reset link: the mail alone has it, so that tests have to make the row themselves. */
export async function resetLink(userId: string): Promise<string> {
  const { DB } = env as unknown as Env;
  const token = crypto.randomUUID();
  await DB.prepare("insert into verification (id, identifier, value, expires_at) values (?, ?, ?, ?)")
    .bind(crypto.randomUUID(), await hashIdentifier(`reset-password:${token}`), userId, Date.now() + 3_600_000)
    .run();
  return token;
}

/** The body of an answer that must be a success. */
export async function json<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as T;
}

import type { Settings } from "../protocol/catalog-records.ts";
import type { CatalogBody, CatalogChange, CatalogKind, CatalogRecord, SettingsChange } from "../protocol/catalog.ts";
import type { ContactChange } from "../protocol/contact-change.ts";
import type { Contact, Role } from "../protocol/records.ts";
import type { Page } from "../protocol/resources.ts";
import { authFailureText } from "./auth-failures.ts";
import { failures } from "./messages/en/failures.ts";
import { t } from "./messages/t.ts";
import { refusalText } from "./refusal-text.ts";

/**
 * What the page asks of the Worker outside of the inbox: accounts, members, the catalog, API keys. All with the
 * cookie of this origin. A refusal is a value, with words that a person can act on.
 */

export interface Failure {
  ok: false;
  /** HTTP status, 0 when the request did not arrive. */
  status: number;
  /** The stable code of a problem or of the auth library; "" when there was none. */
  code: string;
  message: string;
  /** What a program can use of a refusal, such as the `field` that was not taken. */
  details?: Readonly<Record<string, unknown>>;
}
export type Result<T> = { ok: true; value: T } | Failure;

export interface User {
  id: string;
  name: string;
  email: string;
}

export interface Organisation {
  id: string;
  name: string;
  slug: string;
}

export interface Member {
  id: string;
  userId: string;
  role: Role;
  user: { name: string; email: string };
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  status: string;
  expiresAt: string;
  organizationId: string;
}

export interface InvitationDetails extends Invitation {
  organizationName: string;
  organizationSlug: string;
  inviterEmail: string;
}

export interface ApiKey {
  id: string;
  name: string;
  /** The end of the key, by which people tell them apart. */
  lastFour: string;
  createdAt: string;
  /** Who made it; an agent who has left is not in the roster. */
  createdBy: string | null;
  expiresAt: string | null;
  channelIds: string[] | null;
  lastUsedAt: string | null;
}

export const auth = {
  /** Who is signed in, until when; null for nobody. */
  session: () => request<{ user: User; session: { expiresAt: string } } | null>("GET", "/api/auth/get-session"),
  signIn: (body: { email: string; password: string }) => request<unknown>("POST", "/api/auth/sign-in/email", body),
  signUp: (body: { name: string; email: string; password: string; invitation?: string }) =>
    request<unknown>("POST", "/api/auth/sign-up/email", body),
  /** Who may make an account now. */
  signUps: () => request<{ signUps: "open" | "invited" | "closed" }>("GET", "/api/auth/sign-ups"),
  signOut: () => request<unknown>("POST", "/api/auth/sign-out", {}),
  requestPasswordReset: (email: string) =>
    request<unknown>("POST", "/api/auth/request-password-reset", { email, redirectTo: "/reset-password" }),
  resetPassword: (body: { token: string; newPassword: string }) =>
    request<unknown>("POST", "/api/auth/reset-password", body),
};

export const organisations = {
  list: () => request<Organisation[]>("GET", "/api/auth/organization/list"),
  create: (body: { name: string; slug: string }) =>
    request<Organisation>("POST", "/api/auth/organization/create", body),
  members: (organizationId: string) =>
    request<{ members: Member[] }>("GET", `/api/auth/organization/list-members?${query({ organizationId })}`),
  invitations: (organizationId: string) =>
    request<Invitation[]>("GET", `/api/auth/organization/list-invitations?${query({ organizationId })}`),
  invite: (body: { organizationId: string; email: string; role: Role }) =>
    request<unknown>("POST", "/api/auth/organization/invite-member", body),
  cancelInvitation: (invitationId: string) =>
    request<unknown>("POST", "/api/auth/organization/cancel-invitation", { invitationId }),
  changeRole: (body: { organizationId: string; memberId: string; role: Role }) =>
    request<unknown>("POST", "/api/auth/organization/update-member-role", body),
  remove: (body: { organizationId: string; memberIdOrEmail: string }) =>
    request<unknown>("POST", "/api/auth/organization/remove-member", body),
  invitation: (id: string) =>
    request<InvitationDetails>("GET", `/api/auth/organization/get-invitation?${query({ id })}`),
  acceptInvitation: (invitationId: string) =>
    request<unknown>("POST", "/api/auth/organization/accept-invitation", { invitationId }),
};

const catalogPaths: Readonly<Record<CatalogKind, string>> = {
  label: "labels",
  team: "teams",
  cannedResponse: "canned-responses",
  macro: "macros",
  view: "views",
};

/** Labels, teams, canned responses, macros and saved views. What came of it also comes to the inbox, live. */
export const catalog = {
  create: <K extends CatalogKind>(org: string, kind: K, body: CatalogBody<K>) =>
    request<CatalogRecord<K>>("POST", catalogPath(org, kind), body),
  change: <K extends CatalogKind>(org: string, kind: K, id: string, change: CatalogChange<K>) =>
    request<CatalogRecord<K>>("PATCH", `${catalogPath(org, kind)}/${encodeURIComponent(id)}`, change),
  remove: <K extends CatalogKind>(org: string, kind: K, id: string) =>
    request<CatalogRecord<K>>("DELETE", `${catalogPath(org, kind)}/${encodeURIComponent(id)}`),
};

function catalogPath(org: string, kind: CatalogKind): string {
  return `/api/orgs/${encodeURIComponent(org)}/${catalogPaths[kind]}`;
}

/** The customers. What came of a change also comes to the inbox, live. */
export const contacts = {
  /** A page by name; `minSeq` waits until it holds that change. */
  list: (org: string, asked: { q?: string; mergedInto?: string; cursor?: string; minSeq?: string }) =>
    request<Page<Contact>>("GET", `/api/orgs/${encodeURIComponent(org)}/contacts?${query(asked)}`),
  one: (org: string, id: string) => request<Contact>("GET", contactPath(org, id)),
  change: (org: string, id: string, change: ContactChange) => request<Contact>("PATCH", contactPath(org, id), change),
  /** `id` is who stays. */
  merge: (org: string, id: string, other: string) =>
    request<Contact>("POST", `${contactPath(org, id)}/merge`, { with: other }),
  unmerge: (org: string, id: string) => request<Contact>("POST", `${contactPath(org, id)}/unmerge`),
};

function contactPath(org: string, id: string): string {
  return `/api/orgs/${encodeURIComponent(org)}/contacts/${encodeURIComponent(id)}`;
}

/** What holds for the whole organisation; it comes to the inbox, live, as the record `settings`. */
export const orgSettings = {
  change: (org: string, change: SettingsChange) =>
    request<Settings>("PATCH", `/api/orgs/${encodeURIComponent(org)}/settings`, change),
};

export const apiKeys = {
  list: (org: string) => request<{ items: ApiKey[] }>("GET", `/api/orgs/${encodeURIComponent(org)}/api-keys`),
  create: (org: string, body: Pick<ApiKey, "name" | "expiresAt" | "channelIds">) =>
    request<ApiKey & { key: string }>("POST", `/api/orgs/${encodeURIComponent(org)}/api-keys`, body),
  remove: (org: string, id: string) =>
    request<unknown>("DELETE", `/api/orgs/${encodeURIComponent(org)}/api-keys/${encodeURIComponent(id)}`),
};

function query(values: Record<string, string>): string {
  return new URLSearchParams(values).toString();
}

/** One request; every refusal and failure comes back as a value. For the areas of the page that have calls of their own. */
export async function request<T>(method: string, path: string, body?: unknown): Promise<Result<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    // Fails when the page is left in the middle of it: half an answer must not be taken for an empty one.
    text = await response.text();
  } catch {
    return notReached();
  }
  const answer = parsed(text);
  if (!response.ok) return failureOf(response, answer);
  // Whoever answers instead of Parley (a proxy, a captive portal) may not speak JSON.
  return answer === undefined ? notReached() : { ok: true, value: answer as T };
}

function notReached(): Failure {
  return { ok: false, status: 0, code: "", message: t(failures.notReached) };
}

/** null for nothing, undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a problem (RFC 9457: `code`, `title`, `detail`) or the auth library's `{ code, message }`. */
function failureOf(response: Response, answer: unknown): Failure {
  const fields = isRecord(answer) ? answer : {};
  const code = typeof fields["code"] === "string" ? fields["code"] : "";
  const said = [fields["detail"], fields["message"], fields["title"]].find(
    (text) => typeof text === "string" && text !== "",
  );
  return {
    ok: false,
    status: response.status,
    code,
    message: inWords(code, response, typeof said === "string" ? said : ""),
    ...(isRecord(fields["details"]) ? { details: fields["details"] } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function inWords(code: string, response: Response, said: string): string {
  if (code === "too_many_attempts") {
    const minutes = Math.max(1, Math.ceil(Number(response.headers.get("retry-after") ?? "60") / 60));
    return t(failures.tooManyAttempts, { minutes });
  }
  const known = authFailureText(code, said);
  if (known !== null) return known;
  if (said !== "") return refusalText({ code, message: said });
  return t(response.status >= 500 ? failures.server : failures.notAccepted);
}

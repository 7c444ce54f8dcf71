import type { CommandName } from "../../src/protocol/commands.ts";

/**
 * Who may do what: a row for each route below `/api/orgs/{org}`, for each command of the socket, and for what has doors of
 * its own. The other files of this folder make their attacks from these rows; `inventory.test.ts` fails for a route
 * or a command without one.
 */

/** Callers of an org: roles, and API keys with one scope alone. */
export const callers = ["owner", "admin", "agent", "viewer", "readKey", "sendKey"] as const;
export type CallerName = (typeof callers)[number];

/** Who passes; everybody else gets 403. */
export const audiences = {
  readers: ["owner", "admin", "agent", "viewer", "readKey"],
  people: ["owner", "admin", "agent", "viewer"],
  agents: ["owner", "admin", "agent"],
  writers: ["owner", "admin", "agent", "sendKey"],
  /** A viewer's own things too. */
  peopleAndWriters: ["owner", "admin", "agent", "viewer", "sendKey"],
  managers: ["owner", "admin"],
  managersAndReadKeys: ["owner", "admin", "readKey"],
  managersAndSendKeys: ["owner", "admin", "sendKey"],
} as const satisfies Record<string, readonly CallerName[]>;

export interface Row {
  readonly who: keyof typeof audiences;
  /**
   * What of the org an answer shows or an action touches. `conversation` and `contact`: what a limited agent may not see is
   * not there. `own`: the caller's alone. `org`: the same for all who pass.
   */
  readonly sight: "conversation" | "contact" | "own" | "org";
  /** What bounds it: the length of a page, of a JSON body, or of a file. */
  readonly limit: "page" | "body" | "file" | "none";
}

const read = (sight: Row["sight"], limit: Row["limit"] = "none"): Row => ({ who: "readers", sight, limit });
const write = (sight: Row["sight"], limit: Row["limit"] = "body"): Row => ({ who: "writers", sight, limit });
const own = (who: Row["who"], limit: Row["limit"] = "none", sight: Row["sight"] = "own"): Row => ({
  who,
  sight,
  limit,
});
const manage = (limit: Row["limit"] = "body", who: Row["who"] = "managers"): Row => ({ who, sight: "org", limit });

/** Routes of one kind of the catalog. */
function catalog(path: string, id: string, who: { create: Row["who"]; change: Row["who"] }): Record<string, Row> {
  return {
    [`GET ${path}`]: read("org", "page"),
    [`GET ${path}/:${id}`]: read("org"),
    [`POST ${path}`]: manage("body", who.create),
    [`PATCH ${path}/:${id}`]: manage("body", who.change),
    [`DELETE ${path}/:${id}`]: manage("none", who.change),
  };
}

const one = "/conversations/:conversationId";
const message = `${one}/messages/:messageId`;

/** Below `/api/orgs/{org}`. */
export const orgRoutes: Readonly<Record<string, Row>> = {
  "GET /conversations": read("conversation", "page"),
  "POST /conversations": write("conversation"),
  [`GET ${one}`]: read("conversation"),
  [`GET ${one}/messages`]: read("conversation", "page"),
  [`POST ${one}/messages`]: write("conversation"),
  [`POST ${message}/retry`]: write("conversation", "none"),
  [`POST ${message}/cancel`]: write("conversation", "none"),
  [`POST ${message}/reaction`]: write("conversation"),
  [`POST ${message}/settle`]: write("conversation"),
  [`POST ${one}/notes`]: write("conversation"),
  [`POST ${one}/read`]: own("people", "body", "conversation"),
  [`POST ${one}/unread`]: own("people", "none", "conversation"),
  [`POST ${one}/close`]: write("conversation", "none"),
  [`POST ${one}/archive`]: write("conversation", "none"),
  [`POST ${one}/reopen`]: write("conversation", "none"),
  [`POST ${one}/snooze`]: write("conversation"),
  [`POST ${one}/assign`]: write("conversation"),
  [`PUT ${one}/labels`]: write("conversation"),
  [`PUT ${one}/priority`]: write("conversation"),
  [`POST ${one}/follow`]: own("people", "none", "conversation"),
  [`POST ${one}/unfollow`]: own("people", "none", "conversation"),
  [`POST ${one}/mentions/:messageId/read`]: own("people", "none", "conversation"),
  [`POST ${one}/lock`]: own("agents", "body", "conversation"),
  [`POST ${one}/heartbeat`]: own("agents", "body", "conversation"),
  [`POST ${one}/unlock`]: own("agents", "body", "conversation"),
  [`POST ${one}/takeover`]: own("agents", "body", "conversation"),
  [`GET ${one}/draft`]: own("people", "none", "conversation"),
  [`PUT ${one}/draft`]: own("agents", "body", "conversation"),
  [`DELETE ${one}/draft`]: own("agents", "none", "conversation"),
  "GET /mentions": own("people", "page", "conversation"),
  "GET /counts": read("conversation"),
  "GET /outbox": read("conversation", "page"),
  "GET /outbox/counts": read("conversation"),
  "POST /outbox/retry": write("conversation"),
  "GET /changes": read("conversation"),
  "POST /media": write("own", "file"),
  "GET /media/:mediaId": read("conversation"),
  "GET /media/:mediaId/link": read("conversation"),
  "POST /media/:mediaId/retry": write("conversation", "none"),
  "GET /contacts": read("org", "page"),
  "GET /contacts/:contactId": read("org"),
  "PATCH /contacts/:contactId": write("contact"),
  "POST /contacts/:contactId/merge": write("contact"),
  "POST /contacts/:contactId/unmerge": write("contact", "none"),
  "GET /templates": read("org", "page"),
  "GET /templates/:templateId": read("org"),
  "POST /templates/sync": write("org"),
  "GET /channels": read("org", "page"),
  "GET /channels/:channelId": read("org"),
  "POST /channels": manage(),
  "PATCH /channels/:channelId": manage(),
  "DELETE /channels/:channelId": manage("none"),
  "GET /channels/:channelId/health": manage("none"),
  "GET /agents": read("org", "page"),
  "GET /agents/:agentId": read("org"),
  "GET /settings": read("org"),
  "PATCH /settings": manage(),
  ...catalog("/labels", "labelId", { create: "writers", change: "managers" }),
  ...catalog("/teams", "teamId", { create: "managers", change: "managers" }),
  ...catalog("/canned-responses", "cannedResponseId", { create: "writers", change: "writers" }),
  ...catalog("/macros", "macroId", { create: "writers", change: "writers" }),
  ...catalog("/views", "viewId", { create: "peopleAndWriters", change: "peopleAndWriters" }),
  "GET /ingest": manage("page", "managersAndReadKeys"),
  "GET /ingest/:deliveryId": manage("none", "managersAndReadKeys"),
  "POST /ingest/:deliveryId/replay": manage("none", "managersAndSendKeys"),
  "GET /api-keys": manage("none"),
  "POST /api-keys": manage(),
  "DELETE /api-keys/:keyId": manage("none"),
  "GET /mail-domains": manage("none"),
  "POST /mail-domains": manage(),
  "POST /mail-domains/:domain/check": manage("none"),
  "GET /push": own("people"),
  "PUT /push/subscription": own("people", "body"),
  "DELETE /push/subscription": own("people"),
  "POST /realtime/token": own("people"),
  "GET /health": read("org"),
};

/** What lies elsewhere, and what lets a request in there. */
export const otherRoutes: Readonly<Record<string, "public" | "signed" | "session">> = {
  // Says who is signed in by the socket's first frame or its close.
  "GET /api/orgs/:org/realtime": "session",
  "GET /api/media/:org/:mediaId": "signed",
  "GET /t/o/:token": "signed",
  "GET /t/c/:token": "signed",
  "GET /webhooks/meta": "signed",
  "POST /webhooks/meta": "signed",
  "GET /webhooks/meta/:channelId": "signed",
  "POST /webhooks/meta/:channelId": "signed",
  "POST /webhooks/twilio/:channelId": "signed",
  "POST /webhooks/twilio/:channelId/status": "signed",
  "POST /webhooks/mail": "signed",
  "POST /webhooks/mail/:channelId": "signed",
  "GET /api/mail-frame": "public",
  "GET /api/health": "public",
  "GET /api/openapi.json": "public",
  "GET /api/docs": "public",
};

/** Commands of the socket. A key has no socket; viewers have one. */
export const commandRows: Readonly<Record<CommandName, Omit<Row, "limit">>> = {
  "message:send": { who: "agents", sight: "conversation" },
  "message:retry": { who: "agents", sight: "conversation" },
  "message:cancel": { who: "agents", sight: "conversation" },
  "message:react": { who: "agents", sight: "conversation" },
  "message:settle": { who: "agents", sight: "conversation" },
  "conversation:start": { who: "agents", sight: "conversation" },
  "conversation:read": { who: "people", sight: "conversation" },
  "conversation:unread": { who: "people", sight: "conversation" },
  "conversation:close": { who: "agents", sight: "conversation" },
  "conversation:archive": { who: "agents", sight: "conversation" },
  "conversation:reopen": { who: "agents", sight: "conversation" },
  "conversation:snooze": { who: "agents", sight: "conversation" },
  "conversation:assign": { who: "agents", sight: "conversation" },
  "conversation:label": { who: "agents", sight: "conversation" },
  "conversation:prioritize": { who: "agents", sight: "conversation" },
  "conversation:follow": { who: "people", sight: "conversation" },
  "conversation:unfollow": { who: "people", sight: "conversation" },
  "contact:merge": { who: "agents", sight: "contact" },
  "contact:unmerge": { who: "agents", sight: "contact" },
  "note:add": { who: "agents", sight: "conversation" },
  "mention:read": { who: "people", sight: "conversation" },
  "lock:acquire": { who: "agents", sight: "conversation" },
  "lock:heartbeat": { who: "agents", sight: "conversation" },
  "lock:release": { who: "agents", sight: "conversation" },
  "lock:takeover": { who: "agents", sight: "conversation" },
  "draft:save": { who: "agents", sight: "conversation" },
  "draft:discard": { who: "agents", sight: "conversation" },
};

import type { Context, Hono, MiddlewareHandler } from "hono";
import type * as v from "valibot";
import { catalogBodies, type CatalogEdit, type CatalogKind, catalogSchemas } from "../protocol/catalog.ts";
import { type AppEnv, requirePersonOrWriter, requireRole, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { respond } from "./problem.ts";
import { type SmallResource, smallRoutes } from "./small-routes.ts";
import { jsonBody } from "./validate.ts";

/** `/labels`, `/teams`, `/canned-responses`, `/macros`, `/views`: what a team sets up for its work, all alike. */

interface CatalogResource extends SmallResource<CatalogKind> {
  /** Who passes the door; the hub decides. */
  readonly creators: MiddlewareHandler<AppEnv>;
  readonly changers: MiddlewareHandler<AppEnv>;
  /** Who they are, in words. */
  readonly who: string;
  readonly taken: string;
}

const managers = requireRole("owner", "admin");

const resources: readonly CatalogResource[] = [
  {
    kind: "label",
    path: "/labels",
    param: "labelId",
    tag: "Labels",
    name: "Label",
    noun: "label",
    summary: "The labels that a conversation can have",
    schema: catalogSchemas.label,
    creators: requireWriter,
    changers: managers,
    who: "Everybody who may write makes labels; owners and admins change and delete them.",
    taken: "A name that gives the id of another label",
  },
  {
    kind: "team",
    path: "/teams",
    param: "teamId",
    tag: "Teams",
    name: "Team",
    noun: "team",
    summary: "The teams to which conversations go",
    schema: catalogSchemas.team,
    creators: managers,
    changers: managers,
    who: "For owners and admins.",
    taken: "A name that another team has",
  },
  {
    kind: "cannedResponse",
    path: "/canned-responses",
    param: "cannedResponseId",
    tag: "Canned responses",
    name: "CannedResponse",
    noun: "canned response",
    summary: "Texts that are inserted by their shortcut",
    schema: catalogSchemas.cannedResponse,
    creators: requireWriter,
    changers: requireWriter,
    who: "For everybody who may write.",
    taken: "A shortcut that another one has",
  },
  {
    kind: "macro",
    path: "/macros",
    param: "macroId",
    tag: "Macros",
    name: "Macro",
    noun: "macro",
    summary: "Several steps that are done as one",
    schema: catalogSchemas.macro,
    creators: requireWriter,
    changers: requireWriter,
    who: "For everybody who may write.",
    taken: "A name that another macro has",
  },
  {
    kind: "view",
    path: "/views",
    param: "viewId",
    tag: "Saved views",
    name: "View",
    noun: "saved view",
    summary: "Lists of conversations under a name: the team's, and the caller's own",
    schema: catalogSchemas.view,
    creators: requirePersonOrWriter,
    changers: requirePersonOrWriter,
    who: "Without `shared` it is the caller's alone. Shared ones are made, changed and deleted by everybody who may write; an API key has no others. Who sees a view is decided when it is made.",
    taken: "A name that another view of the same people has",
  },
];

/** The routes of every kind. */
export const catalogRoutes: readonly Hono<AppEnv>[] = resources.map(routesOf);

function routesOf(resource: CatalogResource): Hono<AppEnv> {
  const { kind, path, param, tag, name, noun, schema, who, taken } = resource;
  const one = `${path}/:${param}`;
  const answered = (status: 200 | 201, description: string) => ({ status, description, schema }) as const;
  const bodies = ["invalid", "conflict", "too_large", "unsupported_media_type"] as const;
  return smallRoutes(resource)
    .post(
      path,
      describe({
        id: `create${name}`,
        tag,
        summary: `Make a ${noun}`,
        description: `${who} What it names must exist, else 404. ${taken}: 409 \`conflict\`.`,
        answer: answered(201, `The ${noun}`),
        refusals: bodies,
      }),
      resource.creators,
      idempotencyKey,
      jsonBody(bodyOf(kind, "create")),
      async (c) => edit(c, await commandId(c), { edit: "create", kind, body: c.req.valid("json") }, 201),
    )
    .patch(
      one,
      describe({
        id: `update${name}`,
        tag,
        summary: `Change a ${noun}`,
        description: `${who} What is left out stays as it is. ${taken}: 409 \`conflict\`.`,
        answer: answered(200, `The ${noun} as changed`),
        refusals: bodies,
      }),
      resource.changers,
      jsonBody(bodyOf(kind, "change")),
      async (c) => {
        const id = c.req.param(param) ?? "";
        return edit(c, crypto.randomUUID(), { edit: "change", kind, id, change: c.req.valid("json") });
      },
    )
    .delete(
      one,
      describe({
        id: `delete${name}`,
        tag,
        summary: `Delete a ${noun}`,
        description: who,
        answer: answered(200, `The ${noun}'s tombstone`),
        refusals: ["invalid"],
      }),
      resource.changers,
      async (c) => edit(c, crypto.randomUUID(), { edit: "delete", kind, id: c.req.param(param) ?? "" }),
    );
}

/** An edit whose body the kind's own schema has let through: the compiler cannot follow the kind to its body. */
type CheckedEdit = { readonly kind: CatalogKind } & (
  | { readonly edit: "create"; readonly body: unknown }
  | { readonly edit: "change"; readonly id: string; readonly change: unknown }
  | { readonly edit: "delete"; readonly id: string }
);

async function edit(c: Context<AppEnv>, id: string, asked: CheckedEdit, status: 200 | 201 = 200): Promise<Response> {
  return respond(await c.var.hub.editCatalog(c.var.actor, id, asked as CatalogEdit), status);
}

function bodyOf(kind: CatalogKind, edit: "create" | "change"): v.GenericSchema<unknown, object> {
  return catalogBodies[kind][edit];
}

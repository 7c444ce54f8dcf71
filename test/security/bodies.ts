import type { OpenAPIV3_1 } from "openapi-types";
import { ask, json } from "../http/doors.ts";
import { orgRoutes } from "./policy.ts";

/** Bodies and queries, made from the schemas that the routes and commands themselves are checked by. */

/** What an id can name. */
export const idKinds = [
  "conversation",
  "contact",
  "message",
  "agent",
  "team",
  "label",
  "channel",
  "media",
  "campaign",
  "delivery",
  "template",
  "cannedResponse",
  "macro",
  "view",
  "apiKey",
] as const;

/** What a text is: an id, a text of some form, or any. */
export type Named =
  | (typeof idKinds)[number]
  | "text"
  | "email"
  | "address"
  | "url"
  | "time"
  | "emoji"
  | "number"
  | "cursor";

/** What each field of text names, by the field's name: one that is not here fails the suite. */
const fieldNames: Readonly<Record<string, Named>> = {
  conversationId: "conversation",
  contactId: "contact",
  contact: "contact",
  with: "contact",
  mergedInto: "contact",
  messageId: "message",
  messageIds: "message",
  upTo: "message",
  replyTo: "message",
  around: "message",
  following: "number",
  agentId: "agent",
  agentIds: "agent",
  expect: "agent",
  assignee: "agent",
  teamId: "team",
  team: "team",
  labelId: "label",
  label: "label",
  labels: "label",
  add: "label",
  remove: "label",
  channelId: "channel",
  channelIds: "channel",
  channel: "channel",
  headerMediaId: "media",
  attachments: "media",
  mediaId: "media",
  campaign: "campaign",
  deliveryId: "delivery",
  templateId: "template",
  cannedResponseId: "cannedResponse",
  macroId: "macro",
  viewId: "view",
  keyId: "apiKey",
  cc: "email",
  address: "address",
  endpoint: "url",
  sendAt: "time",
  until: "time",
  at: "time",
  expiresAt: "time",
  emoji: "emoji",
  cursor: "cursor",
  number: "number",
  phoneNumberId: "number",
  wabaId: "number",
  accountId: "number",
};

/** Text that names nothing. */
const freeText = new Set(
  "name body language variables id title button description subject lockToken token content version attributes q accessToken appSecret verifyToken webhookSecret authToken accountSid username signature domain p256dh auth locale shortcut filename".split(
    " ",
  ),
);

export function namedBy(field: string): Named {
  if (Object.hasOwn(fieldNames, field)) return fieldNames[field] as Named;
  if (freeText.has(field)) return "text";
  throw new Error(`test/security/bodies.ts does not say what the field "${field}" names.`);
}

export type Schema = OpenAPIV3_1.SchemaObject & { readonly $ref?: string; readonly const?: unknown };
export type Components = Readonly<Record<string, Schema>>;
/** What stands for a thing of this kind. */
export type Pool = (what: Named) => string;

/** Where a value stands in a body. */
export type Path = readonly (string | number)[];

export interface Leaf {
  readonly path: Path;
  readonly named: Named;
}

/** A body and the places in it at which text stands. */
export interface Sample {
  readonly body: unknown;
  readonly leaves: readonly Leaf[];
}

/** One body for each form that a schema allows, with everything that it may hold. */
export function samples(schema: Schema, components: Components, pool: Pool): Sample[] {
  const made: Sample[] = [];
  for (let form = 0; form < 12; form += 1) {
    const state = { forms: 1, leaves: [] as Leaf[] };
    const body = build(schema, { components, pool, form, state, path: [], field: "", depth: 0 });
    if (form >= state.forms) break;
    made.push({ body, leaves: state.leaves });
  }
  return made;
}

interface Building {
  readonly components: Components;
  readonly pool: Pool;
  /** Which of several forms is taken, where there are so many. */
  readonly form: number;
  readonly state: { forms: number; leaves: Leaf[] };
  readonly path: Path;
  readonly field: string;
  readonly depth: number;
}

function build(given: Schema, at: Building): unknown {
  const schema = given.$ref === undefined ? given : (at.components[given.$ref.split("/").at(-1) ?? ""] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[at.form % schema.enum.length];
  const forms = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (forms !== undefined) {
    const real = forms.filter(({ type }) => type !== "null");
    at.state.forms = Math.max(at.state.forms, real.length);
    return build(real[at.form % real.length] ?? {}, at);
  }
  switch (schema.type) {
    case "object":
      return objectOf(schema, at);
    case "array":
      return [build((schema as { items?: Schema }).items ?? {}, { ...at, path: [...at.path, 0] })];
    case "integer":
    case "number":
      return schema.minimum !== undefined && schema.minimum > -1e6 ? schema.minimum : 1;
    case "boolean":
      return true;
    case "string": {
      const named = namedBy(at.field);
      at.state.leaves.push({ path: at.path, named });
      return at.pool(named);
    }
    default:
      throw new Error(`test/security/bodies.ts makes no value of ${JSON.stringify(schema)} at ${at.path.join(".")}.`);
  }
}

function objectOf(schema: Schema, at: Building): Record<string, unknown> {
  const inside = (field: string, key = field): Building => ({ ...at, field, path: [...at.path, key] });
  if (schema.properties === undefined && typeof schema.additionalProperties === "object")
    return { key: build(schema.additionalProperties as Schema, inside(at.field, "key")) };
  return Object.fromEntries(
    Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([field, value]) => [
      field,
      build(value, inside(field)),
    ]),
  );
}

/** The body with one value in another's place. */
export function replaced(body: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string | number, unknown>;
  Object.defineProperty(copy, first, {
    value: replaced(copy[first], rest, value),
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return copy;
}

/** Only what must be there, and what stands at a path. */
export function only(schema: Schema, components: Components, sample: Sample, path: Path): unknown {
  if (path.length === 0) return sample.body;
  const resolved = schema.$ref === undefined ? schema : (components[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  if (resolved.type !== "object" || resolved.properties === undefined) return sample.body;
  const kept = new Set<string | number>([...(resolved.required ?? []), path[0] ?? ""]);
  return Object.fromEntries(Object.entries(sample.body as object).filter(([field]) => kept.has(field)));
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface Described {
  readonly body: Schema | null;
  readonly query: readonly string[];
}

/** What the document says of each route below an org's path, by its name in the policy. */
export async function describedRoutes(): Promise<{ routes: ReadonlyMap<string, Described>; components: Components }> {
  const document = await json<{
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Components };
  }>(await ask("/api/openapi.json"));
  const routes = Object.keys(orgRoutes).map((name): [string, Described] => {
    const [method = "", path = ""] = name.split(" ");
    const documented = `/api/orgs/{org}${path.replaceAll(/:(\w+)/g, "{$1}")}`;
    const operation = document.paths[documented]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`${name} is not in the document.`);
    const query = (operation.parameters ?? []).filter((one) => one.in === "query").map((one) => one.name);
    return [name, { body: operation.requestBody?.content["application/json"]?.schema ?? null, query }];
  });
  return { routes: new Map(routes), components: document.components.schemas };
}

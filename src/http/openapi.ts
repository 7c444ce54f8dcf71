import { toJsonSchema } from "@valibot/to-json-schema";
import type { Context, Hono } from "hono";
import { generateSpecs, loadVendor } from "hono-openapi";
import type { OpenAPIV3_1 } from "openapi-types";
import type * as v from "valibot";
import {
  CannedResponseSchema,
  ConversationQuerySchema,
  LabelSchema,
  MacroActionSchema,
  MacroSchema,
  SavedViewSchema,
  SettingsSchema,
  TeamSchema,
} from "../protocol/catalog-records.ts";
import { MentionSchema } from "../protocol/mention.ts";
import {
  AgentSchema,
  AttachmentSchema,
  ChannelSchema,
  ContactSchema,
  ConversationSchema,
  DraftSchema,
  MessageSchema,
  ReadMarkSchema,
} from "../protocol/records.ts";
import { HeldLockSchema, StartedConversationSchema } from "../protocol/commands.ts";
import { ConversationItemSchema, CountsSchema, MentionItemSchema } from "../protocol/resources.ts";
import type { AppEnv } from "./context.ts";
import { ProblemSchema } from "./describe.ts";
import { docsPage } from "./docs.ts";
import { outsidePaths } from "./openapi-outside.ts";

/** The OpenAPI document, made from the schemas by which the routes check what they take and give. */

export type OpenApiDocument = Awaited<ReturnType<typeof generateSpecs>>;

/** Schemas that have a name of their own in the document; everywhere else they are referred to. */
const definitions = {
  Agent: AgentSchema,
  Attachment: AttachmentSchema,
  CannedResponse: CannedResponseSchema,
  Channel: ChannelSchema,
  Contact: ContactSchema,
  Conversation: ConversationSchema,
  ConversationItem: ConversationItemSchema,
  ConversationQuery: ConversationQuerySchema,
  Counts: CountsSchema,
  Draft: DraftSchema,
  HeldLock: HeldLockSchema,
  Label: LabelSchema,
  Macro: MacroSchema,
  MacroAction: MacroActionSchema,
  Mention: MentionSchema,
  MentionItem: MentionItemSchema,
  Message: MessageSchema,
  Problem: ProblemSchema,
  ReadMark: ReadMarkSchema,
  SavedView: SavedViewSchema,
  Settings: SettingsSchema,
  StartedConversation: StartedConversationSchema,
  Team: TeamSchema,
};

// Given at once: hono-openapi would load a converter on the first request, and draft-07 says less than OpenAPI 3.1 can.
loadVendor("valibot", { toOpenAPISchema: async (schema) => convert(schema as v.GenericSchema) });

/** Serves the document at `/api/openapi.json` and, for people, at `/api/docs`. */
export function mountDocs(app: Hono<AppEnv>): void {
  let document: Promise<OpenApiDocument> | null = null;
  const made = (c: Context<AppEnv>) => (document ??= describeAll(app, c));
  app.get("/api/openapi.json", async (c) => c.json(await made(c)));
  app.get("/api/docs", async (c) => c.html(docsPage(await made(c))));
}

function describeAll(app: Hono<AppEnv>, c: Context<AppEnv>): Promise<OpenApiDocument> {
  return generateSpecs(app, {
    documentation: {
      openapi: "3.1.0",
      info: {
        title: "Parley",
        version: "1",
        description:
          "A shared team inbox. Errors are `application/problem+json` with a stable `code`. `seq` is the org's clock: the higher one of two copies of a record wins.",
      },
      servers: [{ url: c.env.PUBLIC_URL }],
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description: "A session token (`set-auth-token` of a sign-in) or an API key.",
          },
          cookie: {
            type: "apiKey",
            in: "cookie",
            name: "parley.session_token",
            description: "The page's own session.",
          },
        },
        schemas: named(),
      },
      paths: outsidePaths,
    },
  });
}

function named(): Record<string, OpenAPIV3_1.SchemaObject> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => {
      const others = Object.fromEntries(Object.entries(definitions).filter(([other]) => other !== name));
      return [name, convert(schema, others)];
    }),
  );
}

function convert(
  schema: v.GenericSchema,
  known: Record<string, v.GenericSchema> = definitions,
): OpenAPIV3_1.SchemaObject {
  const {
    $schema: _,
    $defs: __,
    ...json
  } = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode: "input",
    errorMode: "ignore",
    definitions: known,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
    overrideAction: ({ valibotAction: action, jsonSchema }) => {
      if (action.type !== "metadata") return null;
      const said = (action as v.MetadataAction<unknown, { openapi?: object }>).metadata.openapi;
      return said === undefined ? jsonSchema : said;
    },
  });
  return json as OpenAPIV3_1.SchemaObject;
}

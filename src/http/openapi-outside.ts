import type { OpenAPIV3_1 } from "openapi-types";
import { mailPaths } from "./openapi-mail.ts";
import { mediaPaths } from "./openapi-media.ts";

/** Paths whose handlers no schema checks: the socket, providers' webhooks, the auth library's sign-in, health. */

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const json = (schema: object) => ({ "application/json": { schema } });
const text = { type: "string" };
const pathParam = (name: string) => ({ in: "path", name, required: true, schema: text });
const queryParam = (name: string) => ({ in: "query", name, required: true, schema: text });

const signature = {
  in: "header",
  name: "X-Hub-Signature-256",
  required: true,
  description: "`sha256=` and the hex HMAC-SHA256 of the body as sent, with the Meta app's secret.",
  schema: text,
};

function metaWebhook(id: string, whose: string, parameters: object[]) {
  return {
    get: {
      operationId: `verify${id}`,
      tags: ["Webhooks"],
      summary: `Meta's handshake, for ${whose}`,
      parameters: [...parameters, queryParam("hub.mode"), queryParam("hub.verify_token"), queryParam("hub.challenge")],
      responses: {
        200: { description: "The challenge", content: { "text/plain": { schema: text } } },
        403: problem("Wrong verify token: `forbidden`"),
      },
    },
    post: {
      operationId: `receive${id}`,
      tags: ["Webhooks"],
      summary: `Meta's webhooks, for ${whose}`,
      parameters: [...parameters, signature],
      requestBody: { required: true, content: json({ type: "object" }) },
      responses: {
        200: { description: "Stored, every item with its own outcome" },
        400: problem("Not a webhook of Meta: `invalid`"),
        401: problem("The signature is missing or wrong: `unauthorized`"),
        413: problem("Over 3 MB: `too_large`"),
        503: problem("Not stored, send it again: `unavailable`"),
      },
    },
  };
}

function twilioWebhook(id: string, summary: string) {
  const description =
    "base64 of HMAC-SHA1, with the account's auth token, over the address (`PUBLIC_URL`, path and query) and all parameters, sorted.";
  return {
    post: {
      operationId: id,
      tags: ["Webhooks"],
      summary,
      parameters: [
        pathParam("channelId"),
        { in: "header", name: "X-Twilio-Signature", required: true, description, schema: text },
      ],
      requestBody: { required: true, content: { "application/x-www-form-urlencoded": { schema: { type: "object" } } } },
      responses: {
        200: { description: "Stored; TwiML that answers nothing", content: { "text/xml": { schema: text } } },
        400: problem("Not a webhook of Twilio's: `invalid`"),
        403: problem("The signature is missing or wrong: `forbidden`"),
        404: problem("No such SMS channel: `not_found`"),
        413: problem("Too large: `too_large`"),
        415: problem("Not a form: `unsupported_media_type`"),
        503: problem("Not stored, send it again: `unavailable`"),
      },
    },
  };
}

function mailWebhook(id: string, whose: string, parameters: object[]) {
  const header = (name: string, description: string) => ({
    in: "header",
    name,
    required: true,
    description,
    schema: text,
  });
  return {
    post: {
      operationId: id,
      tags: ["Webhooks"],
      summary: `What became of mails, as the service tells it of ${whose}`,
      description:
        "Signed as by Svix; `webhook-…` for `svix-…` is taken too. Mails that are not Parley's are answered 200 and forgotten.",
      parameters: [
        ...parameters,
        header("svix-id", "The event's id."),
        header("svix-timestamp", "Unix seconds; more than five minutes off is a replay."),
        header("svix-signature", "`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`, with the webhook's secret."),
      ],
      requestBody: { required: true, content: json({ type: "object" }) },
      responses: {
        200: { description: "Stored, or of no concern" },
        400: problem("No event of a mail service: `invalid`"),
        401: problem("The signature is missing, wrong or too old: `unauthorized`"),
        ...(parameters.length === 0 ? {} : { 404: problem("No mail channel with a webhook secret: `not_found`") }),
        413: problem("Too large: `too_large`"),
        503: problem("Not stored, send it again: `unavailable`"),
      },
    },
  };
}

const paths = {
  ...mediaPaths,
  ...mailPaths,
  "/api/auth/sign-in/email": {
    post: {
      operationId: "signIn",
      tags: ["Sign-in"],
      summary: "Sign in; the bearer token is in the answer's `set-auth-token` header",
      description:
        "Sign-up, sign-out, sessions, invitations, members and passwords are other endpoints of better-auth under `/api/auth`: those that are open stand in docs/security.md. The token is in the header alone.",
      requestBody: {
        required: true,
        content: json({ type: "object", required: ["email", "password"], properties: { email: text, password: text } }),
      },
      responses: {
        200: { description: "Signed in", content: json({ type: "object", required: ["user"] }) },
        401: problem("Wrong e-mail or password"),
        429: problem("`too_many_attempts`, with `Retry-After` in seconds"),
      },
    },
  },
  "/api/health": {
    get: {
      operationId: "getPublicHealth",
      tags: ["Health"],
      summary: "Whether the service answers",
      responses: {
        200: {
          description: "It does",
          content: json({
            type: "object",
            required: ["ok", "protocol"],
            properties: {
              ok: { type: "boolean" },
              protocol: { type: "integer", description: "The socket's protocol version." },
            },
          }),
        },
        503: problem("`unavailable`"),
      },
    },
  },
  "/api/orgs/{org}/realtime": {
    get: {
      operationId: "openSocket",
      tags: ["Realtime"],
      summary: "The WebSocket, subprotocol `parley.v1`",
      description:
        "A browser offers `token.<token>` of `POST /realtime/token` as a second subprotocol, or `resume.<ticket>` of its last welcome; others may send `Authorization`. Who is not let in gets a socket that closes with the reason: 4401 not signed in, 4403 not a member.",
      parameters: [
        pathParam("org"),
        { in: "header", name: "Upgrade", required: true, schema: { type: "string", enum: ["websocket"] } },
      ],
      responses: {
        101: { description: "Switching protocols; the first frame up is `hello`" },
        400: problem("Not an upgrade: `invalid`"),
        403: problem("Another site's page: `forbidden`"),
      },
    },
  },
  "/webhooks/meta": metaWebhook("Meta", "the deployment's Meta app", []),
  "/webhooks/meta/{channelId}": metaWebhook("ChannelMeta", "a channel that has its own Meta app", [
    pathParam("channelId"),
  ]),
  "/webhooks/mail": mailWebhook("receiveMailEvent", "the deployment's account", []),
  "/webhooks/mail/{channelId}": mailWebhook("receiveChannelMailEvent", "a channel's own account", [
    pathParam("channelId"),
  ]),
  "/webhooks/twilio/{channelId}": twilioWebhook("receiveTwilio", "Twilio's webhook: a message to an SMS channel"),
  "/webhooks/twilio/{channelId}/status": twilioWebhook(
    "receiveTwilioStatus",
    "Twilio's status callback: how far a message has come",
  ),
};

/** openapi-types does not know `exactOptionalPropertyTypes`; a test checks the document against what is served. */
export const outsidePaths = paths as unknown as OpenAPIV3_1.PathsObject;

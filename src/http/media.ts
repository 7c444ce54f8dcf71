import { type Context, Hono, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import { mediaKey } from "../media/bucket.ts";
import { isSigned, signedLink } from "../media/link.ts";
import { limits } from "../protocol/limits.ts";
import { keyReused } from "../protocol/rejections.ts";
import { AttachmentSchema } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { keyedId, idempotencyKey } from "./idempotency.ts";
import { mediaAnswer, mediaPolicy } from "./media-answer.ts";
import { notFoundProblem, problem, respond } from "./problem.ts";
import { type NewFile, storeMedia } from "./store-media.ts";
import { query } from "./validate.ts";

/** `/media`: files of the org, up and down. */

const tag = "Media";

const uploadQuery = v.object({
  filename: v.optional(v.pipe(v.string(), v.maxLength(limits.idLength), v.description("Its name, with the ending."))),
  type: v.optional(
    v.pipe(
      v.picklist(["voice", "sticker", "document"]),
      v.description("What the content does not show: a recording, a sticker, or a picture to be sent as a document."),
    ),
  ),
});

const LinkSchema = v.object({ url: v.string(), expiresAt: v.string() });
const binary = { schema: { type: "string" as const, format: "binary" } };

export const mediaRoutes = new Hono<AppEnv>()
  .post(
    "/media",
    describe({
      id: "uploadMedia",
      tag,
      summary: "Upload a file, to be sent by its id",
      description: `The file is the body, with its own content type, up to ${limits.mediaBytes / 1024 / 1024} MB; or the part \`file\` of a form, up to ${limits.mediaFormBytes / 1024 / 1024} MB. Its type is taken from its content. What is in no message after a day is deleted. What a channel takes is checked when it is sent.`,
      requestBody: {
        required: true,
        content: {
          "application/octet-stream": binary,
          "multipart/form-data": {
            schema: { type: "object", required: ["file"], properties: { file: binary.schema } },
          },
        },
      },
      answer: { status: 201, description: "The file, `ready`", schema: AttachmentSchema },
      refusals: ["invalid", "too_large", "conflict", "too_many_requests"],
    }),
    requireWriter,
    idempotencyKey,
    query(uploadQuery),
    async (c) => upload(c, c.req.valid("query")),
  )
  .get("/media/:mediaId", async (c) => {
    const found = await c.var.hub.media(c.var.actor, c.req.param("mediaId"));
    if (!found.ok || found.value.state !== "ready") return notFoundProblem();
    return mediaAnswer(c.env.MEDIA, mediaKey(c.var.orgId, found.value.id), c.req.raw, {
      filename: found.value.filename,
      isDownload: c.req.query("download") !== undefined,
    });
  })
  .get(
    "/media/:mediaId/link",
    describe({
      id: "linkMedia",
      tag,
      summary: "An address of the file that needs no sign-in and soon ends",
      answer: { status: 200, description: "Whoever has it can fetch the file until then", schema: LinkSchema },
    }),
    async (c) => {
      const found = await c.var.hub.media(c.var.actor, c.req.param("mediaId"));
      if (!found.ok || found.value.state !== "ready") return notFoundProblem();
      const file = { orgId: c.var.orgId, mediaId: found.value.id };
      return c.json(await signedLink(c.env, file, Date.now() + timing.mediaLinkTtlMs));
    },
  )
  .post(
    "/media/:mediaId/retry",
    describe({
      id: "retryMedia",
      tag,
      summary: "Fetch a customer's file again that could not be fetched",
      description: "One that is here already is answered as it is.",
      answer: { status: 200, description: "The file, `loading`; the message follows", schema: AttachmentSchema },
    }),
    requireWriter,
    async (c) => respond(await c.var.hub.retryMedia(c.var.actor, c.req.param("mediaId"))),
  );

/** Files by signed addresses, for whoever has one. A wrong or ended one is a 404 like a file that never was. */
export const signedMedia = new Hono<AppEnv>().get("/api/media/:org/:mediaId", async (c) => {
  const { org: orgId, mediaId } = c.req.param();
  const { expires, key, signature } = c.req.query();
  if (!(await isSigned(c.env, { orgId, mediaId }, { expires, key, signature }, Date.now()))) return notFoundProblem();
  const isDownload = c.req.query("download") !== undefined;
  return mediaAnswer(c.env.MEDIA, mediaKey(orgId, mediaId), c.req.raw, { filename: null, isDownload });
});

/** Stands before the policy that every answer gets, so that it is the last to set it. */
export const sandboxed: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  c.header("content-security-policy", mediaPolicy);
};

async function upload(c: Context<AppEnv>, { filename, type }: v.InferOutput<typeof uploadQuery>): Promise<Response> {
  const id = await keyedId(c);
  const length = Number(c.req.header("content-length") ?? 0);
  const declaredType = c.req.header("content-type") ?? null;
  const isForm = /^multipart\/form-data\b/i.test(declaredType ?? "");
  const limitBytes = isForm ? limits.mediaFormBytes : limits.mediaBytes;
  if (length > limitBytes) return tooLarge(limitBytes);
  const earlier = await c.var.hub.media(c.var.actor, id);
  if (earlier.ok && earlier.value.state === "ready") {
    // Of a form the length says nothing of the file's.
    const isAnother = !isForm && length > 0 && length !== earlier.value.sizeBytes;
    return isAnother ? problem(keyReused) : c.json(earlier.value, 201);
  }
  const { body } = c.req.raw;
  if (body === null) return empty();
  const named: NewFile = { id, filename: filename ?? null, declaredType, type, uploader: c.var.actor };
  if (!isForm) return store(c, body, named);
  // Without a length a form could be of any, and it is held in memory.
  if (length === 0) return problem({ code: "invalid", message: "A form needs a content-length." });
  const form = await c.req.raw.formData().catch(() => null);
  const file: unknown = form?.get("file");
  if (!(file instanceof File)) return problem({ code: "invalid", message: "The form has no part `file`." });
  return store(c, file.stream(), {
    ...named,
    filename: filename ?? (file.name || null),
    declaredType: file.type || null,
  });
}

async function store(c: Context<AppEnv>, body: ReadableStream<Uint8Array>, file: NewFile): Promise<Response> {
  const stored = await storeMedia(c.env, c.var.orgId, body, file);
  if (stored.ok) return c.json(stored.attachment, 201);
  switch (stored.why) {
    case "refused":
      return problem(stored.refusal);
    case "too_large":
      return tooLarge(limits.mediaBytes);
    case "empty":
    case "damaged":
      return empty();
  }
}

function empty(): Response {
  return problem({ code: "invalid", message: "The file is empty." });
}

function tooLarge(limitBytes: number): Response {
  return problem({ code: "too_large", message: "The file is too large.", details: { limitBytes } });
}

import { setTimeout as pause } from "node:timers/promises";
import type { Context, Hono } from "hono";
import type { Faults } from "./faults.ts";
import { findNumber } from "./graph.ts";
import { type GraphAnswer, refusal } from "./graph-answer.ts";
import { sha256, type ShelfFile } from "./media-shelf.ts";
import type { NodeBindings } from "./provider-routes.ts";
import type { RequestLog } from "./request-log.ts";
import type { World } from "./world.ts";

interface Parts {
  readonly world: World;
  readonly faults: Faults;
  readonly log: RequestLog;
}

const uploadBytesMax = 100 * 1024 * 1024;
const slowMs = 2_000;

/** Meta's media endpoints, the addresses of files, and the same files for phones and scripts. */
export function mediaRoutes(app: Hono<NodeBindings>, parts: Parts): void {
  const { media } = parts.world;
  app.post("/:version{v[0-9]+\\.[0-9]+}/:id/media", (c) => upload(c, parts));
  app.get("/files/:id", async (c) => {
    const file = media.find(c.req.param("id"));
    const until = Number(c.req.query("until") ?? Infinity);
    if (file === null || until < Date.now()) return c.json({ message: "The address has expired." }, 404);
    if (file.token !== null && c.req.header("authorization") !== `Bearer ${file.token}`)
      return c.json({ message: "The access token is missing or wrong." }, 401);
    if (parts.faults.nextMedia("whatsapp", "media_slow")) await pause(slowMs);
    return fileAnswer(file);
  });
  app.get("/control/media/:id", (c) => {
    const file = media.find(c.req.param("id"));
    return file === null ? c.json({ message: "No such file." }, 404) : fileAnswer(file);
  });
}

/** GET /{media-id}: where the file is. */
export function answerMedia(
  { world, faults }: Pick<Parts, "world" | "faults">,
  asked: { id: string; phoneNumberId: string; authorization: string | undefined },
): GraphAnswer {
  const number = findNumber(world, asked.phoneNumberId, asked.authorization);
  if ("kind" in number) return number;
  const file = world.media.find(asked.id);
  if (file?.token !== number.accessToken || faults.nextMedia("whatsapp", "media_gone"))
    return refusal(400, 100, `Object with ID '${asked.id}' does not exist.`, "Unsupported get request.", 33);
  const body = {
    messaging_product: "whatsapp",
    url: world.media.address(file),
    mime_type: file.mimeType,
    sha256: sha256(file),
    file_size: file.bytes.byteLength,
    id: file.id,
  };
  return { kind: "reply", status: 200, body };
}

/** POST /{phone-number-id}/media, a form with the file. */
async function upload(c: Context<NodeBindings>, { world, log }: Parts): Promise<Response> {
  const form = await c.req.formData().catch(() => null);
  const part = form?.get("file");
  const file = part instanceof File ? part : null;
  const entry = log.add({
    channel: "whatsapp",
    method: c.req.method,
    path: new URL(c.req.url).pathname,
    headers: c.req.header(),
    body: {
      messaging_product: form?.get("messaging_product") ?? null,
      type: form?.get("type") ?? null,
      file: file === null ? null : { name: file.name, type: file.type, size: file.size },
    },
  });
  const number = findNumber(world, c.req.param("id") ?? "", c.req.header("authorization"));
  const answer = "kind" in number ? number : await takeFile(world, number.accessToken, form, file);
  if (answer.kind !== "reply") throw new Error("an upload is always answered");
  entry.answered = answer.status;
  return Response.json(answer.body, { status: answer.status });
}

async function takeFile(world: World, token: string, form: FormData | null, file: File | null): Promise<GraphAnswer> {
  if (form?.get("messaging_product") !== "whatsapp" || file === null || file.size === 0)
    return refusal(400, 100, "The parameters messaging_product and file are required.", "(#100) Invalid parameter");
  if (file.size > uploadBytesMax) return refusal(400, 131053, "The file is too large.", "(#131053) Media upload error");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { id } = world.media.put({ bytes, mimeType: file.type, filename: file.name }, token);
  return { kind: "reply", status: 200, body: { id } };
}

function fileAnswer({ bytes, mimeType }: ShelfFile): Response {
  return new Response(bytes, { headers: { "content-type": mimeType, "content-length": String(bytes.byteLength) } });
}

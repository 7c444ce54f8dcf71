import * as v from "valibot";
import { nullable } from "./record-parts.ts";

/** A file of a message, and what goes wrong with a provider: parts of a message. */

export const DeliveryErrorSchema = v.object({
  /** The provider's code as text, or our own word where the provider gave none. */
  code: v.string(),
  message: v.string(),
  /** What the agent can do about it, in words. */
  advice: nullable(v.string()),
});
export type DeliveryError = v.InferOutput<typeof DeliveryErrorSchema>;

export const AttachmentSchema = v.object({
  id: v.string(),
  type: v.picklist(["image", "audio", "voice", "video", "document", "sticker"]),
  /** `loading` until the bytes are in our storage. */
  state: v.picklist(["loading", "ready", "failed"]),
  mimeType: nullable(v.string()),
  filename: nullable(v.string()),
  sizeBytes: nullable(v.number()),
  /** The provider's own id of the file, from which it is downloaded. */
  providerMediaId: nullable(v.string()),
  url: nullable(v.string()),
  /** Of a picture, in pixels; absent where it is not known. */
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  /** Why it is `failed`; absent while it is not. */
  error: v.optional(DeliveryErrorSchema),
});
export type Attachment = v.InferOutput<typeof AttachmentSchema>;

import type { IncomingAttachment } from "../../protocol/facts.ts";
import type { Attachment } from "../../protocol/records.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";

/** A Flow takes 30 files at most (Meta, "Flows: Media upload components"). */
const filesMax = 30;

/** Pictures and documents that a customer has chosen in a Flow: its answer names them by their ids. */
export function formFiles(message: JsonObject, id: string): IncomingAttachment[] {
  const reply = asObject(asObject(message.interactive)?.nfm_reply);
  const fields = Object.values(answersIn(reply?.response_json));
  return fields
    .flatMap((field) => (Array.isArray(field) ? field : [field]))
    .slice(0, filesMax)
    .flatMap((item, index) => fileOf(asObject(item), `${id}:${index}`));
}

function fileOf(file: JsonObject | null, id: string): IncomingAttachment[] {
  const providerMediaId = asId(file?.id);
  const mimeType = asId(file?.mime_type);
  if (providerMediaId === null || mimeType === null) return [];
  const filename = asText(file?.file_name) || null;
  const type = typeOf(mimeType);
  return [{ id, type, state: "loading", mimeType, filename, sizeBytes: null, providerMediaId, url: null }];
}

function typeOf(mimeType: string): Attachment["type"] {
  const [kind] = mimeType.split("/");
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "document";
}

function answersIn(json: unknown): JsonObject {
  if (typeof json !== "string") return asObject(json) ?? {};
  try {
    return asObject(JSON.parse(json)) ?? {};
  } catch {
    return {};
  }
}

import type { Attachment, ChannelType } from "../protocol/records.ts";
import { channelRules } from "./channel-rules.ts";
import type { ChannelRules } from "./channel-rules.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";

/** The files that were named, in their order, or why the channel does not take them. */
export function outgoingFiles(
  known: readonly Attachment[],
  ids: readonly string[],
  channel: ChannelType,
): readonly Attachment[] | Refusal {
  const rules = channelRules[channel];
  if (ids.length > rules.attachmentsPerMessage) {
    const limit = rules.attachmentsPerMessage;
    return refused("unsupported_content", `This channel takes ${limit} file${limit === 1 ? "" : "s"} a message.`, {
      field: "attachments",
      limit,
    });
  }
  const files: Attachment[] = [];
  for (const mediaId of ids) {
    const file = known.find(({ id }) => id === mediaId);
    if (file === undefined) return refused("not_found", "There is no such file.", { field: "attachments", mediaId });
    const refusal = fileRefusal(file, rules);
    if (refusal !== null) return refusal;
    files.push(file);
  }
  const sizeBytes = files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0);
  if (sizeBytes > rules.attachmentBytes) {
    const limit = rules.attachmentBytes;
    return refused("media_refused", `The files of one message may have ${megabytes(limit)} here.`, {
      limit,
      sizeBytes,
    });
  }
  return files;
}

function fileRefusal(file: Attachment, { media }: ChannelRules): Refusal | null {
  const { id: mediaId, type, state, sizeBytes } = file;
  if (state !== "ready") return refused("media_refused", "The file is not here yet.", { mediaId, state });
  const rule = media[type];
  const mimeType = (file.mimeType ?? "application/octet-stream").split(";")[0]?.trim().toLowerCase() ?? "";
  if (rule === undefined || !rule.mimeTypes.some((pattern) => fits(mimeType, pattern))) {
    const allowed = rule?.mimeTypes ?? Object.keys(media);
    return refused("media_refused", `This channel does not take ${type} of the type ${mimeType}.`, {
      mediaId,
      mimeType,
      allowed,
    });
  }
  if (sizeBytes !== null && sizeBytes > rule.maxBytes)
    return refused("media_refused", `This channel takes ${type} of up to ${megabytes(rule.maxBytes)}.`, {
      mediaId,
      limit: rule.maxBytes,
      sizeBytes,
    });
  return null;
}

function fits(mimeType: string, pattern: string): boolean {
  return (
    pattern === "*/*" || pattern === mimeType || (pattern.endsWith("/*") && mimeType.startsWith(pattern.slice(0, -1)))
  );
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${Math.round(bytes / (1024 * 1024))} MB`;
}

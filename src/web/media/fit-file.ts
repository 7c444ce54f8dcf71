import type { ChannelRules, MediaRule } from "../../core/channel-rules.ts";
import type { Attachment } from "../../protocol/records.ts";

/** How a file can go through a channel, or why it cannot: told before anything is uploaded. */
export type Fit =
  | { readonly ok: true; readonly kind: Attachment["type"]; readonly asDocument: boolean }
  | { readonly ok: false; readonly why: "empty" | "not_taken" }
  | { readonly ok: false; readonly why: "too_large"; readonly mostBytes: number };

/**
 * As what it is where the channel takes that, else as a document where it takes those: a photo that is too large for
 * a photo arrives whole. The hub looks at the content and decides; here there is no more than the name's ending.
 */
export function fitFile({ type, size }: { type: string; size: number }, { media }: ChannelRules): Fit {
  if (size === 0) return { ok: false, why: "empty" };
  const kind = kindOf(type);
  const rule = media[kind];
  if (rule !== undefined && takes(rule, type) && size <= rule.maxBytes) return { ok: true, kind, asDocument: false };
  const { document } = media;
  const canBeDocument = document !== undefined && takes(document, type);
  if (canBeDocument && size <= document.maxBytes)
    return { ok: true, kind: "document", asDocument: kind !== "document" };
  const limits = [
    ...(rule !== undefined && takes(rule, type) ? [rule.maxBytes] : []),
    ...(canBeDocument ? [document.maxBytes] : []),
  ];
  return limits.length === 0
    ? { ok: false, why: "not_taken" }
    : { ok: false, why: "too_large", mostBytes: Math.max(...limits) };
}

function kindOf(type: string): Attachment["type"] {
  if (/^image\/(jpeg|png|gif|webp|avif|heic|heif|bmp)$/.test(type)) return "image";
  if (type.startsWith("audio/")) return "audio";
  return type.startsWith("video/") ? "video" : "document";
}

function takes({ mimeTypes }: MediaRule, type: string): boolean {
  const named = type.split(";")[0];
  return mimeTypes.some((one) => one === "*/*" || one === named || one === `${type.split("/")[0]}/*`);
}

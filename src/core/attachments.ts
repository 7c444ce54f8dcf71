import type { IncomingAttachment } from "../protocol/facts.ts";
import type { Attachment } from "../protocol/records.ts";
import type { ChannelRules, MediaRule } from "./channel-rules.ts";
import { lengthOf } from "./channel-basics.ts";
import { refused } from "./state.ts";
import type { Decision } from "./state.ts";

/** Files on their way into a message. */

export type Attached = { readonly ok: true; readonly attachments: readonly Attachment[] } | (Decision & { ok: false });

/**
 * The files that a reply names, as parts of the message, or why this channel does not take them. `files` are those of
 * the org; one that is another's is unknown like one that never was (I10).
 */
export function attach(
  ids: readonly string[],
  files: readonly Attachment[],
  rules: ChannelRules,
  caption: string,
): Attached {
  const { attachmentsPerMessage: most } = rules;
  if (ids.length > most) {
    const words = most === 1 ? "one file" : `${most} files`;
    return refused("media_refused", `This channel takes ${words} a message.`, { limit: most, count: ids.length });
  }
  const attachments: Attachment[] = [];
  for (const id of ids) {
    const file = files.find((one) => one.id === id);
    if (file === undefined) return refused("not_found", "There is no such file.", { field: "attachments", id });
    const refusal = refusalOf(file, rules);
    if (refusal !== null) return refusal;
    const { error: _, ...kept } = file;
    attachments.push({ ...kept, providerMediaId: null });
  }
  return tooMuch(attachments, rules, caption) ?? { ok: true, attachments };
}

function refusalOf(file: Attachment, { media }: ChannelRules): (Decision & { ok: false }) | null {
  const { id, type, sizeBytes, mimeType } = file;
  if (file.state !== "ready" || sizeBytes === null)
    return refused("media_refused", "The file is not here yet.", { id, state: file.state });
  const rule = media[type];
  if (rule === undefined)
    return refused("media_refused", `This channel takes no file of the kind ${type}.`, {
      id,
      type,
      allowed: Object.keys(media),
    });
  if (!takes(rule, mimeType))
    return refused("media_refused", `This channel takes no ${type} of the type ${mimeType ?? "unknown"}.`, {
      id,
      type,
      mimeType,
      allowed: rule.mimeTypes,
    });
  if (sizeBytes > rule.maxBytes)
    return refused("media_refused", `This channel takes a file of the kind ${type} up to ${inWords(rule.maxBytes)}.`, {
      id,
      type,
      limit: rule.maxBytes,
      size: sizeBytes,
    });
  return null;
}

function tooMuch(
  attachments: readonly Attachment[],
  rules: ChannelRules,
  caption: string,
): (Decision & { ok: false }) | null {
  const size = attachments.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  if (size > rules.attachmentBytes)
    return refused("media_refused", `This channel takes files up to ${inWords(rules.attachmentBytes)} together.`, {
      limit: rules.attachmentBytes,
      size,
    });
  if (attachments.length === 0 || caption.trim() === "") return null;
  const hasCaption = attachments.every(({ type }) => rules.media[type]?.hasCaption !== false);
  if (rules.captionLength === null || !hasCaption)
    return refused("unsupported_content", "This channel takes no text beside such a file. Send it by itself.");
  const length = lengthOf(caption, rules);
  if (length <= rules.captionLength) return null;
  return refused("too_long", `The text beside a file has up to ${rules.captionLength} characters here.`, {
    limit: rules.captionLength,
    length,
  });
}

function takes({ mimeTypes }: MediaRule, mimeType: string | null): boolean {
  if (mimeType === null) return false;
  return mimeTypes.some((one) => one === "*/*" || one === mimeType || one === `${mimeType.split("/")[0]}/*`);
}

function inWords(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  return megabytes >= 1 ? `${Math.floor(megabytes)} MB` : `${Math.floor(bytes / 1000)} kB`;
}

/**
 * A customer's files as everybody sees them. What is still to be downloaded is named after its message, whose id no
 * other of the org has; where it comes from stays with the hub.
 */
export function received(attachments: readonly IncomingAttachment[], messageId: string): Attachment[] {
  return attachments.map(({ sourceUrl: _, ...attachment }, index) =>
    attachment.state === "ready" ? attachment : { ...attachment, id: incomingId(messageId, index) },
  );
}

export function incomingId(messageId: string, index: number): string {
  return `${messageId}:${index}`;
}

import type { Attachment, Email } from "postal-mime";
import { limits } from "../../protocol/limits.ts";
import { type Invitation, invitationIn } from "./calendar.ts";
import { pageOf } from "./page.ts";

/** A part of a mail that is stored as a file. */
export interface MailFile {
  /**
   * `html`: the mail as its sender laid it out; `inline`: a picture within that; `original`: the whole mail, where
   * something of it could not be taken apart.
   */
  readonly role: "html" | "inline" | "attachment" | "original";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mimeType: string | null;
  readonly filename: string | null;
  /** Without its brackets. */
  readonly contentId: string | null;
}

/** A mail's files. Where there are more than a message carries, the whole mail is one of them, so that none is lost. */
export function filesOf(
  mail: Email,
  raw: Uint8Array<ArrayBuffer>,
  isCut: boolean,
): { readonly files: MailFile[]; readonly invitation: Invitation | null } {
  const files: MailFile[] = [];
  const page = pageOf(mail);
  if (page !== "") files.push(htmlFile(page));
  let invitation: Invitation | null = null;
  const parts = mail.attachments.filter((part) => sizeOf(part) > 0);
  const shown = contentIdsIn(page);
  for (const part of parts.slice(0, limits.mailFiles)) {
    if (/^(?:text\/calendar|application\/ics)$/.test(part.mimeType)) {
      const found = invitationIn(new TextDecoder().decode(bytesOf(part)));
      // Calendars come twice: to be shown, and as a file. Once is enough.
      if (found !== null && invitation !== null) continue;
      invitation ??= found;
    }
    files.push(fileOf(part, shown));
  }
  if (isCut || parts.length > limits.mailFiles)
    files.push({ role: "original", bytes: raw, mimeType: "message/rfc822", filename: "message.eml", contentId: null });
  return { files, invitation };
}

function htmlFile(html: string): MailFile {
  const bytes = new Uint8Array(new TextEncoder().encode(html));
  return { role: "html", bytes, mimeType: "text/html", filename: null, contentId: null };
}

function fileOf(part: Attachment, shown: ReadonlySet<string>): MailFile {
  const contentId = part.contentId?.replace(/^[\s<]+|[\s>]+$/g, "").slice(0, limits.nameLength) || null;
  const isInline = contentId !== null && shown.has(contentId.toLowerCase());
  return {
    role: isInline ? "inline" : "attachment",
    bytes: bytesOf(part),
    mimeType: part.mimeType.slice(0, limits.nameLength),
    filename: filenameOf(part),
    contentId,
  };
}

/** What a page shows of its mail's parts, in lower case: percent-encoded, escaped and with brackets, as mailers write it. */
function contentIdsIn(html: string): ReadonlySet<string> {
  const found = Array.from(html.matchAll(/\bcid:((?:(?!&quot;|&#34;|&#39;)[^"'\s)]){1,400})/gi), ([, id = ""]) =>
    percentDecoded(
      id
        .replace(/&(?:#64|#x40|commat);/gi, "@")
        .replace(/&lt;|&gt;/gi, "")
        .replaceAll("&amp;", "&"),
    )
      .replace(/^<|>.*$/g, "")
      .toLowerCase(),
  );
  return new Set(found);
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A file's own name, without a path, or one that says what it is. */
function filenameOf({ filename, mimeType }: Attachment): string | null {
  const own = (filename ?? "")
    .replaceAll(/[\p{Cc}/\\]/gu, " ")
    .trim()
    .slice(-limits.nameLength)
    .toWellFormed();
  if (own !== "") return own;
  if (mimeType === "message/rfc822") return "message.eml";
  return mimeType === "text/calendar" ? "invite.ics" : null;
}

function bytesOf({ content }: Attachment): Uint8Array<ArrayBuffer> {
  return typeof content === "string"
    ? new Uint8Array(new TextEncoder().encode(content))
    : new Uint8Array(content instanceof ArrayBuffer ? content : content.slice());
}

function sizeOf({ content }: Attachment): number {
  return typeof content === "string" ? content.length : content.byteLength;
}

import type { Attachment, Email } from "postal-mime";
import { type Headers, robotOf } from "./automatic.ts";
import { bounceInWords } from "./bounce-text.ts";
import { type RecipientReport, recipientReports } from "./delivery-status.ts";
import { messageIdsIn } from "./message-id.ts";
import { readMail } from "./read-mail.ts";

/** What a mail server or a mailbox provider reports of a mail that we sent. */
export type Report =
  | {
      readonly report: "delivery";
      /** One for each recipient that it tells of. */
      readonly recipients: readonly RecipientReport[];
      readonly original: Original;
      /** Nothing but its words says that it is one. */
      readonly isInWords: boolean;
    }
  /** Somebody has marked it as spam (RFC 5965). */
  | { readonly report: "complaint"; readonly original: Original };

/** How the mail that a report is about can be found. */
export interface Original {
  readonly messageId: string | null;
  /** What may be tokens of ours, the likeliest first; none is checked yet. */
  readonly tokens: readonly string[];
}

export const tokenHeader = "X-Parley-Message";

/** Reports within reports, and words that may be tokens: more are not looked at. */
const levels = 3;
const tokensMax = 12;

/** Null when a mail is no report. Reads what there is: servers leave out what they like, and call it what they like. */
export async function reportOf(mail: Email, envelopeFrom: string): Promise<Report | null> {
  const headers: Headers = (name) => mail.headers.find(({ key }) => key === name)?.value;
  const isReport = headers("content-type")?.toLowerCase().startsWith("multipart/report") ?? false;
  // A person who sends a report on asks what it means; only a machine's own is news.
  const isByMachine = robotOf(headers, mail.from?.address?.toLowerCase() ?? null, envelopeFrom) !== null;
  if (!isReport && !isByMachine) return null;
  return (await structured(mail, levels)) ?? (isByMachine ? inWords(mail, headers) : null);
}

/** A report whose parts say what they are, wherever in the mail they are. */
async function structured(mail: Email, left: number): Promise<Report | null> {
  const part = (...types: string[]) => mail.attachments.find((one) => types.includes(one.mimeType));
  const status = part("message/delivery-status", "message/global-delivery-status");
  const feedback = part("message/feedback-report");
  if (status !== undefined || feedback !== undefined) {
    const original = await originalOf(
      part("message/rfc822", "message/global") ?? part("text/rfc822-headers", "message/rfc822-headers"),
    );
    if (feedback !== undefined) return { report: "complaint", original };
    return { report: "delivery", recipients: recipientReports(textOf(status)), original, isInWords: false };
  }
  if (left === 0) return null;
  for (const inner of mail.attachments.filter(({ mimeType }) => mimeType === "message/rfc822")) {
    const found = await structured(await parsed(inner), left - 1);
    if (found !== null) return found;
  }
  return null;
}

async function inWords(mail: Email, headers: Headers): Promise<Report | null> {
  const text = mail.text ?? "";
  const notice = { headers, from: mail.from?.address?.toLowerCase() ?? null, subject: mail.subject ?? "", text };
  const said = bounceInWords(notice);
  if (said === null) return null;
  const copies = mail.attachments.filter(({ mimeType }) => /^(?:message|text)\//.test(mimeType)).map(textOf);
  const tokens = [text, mail.html ?? "", ...copies].flatMap(tokensIn);
  const original = { messageId: null, tokens: [...new Set(tokens)].slice(0, tokensMax) };
  return { report: "delivery", recipients: [said], original, isInWords: true };
}

async function originalOf(part: Attachment | undefined): Promise<Original> {
  if (part === undefined) return { messageId: null, tokens: [] };
  const mail = await parsed(part);
  const token = mail.headers.find(({ key }) => key === tokenHeader.toLowerCase())?.value.trim();
  const messageId = messageIdsIn(mail.messageId)[0] ?? null;
  const named = [token, messageId?.split("@")[0]].filter((one) => one !== undefined);
  return { messageId, tokens: named };
}

async function parsed(part: Attachment): Promise<Email> {
  const bytes = new Uint8Array(new TextEncoder().encode(textOf(part)));
  return readMail(bytes).catch(() => ({ headers: [], headerLines: [], attachments: [] }));
}

/** Words of the shape of a thread token: in our Message-ID, in Reply-To, in our own header. */
function tokensIn(text: string): string[] {
  return text.match(/(?<![0-9a-z])[0-9a-z]{1,11}-[0-9a-f]{20}(?![0-9a-z])/gi) ?? [];
}

function textOf(part: Attachment | undefined): string {
  if (part === undefined) return "";
  return typeof part.content === "string" ? part.content : new TextDecoder().decode(part.content);
}

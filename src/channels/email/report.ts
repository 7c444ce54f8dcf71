import PostalMime, { type Attachment, type Email } from "postal-mime";
import type { DeliveryError } from "../../protocol/records.ts";
import { deliveryError } from "./errors.ts";
import { messageIdsIn } from "./message-id.ts";

/** What a mail server or a mailbox provider reports of a mail that we sent. */
export type Report =
  | {
      readonly report: "delivery";
      readonly action: "failed" | "delayed" | "delivered";
      readonly error: DeliveryError;
      readonly original: Original;
    }
  /** Somebody has marked it as spam (RFC 5965). */
  | { readonly report: "complaint"; readonly original: Original };

/** How the mail that a report is about can be found. */
export interface Original {
  readonly messageId: string | null;
  /** Our own header, which is not checked yet. */
  readonly token: string | null;
}

export const tokenHeader = "X-Parley-Message";

/** Null when a mail is no report. Reads what there is: servers leave out what they like. */
export async function reportOf(mail: Email): Promise<Report | null> {
  const type = mail.headers.find(({ key }) => key === "content-type")?.value.toLowerCase() ?? "";
  const part = (mimeType: string) => mail.attachments.find((one) => one.mimeType === mimeType);
  const status = part("message/delivery-status") ?? part("message/global-delivery-status");
  const feedback = part("message/feedback-report");
  if (!type.startsWith("multipart/report") || (status === undefined && feedback === undefined)) return null;
  const original = await originalOf(
    part("message/rfc822") ?? part("text/rfc822-headers") ?? part("message/rfc822-headers") ?? part("message/global"),
  );
  if (feedback !== undefined) return { report: "complaint", original };
  const fields = fieldsOf(status);
  return { report: "delivery", action: actionOf(fields.get("action")), error: errorOf(fields), original };
}

async function originalOf(part: Attachment | undefined): Promise<Original> {
  if (part === undefined) return { messageId: null, token: null };
  const mail = await PostalMime.parse(textOf(part), { forceRfc822Attachments: true }).catch(() => null);
  const token = mail?.headers.find(({ key }) => key === tokenHeader.toLowerCase())?.value.trim() ?? null;
  return { messageId: messageIdsIn(mail?.messageId)[0] ?? null, token };
}

function actionOf(action: string | undefined): "failed" | "delayed" | "delivered" {
  switch (action?.toLowerCase()) {
    case "delivered":
    case "relayed":
    case "expanded":
      return "delivered";
    case "delayed":
      return "delayed";
    default:
      return "failed";
  }
}

function errorOf(fields: ReadonlyMap<string, string>): DeliveryError {
  const diagnostic = (fields.get("diagnostic-code") ?? "").replace(/^\s*(?:smtp|x-[\w-]+)\s*;\s*/i, "");
  return diagnosed(fields.get("status") ?? null, diagnostic);
}

/** `5.1.1` (RFC 3463) in words, with what the other server said, which has the code where `status` is not told. */
export function diagnosed(status: string | null, diagnostic: string): DeliveryError {
  const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(status ?? diagnostic)?.[0] ?? "bounced";
  return deliveryError(code, diagnostic);
}

/** Fields of all blocks of a report; of a name that comes twice the first, which is the first recipient's. */
function fieldsOf(part: Attachment | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (part === undefined) return fields;
  for (const line of textOf(part)
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)) {
    const [, name = "", value = ""] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key !== "" && !fields.has(key)) fields.set(key, value.trim());
  }
  return fields;
}

function textOf({ content }: Attachment): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

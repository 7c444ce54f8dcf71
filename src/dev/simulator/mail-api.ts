import { randomUUID } from "node:crypto";
import * as v from "valibot";
import type { Delivery } from "./delivery.ts";
import type { Faults, SendFault } from "./faults.ts";
import type { GraphAnswer } from "./graph-answer.ts";
import type { Mailbox } from "./mailbox.ts";
import { mailSteps } from "./mail-webhook.ts";

/** A mail service's HTTP API: what Resend's answers, and the mail in its customer's mailbox. */
export interface MailApiParts {
  readonly faults: Faults;
  readonly mailbox: Mailbox;
  readonly delivery: Delivery;
  /** The bearer token that it takes. */
  readonly mailToken: string;
  /** What it signs its webhooks with; without one it sends none. */
  readonly mailWebhookSecret: string;
}

/** Of both halves of a tag (Resend, "Send email": tags). */
const tagPattern = /^[\w-]{1,256}$/;

const EmailSchema = v.object({
  from: v.string(),
  to: v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(50))]),
  cc: v.optional(v.array(v.string()), []),
  reply_to: v.optional(v.string()),
  subject: v.string(),
  text: v.optional(v.string(), ""),
  html: v.optional(v.string(), ""),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  tags: v.optional(
    v.array(
      v.object({ name: v.pipe(v.string(), v.regex(tagPattern)), value: v.pipe(v.string(), v.regex(tagPattern)) }),
    ),
    [],
  ),
  attachments: v.optional(v.array(v.object({ filename: v.string(), content: v.string() })), []),
});

/** `POST /emails`. */
export function answerEmails(
  parts: MailApiParts,
  request: { readonly authorization: string | undefined; readonly body: unknown },
): GraphAnswer {
  if (request.authorization !== `Bearer ${parts.mailToken}`)
    return refusal(401, "missing_api_key", "Missing API key in the authorization header.");
  const email = v.safeParse(EmailSchema, request.body);
  if (!email.success) return refusal(422, "validation_error", v.summarize(email.issues));
  const fault = parts.faults.nextSend("email");
  const refused = fault === null ? null : refusedBy(fault);
  if (refused !== null) return refused;
  const id = randomUUID();
  accept(parts, id, email.output);
  return fault === "accept_then_drop" ? { kind: "cut" } : { kind: "reply", status: 200, body: { id } };
}

/** `GET /domains`: this key may only send, which is all that Parley needs. */
export function answerDomains(): GraphAnswer {
  return refusal(401, "restricted_api_key", "This API key is restricted to only send emails.");
}

function refusedBy(fault: SendFault): GraphAnswer | null {
  switch (fault) {
    case "reject":
      return refusal(400, "validation_error", "The recipient's address was refused.");
    case "token_expired":
      return refusal(401, "invalid_api_key", "API key is invalid.");
    case "rate_limit":
      return refusal(429, "rate_limit_exceeded", "Too many requests.");
    case "server_error":
      return refusal(500, "internal_server_error", "An unexpected error occurred.");
    case "timeout":
      return { kind: "silence" };
    case "accept_then_drop":
      return null;
  }
}

function refusal(status: number, name: string, message: string): GraphAnswer {
  return { kind: "reply", status, body: { statusCode: status, name, message } };
}

function accept(parts: MailApiParts, id: string, email: v.InferOutput<typeof EmailSchema>): void {
  const { mailbox, delivery, faults, mailWebhookSecret } = parts;
  const header = (name: string): string | null =>
    Object.entries(email.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
  mailbox.add({
    kind: "reply",
    from: email.from,
    to: [email.to].flat().join(", "),
    cc: email.cc,
    replyTo: email.reply_to ?? null,
    subject: email.subject,
    text: email.text,
    html: email.html,
    messageId: header("message-id"),
    inReplyTo: header("in-reply-to"),
    references: header("references"),
    files: email.attachments.map(({ filename, content }) => ({
      filename,
      sizeBytes: Math.floor((content.length * 3) / 4),
    })),
  });
  if (mailWebhookSecret === "") return;
  const accepted = { ...email, id, to: [email.to].flat() };
  delivery.callBack(id, mailSteps(accepted, mailWebhookSecret), faults.nextCallbacks("email"));
}

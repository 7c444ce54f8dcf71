import { createHmac, randomUUID } from "node:crypto";
import type { CallbackStep, WebhookRequest } from "./delivery.ts";

/** What a mail service tells of a mail: Resend's events, signed as by Svix. */

export interface AcceptedMail {
  /** The service's own id. */
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
}

type EventType = "sent" | "delivered" | "bounced" | "complained";

/** Each after the one before was answered. Resend's own addresses for trying are known by their beginning here. */
export function mailSteps(mail: AcceptedMail, secret: string): CallbackStep[] {
  return fateOf(mail.to[0] ?? "").map((type) => ({
    tick: type === "sent" ? "sent" : "delivered",
    request: () => mailEventRequest(mail, type, secret),
  }));
}

/** `bounced@…` has no mailbox, `complained@…` reports what it gets as spam. */
function fateOf(address: string): readonly EventType[] {
  if (address.startsWith("bounced")) return ["sent", "bounced"];
  if (address.startsWith("complained")) return ["sent", "delivered", "complained"];
  return ["sent", "delivered"];
}

function mailEventRequest(mail: AcceptedMail, type: EventType, secret: string): WebhookRequest {
  const { id: email_id, from, to, subject, tags } = mail;
  const created_at = new Date().toISOString();
  const data = {
    email_id,
    created_at,
    from,
    to,
    subject,
    tags,
    ...(type === "bounced" ? { bounce: bounceOf(to) } : {}),
  };
  const body = JSON.stringify({ type: `email.${type}`, created_at, data });
  const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1_000))];
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    path: "/webhooks/mail",
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    },
    body,
  };
}

function bounceOf([address = ""]: readonly string[]) {
  return {
    type: "Permanent",
    subType: "General",
    message: "The recipient's mail server has rejected the mail permanently.",
    diagnosticCode: [`smtp; 550 5.1.1 <${address}> User unknown`],
  };
}

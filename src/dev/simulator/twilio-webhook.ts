import { createHmac } from "node:crypto";
import type { WebhookRequest } from "./delivery.ts";
import type { BusinessNumber } from "./world.ts";

/** Twilio's webhooks: forms, signed over the address and every parameter. */

export function twilioRequest(
  url: string,
  params: Readonly<Record<string, string>>,
  { accessToken: authToken }: BusinessNumber,
): WebhookRequest {
  return {
    path: url,
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": twilioSignature(url, params, authToken),
    },
    body: new URLSearchParams(params).toString(),
  };
}

/** The value of `X-Twilio-Signature`. */
export function twilioSignature(url: string, params: Readonly<Record<string, string>>, authToken: string): string {
  const names = Object.keys(params).sort((a, b) => (a < b ? -1 : 1));
  const signed = url + names.map((name) => name + params[name]).join("");
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}

/** A customer's message. `content` holds what it has beside a text, e.g. `{ NumMedia: "1", MediaUrl0: … }`. */
export function inboundParams(
  number: BusinessNumber,
  message: { id: string; from: string; text: string; content: Readonly<Record<string, string>> },
): Record<string, string> {
  return {
    ToCountry: "US",
    SmsMessageSid: message.id,
    NumMedia: "0",
    SmsSid: message.id,
    SmsStatus: "received",
    Body: message.text,
    To: number.phoneNumberId,
    NumSegments: String(Math.max(1, Math.ceil(message.text.length / 153))),
    MessageSid: message.id,
    AccountSid: number.wabaId,
    From: message.from,
    ApiVersion: "2010-04-01",
    ...message.content,
  };
}

export function statusParams(
  number: BusinessNumber,
  to: string,
  status: { id: string; status: string },
): Record<string, string> {
  return {
    SmsSid: status.id,
    SmsStatus: status.status,
    MessageStatus: status.status,
    To: to,
    MessageSid: status.id,
    AccountSid: number.wabaId,
    From: number.phoneNumberId,
    ApiVersion: "2010-04-01",
  };
}

import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { businessOf } from "./business.ts";
import type { CallbackStep, Delivery } from "./delivery.ts";
import type { Faults, SendFault } from "./faults.ts";
import type { GraphAnswer } from "./graph-answer.ts";
import { fetchSent } from "./sent-file.ts";
import { statusParams, twilioRequest } from "./twilio-webhook.ts";
import type { BusinessNumber, World } from "./world.ts";

/** Twilio's answers, and what becomes of an accepted message. */

export interface TwilioParts {
  readonly world: World;
  readonly faults: Faults;
  readonly delivery: Delivery;
}

interface TwilioRequest {
  readonly accountSid: string;
  readonly authorization: string | undefined;
}

const textLength = 1_600;
const filesPerMessage = 10;

/** A message SID of the shape that Twilio gives. */
export function messageSid(): string {
  return `SM${randomBytes(16).toString("hex")}`;
}

/** `POST /Accounts/{sid}/Messages.json`. */
export function answerTwilioMessages(
  parts: TwilioParts,
  request: TwilioRequest & { readonly body: string },
): GraphAnswer {
  const secret = authTokenOf(request);
  if (secret === null) return unauthorized();
  const form = new URLSearchParams(request.body);
  const [to = "", from = "", text = ""] = [form.get("To"), form.get("From"), form.get("Body")].map((one) => one ?? "");
  const files = form.getAll("MediaUrl");
  if (!/^\+[1-9]\d{5,14}$/.test(to)) return refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (from === "") return refusal(400, 21603, "A 'From' phone number is required.");
  const number = numberOf(parts.world, request.accountSid, from, secret);
  if (number === null) return refusal(400, 21606, `The 'From' phone number provided (${from}) is not yours.`);
  if (text === "" && files.length === 0) return refusal(400, 21602, "Message body is required.");
  if (text.length > textLength)
    return refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit.");
  if (files.length > filesPerMessage) return refusal(400, 21623, "Number of media files exceeds allowed limit.");
  const fault = parts.faults.nextSend("sms");
  const refused = fault === null ? null : refusedBy(fault);
  if (refused !== null) return refused;
  const sid = messageSid();
  accept(parts, number, { sid, to, text, files, callback: form.get("StatusCallback") });
  if (fault === "accept_then_drop") return { kind: "cut" };
  const body = { sid, status: "queued", to, from, body: text, num_media: String(files.length), error_code: null };
  return { kind: "reply", status: 201, body: { account_sid: request.accountSid, direction: "outbound-api", ...body } };
}

/** `GET /Accounts/{sid}.json`. */
export function answerTwilioAccount(world: World, request: TwilioRequest): GraphAnswer {
  if (!isOpenTo(world, request)) return unauthorized();
  return { kind: "reply", status: 200, body: { sid: request.accountSid, status: "active", type: "Full" } };
}

/** `GET /Accounts/{sid}/IncomingPhoneNumbers.json?PhoneNumber=`. */
export function answerTwilioNumbers(world: World, request: TwilioRequest & { readonly asked: string }): GraphAnswer {
  const secret = authTokenOf(request);
  if (secret === null || !isOpenTo(world, request)) return unauthorized();
  const number = numberOf(world, request.accountSid, request.asked, secret);
  const one = {
    sid: `PN${"0".repeat(32)}`,
    phone_number: request.asked,
    capabilities: { sms: true, mms: true, voice: false },
    sms_url: world.smsUrls.get(request.asked) ?? "",
  };
  return { kind: "reply", status: 200, body: { incoming_phone_numbers: number === null ? [] : [one] } };
}

/** The account's number; null when it is another's. */
function numberOf(world: World, accountSid: string, id: string, secret: string): BusinessNumber | null {
  const number = businessOf(world, { channel: "sms", id, accountId: accountSid, secret });
  return number?.wabaId === accountSid ? number : null;
}

function authTokenOf({ accountSid, authorization }: TwilioRequest): string | null {
  const encoded = /^Basic (.+)$/.exec(authorization ?? "")?.[1] ?? "";
  const [user, ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return user === accountSid && secret.join(":") !== "" ? secret.join(":") : null;
}

/** Whether these are the account's credentials; those of an account that nobody knows yet are taken for its own. */
function isOpenTo(world: World, request: TwilioRequest): boolean {
  const secret = authTokenOf(request);
  const known = [...world.numbers.values()].find((one) => one.channel === "sms" && one.wabaId === request.accountSid);
  return secret !== null && (known === undefined || known.accessToken === secret);
}

function accept(
  { world, faults, delivery }: TwilioParts,
  number: BusinessNumber,
  message: { sid: string; to: string; text: string; files: readonly string[]; callback: string | null },
): void {
  const { sid, to, text, files, callback } = message;
  const chat = world.chat(number.phoneNumberId, { phone: to.slice(1), userId: null, name: null });
  world.add(chat, {
    id: sid,
    from: "business",
    at: Date.now(),
    type: files.length === 0 ? "text" : "media",
    text: text === "" ? files.map(() => "[media]").join(" ") : text,
    quotes: null,
    tick: "pending",
    customerReaction: null,
  });
  fetchSent(world, sid, files);
  if (callback === null) return;
  const steps = (["sent", "delivered"] as const).map((tick): CallbackStep => ({
    tick,
    request: () => twilioRequest(callback, statusParams(number, to, { id: sid, status: tick }), number),
  }));
  delivery.callBack(sid, steps, faults.nextCallbacks("sms"));
}

/** The answers of a faulty send that was not accepted; null for a fault that accepts. */
function refusedBy(fault: SendFault): GraphAnswer | null {
  switch (fault) {
    case "reject":
      return refusal(400, 21614, "'To' number is not a valid mobile number");
    case "token_expired":
      return unauthorized();
    case "rate_limit":
      return refusal(429, 20429, "Too Many Requests");
    case "server_error":
      return refusal(500, 20500, "An internal server error has occurred");
    case "timeout":
      return { kind: "silence" };
    case "accept_then_drop":
      return null;
  }
}

function unauthorized(): GraphAnswer {
  return refusal(401, 20003, "Authenticate");
}

function refusal(status: number, code: number, message: string): GraphAnswer {
  return {
    kind: "reply",
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

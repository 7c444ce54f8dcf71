import type { DeliveryError } from "../../protocol/records.ts";
import { asId, asObject, asText } from "../json.ts";
import { isPermissionCode } from "../meta/codes.ts";
import { type CodeTable, errorInWords, type Meaning, meaningIn } from "../verdict.ts";

/**
 * What Meta's codes mean for a send (Meta, "Cloud API error codes", 2026). Built on `code` and
 * `error_data.details`; titles and messages change.
 */
interface WhatsappMeaning extends Meaning {
  /** Too fast to this one customer: the wait grows with each try. */
  readonly isPairLimit?: true;
}

const token = "Renew the access token of this number in Settings → Channels.";
const permission =
  "The access token lacks a permission for this number. Give it one in Meta Business settings and save it again.";
const restricted = "Meta has restricted this account. See Account quality in WhatsApp Manager.";
const busy = "WhatsApp is busy. It is tried again by itself.";
const template = "Synchronise the template and check its name, language and variables.";

const meanings: CodeTable<WhatsappMeaning> = {
  0: { what: "stop", advice: token },
  190: { what: "stop", advice: token },
  3: { what: "stop", advice: permission },
  10: { what: "stop", advice: permission },
  368: { what: "stop", advice: restricted },
  130497: { what: "stop", advice: "Meta does not let this account message people in this country." },
  131031: { what: "stop", advice: restricted },
  131037: { what: "stop", advice: "The number's display name must be approved first. See WhatsApp Manager." },
  131042: { what: "stop", advice: "There is a problem with the payment method in Meta Business settings." },
  131045: { what: "stop", advice: "The number is not registered. Register it again with its certificate." },
  133010: { what: "stop", advice: "The number is not registered with the Cloud API. Register it first." },

  2: { what: "retry", advice: busy },
  4: { what: "retry", advice: busy },
  80007: { what: "retry", advice: busy },
  130429: { what: "retry", advice: busy },
  131000: { what: "retry", advice: busy },
  131016: { what: "retry", advice: busy },
  131048: {
    what: "retry",
    advice: "Meta limits this number because messages of it were reported as spam. It is tried again by itself.",
  },
  131057: { what: "retry", advice: "The account is in maintenance. It is tried again by itself." },
  133004: { what: "retry", advice: busy },
  131056: {
    what: "retry",
    isPairLimit: true,
    advice: "Too many messages to this customer in a short time. It is tried again by itself.",
  },

  130472: {
    what: "fail",
    advice: "This customer is part of an experiment of Meta's and gets no marketing messages. Wait until they write.",
  },
  131021: { what: "fail", advice: "Sender and recipient are the same number." },
  131026: {
    what: "fail",
    advice: "This customer cannot receive it: no WhatsApp, an old version, or terms not accepted. Try another channel.",
  },
  131047: { what: "fail", advice: "The customer's last message is more than 24 hours ago. Send a template." },
  131049: {
    what: "fail",
    advice: "Meta withheld it so that this customer gets fewer marketing messages. Wait at least a day.",
  },
  131050: { what: "fail", advice: "This customer has opted out of marketing messages." },
  131051: { what: "fail", advice: "WhatsApp does not take this type of message." },
  131052: { what: "fail", advice: "The customer's file could not be fetched. Ask them to send it again." },
  131053: { what: "fail", advice: "The file could not be uploaded. Check its type and size." },
  131060: { what: "fail", advice: "WhatsApp cannot show this message. Ask the customer to send it again." },
  131062: { what: "fail", advice: "This customer can be reached by phone number only." },
  132000: { what: "fail", advice: template },
  132001: { what: "fail", advice: template },
  132005: { what: "fail", advice: "A variable is too long for this template." },
  132007: { what: "fail", advice: "The template breaks WhatsApp's policy. Edit it." },
  132012: { what: "fail", advice: template },
  132015: { what: "fail", advice: "The template is paused because of its quality. Use another." },
  132016: { what: "fail", advice: "The template is disabled. Use another." },
  132068: { what: "fail", advice: "The flow of this template is blocked." },
  132069: { what: "fail", advice: "The flow of this template is throttled. Wait an hour." },
};

/** What follows from a code; null when the table does not have it. */
export function meaningOf(code: string): WhatsappMeaning | null {
  const known = meaningIn(meanings, code);
  return known === null && isPermissionCode(Number(code)) ? { what: "stop", advice: permission } : known;
}

/** Whether the template is not as we know it: missing, paused, disabled, of other variables. */
export function isAboutTemplate(code: string): boolean {
  return /^1320(0[01]|1[256])$/.test(code);
}

/** Meta's error object as an agent sees it. Never throws; `unknown` where it has no code. */
export function deliveryError(value: unknown): DeliveryError {
  const error = asObject(value);
  const code = asId(error?.code) ?? "unknown";
  const details = asText(asObject(error?.error_data)?.details) || asText(error?.message) || asText(error?.title);
  return errorInWords("WhatsApp", code, details, meaningOf(code));
}

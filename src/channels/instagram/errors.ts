import type { DeliveryError } from "../../protocol/records.ts";
import { asId, asObject, asText } from "../json.ts";

/**
 * What Meta's codes mean for an Instagram message (Meta, "Messenger Platform error codes" and "Instagram messaging",
 * 2026). `stop`: the account cannot send; `retry`: not accepted, try later; `fail`: not accepted, and trying again
 * would not help. A subcode, where it is in the table, says more than its code.
 */
export type Consequence = "stop" | "retry" | "fail";

interface Meaning {
  readonly what: Consequence;
  readonly advice: string | null;
}

const token = "Renew the access token of this account in Settings → Channels.";
const permission =
  "The access token lacks the permission instagram_business_manage_messages. Give it in the Meta app and save the token again.";
const busy = "Instagram is busy. It is tried again by itself.";
const away = "This customer cannot be reached: they blocked the account, left Instagram, or never wrote to it.";
const window =
  "The customer's last message is too long ago: 24 hours, or 7 days with Meta's human agent permission. Wait until they write.";

const bySubcode: Readonly<Record<number, Meaning>> = {
  2534022: { what: "fail", advice: window },
  2018278: { what: "fail", advice: window },
  2018065: { what: "fail", advice: window },
  2534014: { what: "fail", advice: away },
  2018001: { what: "fail", advice: away },
  1545041: { what: "fail", advice: away },
  2018108: { what: "fail", advice: away },
  2018047: { what: "fail", advice: "Instagram could not take the file. Check its type and size." },
  2018294: { what: "fail", advice: "Instagram could not fetch the file in time. Try a smaller one." },
};

const byCode: Readonly<Record<number, Meaning>> = {
  0: { what: "stop", advice: token },
  102: { what: "stop", advice: token },
  190: { what: "stop", advice: token },
  3: { what: "stop", advice: permission },
  10: { what: "stop", advice: permission },
  368: { what: "stop", advice: "Meta has restricted this account. See Account status in the Instagram app." },

  2: { what: "retry", advice: busy },
  4: { what: "retry", advice: busy },
  17: { what: "retry", advice: busy },
  32: { what: "retry", advice: busy },
  613: { what: "retry", advice: "Too many messages in a short time. It is tried again by itself." },
  1200: { what: "retry", advice: busy },
  80002: { what: "retry", advice: busy },
  80006: { what: "retry", advice: busy },

  551: { what: "fail", advice: away },
  1545041: { what: "fail", advice: away },
};

/** What follows from a code and its subcode; null when the table has neither. */
export function meaningOf(code: string, subcode: string | null): Meaning | null {
  if (subcode !== null && Object.hasOwn(bySubcode, subcode)) return bySubcode[Number(subcode)] ?? null;
  if (Object.hasOwn(byCode, code)) return byCode[Number(code)] ?? null;
  // The codes 200–299 are all about permissions (Meta, "Authorization errors").
  const number = Number(code);
  return number >= 200 && number <= 299 ? { what: "stop", advice: permission } : null;
}

export function subcodeOf(value: unknown): string | null {
  return asId(asObject(value)?.error_subcode);
}

/** Meta's error object as an agent sees it. Never throws; `unknown` where it has no code. */
export function deliveryError(value: unknown): DeliveryError {
  const error = asObject(value);
  const code = asId(error?.code) ?? "unknown";
  const details = asText(error?.error_user_msg) || asText(error?.message);
  return {
    code,
    message: details.slice(0, messageLength).toWellFormed() || `Instagram error ${code}`,
    advice: meaningOf(code, subcodeOf(error))?.advice ?? null,
  };
}

const messageLength = 500;

import type { DeliveryError } from "../../protocol/records.ts";
import { asId, asObject, asText } from "../json.ts";
import { isPermissionCode } from "../meta/codes.ts";
import { type CodeTable, errorInWords, type Meaning, meaningIn } from "../verdict.ts";

/**
 * What Meta's codes mean for an Instagram message (Meta, "Messenger Platform error codes" and "Instagram messaging",
 * 2026). A subcode, where it is in the table, says more than its code.
 */

const token = "Renew the access token of this account in Settings → Channels.";
const permission =
  "The access token lacks the permission instagram_business_manage_messages. Give it in the Meta app and save the token again.";
const busy = "Instagram is busy. It is tried again by itself.";
const away = "This customer cannot be reached: they blocked the account, left Instagram, or never wrote to it.";
const window =
  "The customer's last message is too long ago: 24 hours, or 7 days with Meta's human agent permission. Wait until they write.";

const bySubcode: CodeTable = {
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

const byCode: CodeTable = {
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
  const known = (subcode === null ? null : meaningIn(bySubcode, subcode)) ?? meaningIn(byCode, code);
  return known === null && isPermissionCode(Number(code)) ? { what: "stop", advice: permission } : known;
}

export function subcodeOf(value: unknown): string | null {
  return asId(asObject(value)?.error_subcode);
}

/** Meta's error object as an agent sees it. Never throws; `unknown` where it has no code. */
export function deliveryError(value: unknown): DeliveryError {
  const error = asObject(value);
  const code = asId(error?.code) ?? "unknown";
  const details = asText(error?.error_user_msg) || asText(error?.message);
  return errorInWords("Instagram", code, details, meaningOf(code, subcodeOf(error)));
}

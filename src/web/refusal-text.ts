import type { RejectionCode } from "../protocol/rejections.ts";
import { refusals } from "./messages/en/refusals.ts";
import { locale } from "./messages/language.ts";
import type { Message } from "./messages/message.ts";
import { t } from "./messages/t.ts";

const byCode: Readonly<Record<RejectionCode, Message<{}>>> = refusals;

/**
 * Why something was refused. The server's own words are English and say more; to readers of another language the
 * meaning of the code says enough.
 */
export function refusalText({ code, message }: { readonly code: string; readonly message: string }): string {
  return locale().language === "en" || !isKnown(code) ? message : t(byCode[code]);
}

/** The server may be newer than the page. */
function isKnown(code: string): code is RejectionCode {
  return Object.hasOwn(byCode, code);
}

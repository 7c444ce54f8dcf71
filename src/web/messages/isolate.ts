import { locale } from "./language.ts";

const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/u;
/** Digits and plus have a direction too: a phone number would be turned around its spaces. */
const leftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d+]/u;

/**
 * A name, a number or what somebody wrote, as it may stand in a sentence of the page: when it runs the other way it
 * would otherwise take the punctuation beside it along (https://www.w3.org/International/articles/inline-bidi-markup/).
 * What runs the same way stays as it is, so that it can be compared and found.
 */
export function isolate(text: string): string {
  const runsAgainst = locale().direction === "rtl" ? leftToRight : rightToLeft;
  return runsAgainst.test(text) ? `${firstStrongIsolate}${text}${popIsolate}` : text;
}

import { type CountryCode, parsePhoneNumberFromString, type PhoneNumber } from "libphonenumber-js/max";
import { visibleLine, withPlainDigits } from "../protocol/plain-text.ts";
import { renewed } from "./phone-variants.ts";

/**
 * What somebody typed or pasted as a phone number. Digits with neither plus nor the prefix that a country dials first may be
 * read in several ways; of several that may be meant none is taken, because the message would go to a stranger.
 */
export type TypedNumber =
  | { readonly is: "number"; /** E.164 without its plus. */ readonly digits: string }
  | { readonly is: "ambiguous"; /** E.164, the likelier first. */ readonly candidates: readonly string[] }
  | { readonly is: "none" };

const none: TypedNumber = { is: "none" };

/** `from` is a number of the country in which it was typed, in E.164: the channel's own. */
export function typedNumber(text: string, from: string): TypedNumber {
  const written = writtenNumber(text);
  if (written === null) return none;
  if (!written.isInternational) return decide(readings(written.spellings, homeOf(from)));
  const number = international(written.spellings);
  return number === null ? none : found(number);
}

// --- what was written --------------------------------------------------------------------------------------------

interface Written {
  /** The digits; beside them those without the zero of "+44 (0)20", which is dialled within few countries' numbers alone. */
  readonly spellings: readonly string[];
  /** It begins with a country's code. */
  readonly isInternational: boolean;
}

/** Addresses that hold a number with its country's code: links and ids of messengers. */
const links: readonly RegExp[] = [
  /^(?:https?:\/\/)?(?:www\.)?wa\.me\/(?:\+|%2B)?([\d\s().-]+)\/?(?:[?#].*)?$/iu,
  /^(?:https?:\/\/(?:api|web|www)\.whatsapp\.com|(?:api|web|www)\.whatsapp\.com|whatsapp:\/)\/send\/?\?(?:.*&)?phone=(?:\+|%2B| )?([\d\s().-]+)(?:&.*)?$/iu,
  /^(?:https?:\/\/)?(?:signal\.me\/#p|t\.me|telegram\.me)\/(?:\+|%2B)(\d+)$/iu,
  /^viber:\/\/chat\/?\?number=(?:\+|%2B| )?(\d+)$/iu,
  /^(\d+)(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/iu,
];
const scheme = /^(?:tel|sms|smsto|mms|mmsto|callto|facetime|facetime-audio|whatsapp|skype):(?:\/\/)?/iu;
const label =
  /^(?:tel|telephone|telefon|fon|phone|mobile?|mob|handy|cell|whatsapp|sms)\b\s*[.:]*\s*|^[\p{So}\uFE0F]+\s*/iu;
/** A message goes to no extension: what follows the number is left out. */
const extension =
  /(?<=\d[\s)]*)(?:;?\s*ext(?:ension|n)?\s*[.:=]?|\s*(?:x|#|,+|;|durchwahl|dw|poste|anexo|ramal|interno|доб|вн)\s*[.:]?)\s*\d{1,7}#?$/iu;
const dashes = /[\p{Pd}\u2212\u30FC]/gu;

function writtenNumber(text: string): Written | null {
  const typed = withPlainDigits(visibleLine(text)).replace(dashes, "-");
  for (const link of links) {
    const digits = link.exec(typed)?.[1]?.replace(/\D/gu, "");
    if (digits !== undefined) return digits === "" ? null : { spellings: [digits], isInternational: true };
  }
  const bare = scheme.test(typed) ? ofUri(typed.replace(scheme, "")) : typed.replace(label, "").trim();
  return bare === null ? null : ofDigits(bare.replace(extension, ""));
}

/** RFC 3966: parameters follow the number; a local one names what it is local to. */
function ofUri(uri: string): string | null {
  const [address = ""] = unescaped(uri).split("?");
  const [number = "", ...parameters] = address.split(";");
  const context = parameters.map((one) => /^phone-context=(\+[\d.()-]+)$/iu.exec(one.trim())?.[1]).find(Boolean);
  return context === undefined || number.startsWith("+") ? number : `${context}${number}`;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function ofDigits(text: string): Written | null {
  // "(+49) 151" says what it says without the brackets.
  const plus = /^[\s(+]*\+/u.exec(text)?.[0] ?? "";
  const rest = text.slice(plus.length);
  if (!/^[\d\s().\-/~·•_'’]+$/u.test(rest)) return null;
  const spellings = [rest, rest.replace(/(?<=\d[\s).-]*)\(\s*0\s*\)/u, "")].map((one) => one.replace(/\D/gu, ""));
  if (spellings[0] === "") return null;
  const isInternational = plus !== "";
  // "+0044": the plus stands for the prefix that was dialled, too.
  return { spellings: isInternational ? spellings.map((one) => one.replace(/^0+/u, "")) : spellings, isInternational };
}

// --- what it may be ----------------------------------------------------------------------------------------------

/** How a country's number was read from digits without a plus. */
type Reading = {
  readonly number: PhoneNumber;
  /**
   * `dialled`: as people of the channel's country write it, or after the prefix of calls abroad. `coded`: after a country's code.
   * `short`: of the channel's country, without the prefix that is dialled before it there.
   */
  readonly as: "dialled" | "coded" | "short";
  /** Of the channel's country. */
  readonly isHome: boolean;
};

/** What is dialled before a country's code: in most of the world, in North America, in Australia. */
const prefixesAbroad = ["00", "011", "0011"] as const;

function readings(spellings: readonly string[], home: Home | null): Reading[] {
  const [digits = ""] = spellings;
  const all: Reading[] = [];
  const add = (number: PhoneNumber | null, as: Reading["as"]) => {
    if (number !== null && !all.some((one) => one.number.number === number.number))
      all.push({ number, as, isHome: number.countryCallingCode === home?.code });
  };
  const after = (prefix: string) => international(spellings.map((one) => one.slice(prefix.length)));
  for (const prefix of prefixesAbroad) if (digits.startsWith(prefix)) add(after(prefix), "dialled");
  // "049 151…": a zero of "00" or the plus was lost.
  if (home !== null && digits.startsWith(`0${home.code}`)) add(mobile(after("0")), "dialled");
  const coded = digits.startsWith("0") ? null : international(spellings);
  const national =
    home === null ? null : (possible(parse(digits, home.country)) ?? mobile(international([home.code + digits])));
  if (national?.number !== coded?.number) add(national, isWritten(national, digits) ? "dialled" : "short");
  add(coded, "coded");
  return all;
}

/** Of what it may be, what it is. A number that was given out outweighs one that only has a length that numbers have. */
function decide(all: readonly Reading[]): TypedNumber {
  const valid = all.filter(({ number }) => number.isValid());
  const of = (as: Reading["as"]) => valid.find((one) => one.as === as);
  const [dialled, coded, short] = [of("dialled"), of("coded"), of("short")];
  // A number of the country itself with the country's code: what is short lacks its prefix besides.
  if (coded?.isHome && dialled === undefined) return found(coded.number);
  const mobiles = valid.filter(({ number }) => mobile(number) !== null);
  // Messages go to mobiles: one that people write so is no landline of another country, nor of this one without its prefix.
  const meant = mobiles.length > 0 && !(dialled !== undefined && mobile(dialled.number) === null) ? mobiles : valid;
  // A landline without its prefix says less than the plan of a country that it may belong to.
  const isDoubtful = meant.length === 0 || (meant.length === 1 && short === meant[0] && mobiles.length === 0);
  return oneOf((isDoubtful ? all : meant).map(({ number }) => number));
}

function oneOf(numbers: readonly PhoneNumber[]): TypedNumber {
  const [only, ...others] = numbers;
  if (only === undefined) return none;
  if (others.length === 0) return found(only);
  const likely = numbers.toSorted((a, b) => Number(mobile(b) !== null) - Number(mobile(a) !== null));
  return { is: "ambiguous", candidates: likely.map(({ number }) => number) };
}

function mobile(number: PhoneNumber | null): PhoneNumber | null {
  const type = number?.getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" ? number : null;
}

/** Whether people of its country write it so: with the prefix that they dial, if there is one. */
function isWritten(number: PhoneNumber | null, digits: string): boolean {
  return digits.startsWith("0") || number?.formatNational().replace(/\D/gu, "") === digits;
}

function found(number: PhoneNumber): TypedNumber {
  return { is: "number", digits: number.number.slice(1) };
}

/** A number after its country's code, as the first of its spellings that is one; one of before a renumbering as today's. */
function international(spellings: readonly string[]): PhoneNumber | null {
  const forms = [...spellings, ...spellings.flatMap(renewed)];
  const numbers = forms.flatMap((digits) => possible(parse(`+${digits}`)) ?? []);
  return numbers.find((number) => number.isValid()) ?? numbers[spellings.length - 1] ?? numbers[0] ?? null;
}

function possible(number: PhoneNumber | undefined): PhoneNumber | null {
  return number?.isPossible() ? number : null;
}

interface Home {
  readonly country: CountryCode;
  readonly code: string;
}

/** The country of a number; of several that share a code, the one that they share it with. */
function homeOf(number: string): Home | null {
  const parsed = parse(number);
  const country = parsed?.country ?? parsed?.getPossibleCountries()[0];
  return parsed === undefined || country === undefined ? null : { country, code: parsed.countryCallingCode };
}

function parse(text: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { ...(defaultCountry && { defaultCountry }), extract: false });
}

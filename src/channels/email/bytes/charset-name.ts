/** What mailers call a character encoding, as the name that a decoder knows; null for what names none. */
export function charsetNamed(label: string | null | undefined): string | null {
  const given =
    (label ?? "")
      .trim()
      .replace(/^["'\s]+/, "")
      .split(/["'\s;:,()*]/, 1)[0]
      ?.toLowerCase() ?? "";
  if (given === "" || given.length > labelLength) return null;
  const bare = given.replace(/^(?:x-|cs)/, "").replace(/[^a-z0-9]/g, "");
  const page = /^(?:cp|win|windows|ms|ibm|codepage|dos)?0*(\d{3,5})$/.exec(bare)?.[1];
  const named = (page === undefined ? undefined : codePages.get(page)) ?? names.get(bare) ?? isoOf(bare);
  if (named !== undefined) return named;
  return isKnown(given) ? given : null;
}

const labelLength = 60;

/** Microsoft's and IBM's numbers (Microsoft, "Code Page Identifiers"). */
const codePages = new Map<string, string>([
  ...["1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258", "874"].map(
    (page) => [page, `windows-${page}`] as const,
  ),
  ["437", "ibm437"],
  ["819", "windows-1252"],
  ["850", "ibm850"],
  ["858", "ibm850"],
  ["866", "ibm866"],
  ["932", "shift_jis"],
  ["936", "gb18030"],
  ["949", "euc-kr"],
  ["950", "big5"],
  ["10000", "macintosh"],
  ["10007", "x-mac-cyrillic"],
  ["20127", "windows-1252"],
  ["20866", "koi8-r"],
  ["21866", "koi8-u"],
  ["50220", "iso-2022-jp"],
  ["50221", "iso-2022-jp"],
  ["50222", "iso-2022-jp"],
  ["50225", "iso-2022-kr"],
  ["51932", "euc-jp"],
  ["51936", "gb18030"],
  ["51949", "euc-kr"],
  ["52936", "hz-gb-2312"],
  ["54936", "gb18030"],
  ["65000", "utf-7"],
  ["65001", "utf-8"],
]);

/** By letters and digits alone, which is what mailers agree on. */
const names = new Map<string, string>([
  ["utf8", "utf-8"],
  ["utf8mb4", "utf-8"],
  ["unicode11utf8", "utf-8"],
  ["utf7", "utf-7"],
  ["unicode11utf7", "utf-7"],
  ["utf16", "utf-16le"],
  ["ascii", "windows-1252"],
  ["usascii", "windows-1252"],
  ["ansi", "windows-1252"],
  ["ansix341968", "windows-1252"],
  ["ansix31101983", "windows-1252"],
  ["iso646us", "windows-1252"],
  ["latin1", "windows-1252"],
  ["shiftjis", "shift_jis"],
  ["sjis", "shift_jis"],
  ["mskanji", "shift_jis"],
  ["windows31j", "shift_jis"],
  ["eucjp", "euc-jp"],
  ["ujis", "euc-jp"],
  ["iso2022jp", "iso-2022-jp"],
  ["iso2022jp1", "iso-2022-jp"],
  ["iso2022jp2", "iso-2022-jp"],
  ["iso2022jp3", "iso-2022-jp"],
  ["iso2022jpms", "iso-2022-jp"],
  ["junet", "iso-2022-jp"],
  ["jis", "iso-2022-jp"],
  ["iso2022kr", "iso-2022-kr"],
  ["hzgb2312", "hz-gb-2312"],
  ["hz", "hz-gb-2312"],
  ["gb2312", "gb18030"],
  ["gb231280", "gb18030"],
  ["gbk", "gb18030"],
  ["euccn", "gb18030"],
  ["eucgb2312cn", "gb18030"],
  ["big5", "big5"],
  ["big5hkscs", "big5"],
  ["euckr", "euc-kr"],
  ["uhc", "euc-kr"],
  ["ksc5601", "euc-kr"],
  ["ksc56011987", "euc-kr"],
  ["ksc56011992", "euc-kr"],
  ["koi8r", "koi8-r"],
  ["koi8", "koi8-r"],
  ["koi8u", "koi8-u"],
  ["koi8ru", "koi8-u"],
  ["macroman", "macintosh"],
  ["mac", "macintosh"],
  ["tis620", "windows-874"],
]);

/** `iso8859-2`, `ISO_8859-8-I`, `iso88591windows`: the number says it, and a letter behind it the direction. */
function isoOf(bare: string): string | undefined {
  const part = /^(?:iso|iso8|8)?8859(1[0-6]|[1-9])(?!\d)/.exec(bare)?.[1];
  if (part === undefined) return undefined;
  if (part === "12") return undefined;
  return part === "1"
    ? "windows-1252"
    : part === "9"
      ? "windows-1254"
      : part === "11"
        ? "windows-874"
        : `iso-8859-${part}`;
}

/** The runtime's own list (WHATWG, "Encoding: names and labels"). */
function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "x-user-defined";
  } catch {
    return false;
  }
}

import { charsetNamed } from "./charset-name.ts";
import { ascii, bytesOf } from "./octets.ts";
import { oldCharsets } from "./old-charsets.ts";

/**
 * Bytes of a mail as text (SPEC By1). What the bytes show counts more than what their label says: mailers write labels
 * that they do not keep. Never throws; null means that there is no label.
 */
export function decode(bytes: Uint8Array, label: string | null, otherLabel: string | null = null): string {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return decoderOf(marked).decode(bytes);
  const name = charsetNamed(label) ?? charsetNamed(otherLabel);
  const isPlain = bytes.every((byte) => byte < 0x80);
  if (isPlain) return decodePlain(bytes, name);
  if (name?.startsWith("utf-16")) return decodeUtf16(bytes, name);
  const utf8 = strictly("utf-8", bytes);
  if (utf8 !== null && (name === null || !hasOwnWords(name) || isUtf8Rather(utf8, name, bytes))) return utf8;
  return utf8 === null && (name === null || !hasOwnWords(name))
    ? (nearlyUtf8(bytes) ?? decodeNamed(bytes, name))
    : decodeNamed(bytes, name);
}

/** A text that was cut, or that somebody put a wrong byte into: no other encoding has so many letters of UTF-8. */
function nearlyUtf8(bytes: Uint8Array): string | null {
  const text = decoderOf("utf-8").decode(bytes);
  const { broken, good } = tally(text);
  return good >= 10 && broken * 10 <= good ? text : null;
}

/** Counted by hand, since a text may have millions of letters. */
function tally(text: string): { readonly broken: number; readonly good: number } {
  let broken = 0;
  let good = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) good += 1;
  }
  return { broken, good };
}

/** What switches to Japanese letters. */
const japanese = ["$@", "$B", "$(D", "(J", "(I"].map((code) => `\u001b${code}`);

/** Seven-bit text: the escapes of ISO-2022-JP are in nothing else. */
function decodePlain(bytes: Uint8Array, name: string | null): string {
  const text = ascii(bytes);
  if (text.includes("\u001b$)C")) return decodeOld("iso-2022-kr", bytes) ?? text;
  if (japanese.some((escape) => text.includes(escape))) return decodeJapanese(text);
  if (name?.startsWith("utf-16") && text.includes("\0")) return decodeUtf16(bytes, name);
  return name === null ? text : (decodeOld(name, bytes) ?? text);
}

/** An escape right before another does nothing, but the decoder takes offence at it. */
function decodeJapanese(text: string): string {
  const escape = "\u001b";
  const [first = "", ...rest] = text.split(escape);
  const needed = rest.filter((piece, index) => index === rest.length - 1 || !/^(?:\([BJI]|\$[@B]|\$\(D)$/.test(piece));
  return decoderOf("iso-2022-jp").decode(bytesOf([first, ...needed].join(escape)));
}

function decodeNamed(bytes: Uint8Array, name: string | null): string {
  if (name === null) return decoderOf("windows-1252").decode(bytes);
  const old = decodeOld(name, bytes);
  if (old !== null) return old;
  for (const one of [name, ...(relatives[name] ?? [])]) {
    const text = strictly(one, bytes);
    if (text !== null) return text;
  }
  const text = decoderOf(name).decode(bytes);
  // A few broken characters among many good ones: a piece is missing. Else the label is wrong.
  const { broken, good } = tally(text);
  return broken * 2 <= good ? text : decoderOf(singleByte(name)).decode(bytes);
}

/** What is told apart from one encoding by trying alone. */
const relatives: Readonly<Record<string, readonly string[]>> = {
  "iso-2022-jp": ["shift_jis", "euc-jp"],
  shift_jis: ["euc-jp"],
  "euc-jp": ["shift_jis"],
  gb18030: ["big5"],
  big5: ["gb18030"],
};

/** Single-byte encodings have holes; the one of Windows that fills them has the same letters. */
function singleByte(name: string): string {
  const filled: Readonly<Record<string, string>> = {
    "iso-8859-6": "windows-1256",
    "iso-8859-7": "windows-1253",
    "iso-8859-8": "windows-1255",
    "iso-8859-8-i": "windows-1255",
    "iso-8859-3": "windows-1254",
  };
  return filled[name] ?? "windows-1252";
}

/** Encodings in which short words can be valid UTF-8 by chance. */
function hasOwnWords(name: string): boolean {
  return /^(?:gb18030|big5|euc-|shift_jis|windows-874)/.test(name);
}

/**
 * UTF-8 where it has letters beyond the Middle East's, or within words of ASCII's. Two bytes of a Chinese encoding can
 * look like one letter of UTF-8, but then it stands alone.
 */
function isUtf8Rather(utf8: string, name: string, bytes: Uint8Array): boolean {
  if (strictly(name, bytes) === null || /[\u0e00-\u{10ffff}]/u.test(utf8)) return true;
  const runs = utf8.match(/[A-Za-z]?[\u0080-\u{10ffff}]+[A-Za-z]?/gu) ?? [];
  return runs.filter((run) => /[A-Za-z]/.test(run)).length * 2 >= runs.length;
}

function decodeOld(name: string, bytes: Uint8Array): string | null {
  return Object.hasOwn(oldCharsets, name) ? (oldCharsets[name]?.(bytes) ?? null) : null;
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** Without a mark the zero halves of Latin letters say which half comes first. */
function decodeUtf16(bytes: Uint8Array, name: string): string {
  let even = 0;
  let odd = 0;
  for (const [at, byte] of bytes.subarray(0, 2_000).entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even === odd) {
    const utf8 = strictly("utf-8", bytes);
    if (utf8 !== null) return utf8;
  }
  return decoderOf(even > odd ? "utf-16be" : odd > even ? "utf-16le" : name).decode(bytes);
}

const decoders = new Map<string, TextDecoder>();

/** Null when some of the bytes are nothing in that encoding. */
function strictly(name: string, bytes: Uint8Array): string | null {
  try {
    return decoderOf(name, true).decode(bytes);
  } catch {
    return null;
  }
}

function decoderOf(name: string, fatal = false): TextDecoder {
  const key = `${name} ${fatal}`;
  const known = decoders.get(key);
  if (known !== undefined) return known;
  const made = new TextDecoder(name, { fatal, ignoreBOM: false });
  decoders.set(key, made);
  return made;
}

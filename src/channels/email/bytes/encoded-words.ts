import { charsetNamed } from "./charset-name.ts";
import { decode } from "./decode.ts";
import { bytesOf, fromBase64, joined } from "./octets.ts";

/** A piece of a header: an encoded word (RFC 2047), or what stands between. Characters are bytes. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "word"; readonly charset: string; readonly encoding: "b" | "q"; readonly payload: string };

/**
 * A header's value, each byte a character, with its bare bytes decoded and each run of encoded words as `write` has it.
 * Words are joined before they are decoded: mailers cut characters in two (SPEC By3).
 */
export function decodeWords(value: string, otherLabel: string | null, write = (text: string): string => text): string {
  let result = "";
  let run: Extract<Piece, { kind: "word" }>[] = [];
  const flush = (): void => {
    if (run.length > 0) result += write(decodeRun(run));
    run = [];
  };
  const pieces = piecesOf(value);
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === "word") run.push(piece);
    // Space between two encoded words is the folding's.
    else if (!(run.length > 0 && pieces[index + 1] !== undefined && piece.text.trim() === "")) {
      flush();
      result += bare(piece.text, otherLabel);
    }
  }
  flush();
  return result;
}

function bare(text: string, otherLabel: string | null): string {
  if (!/[\u0080-\u00ff]/.test(text) && !text.includes(escape)) return text;
  return decode(bytesOf(text), null, otherLabel);
}

const escape = "\u001b";

function piecesOf(value: string): Piece[] {
  const pieces: Piece[] = [];
  const opening = /=\?([^?\s]{1,80})\?([BQ])\?/gi;
  let at = 0;
  let opened = opening.exec(value);
  while (opened !== null) {
    const [start, charset = "", encoding = ""] = opened;
    const begin = opened.index;
    const from = begin + start.length;
    const end = value.indexOf("?=", from);
    if (end === -1) break;
    opening.lastIndex = from;
    const next = opening.exec(value);
    // What opens again before it ends was no encoded word.
    if (next === null || next.index >= end) {
      if (begin > at) pieces.push({ kind: "text", text: value.slice(at, begin) });
      const payload = value.slice(from, end);
      pieces.push({ kind: "word", charset, encoding: encoding.toLowerCase() === "b" ? "b" : "q", payload });
      at = end + "?=".length;
    }
    opened = next;
  }
  if (at < value.length) pieces.push({ kind: "text", text: value.slice(at) });
  return pieces;
}

/** Words of one charset together; where that breaks what each of them says, one by one. */
function decodeRun(words: readonly Extract<Piece, { kind: "word" }>[]): string {
  let text = "";
  for (let from = 0; from < words.length;) {
    const charset = charsetOf(words[from]);
    let to = from + 1;
    while (to < words.length && charsetOf(words[to]) === charset) to += 1;
    text += decodeGroup(words.slice(from, to), charset);
    from = to;
  }
  return text;
}

function decodeGroup(words: readonly Extract<Piece, { kind: "word" }>[], charset: string | null): string {
  const each = words.map((word) => octetsOf(word.encoding, word.payload));
  const together = (): string => decode(joined(each), charset);
  const oneByOne = (): string => each.map((octets) => decode(octets, charset)).join("");
  const asWritten = (): string => decode(octetsOf("b", words.map(({ payload }) => payload).join("")), charset);
  // Words end with whole bytes, or else the base64 was cut after it was made.
  const ways = words.slice(0, -1).some(isCut) ? [asWritten, together, oneByOne] : [together, oneByOne];
  let best = "";
  let fewest = Infinity;
  for (const way of ways) {
    const text = way();
    const broken = text.split("\uFFFD").length;
    if (broken < fewest) [best, fewest] = [text, broken];
    if (fewest === 1) break;
  }
  return best;
}

function isCut({ encoding, payload }: Extract<Piece, { kind: "word" }>): boolean {
  return encoding === "b" && payload.length % 4 !== 0 && !payload.endsWith("=");
}

function charsetOf(word: Extract<Piece, { kind: "word" }> | undefined): string | null {
  return charsetNamed(word?.charset);
}

function octetsOf(encoding: "b" | "q", payload: string): Uint8Array {
  if (encoding === "b") return fromBase64(payload);
  const text = payload
    .replaceAll("_", " ")
    .replace(/=\s*([0-9a-f])\s*([0-9a-f])/gi, (_, high: string, low: string) =>
      String.fromCharCode(Number.parseInt(high + low, 16)),
    );
  return bytesOf(text);
}

import type { Line } from "./lines.ts";
import { betweenDashes, endsWithColon, endsWithVerb, hasAddress, hasDate, isBlank, labelled } from "./shapes.ts";

const linesMax = 4;
const lengthMax = 400;

/**
 * Where the line above a quotation begins that says whose words it has: the one that ends before `end`, and those that it
 * was wrapped from. Null where that line is something else.
 */
export function attributionEndingAt(lines: readonly Line[], end: number, isQuoted: boolean): number | null {
  const last = lines[end];
  if (last === undefined || isBlank(last.text)) return null;
  let text = "";
  for (let from = end; from > end - linesMax && from >= 0; from -= 1) {
    const line = lines[from];
    if (line === undefined || isBlank(line.text) || line.depth !== last.depth) break;
    if (from < end && !isWrapped(line.text, lines[from + 1]?.text ?? "")) break;
    text = `${bare(line.text)} ${text}`.trim();
    if (text.length > lengthMax) return null;
    if (isAttribution(text, isQuoted)) return wholeFrom(lines, from, text);
  }
  return null;
}

/** Upwards to the date, or at least the address, of which the line that ends it has none. */
function wholeFrom(lines: readonly Line[], from: number, text: string): number {
  if (hasDate(text)) return from;
  let top = from;
  let best = from;
  while (top > from - linesMax) {
    const above = lines[top - 1];
    const line = lines[top];
    if (above === undefined || line === undefined || above.depth !== line.depth || isBlank(above.text)) break;
    if (!isWrapped(above.text, line.text) || !startsLikeOne(above.text)) break;
    top -= 1;
    if (hasDate(above.text)) return top;
    if (hasAddress(above.text)) best = top;
  }
  return best;
}

function isAttribution(text: string, isQuoted: boolean): boolean {
  const dashed = betweenDashes(text);
  if (dashed !== null) return endsWithVerb(dashed.words) || hasDate(dashed.words) || hasAddress(dashed.words);
  if (!startsLikeOne(text)) return false;
  const isDated = hasDate(text);
  const hasSender = hasAddress(text);
  if (!isQuoted) return endsWithColon(text) && isDated && (hasSender || endsWithVerb(text)) && !isForm(text);
  if (endsWithColon(text)) return isDated || hasSender || endsWithVerb(text);
  return (isDated && hasSender && text.length < 200) || (endsWithVerb(text) && (isDated || hasSender));
}

/** `Phone: 12:30` is no attribution, though it has what looks like one. */
function isForm(text: string): boolean {
  const found = labelled(text);
  return found !== null && found.value !== "" && !hasAddress(text);
}

/** Somebody's words that go on into the line above their quotation stay: there is no telling where they end. */
function startsLikeOne(text: string): boolean {
  const words = text.split(/\s+/).slice(0, wordsBefore);
  // `jouluk. 2026` is a month.
  if (words.slice(0, -1).some((word, index) => /\p{L}{5,}[.!?]$/u.test(word) && /^\p{L}/u.test(words[index + 1] ?? "")))
    return false;
  return words.some((word) => /\p{Nd}|@|^</u.test(word)) || endsWithVerb(text) || text.length < 60;
}

const wordsBefore = 6;

function isWrapped(above: string, below: string): boolean {
  const [first = ""] = below.trim().split(/\s+/, 1);
  return (
    above.length + first.length >= wrapLength ||
    /^\s*[<("[]/.test(below) ||
    (below.trim().split(/\s+/).length <= 3 && endsWithVerb(below) && !hasDate(below))
  );
}

const wrapLength = 58;

function bare(text: string): string {
  return text.replaceAll(/[*\u200e\u200f\u202a-\u202e]/g, "").trim();
}

import EmailReplyParser from "email-reply-parser";

export interface Folded {
  /** What was written now. */
  readonly body: string;
  /** The history and signature below it; null when there is none. */
  readonly quoted: string | null;
}

/** Longer texts are shown whole: the parser's patterns look again and again at what lies between two of their words. */
const foldedLength = 32_000;
/** No line that opens a quotation is longer, and a long one would be looked at in every way it could be split. */
const lineLength = 300;
/** Lines with which patterns over several lines begin; somebody who repeats them has no quotation in mind. */
const openings = /^\s*(?:Op\s|Dnia|W\sdniu|在|[a-z]{3,4}\.\s)/gm;
const openingsMax = 20;

/**
 * Folds away what lies below the newest words of a mail. Words between quoted lines stay where they are, and so does
 * everything of a forwarded mail, which is what it is sent for. Never throws.
 */
export function fold(text: string, subject: string | null): Folded {
  const whole: Folded = { body: text.trim(), quoted: null };
  if (text.length > foldedLength || isForward(text, subject)) return whole;
  if ((text.match(openings) ?? []).length > openingsMax) return whole;
  const long: string[] = [];
  const short = text.replaceAll("\r\n", "\n").replace(longLines, (line) => {
    long.push(line);
    return `\uE000${long.length - 1}\uE001`;
  });
  const end = headerBlock(short);
  const fragments = new EmailReplyParser().read(short.slice(0, end)).getFragments();
  const last = fragments.findLastIndex((fragment) => !fragment.isHidden() && !listFooter.test(fragment.getContent()));
  if (last === -1) return whole;
  const unshortened = (part: string): string =>
    part.replace(/\uE000(\d+)\uE001/g, (_, index) => long[Number(index)] ?? "");
  const restored = (from: number, to?: number): string =>
    unshortened(
      fragments
        .slice(from, to)
        .map((fragment) => fragment.getContent())
        .join("\n"),
    ).trim();
  const quoted = [restored(last + 1), unshortened(short.slice(end)).trim()].filter((part) => part !== "").join("\n\n");
  return { body: restored(0, last + 1), quoted: quoted === "" ? null : quoted };
}

/** What a mailing list puts below everything. */
const listFooter = /^\s*_{5,}\s*\n/;

/**
 * Where Outlook's quotation begins: a block of headers without any mark on the lines below it, of which the library
 * knows only some shapes. The text's length when there is none.
 */
function headerBlock(text: string): number {
  const lines = text.split("\n");
  let at = 0;
  let separator: number | null = null;
  for (const [index, line] of lines.entries()) {
    const next = lines.slice(index + 1, index + 4).join("\n");
    if (index > 0 && fromLine.test(line) && sentLine.test(next)) return separator ?? at;
    // A rule above the block belongs to it.
    if (/^\s*[-_]{5,}\s*$/.test(line)) separator = at;
    else if (line.trim() !== "") separator = null;
    at += line.length + 1;
  }
  return text.length;
}

const fromLine = /^\s*\*?(?:From|Von|De|Da|Van|Fra|Från)\s?:\*?\s+\S/;
const sentLine = /^\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden|Sendt|Skickat)\s?:/m;

const longLines = new RegExp(`^.{${lineLength},}$`, "gm");

function isForward(text: string, subject: string | null): boolean {
  return (
    /^\s*(?:fwd?|wg|tr|rv|i|enc)\s*:/i.test(subject ?? "") ||
    /^-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré)/im.test(text)
  );
}

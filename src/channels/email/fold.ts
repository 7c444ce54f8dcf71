import type { About } from "./history/about.ts";
import { historyOf, type Range } from "./history/history.ts";
import { type Line, linesOf } from "./history/lines.ts";
import { isForwardSubject } from "./history/shapes.ts";

export interface Folded {
  /** What was written now. */
  readonly body: string;
  /** The history and signature around it; null when there is none. */
  readonly quoted: string | null;
}

/** More lines than this are no letter. */
const linesMax = 20_000;

const unknown: Omit<About, "subject"> = { isAnswer: true, sender: null, others: new Set() };

/**
 * Folds away what surrounds the newest words of a mail. Words between quoted lines stay where they are, and so does
 * everything of a forwarded mail, which is what it is sent for. Never throws.
 */
export function fold(text: string, subject: string | null, about: Omit<About, "subject"> = unknown): Folded {
  const lines = linesOf(text);
  const ranges = rangesOf(lines, { ...about, subject });
  if (ranges.length === 0) return { body: text.trim(), quoted: null };
  return { body: textOf(lines, outside(ranges, lines.length)), quoted: textOf(lines, ranges) };
}

/** Which lines are folded away. */
export function rangesOf(lines: readonly Line[], about: About): Range[] {
  if (lines.length > linesMax || isForwardSubject(about.subject ?? "")) return [];
  return historyOf(lines, about);
}

export function outside(ranges: readonly Range[], length: number): Range[] {
  const rest: Range[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    rest.push({ from: at, to: from });
    at = to;
  }
  return [...rest, { from: at, to: length }];
}

export function textOf(lines: readonly Line[], ranges: readonly Range[]): string {
  return ranges
    .map(({ from, to }) =>
      lines
        .slice(from, to)
        .map(({ text }) => text)
        .join("\n")
        .trim(),
    )
    .filter((part) => part !== "")
    .join("\n\n");
}

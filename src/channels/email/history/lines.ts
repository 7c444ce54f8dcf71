/** A line of a mail, of its text or of its page. */
export interface Line {
  readonly text: string;
  /** How often it is quoted: by `>` in a text, by its place in a page. */
  readonly depth: number;
  /** Whether a mail program has marked that all below is history. */
  readonly isCut: boolean;
  /** Where it stands in the page; in a text, nowhere. */
  readonly start: number;
}

export function linesOf(text: string): Line[] {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => ({ text: line, depth: depthOf(line), isCut: false, start: 0 }));
}

function depthOf(line: string): number {
  const [marks = ""] = /^ {0,3}(?:[>＞][ \t]?)+/.exec(line.slice(0, 80)) ?? [];
  return marks.replace(/[^>＞]/g, "").length;
}

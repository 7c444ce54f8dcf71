import type { Parser } from "htmlparser2";
// The package's other door opens trees of elements too, which are twice as large and not needed here.
import { WritableStream } from "htmlparser2/WritableStream";
import type { Line } from "./lines.ts";
import { contentHidden, isBlock, isQuotation, opensHistory } from "./html-elements.ts";

interface Open {
  readonly name: string;
  readonly isHidden: boolean;
  readonly isQuotation: boolean;
  readonly isPre: boolean;
  /** What is written behind its words: a link's address. */
  readonly after: string;
  /** Of a list: how many items it has had; null where they are not counted. */
  items: number | null;
}

/** The parser takes the longer for each element the more it stands in. */
const depthMax = 2_000;
const lineLength = 10_000;

/** A page's words in the lines in which they are seen, and where in the page each begins. Never throws. */
export function htmlLines(html: string): Line[] {
  const reader = new LineReader();
  const parsers: Parser[] = [];
  void new WritableStream({
    onparserinit: (made) => parsers.push(made),
    onopentag: (name, attributes) => {
      const [parser] = parsers;
      reader.open(name, attributes, parser?.startIndex ?? 0, (parser?.endIndex ?? 0) + 1);
      if (reader.isTooDeep) parser?.reset();
    },
    ontext: (text) => reader.write(text.slice(0, lineLength), parsers[0]?.startIndex ?? 0),
    onclosetag: (name) => reader.close(name),
  });
  // In pieces, since a reset takes effect between them alone.
  for (let at = 0; at < html.length && !reader.isTooDeep && reader.count < linesMax; at += pieceLength)
    parsers[0]?.write(html.slice(at, at + pieceLength));
  if (reader.isTooDeep) return wordsAlone(html);
  parsers[0]?.end();
  return reader.end();
}

const pieceLength = 10_000;
/** More than a message carries, and more than is folded. */
const linesMax = 25_000;

/** Of a page that nobody has made for reading. */
function wordsAlone(html: string): Line[] {
  const words = html.split("<").flatMap((part) => part.slice(part.indexOf(">") + 1).trim() || []);
  return [{ text: words.join(" ").slice(0, lineLength), depth: 0, isCut: false, start: 0 }];
}

class LineReader {
  readonly #lines: Line[] = [];
  readonly #open: Open[] = [];
  #text = "";
  /** Where the next line begins: at the first element that was opened for it. */
  #start: number | null = null;
  #hidden = 0;
  #depth = 0;
  #pre = 0;
  #isCut = false;
  #depthOfLine = 0;

  get count(): number {
    return this.#lines.length;
  }

  get isTooDeep(): boolean {
    return this.#open.length > depthMax;
  }

  open(name: string, attributes: Readonly<Record<string, string>>, start: number, end: number): void {
    const isHiddenOne = contentHidden(name, attributes);
    const isQuoted = isQuotation(name, attributes);
    if (name === "br" && this.#text.trim() === "") this.#space();
    if (name === "br" || isBlock(name)) this.#endLine();
    if (name === "p" || name === "blockquote") this.#space();
    if (this.#text === "" && this.#start === null && !tableParts.has(name)) this.#start = cells.has(name) ? end : start;
    if (opensHistory(name, attributes)) this.#isCut = true;
    if (cells.has(name) && this.#text !== "") this.#text += " ";
    if (this.#hidden === 0) this.#before(name, attributes);
    if (voids.has(name)) return;
    const isList = name === "ol" || name === "ul";
    const open = {
      name,
      isHidden: isHiddenOne,
      isQuotation: isQuoted,
      isPre: name === "pre",
      after: linkOf(name, attributes),
      items: isList ? 0 : null,
    };
    this.#open.push(open);
    if (isHiddenOne) this.#hidden += 1;
    if (isQuoted) this.#depth += 1;
    if (open.isPre) this.#pre += 1;
  }

  /** What stands in for an element that has no words, or before those that it has. */
  #before(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "li") {
      const list = this.#open.findLast(({ items }) => items !== null);
      if (list?.items != null) list.items += 1;
      this.#append(list?.name === "ol" ? `${list.items}. ` : "- ");
    } else if (name === "hr") {
      this.#append("----------");
      this.#endLine();
    } else if (
      name === "img" &&
      /\p{L}/u.test(attributes["alt"] ?? "") &&
      !/^(?:https?:|cid:)/i.test(attributes["alt"] ?? "")
    ) {
      this.#append(`[${(attributes["alt"] ?? "").slice(0, 100)}]`);
    }
  }

  write(text: string, start: number): void {
    if (this.#hidden > 0) return;
    if (this.#text === "" && this.#start === null) this.#start = start;
    if (this.#pre > 0) {
      const [first = "", ...rest] = text.split("\n");
      this.#append(first);
      for (const line of rest) {
        this.#endLine(true);
        this.#append(line);
      }
      return;
    }
    const words = text.replace(/[\s\u200b\ufeff]+/g, " ");
    this.#append(this.#text === "" || this.#text.endsWith(" ") ? words.replace(/^ /, "") : words);
  }

  close(name: string): void {
    const open = this.#open.at(-1);
    if (open?.name !== name) return;
    this.#open.pop();
    if (open.isHidden) this.#hidden -= 1;
    if (open.after !== "" && this.#hidden === 0 && !this.#text.includes(open.after)) this.#append(` (${open.after})`);
    if (isBlock(name)) this.#endLine();
    if (name === "p" || name === "blockquote") this.#space();
    if (open.isQuotation) this.#depth -= 1;
    if (open.isPre) this.#pre -= 1;
  }

  end(): Line[] {
    this.#endLine();
    return this.#lines;
  }

  #append(text: string): void {
    if (text === "" || this.#text.length > lineLength) return;
    if (this.#text === "") this.#depthOfLine = this.#depth;
    this.#text += text;
  }

  #endLine(isWanted = false): void {
    const text = this.#text.trimEnd();
    this.#text = "";
    if (text === "" && !isWanted) return;
    const marks = this.#depthOfLine > 0 ? `${"> ".repeat(Math.min(this.#depthOfLine, 9))}` : "";
    this.#lines.push({
      text: text === "" ? "" : marks + text,
      depth: this.#depthOfLine,
      isCut: this.#isCut,
      start: Math.max(this.#start ?? 0, this.#lines.at(-1)?.start ?? 0),
    });
    this.#start = null;
    this.#isCut = false;
  }

  /** An empty line between paragraphs, and never two. */
  #space(): void {
    const last = this.#lines.at(-1);
    if (last === undefined || last.text === "") return;
    this.#lines.push({ text: "", depth: last.depth, isCut: false, start: last.start });
  }
}

const voids = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);
/** Between these no other element may stand. */
const tableParts = new Set([
  "tr",
  "tbody",
  "thead",
  "tfoot",
  "colgroup",
  "col",
  "caption",
  "html",
  "head",
  "body",
  "title",
  "style",
  "script",
]);
const cells = new Set(["td", "th"]);

function linkOf(name: string, { href = "" }: Readonly<Record<string, string>>): string {
  return name === "a" && /^https?:\/\//i.test(href.trim()) && href.length <= 2_000 ? href.trim() : "";
}

import { decode } from "./decode.ts";
import { decodeWords } from "./encoded-words.ts";
import { bytesOf } from "./octets.ts";

/** A header that is a value with parameters: Content-Type, Content-Disposition. Characters are bytes. */
export interface Structured {
  /** In lower case. */
  readonly value: string;
  /** By lower-case name, decoded (RFC 2231, and encoded words, which mailers use all the same). */
  readonly params: ReadonlyMap<string, string>;
}

interface Section {
  readonly number: number;
  readonly isCoded: boolean;
  readonly text: string;
}

/** Reads what it can; of two parameters of one name the first. */
export function structured(header: string, otherLabel: string | null): Structured {
  const [value = "", ...rest] = split(header);
  const sections = new Map<string, Section[]>();
  for (const part of rest) {
    const [, name = "", number, star, text = ""] = /^([^=*]+)(?:\*(\d{1,4}))?(\*)?\s*=\s*([^]*)$/.exec(part) ?? [];
    const key = name.trim().toLowerCase();
    if (key === "") continue;
    const list = sections.get(key) ?? [];
    list.push({
      number: number === undefined ? -1 : Number(number),
      isCoded: star !== undefined,
      text: unquoted(text),
    });
    sections.set(key, list);
  }
  const params = new Map<string, string>();
  for (const [name, list] of sections) params.set(name, valueOf(list, otherLabel));
  return { value: withoutComments(value).trim().toLowerCase(), params };
}

function valueOf(sections: readonly Section[], otherLabel: string | null): string {
  // Mailers write a name twice, plainly and coded; the coded one has its letters.
  const coded = sections.filter(({ number, isCoded }) => number >= 0 || isCoded);
  if (coded.length === 0) return decodeWords(sections[0]?.text ?? "", otherLabel);
  const ordered = coded.toSorted((a, b) => a.number - b.number);
  const [, charset = null, first = ""] =
    /^([^']*)'[^']*'([^]*)$/.exec(ordered[0]?.isCoded ? ordered[0].text : "") ?? [];
  const octets = ordered
    .map(({ isCoded, text }, index) => {
      const own = index === 0 && charset !== null ? first : text;
      return isCoded ? percentDecoded(own) : own;
    })
    .join("");
  // Sections without a charset may be cut encoded words.
  return charset === null && octets.includes("=?")
    ? decodeWords(octets, otherLabel)
    : decode(bytesOf(octets), charset, otherLabel);
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** At the semicolons that are in no quotation. A quotation that does not end is none. */
function split(header: string): string[] {
  const lastQuote = header.lastIndexOf('"');
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < header.length; at += 1) {
    const one = header[at];
    if (isQuoted && one === "\\") at += 1;
    else if (one === '"') isQuoted = !isQuoted && at < lastQuote;
    else if (one === ";" && !isQuoted) {
      parts.push(header.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(header.slice(from));
  return parts;
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  const inner = /^"((?:[^"\\]|\\[^])*)"/.exec(trimmed)?.[1];
  if (inner !== undefined) return inner.replace(/\\(["\\])/g, "$1");
  return withoutComments(trimmed)
    .trim()
    .replace(/^["']|["']$/g, "");
}

/** A comment after white space or at the start; `Invoice(1).pdf` has none. */
function withoutComments(text: string): string {
  return text.replace(/(^|\s)\([^()]*\)/g, "$1");
}

/** As the MIME library reads it: what is not ASCII, percent-encoded. */
export function writeStructured({ value, params }: Structured): string {
  let text = value;
  for (const [name, one] of params)
    text += /^[\w.+/:=@ ()'?-]*$/.test(one)
      ? `; ${name}="${one}"`
      : `; ${name}*=utf-8''${encodeURIComponent(one.toWellFormed()).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}`;
  return text;
}

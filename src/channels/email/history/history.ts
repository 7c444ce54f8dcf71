import type { About } from "./about.ts";
import { attributionEndingAt } from "./attribution.ts";
import { headerBlockAt } from "./header-block.ts";
import type { Line } from "./lines.ts";
import {
  betweenDashes,
  hasDateAndTime,
  isBlank,
  isDeviceLine,
  isFooterRule,
  isForwardLine,
  isRule,
  isSignatureMark,
  labelled,
} from "./shapes.ts";

/** Lines from one up to another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** History within a mail; `isOpen` where nothing but the mail's end ends it. */
interface Region extends Range {
  readonly isOpen: boolean;
  readonly isForward: boolean;
  /** Whether something above says whose words it has. */
  readonly isAttributed: boolean;
}

/** Lines between a quotation and what says whose it is. */
const gapMax = 5;

/**
 * The lines of a mail that are history or a signature, by their shape (SPEC Hi1 to Hi5): at its end, and at its top where
 * the answer stands below. What stands between is the writer's, and so is a quotation between the writer's words.
 */
export function historyOf(lines: readonly Line[], about: About): Range[] {
  const regions = regionsOf(lines, about);
  if (regions.some(({ isForward }) => isForward)) return [];
  const end = tailOf(lines, regions);
  const [first] = regions;
  const ranges: Range[] = end < lines.length ? [{ from: end, to: lines.length }] : [];
  // Words below one quotation with a name: they answer all of it.
  if (
    first !== undefined &&
    first.isAttributed &&
    !first.isOpen &&
    first.to < end &&
    isEmpty(lines, 0, first.from) &&
    !lines.slice(first.to, end).some(({ depth }) => depth > 0)
  )
    ranges.unshift({ from: 0, to: first.to });
  const hidden = (index: number): boolean => ranges.some(({ from, to }) => index >= from && index < to);
  return lines.some(({ text }, index) => !hidden(index) && !isBlank(text)) ? ranges : [];
}

/** In their order; after an open one there is none. */
function regionsOf(lines: readonly Line[], about: About): Region[] {
  const regions: Region[] = [];
  for (let at = 0; at < lines.length;) {
    const region = regionAt(lines, at, about);
    if (region === null) at += 1;
    else {
      regions.push(region);
      if (region.isOpen) return regions;
      at = region.to;
    }
  }
  return regions;
}

function regionAt(lines: readonly Line[], at: number, about: About): Region | null {
  const line = lines[at];
  if (line === undefined || (isBlank(line.text) && !line.isCut)) return null;
  const region = { from: at, to: lines.length, isOpen: true, isForward: false, isAttributed: true };
  if (line.depth > 0) return quotedAt(lines, at, about);
  if (!about.isAnswer) return null;
  if (isForwardLine(line.text)) return { ...region, isForward: true };
  if (line.isCut) return region;
  const end = markEndAt(lines, at, about);
  if (end === null) return null;
  // Marked lines below end by themselves.
  const next = nextWords(lines, end);
  return (lines[next]?.depth ?? 0) > line.depth ? null : region;
}

/** The line below what opens a history without marks on its lines: headers, an attribution, a rule with words. */
function markEndAt(lines: readonly Line[], at: number, about: About): number | null {
  const line = lines[at];
  if (line === undefined) return null;
  const above = lines[at - 1];
  const isApart = above === undefined || isBlank(above.text) || above.depth !== line.depth || isRule(above.text);
  if (isRule(line.text)) {
    const next = nextWords(lines, at + 1);
    return next - at <= 3 && labelled(lines[next]?.text ?? "") !== null
      ? headerBlockAt(lines, next, about, true)
      : null;
  }
  const dashed = betweenDashes(line.text);
  if (dashed !== null) {
    const next = nextWords(lines, at + 1);
    const block = labelled(lines[next]?.text ?? "") === null ? null : headerBlockAt(lines, next, about, true);
    if (block !== null) return block;
    if (dashed.dashes >= 5 && dashed.words.split(/\s+/).length <= 4) return at + 1;
    return attributionEndingAt(lines, at, false) === at ? at + 1 : null;
  }
  if (labelled(line.text) !== null) {
    const block = headerBlockAt(lines, at, about, false);
    if (block !== null) return block;
  }
  if (!isApart && !hasDateAndTime(line.text)) return null;
  for (let end = at; end < at + 4; end += 1) if (attributionEndingAt(lines, end, false) === at) return end + 1;
  return null;
}

/** A run of quoted lines, with what says above it, or on its first lines, whose they are. */
function quotedAt(lines: readonly Line[], at: number, about: About): Region | null {
  const above = attributionAbove(lines, at, about);
  const isWithin = [0, 1, 2, 3].some((more) => attributionEndingAt(lines, at + more, true) === at);
  if (above === null && !isWithin && !about.isAnswer) return null;
  const isForward = above === null && isForwardLine((lines[at]?.text ?? "").replace(/^(?:> ?)+/, ""));
  let to = at;
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || (line.depth === 0 && !isBlank(line.text))) break;
    if (line.depth > 0) to = next + 1;
  }
  return { from: above ?? at, to, isOpen: false, isForward, isAttributed: above !== null || isWithin };
}

function attributionAbove(lines: readonly Line[], at: number, about: About): number | null {
  let last = at - 1;
  while (last >= 0 && at - last <= gapMax && isBlank(lines[last]?.text ?? "")) last -= 1;
  if (last < 0 || isBlank(lines[last]?.text ?? "") || (lines[last]?.depth ?? 0) > 0) return null;
  const attribution = attributionEndingAt(lines, last, true);
  if (attribution !== null) return attribution;
  // Headers right above it, with a rule over them or not.
  for (let from = last; from >= 0 && from > last - 12; from -= 1) {
    const line = lines[from];
    if (line === undefined || isBlank(line.text)) break;
    const rule = lines[from - 1];
    const isSeparated = rule !== undefined && (isRule(rule.text) || betweenDashes(rule.text) !== null);
    const end = labelled(line.text) === null ? null : headerBlockAt(lines, from, about, isSeparated);
    if (end !== null && end > last) return isSeparated ? from - 1 : from;
  }
  return (betweenDashes(lines[last]?.text ?? "")?.dashes ?? 0) >= 5 ? last : null;
}

/** Where the writer's words end: above the history, and above a signature. */
function tailOf(lines: readonly Line[], regions: readonly Region[]): number {
  let end = lines.length;
  for (let round = 0; round < regions.length * 2 + 4; round += 1) {
    const words = lastWords(lines, end);
    const region = regions.findLast(({ from, to }) => to >= words && from < words);
    const next = region?.from ?? signatureAbove(lines, words);
    if (next === null || next >= end) break;
    end = next;
  }
  const words = lastWords(lines, end);
  return words === lastWords(lines, lines.length) ? lines.length : words;
}

/** Where a signature begins that ends before `end`; null when there is none. */
function signatureAbove(lines: readonly Line[], end: number): number | null {
  const last = lines[end - 1];
  if (last === undefined || last.depth > 0) return null;
  const above = lines[end - 2];
  if (isDeviceLine(last.text) && (above === undefined || isBlank(above.text))) return end - 1;
  for (let at = end - 1; at >= 0 && at >= end - signatureLines; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.depth > 0) return null;
    if (isSignatureMark(line.text) || (isFooterRule(line.text) && end - at <= footerLines)) return at;
  }
  return null;
}

const signatureLines = 15;
const footerLines = 8;

function nextWords(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at]?.text ?? "")) at += 1;
  return at;
}

function lastWords(lines: readonly Line[], end: number): number {
  let at = end;
  while (at > 0 && isBlank(lines[at - 1]?.text ?? "")) at -= 1;
  return at;
}

function isEmpty(lines: readonly Line[], from: number, to: number): boolean {
  return lines.slice(from, to).every(({ text }) => isBlank(text));
}

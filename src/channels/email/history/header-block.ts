import type { About } from "./about.ts";
import type { Line } from "./lines.ts";
import {
  addressesIn,
  bareSubject,
  hasAddress,
  hasDate,
  hasDateAndTime,
  isBlank,
  isFrom,
  isRule,
  isSent,
  labelled,
} from "./shapes.ts";

interface Block {
  readonly labels: readonly string[];
  readonly values: readonly string[];
  /** The line below it. */
  readonly end: number;
}

/**
 * Where the headers of an older mail that begin at a line end: several lines of a word, a colon and a value, with a date
 * and somebody who is not the writer. Null where they are something else: people fill in forms, too.
 */
export function headerBlockAt(lines: readonly Line[], from: number, about: About, isSeparated: boolean): number | null {
  const above = lines[from - 1];
  // In the middle of something that did not begin like one.
  if (!isSeparated && above !== undefined && above.depth === lines[from]?.depth && labelled(above.text) !== null)
    return null;
  const block = blockAt(lines, from);
  if (block === null) return null;
  const { labels, values, end } = block;
  const subject = bareSubject(about.subject ?? "");
  const isSubject = (value: string): boolean => subject.length >= subjectMin && bareSubject(value).includes(subject);
  const isAnothers = (value: string): boolean => addressesIn(value).some((address) => address !== about.sender);
  const [label = ""] = labels;
  const [value = ""] = values;
  // The writer's own line right above them may look like one of them.
  if (!isSeparated && !isFrom(label) && !isSent(label) && !isSubject(value) && !isAnothers(value) && !hasDate(value))
    return null;
  const isKnown = labels.some(isFrom) && labels.some(isSent);
  if (isSeparated) {
    if (isKnown || (labels.some(isFrom) && labels.length >= 2)) return end;
    return labels.length >= 3 && values.some(hasDate) && (values.some(hasAddress) || labels.length >= 4) ? end : null;
  }
  if (labels.length < 3 || !values.some(hasDateAndTime)) return null;
  const isOurs = values.flatMap(addressesIn).some((address) => about.others.has(withoutTag(address)));
  return isOurs || values.some(isSubject) || (values.some(isAnothers) && (isKnown || labels.length >= 4)) ? end : null;
}

/** Long lists of recipients go on below; some programs put an empty line between headers. */
function blockAt(lines: readonly Line[], from: number): Block | null {
  const depth = lines[from]?.depth ?? 0;
  const labels: string[] = [];
  const values: string[] = [];
  let end = from;
  let continued = 0;
  /** Whether empty lines stand between headers: between all of them, or none. */
  let isSpaced: boolean | null = null;
  for (let at = from; at < lines.length && labels.length < labelsMax; at += 1) {
    const line = lines[at];
    if (line === undefined || line.depth !== depth) break;
    const found = labelled(line.text);
    if (found !== null) {
      const isApart = isBlank(lines[at - 1]?.text ?? "");
      if (labels.length > 0) {
        if (isSpaced !== null && isSpaced !== isApart) break;
        isSpaced = isApart;
      }
      labels.push(found.label);
      values.push(found.value);
      end = at + 1;
      continued = 0;
    } else if (isBlank(line.text)) {
      const next = lines[at + 1];
      if (next === undefined || labelled(next.text) === null) break;
    } else {
      continued += 1;
      if (labels.length === 0 || continued > continuedMax || isRule(line.text)) break;
      values.push(line.text);
    }
  }
  return labels.length < 2 ? null : { labels, values, end };
}

/** A shorter one is in too many lines. */
const subjectMin = 3;
const labelsMax = 12;
const continuedMax = 3;

function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, "");
}

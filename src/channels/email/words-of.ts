import type { Email } from "postal-mime";
import { asText } from "../json.ts";
import { withoutTag } from "./address.ts";
import { fold, outside, rangesOf, textOf } from "./fold.ts";
import type { About } from "./history/about.ts";
import { htmlLines } from "./history/html-lines.ts";
import type { Line } from "./history/lines.ts";
import { isAnswerSubject } from "./history/shapes.ts";
import { pageOf } from "./page.ts";
import { peopleIn } from "./people.ts";
import { hasWords } from "./words/visible.ts";

/** From where to where a page's history goes, in UTF-16 code units of the page as it is stored. */
export type Fold = readonly [number, number];

export interface Words {
  /** All of them. */
  readonly text: string;
  readonly body: string;
  readonly quoted: string | null;
  /** What the page folds away: the same words as `quoted`. Empty where there is no page. */
  readonly folds: readonly Fold[];
}

interface Given {
  readonly subject: string | null;
  readonly sender: string;
  /** The channel's own. */
  readonly address: string;
}

/** A mail's words, those that were written now and those that are history (SPEC Wo1, Hi). */
export function wordsOf(mail: Email, given: Given): Words {
  const about = aboutOf(mail, given);
  const html = pageOf(mail);
  const lines = html === "" ? [] : htmlLines(html);
  const ranges = rangesOf(lines, about);
  const folds = ranges.map(({ from, to }): Fold => [startOf(lines, from, html), startOf(lines, to, html)]);
  const plain = asText(mail.text);
  if (hasWords(plain)) return { text: plain, ...fold(plain, given.subject, about), folds };
  const all = [{ from: 0, to: lines.length }];
  return {
    text: asText(textOf(lines, all)),
    body: asText(textOf(lines, outside(ranges, lines.length))),
    quoted: ranges.length === 0 ? null : asText(textOf(lines, ranges)),
    folds,
  };
}

/** Where the first words at or below a line begin. */
function startOf(lines: readonly Line[], from: number, html: string): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined && line.text.trim() !== "") return line.start;
  }
  return html.length;
}

function aboutOf(mail: Email, { subject, sender, address }: Given): About {
  const others = [...peopleIn(mail.to ?? []), ...peopleIn(mail.cc ?? []), { address }];
  return {
    subject,
    isAnswer: mail.inReplyTo !== undefined || mail.references !== undefined || isAnswerSubject(subject ?? ""),
    sender,
    others: new Set(others.map((one) => withoutTag(one.address).address)),
  };
}

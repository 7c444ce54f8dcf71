/** Text as people see it: what copying, phones and profiles put between the letters is taken out. Pure, for every room. */

/** Signs without a shape of their own: they steer, join or mark what stands beside them. A flag of a country's part is made of some. */
const invisible = /\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
/** Letters that are blank, line ends and controls. */
const blank = /[\p{Cc}\u2028\u2029\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Within a word these change letters (Persian, Hindi) or make one emoji of several. */
const meaningful = /^[\p{Join_Control}\p{Variation_Selector}\u{1F3F4}]/u;
const edges = /^[\s\p{Join_Control}\p{Variation_Selector}]+|[\s\p{Join_Control}]+$/gu;
/** Something that is drawn: no blank, no mark without a letter, no sign that stands for a lost one. */
const drawn = /[^\p{White_Space}\p{Cc}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFD]/u;

/** One line without signs that cannot be seen, blanks at its ends or two in a row. */
export function visibleLine(text: string): string {
  return text
    .toWellFormed()
    .replace(blank, " ")
    .replace(invisible, (sign) => (meaningful.test(sign) ? sign : ""))
    .replace(/\s+/gu, " ")
    .replace(edges, "");
}

/** A name as it is kept, `limit` characters at most; null when nothing of it can be seen. */
export function visibleName(text: string, limit: number): string | null {
  const line = visibleLine(text);
  return drawn.test(line) ? line.slice(0, limit).toWellFormed().trimEnd() : null;
}

/** The digits of every script as 0-9. Each script has its ten side by side, from zero on. */
export function withPlainDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let zero = point;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((point - zero) % 10);
  });
}

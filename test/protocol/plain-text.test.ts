import * as v from "valibot";
import { expect, it } from "vitest";
import { visibleLine, visibleName, withPlainDigits } from "../../src/protocol/plain-text.ts";
import { TypedNameSchema } from "../../src/protocol/typed-name.ts";

it.each([
  ["Hangul filler, zero width space, Braille blank", "\u3164\u200B\u2800"],
  ["soft hyphens", "\u00AD\u00AD"],
  ["bidi marks", "\u202A\u2066\u2069\u202C\u200F\u061C"],
  ["tags", "\u{E0041}\u{E0042}"],
  ["Hangul jamo fillers", "\u115F\u1160\uFFA0"],
  ["joiners and variation selectors", "\u200D\u200C\uFE0F\u034F"],
  ["controls", "\u0000\u0007\u001B"],
  ["a mark without a letter", "\u0301"],
  ["half an emoji", "\uD83D"],
  ["interlinear marks, what stands for an object", "\uFFF9\uFFFB\uFFFC"],
  ["blanks of every width", " \u00A0\u2003\u3000\u205F"],
  ["nothing", ""],
])("Nu1: a name of %s is none", (_, name) => {
  expect(visibleName(name, 200)).toBeNull();
  expect(v.safeParse(TypedNameSchema, name).success).toBe(false);
});

it.each([
  ["\u202Etxt.exe", "txt.exe"],
  ["Mia\u200F\u200B", "Mia"],
  ["  Mia \n\t Test ", "Mia Test"],
  ["Mi\u00ADa", "Mia"],
  ["Jo\u3164hn", "Jo hn"],
  [".", "."],
  ["🙂", "🙂"],
  ["❤️", "❤️"],
  ["👩‍💻", "👩‍💻"],
  ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["می‌خواهم", "می‌خواهم"],
  ["क्‍ष", "क्‍ष"],
  ["葛󠄀城", "葛󠄀城"],
  ["李明", "李明"],
  ["\u200DMia\u200D", "Mia"],
])("Nu1: %j is kept as %j", (name, kept) => {
  expect(visibleName(name, 200)).toBe(kept);
  expect(visibleLine(visibleLine(name))).toBe(kept);
  expect(v.parse(TypedNameSchema, name)).toBe(kept);
});

it("Nu1: a name is cut between signs, and counts what can be seen", () => {
  expect(visibleName("\u200B".repeat(500) + "Mia", 3)).toBe("Mia");
  expect(visibleName("ab🙂", 3)?.isWellFormed()).toBe(true);
});

it("Nu2: digits of every script are digits", () => {
  expect(withPlainDigits("＋４９ ١٥١ ۴۵ १२ ৭ 𝟙𝟚")).toBe("+49 151 45 12 7 12");
});

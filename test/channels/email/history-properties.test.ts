import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../../src/channels/email/fold.ts";
import { about, blocks, folded, marked, old } from "./histories.ts";

/** A word that is in nothing else. */
const fresh = fc.integer({ min: 0, max: 9_999_999 }).map((n) => `neu${n}wort`);
const sentence = fc
  .tuple(
    fresh,
    fc.constantFrom(
      "",
      "Where is it?",
      "I called at 10:00 on 1.12.2026.",
      "Mail: mia@customer.test",
      "Two things:",
      "- one",
      "1) two",
      "Order: 4711",
      "> no",
      "Danke, bis morgen.",
    ),
  )
  .map(([word, more]) => (more.startsWith(">") ? word : `${more} ${word}`.trim()));
const paragraphs = fc
  .array(
    fc.array(sentence, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n")),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => all.join("\n\n"));
const line = fc.constantFrom(
  "On Tue, Dec 1, 2026 at 10:00 AM Acme <support@acme.test> wrote:",
  "2026年12月1日(火) 10:00 Acme <support@acme.test>:",
  "Acme <support@acme.test>, 1 Ara 2026 Sal, 10:00 tarihinde şunu yazdı:",
  "---- Acme wrote ----",
);
const block = fc.constantFrom(...blocks.map(([, text]) => text));
const words = (text: string) => text.match(/neu\d+wort/g) ?? [];

describe("Hi5 properties of folding", () => {
  test("what was written now is in the body, above, below or between", () => {
    fc.assert(
      fc.property(
        paragraphs,
        paragraphs,
        line,
        block,
        fc.constantFrom("\n", "\r\n"),
        (above, below, attribution, headers, end) => {
          const mails = [
            `${above}\n\n${attribution}\n${marked}`,
            `${above}\n\n${marked}`,
            `${above}\n\n${headers}\n\n${old}`,
            `${above}\n\n________________________________\n${headers}\n\n${old}`,
            `${above}\n\n-----Original Message-----\n${headers}\n\n${old}`,
            `${above}\n\n${headers}\n\n${marked}\n\n${below}`,
            `${attribution}\n${marked}\n\n${below}`,
            `${attribution}\n\n${marked}\n${below}`,
            `${above}\n\n${attribution}\n${marked}\n\n${below}`,
            `${attribution}\n${marked}\n\n${above}\n\n> When?\n\n${below}`,
            `${above}\n\n${below}`,
            `${headers}\n\n${marked}\n\n${below}`,
          ];
          for (const mail of mails) {
            const text = mail.replaceAll("\n", end);
            const { body, quoted } = folded(text);
            expect(words(body)).toEqual(words(text));
            expect(words(quoted ?? "")).toEqual([]);
            // And nothing is lost.
            expect(`${body}${quoted ?? ""}`.replace(/\s/g, "").length).toBe(text.replace(/\s/g, "").length);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("any lines: nothing throws, nothing is lost", () => {
    const piece = fc.constantFrom(
      "> ",
      ">> ",
      "From: ",
      "Sent: 1.12.2026 10:00",
      "a@b.test",
      "wrote:",
      "-- ",
      "-----x-----",
      "_____",
      "\n",
      "\n\n",
      "x",
      "On 1.12.2026",
      " ",
      "发件人：",
      "*",
      ":",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((all) => all.join("")),
        fc.boolean(),
        (text, isAnswer) => {
          const { body, quoted } = fold(text, "Re: x", { ...about, isAnswer });
          expect(body === "").toBe(text.trim() === "");
          expect(`${body}${quoted ?? ""}`.replace(/\s/g, "").length).toBe(text.replace(/\s/g, "").length);
        },
      ),
    );
  });

  test("I13 text made to be slow is not", () => {
    const pieces = [
      "On 1.12.2026 a@b.test wrote:\n",
      "From: a@b.test\n",
      "From: a@b.test\n\n",
      "> x\n",
      ">",
      "a@b.test ",
      "-----x-----\n",
      "12:00 ",
      "_",
      "Word ",
      "\n",
      "Op 1.12.2026\n",
    ];
    for (const piece of pieces) {
      // What looked at each line again for each other would be at it for hours.
      const text = `Hello\n${piece.repeat(Math.ceil(500_000 / piece.length))}`;
      const { body, quoted } = fold(text, null, about);
      expect(body.startsWith("Hello")).toBe(true);
      expect(`${body}${quoted ?? ""}`.replace(/\s/g, "")).toHaveLength(text.replace(/\s/g, "").length);
    }
  });
});

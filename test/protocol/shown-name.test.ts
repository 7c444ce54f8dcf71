import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { fitName, ShownNameSchema } from "../../src/protocol/shown-name.ts";

const isTaken = (name: unknown) => v.safeParse(ShownNameSchema, name).success;

describe("Au10: names", () => {
  it("Au10: of every script are taken, with their joiners, marks and emoji, and trimmed", () => {
    const family = "\u{1F469}\u200D\u{1F467}";
    for (const name of [
      "A",
      "Ana Lindqvist",
      "J. R. R.",
      "محمد",
      "می\u200Cخواهم",
      "क्\u200Dष",
      "李",
      "O'Neil",
      family,
      "❤\uFE0F",
    ])
      expect([name, isTaken(name)]).toEqual([name, true]);
    expect(v.parse(ShownNameSchema, "  Ana  ")).toBe("Ana");
    expect(isTaken("N".repeat(200))).toBe(true);
  });

  it("Au10: empty, too long, invisible, with controls or directions are refused", () => {
    const bad = [
      "",
      " ",
      "\u00A0",
      "\u3000",
      "N".repeat(201),
      "a\u0000",
      "a\nb",
      "a\tb",
      "a\u007Fb",
      "a\u0085b",
      "a\u2028b",
    ];
    const hidden = ["\u200D", "\u200C\u200D", "\uFE0F", "\u0301", "\u2800", "\u3164", "\u115F", "\uFFA0", "a\u00ADb"];
    const turning = [
      "\u202Eevil",
      "a\u2066b",
      "a\u200Eb",
      "a\u061Cb",
      "\uFEFFa\uFEFF b\uFEFF",
      "a\u{E0041}",
      "a\uD800",
    ];
    for (const name of [...bad, ...hidden, ...turning, 1, null, {}, ["a"]])
      expect([JSON.stringify(name), isTaken(name)]).toEqual([JSON.stringify(name), false]);
  });

  it("Au10: an older one is made to fit, and is taken then", () => {
    for (const name of ["N".repeat(900_000), "\u202Eevil\u0000", `${"a".repeat(199)}\u{1F600}`, "a\uD800", "  b  "]) {
      const fitted = fitName(name, "x@example.test");
      expect(isTaken(fitted)).toBe(true);
    }
    expect(fitName("\u202Eevil\u0000", "x")).toBe("evil");
    expect(fitName(" \u3164", "x@example.test")).toBe("x@example.test");
  });
});

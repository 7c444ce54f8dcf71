import { describe, expect, it } from "vitest";
import { attributeText, readAttribute } from "../../src/web/contact/attribute-value.ts";
import { readValue } from "../../src/web/contact/contact-value.ts";

describe("H1: what is typed as a customer's value", () => {
  it.each([
    ["", null],
    ["  ", null],
    ["1200", 1200],
    ["1 200", 1200],
    ["1'200.50", 1200.5],
    ["99,50", 99.5],
    ["-3", -3],
    ["0.125", 0.125],
    ["١٢٠٠٫٥٠", 1200.5],
  ])("H1: %j is %j", (text, value) => {
    expect(readValue(text)).toBe(value);
  });

  it.each(["1,200", "1.200,50", "a lot", "12 €", "1e9", "9".repeat(16)])(
    "H1: %j is no number that all read alike",
    (text) => {
      expect(readValue(text)).toBeUndefined();
    },
  );
});

describe("H1: an attribute's value", () => {
  it("H1: keeps the type that a program gave it, where what is typed has it", () => {
    expect([readAttribute("5", 4), readAttribute("five", 4), readAttribute("5", "4")]).toEqual([5, "five", "5"]);
    expect([readAttribute("No", true), readAttribute("maybe", true)]).toEqual([false, "maybe"]);
    expect(readAttribute(" Pro ", undefined)).toBe("Pro");
  });

  it("H1: is read as people say it, whatever it is", () => {
    expect([true, false, 4, "Pro", ["a"]].map(attributeText)).toEqual(["Yes", "No", "4", "Pro", '["a"]']);
  });
});

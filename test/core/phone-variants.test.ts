import { describe, expect, it } from "vitest";
import { phoneVariants } from "../../src/core/phone-variants.ts";

describe("A10: number variants match for lookup", () => {
  it.each([
    ["a Brazilian mobile with the 9", "5511987654321", "551187654321"],
    ["a Brazilian mobile without the 9", "551187654321", "5511987654321"],
    ["a Mexican number with the 1", "5215512345678", "525512345678"],
    ["a Mexican number without the 1", "525512345678", "5215512345678"],
    ["an Argentine mobile with the 9", "5491123456789", "541123456789"],
    ["an Argentine mobile without the 9", "541123456789", "5491123456789"],
  ])("A10: %s has two forms, itself first", (_, digits, other) => {
    expect(phoneVariants(digits)).toEqual([digits, other]);
    expect(phoneVariants(other)).toEqual([other, digits]);
  });

  it.each([
    ["a Brazilian landline", "551133334444"],
    ["a number of another country", "4915112345678"],
    ["a short number", "5211"],
    ["nothing", ""],
  ])("A10: %s has one form", (_, digits) => {
    expect(phoneVariants(digits)).toEqual([digits]);
  });
});

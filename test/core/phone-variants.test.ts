import { describe, expect, it } from "vitest";
import { phoneVariants } from "../../src/core/phone-variants.ts";

describe("Nu4 A10: number variants match for lookup", () => {
  it.each([
    ["a Brazilian mobile with the 9", "5511987654321", "551187654321"],
    ["a Brazilian mobile without the 9", "551187654321", "5511987654321"],
    ["a Mexican number with the 1", "5215512345678", "525512345678"],
    ["a Mexican number without the 1", "525512345678", "5215512345678"],
    ["an Argentine mobile with the 9", "5491123456789", "541123456789"],
    ["Ivory Coast before 2021 (Orange)", "22507123456", "2250707123456"],
    ["Ivory Coast before 2021 (MTN)", "22544123456", "2250544123456"],
    ["Ivory Coast before 2021 (Moov)", "22501123456", "2250101123456"],
    ["Benin before 2024", "22997001234", "2290197001234"],
    ["Cameroon before 2014", "23777123456", "237677123456"],
    ["Vietnam before 2018 (MobiFone)", "841201234567", "84701234567"],
    ["Vietnam before 2018 (Viettel)", "841691234567", "84391234567"],
    ["Kosovo by Monaco's code", "37744123456", "38344123456"],
    ["Kosovo by Slovenia's code", "38649123456", "38349123456"],
    ["a Palestinian mobile by Israel's code", "972591234567", "970591234567"],
    ["a Colombian landline before 2021", "5712345678", "576012345678"],
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

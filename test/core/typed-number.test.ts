import fc from "fast-check";
import { getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { phoneVariants } from "../../src/core/phone-variants.ts";
import { typedNumber } from "../../src/core/typed-number.ts";

/** A number of the country in which somebody types. */
const at = {
  DE: "+493012345678",
  US: "+15550001111",
  GB: "+447700900000",
  CN: "+8613800000000",
  IN: "+919876500000",
  IT: "+390612345678",
  RU: "+79120000000",
  HU: "+36301234567",
  ES: "+34612345678",
  BR: "+5511987654321",
  AR: "+5491123456789",
  MX: "+525512345678",
  FR: "+33612345678",
  JP: "+819012345678",
  AU: "+61412345678",
  KR: "+821012345678",
  DK: "+4520123456",
  SG: "+6581234567",
  CI: "+2250701234567",
  BJ: "+2290197001234",
  TR: "+905321234567",
  ZA: "+27821234567",
  "no country": "+80012345678",
} as const;
type Place = keyof typeof at;

describe("Nu2: what is typed as a number", () => {
  it.each<[string, Place, string]>([
    // As people of the country write it.
    ["0151 23456789", "DE", "4915123456789"],
    ["07700 900123", "GB", "447700900123"],
    ["7700 900123", "GB", "447700900123"],
    ["(212) 555-0123", "US", "12125550123"],
    ["1-212-555-0123", "US", "12125550123"],
    ["8 (912) 345-67-89", "RU", "79123456789"],
    ["06 30 123 4567", "HU", "36301234567"],
    ["612 345 678", "ES", "34612345678"],
    ["340 123 4567", "IT", "393401234567"],
    ["09876543210", "IN", "919876543210"],
    ["9876543210", "IN", "919876543210"],
    ["011 2345 6789", "IN", "911123456789"],
    ["0 15 11 98765-4321", "BR", "5511987654321"],
    ["11 15-2345-6789", "AR", "5491123456789"],
    ["55 1234 5678", "MX", "525512345678"],
    ["06 12 34 56 78", "FR", "33612345678"],
    ["090-1234-5678", "JP", "819012345678"],
    ["0412 345 678", "AU", "61412345678"],
    ["010-1234-5678", "KR", "821012345678"],
    ["20 12 34 56", "DK", "4520123456"],
    ["07 01 23 45 67", "CI", "2250701234567"],
    ["532 123 45 67", "TR", "905321234567"],
    ["082 123 4567", "ZA", "27821234567"],
    ["0113 496 0000", "GB", "441134960000"],
    // With the country's code, and without the plus.
    ["4915123456789", "DE", "4915123456789"],
    ["447911123456", "DE", "447911123456"],
    ["447700900123", "GB", "447700900123"],
    ["5511987654321", "BR", "5511987654321"],
    ["6581234567", "US", "6581234567"],
    ["4915123456789", "no country", "4915123456789"],
    ["049 151 23456789", "DE", "4915123456789"],
    // With what is dialled before calls abroad.
    ["0044 7911 123456", "DE", "447911123456"],
    ["0044 7911 123456", "US", "447911123456"],
    ["011 44 7911 123456", "US", "447911123456"],
    ["011 44 7911 123456", "DE", "447911123456"],
    ["0011 44 7911 123456", "AU", "447911123456"],
    ["010 44 7911 123456", "JP", "447911123456"],
    ["+0049 151 23456789", "US", "4915123456789"],
    // A zero that is dialled within the country alone.
    ["+44 (0)20 7946 0958", "DE", "442079460958"],
    ["0044 (0)20 7946 0958", "US", "442079460958"],
    ["+34 (0)612 345 678", "DE", "34612345678"],
    ["+39 (0)6 6982 1234", "DE", "390669821234"],
    ["(0)20 7946 0958", "GB", "442079460958"],
    // Invisible marks, other dashes, other digits.
    ["\u202A+44 7700 900123\u202C", "DE", "447700900123"],
    ["+44\u00A07700\u2011900123\u200E", "DE", "447700900123"],
    ["＋４９ １５１ ２３４５６７８９", "US", "4915123456789"],
    ["+٤٩١٥١٢٣٤٥٦٧٨٩", "US", "4915123456789"],
    ["+۴۹ ۱۵۱ ۲۳۴۵۶۷۸۹", "US", "4915123456789"],
    ["+९१ ९८७६५ ४३२१०", "US", "919876543210"],
    // Addresses and ids that hold one.
    ["tel:+44-7700-900123", "DE", "447700900123"],
    ["tel:7700-900123;phone-context=+44", "DE", "447700900123"],
    ["sms:+447700900123?body=hi", "DE", "447700900123"],
    ["tel:%2B447700900123", "DE", "447700900123"],
    ["https://wa.me/447700900123?text=hi", "DE", "447700900123"],
    ["wa.me/+4915123456789", "US", "4915123456789"],
    ["https://api.whatsapp.com/send?phone=4915123456789&text=x", "US", "4915123456789"],
    ["whatsapp://send?phone=4915123456789", "US", "4915123456789"],
    ["4915123456789@s.whatsapp.net", "US", "4915123456789"],
    ["4915123456789:12@c.us", "US", "4915123456789"],
    ["https://t.me/+4915123456789", "US", "4915123456789"],
    // Extensions, labels, brackets.
    ["+1 212 555 0123 ext. 45", "DE", "12125550123"],
    ["212.555.0123 x45", "US", "12125550123"],
    ["+1 212 555 0123;ext=45", "DE", "12125550123"],
    ["Tel.: +49 151 23456789", "US", "4915123456789"],
    ["📱 +49 151 23456789", "US", "4915123456789"],
    ["(+49) 151 23456789", "US", "4915123456789"],
    // Forms of before a renumbering.
    ["+52 1 55 1234 5678", "US", "525512345678"],
    ["+225 07 12 34 56", "US", "2250707123456"],
    ["+229 97 00 12 34", "US", "2290197001234"],
    ["97 00 12 34", "BJ", "2290197001234"],
    ["+55 11 8765-4321", "US", "5511987654321"],
    ["+84 120 123 4567", "US", "84701234567"],
  ])("Nu2: %j in %s is +%s", (text, place, digits) => {
    expect(typedNumber(text, at[place])).toEqual({ is: "number", digits });
  });

  it.each<[string, Place, string[]]>([
    ["15123456789", "DE", ["+4915123456789", "+15123456789"]],
    ["13012345678", "CN", ["+8613012345678", "+13012345678"]],
    ["6592345678", "US", ["+16592345678", "+6592345678"]],
    ["2079460958", "GB", ["+442079460958", "+2079460958"]],
    ["447700900123", "DE", ["+49447700900123", "+447700900123"]],
  ])("Nu3: %j in %s is a question", (text, place, candidates) => {
    expect(typedNumber(text, at[place])).toEqual({ is: "ambiguous", candidates });
  });

  it.each<[string, Place]>([
    ["68849", "US"],
    ["110", "DE"],
    ["+49", "DE"],
    ["+", "DE"],
    ["", "DE"],
    ["hello", "DE"],
    ["0151 23456789", "no country"],
    ["+999123456789", "DE"],
    ["012345678901234567890123", "DE"],
    ["+44 7700 900123 / +44 7700 900124", "GB"],
    ["https://wa.me/message/ABC", "DE"],
    ["tel:%zz", "DE"],
    ["mia@example.com", "DE"],
    ["\u200B", "DE"],
  ])("Nu2: %j in %s is none", (text, place) => {
    expect(typedNumber(text, at[place])).toEqual({ is: "none" });
  });
});

const mobiles = getCountries().flatMap((country) => {
  const number = getExampleNumber(country, examples);
  return number === undefined ? [] : [[country, number] as const];
});

it.each(mobiles)("Nu2: a mobile of %s is the same number in whatever way it is spelled", (_, number) => {
  const home = number.number;
  const spellings = [
    number.number,
    number.formatInternational(),
    number.getURI(),
    `00${number.number.slice(1)}`,
    `\u202A${number.formatInternational()}\u202C`,
    `https://wa.me/${number.number.slice(1)}`,
    number.formatInternational().replace(/\d/gu, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  ];
  for (const text of spellings) expect(typedNumber(text, home), text).toEqual({ is: "number", digits: home.slice(1) });
  // As it is dialled at home it is the number, or a question of which it is one answer.
  const dialled = typedNumber(number.formatNational(), home);
  const all = dialled.is === "number" ? [`+${dialled.digits}`] : dialled.is === "ambiguous" ? dialled.candidates : [];
  expect(all, number.formatNational()).toContain(home);
});

it("Nu3: whatever is typed, what comes of it is E.164, a question of at least two, or none", () => {
  const signs = fc.constantFrom(..."0123456789+-() .x٣९\u200B/@abc:;,");
  fc.assert(
    fc.property(fc.string({ unit: signs, maxLength: 24 }), fc.constantFrom(...Object.values(at)), (text, from) => {
      const typed = typedNumber(text, from);
      if (typed.is === "number") expect(typed.digits).toMatch(/^[1-9]\d{5,14}$/);
      if (typed.is === "ambiguous") {
        expect(new Set(typed.candidates).size).toBeGreaterThan(1);
        // Each answer is clear when it is typed itself.
        for (const one of typed.candidates)
          expect(typedNumber(one, from)).toEqual({ is: "number", digits: one.slice(1) });
      }
    }),
  );
});

it("Nu4: the forms of one number lead to each other", () => {
  const known = ["24107123456", "2417123456", "24177123456", "22507123456", "2290197001234", "37744123456"];
  for (const digits of known)
    for (const form of phoneVariants(digits))
      expect(phoneVariants(form).toSorted()).toEqual(phoneVariants(digits).toSorted());
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { charsetNamed } from "../../../src/channels/email/bytes/charset-name.ts";
import { decode } from "../../../src/channels/email/bytes/decode.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));

describe("By1 the bytes count more than their label", () => {
  test.each([
    ["us-ascii", "Grüße aus München – żółć"],
    ["iso-8859-1", "Dzień dobry"],
    ["windows-1252", "Ελληνικά"],
    ["koi8-r", "Привет"],
    ["gb2312", "Viele Grüße, schöne Woche"],
    ["shift_jis", "ありがとうございます"],
    ["gb18030", "您好，请查收"],
    ["euc-kr", "안녕하세요"],
    ["x-unknown", "čeština"],
    ["klingon", "naïve café ☕"],
  ])("UTF-8 that calls itself %s: %s", (label, text) => {
    expect(decode(utf8(text), label)).toBe(text);
    expect(decode(utf8(text), null)).toBe(text);
  });

  test.each([
    ["iso-8859-1", "M\xfcller \x80 5", "Müller € 5"],
    ["us-ascii", "Caf\xe9", "Café"],
    ["utf-8", "Caf\xe9 S\xe3o", "Café São"],
    [null, "Gr\xfc\xdfe", "Grüße"],
    ["koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"],
    ["KOI8-U", "\xf0\xd2\xc9\xd7\xa6\xd4", "Привіт"],
    ["windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"],
    ["cp1250", "Dzie\xf1 dobry", "Dzień dobry"],
    ["iso-8859-2", "Dzie\xf1 dobry", "Dzień dobry"],
    ["iso-8859-9", "te\xfeekk\xfcr", "teşekkür"],
    ["windows-1253", "\xea\xe1\xeb\xe7\xec\xdd\xf1\xe1", "καλημέρα"],
    ["windows-1256", "\xe3\xd1\xcd\xc8\xc7", "مرحبا"],
    ["iso-8859-8-i", "\xf9\xec\xe5\xed", "שלום"],
    ["tis-620", "\xca\xc7\xd1\xca\xb4\xd5", "สวัสดี"],
    ["gb2312", "\xc4\xe3\xba\xc3", "你好"],
    ["big5", "\xa7A\xa6n", "你好"],
    ["ks_c_5601-1987", "\xbe\xc8\xb3\xe7", "안녕"],
    ["windows-31j", "\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd", "こんにちは"],
    ["euc-jp", "\xa4\xb3\xa4\xf3", "こん"],
    ["macintosh", "Gr\x9f\xa7e", "Grüße"],
    ["cp850", "Gr\x81\xe1e", "Grüße"],
    ["ibm437", "Gr\x81\xe1e", "Grüße"],
    ["unicode-1-1-utf-7", "Gr+APwA3w-e 1 +- 1", "Grüße 1 + 1"],
    ["hz-gb-2312", "~{VPND~} ~~", "中文 ~"],
    ["iso-2022-kr", "\x1b$)C\x0e>H3g\x0f ok", "안녕 ok"],
    ["utf-16", "\xff\xfeH\0i\0", "Hi"],
    ["utf-16", "\0H\0i", "Hi"],
  ])("%s", (label, given, text) => {
    expect(decode(bytes(given), label)).toBe(text);
  });

  test("ISO-2022-JP is known by its escapes, whatever the label says", () => {
    const japanese = bytes("\x1b$B$3$s$K$A$O\x1b(B 4711");
    for (const label of [null, "us-ascii", "utf-8", "iso-8859-1", "iso-2022-jp-ms"])
      expect(decode(japanese, label)).toBe("こんにちは 4711");
  });

  test("what calls itself Japanese is tried as the other kinds", () => {
    expect(decode(bytes("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd"), "iso-2022-jp")).toBe("こんにちは");
    expect(decode(bytes("\x82\xb1\x82\xf1\x82\xc9"), "euc-jp")).toBe("こんに");
  });

  test("two letters of an Asian encoding that look like one of UTF-8 stay what the label says", () => {
    // In UTF-8 these are U+03AC and U+0384.
    expect(decode(bytes("\xce\xac\xce\x84"), "gb2312")).toBe(new TextDecoder("gbk").decode(bytes("\xce\xac\xce\x84")));
    expect(decode(bytes("\xce\xac\xce\x84"), "iso-8859-1")).toBe("\u03ac\u0384");
  });

  test("a text that was cut within a letter loses that letter alone", () => {
    const cut = utf8("Спасибо большое, до завтра").subarray(0, -1);
    for (const label of ["utf-8", "us-ascii", null])
      expect(decode(cut, label)).toMatch(/^Спасибо большое, до завтр\uFFFD$/);
  });
});

describe("By2 labels as mailers write them", () => {
  test.each([
    ['"utf-8"', "utf-8"],
    ["utf8", "utf-8"],
    ["UTF_8", "utf-8"],
    [" utf-8; format=flowed", "utf-8"],
    ["cp-1252", "windows-1252"],
    ["windows1252", "windows-1252"],
    ["win-1251", "windows-1251"],
    ["ansi_x3.110-1983", "windows-1252"],
    ["ANSI_X3.4-1968", "windows-1252"],
    ["iso8859-15", "iso-8859-15"],
    ["ISO_8859-1:1987", "windows-1252"],
    ["iso-8859-8-i", "iso-8859-8"],
    ["x-gbk", "gb18030"],
    ["cp936", "gb18030"],
    ["ms949", "euc-kr"],
    ["KSC5601", "euc-kr"],
    ["x-sjis", "shift_jis"],
    ["cp932", "shift_jis"],
    ["x-mac-roman", "macintosh"],
    ["x-unknown", null],
    ["unknown-8bit", null],
    ["default", null],
    ["", null],
    [undefined, null],
  ])("%s", (label, name) => {
    expect(charsetNamed(label)).toBe(name);
  });
});

/** Of all lengths in UTF-8, of both directions, and with what joins. */
const letters = fc.constantFrom(..."a Zé\u00a0ß\u0301Жשم๙你好ｱ\u200d\u2060😀👍🏽\n");

describe("By4 properties of decoding", () => {
  const label = fc.oneof(
    fc.constantFrom(
      "utf-8",
      "us-ascii",
      "iso-8859-1",
      "koi8-r",
      "gb2312",
      "shift_jis",
      "iso-2022-jp",
      "euc-kr",
      "big5",
    ),
    fc.constantFrom("utf-7", "hz-gb-2312", "iso-2022-kr", "utf-16", "cp850", "windows-874", "constructor", "toString"),
    fc.string(),
    fc.constant(null),
  );

  test("no bytes and no label throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), label, label, (raw, one, other) => {
        expect(typeof decode(raw, one, other)).toBe("string");
      }),
    );
  });

  test("a text in UTF-8 with its label is that text", () => {
    fc.assert(
      fc.property(fc.string({ unit: letters }), (text) => {
        expect(decode(utf8(text), "utf-8")).toBe(text);
      }),
    );
  });

  test("nothing is lost that another reading keeps", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom("utf-8", "us-ascii", "iso-8859-1", null),
        (raw, one) => {
          fc.pre(!raw.includes(0x1b) && !(raw[0] === 0xff || raw[0] === 0xfe));
          // A broken letter stays only among ten times as many whole ones.
          const text = decode(raw, one);
          const broken = text.split("\uFFFD").length - 1;
          const whole = (text.match(/[\u0080-\uFFFC\u{10000}-\u{10ffff}]/gu) ?? []).length;
          expect(broken * 2).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeWords } from "../../../src/channels/email/bytes/encoded-words.ts";
import { mended } from "../../../src/channels/email/bytes/mend.ts";
import { structured } from "../../../src/channels/email/bytes/parameters.ts";
import { mail, messageOf, parsed } from "./mails.ts";

/** A mail whose characters are bytes. */
const bytes = (text: string) => Uint8Array.from(text.replaceAll(/\r?\n/g, "\r\n"), (one) => one.charCodeAt(0));
const latin = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

describe("By3 headers", () => {
  test.each([
    ["bare windows-1252", "R\xfcckgabe", "iso-8859-1", "Rückgabe"],
    ["bare windows-1252 and no charset", "R\xfcckgabe", "us-ascii", "Rückgabe"],
    ["bare KOI8-R, as the body is", "\xf0\xd2\xc9\xd7\xc5\xd4", "koi8-r", "Привет"],
    ["bare Shift_JIS, as the body is", "\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd", "shift_jis", "こんにちは"],
    ["bare UTF-8, whatever the body is", latin("Grüße żółć"), "koi8-r", "Grüße żółć"],
    ["bare ISO-2022-JP", "\x1b$B$3$s\x1b(B 1", "us-ascii", "こん 1"],
    ["a letter cut in two by encoded words", "=?utf-8?B?5L2g5aU=?= =?utf-8?B?vQ==?=", "utf-8", "你好"],
    ["a letter cut in two, in two encodings", "=?utf-8?Q?Caf=C3?=\n =?UTF-8?B?qQ==?=", "utf-8", "Café"],
    ["base64 cut anywhere", "=?utf-8?B?5L2g5?=\n =?utf-8?B?aW9?=", "utf-8", "你好"],
    ["an encoded word in a wrong charset", "=?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=", "utf-8", "Grüße"],
    ["an encoded word in no charset there is", "=?x-unknown?Q?Gr=FC=DFe?=", "utf-8", "Grüße"],
    ["spaces in an encoded word", "=?utf-8?Q?Wo ist_mein Gep=C3=A4ck?=", "utf-8", "Wo ist mein Gepäck"],
    ["an encoded word within a word", "Re:=?utf-8?Q?Caf=C3=A9?=.", "utf-8", "Re:Café."],
    ["a language tag", "=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "utf-8", "Grüße"],
    [
      "ISO-2022-JP in encoded words",
      "=?ISO-2022-JP?B?GyRCJDMkcxsoQg==?= =?iso-2022-jp?B?GyRCJEsbKEI=?=",
      "utf-8",
      "こんに",
    ],
    ["GB 2312 in encoded words, cut in two", "=?gb2312?B?xOO6?= =?GB2312?B?ww==?=", "utf-8", "你好"],
    ["what opens and does not end", "=?utf-8?Q?=C3=A9 =?utf-8?Q?=C3=A9?=", "utf-8", "=?utf-8?Q?=C3=A9 é"],
  ])("%s", async (_, subject, charset, text) => {
    const raw = mail({ Subject: "@@", "Content-Type": `text/plain; charset=${charset}` });
    expect((await messageOf(bytes(raw.replace("@@", subject)))).subject).toBe(text);
  });

  test.each([
    ["bare, with a name in windows-1252", "J\xfcrgen M\xfcller <j@x.test>", "Jürgen Müller"],
    ["encoded within quotes", '"=?utf-8?Q?J=C3=BCrgen?=" <j@x.test>', "Jürgen"],
    ["with a comma that is encoded", "=?utf-8?Q?M=C3=BCller=2C_J=C3=BCrgen?= <j@x.test>", "Müller, Jürgen"],
    ["cut in two", "=?utf-8?B?5L2g5aU=?= =?utf-8?B?vQ==?= <j@x.test>", "你好"],
    ["bare UTF-8 within quotes", `"${latin("Łukasz, Ż.")}" <j@x.test>`, "Łukasz, Ż."],
    [
      "that hides an address",
      "=?utf-8?Q?a=40evil.test=3E=20=3Cb=40evil.test?= <j@x.test>",
      "a@evil.test> <b@evil.test",
    ],
  ])("a sender %s", async (_, from, name) => {
    const fact = await messageOf(bytes(mail({ From: "@@" }).replace("@@", from)));
    expect(fact.from).toMatchObject({ aliases: [{ value: "j@x.test" }], name });
  });

  test.each([
    ["filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf", "Grüße.pdf"],
    ["filename*=iso-8859-1''Gr%FC%DFe.pdf", "Grüße.pdf"],
    ["filename*=iso-8859-1''Gr%C3%BC%C3%9Fe.pdf", "Grüße.pdf"],
    ["filename*0*=utf-8''%E4%BD%A0%E5; filename*1*=%A5%BD.pdf", "你好.pdf"],
    ["filename*1=name.pdf; filename*0=long-", "long-name.pdf"],
    ['filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?="', "Grüße.pdf"],
    ['filename="=?utf-8?B?5L2g5aU=?= =?utf-8?B?vS5wZGY=?="', "你好.pdf"],
    ['filename="=?utf-8?B?5L2g5aU=?=\n =?utf-8?B?vS5wZGY=?="', "你好.pdf"],
    ['filename="Gr\xfc\xdfe.pdf"', "Grüße.pdf"],
    [`filename=${latin("żółć.pdf")}`, "żółć.pdf"],
    ["filename=Invoice(1) final.pdf", "Invoice(1) final.pdf"],
    ['filename="a;b \\"c\\".pdf"', 'a;b "c".pdf'],
    ["filename=plain.pdf; filename*=utf-8''f%C3%A9.pdf", "fé.pdf"],
  ])("a file's name: %s", async (parameter, filename) => {
    const raw = mail(
      { "Content-Type": "multipart/mixed; boundary=b" },
      `--b\n\nHello\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; @@\n\n%PDF\n--b--`,
    );
    const { files } = await parsed(bytes(raw.replace("@@", parameter)));
    expect(files).toMatchObject([{ role: "attachment", filename }]);
  });

  test("a mail that is as it should be is read byte for byte", () => {
    const clean = [
      mail(),
      mail({ Subject: "Grüße" }, "Grüße ☕"),
      mail(
        { "Content-Type": 'multipart/mixed; boundary="b b"' },
        "--b b\n\nHi\n--b b\nContent-Type: image/png\n\n\x00\x01\n--b b--",
      ),
    ];
    for (const raw of clean.map((one) => new TextEncoder().encode(one.replaceAll("\n", "\r\n"))))
      expect(mended(raw)).toBe(raw);
  });
});

const letters = fc.constantFrom(..."a Zé?=_ßЖשم๙你好ｱ😀👍🏽");

describe("By4 properties of headers", () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      "=?",
      "?=",
      "utf-8",
      "?",
      "B",
      "q",
      "=",
      "C3",
      "=E4",
      " ",
      "\xff",
      "\x1b$B",
      "'",
      '"',
      ";",
      "*0",
      "%",
      "name",
      "\t",
    ),
  });

  test("no header throws", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(typeof decodeWords(value, null)).toBe("string");
        expect(structured(value, null).params).toBeInstanceOf(Map);
      }),
    );
  });

  test("what was encoded, however it was cut, is what is read", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: letters, minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.tuple(fc.nat(9), fc.boolean())),
        (text, cuts) => {
          const octets = new TextEncoder().encode(text);
          const words: string[] = [];
          for (let at = 0; at < octets.length;) {
            const [length, isBase64] = cuts.next().value as [number, boolean];
            const piece = octets.subarray(at, at + length + 1);
            at += length + 1;
            words.push(
              isBase64
                ? `=?utf-8?B?${btoa(String.fromCharCode(...piece))}?=`
                : `=?UTF-8?q?${Array.from(piece, (one) => `=${one.toString(16).padStart(2, "0")}`).join("")}?=`,
            );
          }
          expect(decodeWords(words.join("\r\n ".replaceAll("\r\n", "")), null)).toBe(text);
        },
      ),
    );
  });

  test("headers made to be slow are not", () => {
    const slow = [
      "=?utf-8?B?x".repeat(100_000),
      "=?".repeat(500_000),
      `${'"'.repeat(500_000)}`,
      ";a".repeat(300_000),
      " ".repeat(500_000),
      "(".repeat(300_000),
    ];
    const before = performance.now();
    for (const value of slow) {
      decodeWords(value, null);
      structured(value, null);
    }
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

import { describe, expect, test } from "vitest";
import { decompressRtf } from "../../../src/channels/email/words/rtf-compressed.ts";
import { plainOfRtf } from "../../../src/channels/email/words/rtf.ts";
import { tnefOf } from "../../../src/channels/email/words/tnef.ts";
import { mail, parsed } from "./mails.ts";

/** Just enough of a writer of `winmail.dat` for what is read of it. */
const u16 = (n: number) => [n & 255, (n >> 8) & 255];
const u32 = (n: number) => [...u16(n & 0xffff), ...u16(Math.floor(n / 0x10000))];
const octets = (text: string) => Array.from(text, (one) => one.charCodeAt(0));
const utf16 = (text: string) => Array.from(text).flatMap((one) => u16(one.charCodeAt(0)));
const attribute = (level: number, name: number, data: number[]) => [
  level,
  ...u32(name),
  ...u32(data.length),
  ...data,
  0,
  0,
];
const padded = (data: number[]) => [...data, ...Array.from({ length: (4 - (data.length % 4)) % 4 }, () => 0)];
const property = (type: number, id: number, data: number[]) => [
  ...u16(type),
  ...u16(id),
  ...u32(1),
  ...u32(data.length),
  ...padded(data),
];
const properties = (...all: number[][]) => [...u32(all.length), ...all.flat()];
const tnef = (...attributes: number[][]) => Uint8Array.from([...u32(0x223e9f78), 1, 0, ...attributes.flat()]);
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

const rtf = "{\\rtf1\\ansi\\ansicpg1250 Dzie\\'f1 dobry,\\par {\\b 4711}}";
const unpacked = [...u32(rtf.length + 12), ...u32(rtf.length), ...octets("MELA"), ...u32(0), ...octets(rtf)];
const named = [
  ...u16(3),
  ...u16(0x8001),
  ...Array.from({ length: 16 }, () => 1),
  ...u32(1),
  ...u32(6),
  ...padded(utf16("abc")),
  ...u32(7),
];
const file = [
  ...attribute(
    2,
    0x69002,
    Array.from({ length: 14 }, () => 0),
  ),
  ...attribute(2, 0x18010, octets("SHORT~1.PDF\0")),
  ...attribute(2, 0x6800f, octets("%PDF")),
  ...attribute(
    2,
    0x69005,
    properties(property(0x1f, 0x3707, utf16("żółć.pdf\0")), property(0x1e, 0x370e, octets("application/pdf\0"))),
  ),
];

const withDat = (dat: Uint8Array, text: string | null) =>
  mail(
    { "Content-Type": "multipart/mixed; boundary=b" },
    `${text === null ? "" : `--b\nContent-Type: text/plain\n\n${text}\n`}--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n${base64(dat)}\n--b--`,
  );

describe("Wo7 what Outlook puts into winmail.dat", () => {
  test("its files, beside the mail's own words", async () => {
    const dat = tnef(attribute(1, 0x69003, properties(property(0x1f, 0x1000, utf16("Other words")))), file);
    const { facts, files } = await parsed(withDat(dat, "Here it is."));
    expect(facts[0]).toMatchObject({ body: "Here it is." });
    expect(files).toMatchObject([{ role: "attachment", filename: "żółć.pdf", mimeType: "application/pdf" }]);
    expect(new TextDecoder().decode(files[0]?.bytes)).toBe("%PDF");
  });

  test.each([
    ["as text", attribute(1, 0x69003, properties(named, property(0x1f, 0x1000, utf16("Dzień dobry")))), "Dzień dobry"],
    [
      "as a text of a code page",
      [...attribute(1, 0x69007, [...u32(1250), ...u32(0)]), ...attribute(1, 0x2800c, octets("Dzie\xf1 dobry\0"))],
      "Dzień dobry",
    ],
    [
      "as a page",
      attribute(1, 0x69003, properties(property(0x102, 0x1013, octets("<p>Hello <b>you</b></p>")))),
      "Hello you",
    ],
    ["as rich text", attribute(1, 0x69003, properties(property(0x102, 0x1009, unpacked))), "Dzień dobry,\n4711"],
  ])("its words, where there are no others: %s", async (_, attributes, body) => {
    expect((await parsed(withDat(tnef(attributes), null))).facts[0]).toMatchObject({ body });
  });

  test("what is no such file stays one", async () => {
    for (const dat of [
      Uint8Array.of(1, 2, 3),
      tnef(),
      tnef(attribute(1, 0x69003, [255, 255, 255, 255, 1])).subarray(0, 20),
    ]) {
      const { facts, files } = await parsed(withDat(dat, "Hello"));
      expect(facts[0]).toMatchObject({ body: "Hello" });
      expect(files).toMatchObject([{ filename: "winmail.dat" }]);
    }
  });

  test("I13 no bytes throw or hang", () => {
    const good = tnef(attribute(1, 0x69003, properties(named, property(0x102, 0x1009, unpacked))), file);
    for (let at = 0; at < good.length; at += 1)
      for (const value of [0, 127, 255]) {
        const bad = Uint8Array.from(good);
        bad[at] = value;
        expect(() => tnefOf(bad)).not.toThrow();
        expect(() => tnefOf(bad.subarray(0, at))).not.toThrow();
      }
  });

  test("packed rich text", () => {
    // MS-OXRTFCP 3.1: "{\rtf1 WXYZWXYZWXYZWXYZWXYZ}" with a reference that goes over itself.
    const bytes =
      "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
        .match(/../g)
        ?.map((hex) => Number.parseInt(hex, 16)) ?? [];
    expect(decompressRtf(Uint8Array.from(bytes))).toBe("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    const plain =
      "2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423" + "20af32068656c090020627705b06c647d0a800fa0";
    expect(decompressRtf(Uint8Array.from(plain.match(/../g)?.map((hex) => Number.parseInt(hex, 16)) ?? []))).toBe(
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    );
  });

  test("a page within rich text", () => {
    const page =
      "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Hello{\\*\\htmltag84 <br>}you\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag72 </p>}}";
    expect(plainOfRtf(page).trim()).toBe("Hello\nyou");
  });
});

import { describe, expect, test } from "vitest";
import { mail, messageOf, parsed } from "./mails.ts";
import { enveloped, signed, signedInPieces } from "./smime.ts";

const alternative = (text: string, html: string) =>
  mail(
    { "Content-Type": "multipart/alternative; boundary=b" },
    `--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b--`,
  );
const mixed = (...parts: string[]) =>
  mail({ "Content-Type": "multipart/mixed; boundary=b" }, `${parts.map((part) => `--b\n${part}\n`).join("")}--b--`);

describe("Wo1 a text without words is none", () => {
  const html = "<p>Where is my <b>parcel</b>?</p>";
  test.each([
    ["nothing", ""],
    ["a space", " \n "],
    ["no-break spaces", "\u00a0\u00a0"],
    ["characters without a shape", "\u200b\u200d\ufeff\u2060"],
  ])("%s", async (_, text) => {
    expect((await messageOf(alternative(text, html))).body).toBe("Where is my parcel?");
  });

  test.each([
    ["an empty page", "<html><head><style>p{}</style></head><body>&nbsp;<br></body></html>"],
    ["a beacon alone", '<img src="https://x.test/o.gif" width="1" height="1">'],
    ["characters without a shape", "<p>&#8203;&zwnj;</p>"],
  ])("%s: the text is what is read, and there is no page to show", async (_, page) => {
    const { facts, files } = await parsed(alternative("Please call me.", page));
    expect(facts[0]).toMatchObject({ body: "Please call me." });
    expect(files).toEqual([]);
  });

  test("a picture alone is something to see", async () => {
    const { files } = await parsed(alternative("Hi", '<img src="https://x.test/a.png" width="600">'));
    expect(files.map(({ role }) => role)).toEqual(["html"]);
  });

  test("a footer below does not hide the page", async () => {
    const inner = `Content-Type: multipart/alternative; boundary=c\n\n--c\n\n \n--c\nContent-Type: text/html\n\n${html}\n--c--`;
    expect((await messageOf(mixed(inner, "Content-Type: text/plain\n\nA list's footer"))).body).toContain(
      "Where is my parcel?",
    );
  });
});

describe("Wo2 what is no valid type is plain text", () => {
  test.each([
    "text",
    "plain/text",
    "",
    "text/",
    "foo",
    "text/plain charset=utf-8",
    "text/us-ascii",
    "text/unknown; charset=utf-8",
    "; charset=utf-8",
  ])("Content-Type: %s", async (type) => {
    const { facts, files } = await parsed(mail({ "Content-Type": type }, "Please call me, Jürgen."));
    expect(facts[0]).toMatchObject({ type: "text", body: "Please call me, Jürgen." });
    expect(files).toEqual([]);
  });

  test.each(["html/text", "html", "text/plain"])("a whole page as %s is a page", async (type) => {
    const { facts, files } = await parsed(
      mail({ "Content-Type": type }, "<!DOCTYPE html><html><body><p>Call <b>me</b></p></body></html>"),
    );
    expect(facts[0]).toMatchObject({ body: "Call me" });
    expect(files.map(({ role }) => role)).toEqual(["html"]);
  });

  test("a file keeps its bytes and its name", async () => {
    const { facts, files } = await parsed(
      mixed("Content-Type: text/plain\n\nHello", "Content-Type: pdf; name=a.pdf\n\n%PDF"),
    );
    expect(facts[0]).toMatchObject({ body: "Hello" });
    expect(files).toMatchObject([{ role: "attachment", filename: "a.pdf" }]);
  });

  test("multipart without a subtype", async () => {
    const raw = mixed("Content-Type: text/plain\n\nHello", "Content-Type: image/png; name=a.png\n\nx").replace(
      "multipart/mixed",
      "multipart",
    );
    const { facts, files } = await parsed(raw);
    expect(facts[0]).toMatchObject({ body: "Hello" });
    expect(files).toMatchObject([{ filename: "a.png" }]);
  });

  test.each([
    ["text/enriched", "<bold>Call</bold> me <<now>.\n\nThanks", "Call me <now>.\nThanks"],
    [
      "text/rtf",
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}Gr\\'fc\\'dfe,\\par call \\u8364?5 \\b me\\b0 .}",
      "Grüße,\ncall €5 me.",
    ],
    ["text/markdown", "Call *me*", "Call *me*"],
  ])("%s has words too", async (type, text, body) => {
    expect((await messageOf(mail({ "Content-Type": type }, text))).body).toBe(body);
  });

  test("another wording of the same words is no file", async () => {
    const raw = mail(
      { "Content-Type": "multipart/alternative; boundary=b" },
      "--b\n\nHello\n--b\nContent-Type: text/x-amp-html\n\n<html amp4email></html>\n--b\nContent-Type: text/enriched\n\n<bold>Hello</bold>\n--b\nContent-Type: text/html\n\n<p>Hello</p>\n--b--",
    );
    const { facts, files } = await parsed(raw);
    expect(facts[0]).toMatchObject({ body: "Hello" });
    expect(files.map(({ role }) => role)).toEqual(["html"]);
  });

  test.each([
    ["base64 that is none", "base64", "Please call me, it is urgent. Thank you!"],
    ["quoted-printable with equal signs", "quoted-printable", "Please call me: a = b, c =3D d"],
  ])("%s", async (_, encoding, text) => {
    const { body } = await messageOf(mail({ "Content-Transfer-Encoding": encoding }, text));
    expect(body).toBe(text.replace("=3D", "="));
  });
});

describe("Wo3 a text with a name is a file, unless there is no other", () => {
  const log = "10:00 link down\n10:01 link up";
  test.each([
    ["a name", `Content-Type: text/plain; name="router.log"`],
    ["a name, inline", `Content-Type: text/plain\nContent-Disposition: inline; filename="router.log"`],
    ["a coded name", `Content-Type: text/plain; name*=utf-8''router.log`],
  ])("%s", async (_, head) => {
    const { facts, files } = await parsed(
      mixed("Content-Type: text/plain\n\nThe log is attached.", `${head}\n\n${log}`),
    );
    expect(facts[0]).toMatchObject({ body: "The log is attached." });
    expect(files).toMatchObject([{ role: "attachment", filename: "router.log" }]);
  });

  test("a page with a name beside a text", async () => {
    const { facts, files } = await parsed(
      mixed(
        "Content-Type: text/plain\n\nSee the report.",
        "Content-Type: text/html; name=report.html\n\n<p>Report</p>",
      ),
    );
    expect(facts[0]).toMatchObject({ body: "See the report." });
    expect(files).toMatchObject([{ role: "attachment", filename: "report.html" }]);
  });

  test("the only text, with a name", async () => {
    expect((await messageOf(mixed(`Content-Type: text/plain; name="body.txt"\n\n${log}`))).body).toBe(log);
  });

  test("wordings with names are wordings", async () => {
    const raw = alternative("Hello", "<p>Hello</p>").replace("text/html;", 'text/html; name="mail.html";');
    expect((await parsed(raw)).files.map(({ role }) => role)).toEqual(["html"]);
  });

  test("several texts are one, in their order, around what is between them", async () => {
    const { facts, files } = await parsed(
      mixed(
        "Content-Type: text/plain\n\nFirst",
        "Content-Type: image/png; name=a.png\n\nx",
        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nSecond =E9",
      ),
    );
    expect(facts[0]).toMatchObject({ body: expect.stringMatching(/^First\s+Second é$/) });
    expect(files).toMatchObject([{ filename: "a.png" }]);
  });

  test("a forwarded mail is a file", async () => {
    const { facts, files } = await parsed(
      mixed(
        "Content-Type: text/plain\n\nSee below",
        `Content-Type: message/rfc822\n\n${mail({ Subject: "Old" }, "Old words")}`,
      ),
    );
    expect(facts[0]).toMatchObject({ body: "See below" });
    expect(files).toMatchObject([{ role: "attachment", mimeType: "message/rfc822" }]);
  });
});

describe("Wo4 words within a signature or a key", () => {
  const smime = (type: string, content: string) =>
    mail(
      {
        "Content-Type": `${type}; name=smime.p7m`,
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": "attachment; filename=smime.p7m",
      },
      content,
    );

  test.each([
    ["signed", "application/pkcs7-mime; smime-type=signed-data", signed],
    ["signed, in pieces", "application/x-pkcs7-mime; smime-type=signed-data", signedInPieces],
    ["signed, as a file of no type", "application/octet-stream", signed],
  ])("%s", async (_, type, content) => {
    const { facts, files } = await parsed(smime(type, content));
    expect(facts[0]).toMatchObject({ type: "text", subject: "A question", body: "Bitte stornieren Sie, Grüße." });
    expect(files.map(({ filename }) => filename)).toEqual(["a.pdf", "smime.p7m"]);
  });

  test("encrypted: the mail says so, and is kept", async () => {
    const { facts, files } = await parsed(smime("application/pkcs7-mime; smime-type=enveloped-data", enveloped));
    expect(facts[0]).toMatchObject({ body: expect.stringContaining("This mail is encrypted") });
    expect(files).toMatchObject([{ filename: "smime.p7m" }]);
  });

  test("encrypted with PGP", async () => {
    const raw = mail(
      { "Content-Type": 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b' },
      "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n--b--",
    );
    const { facts, files } = await parsed(raw);
    expect(facts[0]).toMatchObject({ body: expect.stringContaining("This mail is encrypted") });
    expect(files).toMatchObject([{ filename: "encrypted.asc" }]);
  });

  test("signed beside: the words are the mail's, the signature is a file", async () => {
    const raw = mail(
      { "Content-Type": 'multipart/signed; protocol="application/pkcs7-signature"; boundary=b' },
      "--b\n\nHello\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--b--",
    );
    const { facts, files } = await parsed(raw);
    expect(facts[0]).toMatchObject({ body: "Hello" });
    expect(files).toMatchObject([{ filename: "smime.p7s" }]);
  });

  test.each(["", "AAAA", signed.slice(0, 300)])("what is no such thing is a file: %s", async (content) => {
    const { facts } = await parsed(smime("application/pkcs7-mime", content));
    expect(facts[0]).toMatchObject({ fact: "message", body: "" });
  });
});

describe("Wo5 pictures within a page", () => {
  test.each([
    ["as it is", "cid:logo@x.test"],
    ["percent-encoded", "cid:logo%40x.test"],
    ["with brackets", "cid:<logo@x.test>"],
    ["escaped", "cid:logo&#64;x.test"],
    ["with escaped brackets", "cid:&lt;logo@x.test&gt;"],
    ["in another case", "CID:Logo@X.test"],
  ])("%s", async (_, source) => {
    const raw = mail(
      { "Content-Type": "multipart/related; boundary=b" },
      `--b\nContent-Type: text/html\n\n<p>Hi</p><img src="${source}">\n--b\nContent-Type: image/png\nContent-ID: <logo@x.test>\n\nx\n--b--`,
    );
    expect((await parsed(raw)).files.map(({ role }) => role)).toEqual(["html", "inline"]);
  });
});

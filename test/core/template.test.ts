import { describe, expect, test } from "vitest";
import { composeTemplate } from "../../src/core/template.ts";
import type { Attachment } from "../../src/protocol/records.ts";
import { template } from "./templates.ts";

const use = { name: "order_update", language: "en", variables: { 1: "Maria", 2: "A-1", "button.0": "A-1" } };

describe("D4: a template filled in", () => {
  test("everybody sees the text that was sent, and the buttons where they lead", () => {
    expect(composeTemplate(template(), use, null)).toMatchObject({
      body: "Hi Maria, your order A-1 is on its way.",
      template: { buttons: [{ text: "Track it", url: "https://shop.example/A-1" }] },
    });
  });

  test("what a variable holds is text, never another variable", () => {
    const variables = { ...use.variables, 1: "{{2}} $& $1" };
    expect(composeTemplate(template(), { ...use, variables }, null)).toMatchObject({
      body: "Hi {{2}} $& $1, your order A-1 is on its way.",
    });
  });

  test("named variables, also at its top", () => {
    const named = template({
      form: "named",
      header: { format: "text", text: "For {{who}}" },
      body: "On {{day}}.",
      buttons: [],
      variables: [
        { key: "header.who", in: "header", name: "who", example: null },
        { key: "day", in: "body", name: "day", example: null },
      ],
    });
    expect(composeTemplate(named, { ...use, variables: { "header.who": "Mo", day: "Friday" } }, null)).toMatchObject({
      body: "On Friday.",
      template: { header: { text: "For Mo" } },
    });
  });

  test("with all its variables filled in it is as long as WhatsApp takes it, and no longer", () => {
    const fixed = "Hi , your order A-1 is on its way.".length;
    const filled = (length: number) => ({ ...use, variables: { ...use.variables, 1: "x".repeat(length - fixed) } });
    expect(composeTemplate(template(), filled(1_024), null)).toMatchObject({ body: expect.any(String) });
    expect(composeTemplate(template(), filled(1_025), null)).toMatchObject({
      code: "too_long",
      details: { field: "body", limit: 1_024, length: 1_025 },
    });
    const header = { format: "text" as const, text: "{{1}}" };
    const variables = [{ key: "header.1", in: "header" as const, name: "1", example: null }];
    const named = { ...use, variables: { "header.1": "x".repeat(61) } };
    expect(composeTemplate(template({ header, variables, body: "b", buttons: [] }), named, null)).toMatchObject({
      code: "too_long",
      details: { field: "header", limit: 60, length: 61 },
    });
  });

  test("says which variables are missing and which it does not have", () => {
    expect(composeTemplate(template(), { ...use, variables: { 1: " ", 2: "A", 9: "x" } }, null)).toMatchObject({
      code: "template_invalid",
      details: { reason: "variables", missing: ["1", "button.0"], unknown: ["9"] },
    });
  });

  test("one that the channel has not, or that is paused, is refused", () => {
    expect(composeTemplate(null, use, null)).toMatchObject({
      code: "template_invalid",
      details: { reason: "unknown" },
    });
    const paused = template({ status: "paused", reason: "Low quality." });
    expect(composeTemplate(paused, use, null)).toMatchObject({
      code: "template_invalid",
      message: expect.stringContaining("Low quality."),
      details: { reason: "status", status: "paused" },
    });
  });

  test("a picture at its top is needed, and of the right kind", () => {
    const pictured = template({ header: { format: "image", text: null } });
    const file = (type: Attachment["type"]) => ({ type }) as Attachment;
    const refusal = { code: "template_invalid", details: { reason: "header", wanted: "image" } };
    expect(composeTemplate(pictured, use, null)).toMatchObject(refusal);
    expect(composeTemplate(pictured, use, file("video"))).toMatchObject(refusal);
    expect(composeTemplate(pictured, use, file("image"))).toMatchObject({ body: expect.any(String) });
    expect(composeTemplate(template(), use, file("image"))).toMatchObject({
      details: { reason: "header", wanted: null },
    });
  });
});

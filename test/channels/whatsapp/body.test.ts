import { describe, expect, it } from "vitest";
import { messageBody, reactionBody } from "../../../src/channels/whatsapp/body.ts";
import type { Message } from "../../../src/protocol/records.ts";
import type { TemplateContent } from "../../../src/protocol/template.ts";

function said(message: Partial<Message>, media: Record<string, unknown> | null = null): unknown {
  const whole = { id: "m-1", body: "", content: null, attachments: [], ...message } as unknown as Message;
  const body = messageBody({ message: whole, quotes: null }, media);
  const { biz_opaque_callback_data: data, ...rest } = body ?? {};
  expect(body === null || data === "m-1").toBe(true);
  return body === null ? null : rest;
}

const template: TemplateContent = {
  name: "order_update",
  language: "en",
  category: "utility",
  form: "positional",
  header: null,
  footer: null,
  buttons: [],
  variables: [],
};

describe("D7: what a message says, in WhatsApp's words", () => {
  it("reply buttons and a list", () => {
    const buttons = { kind: "buttons", buttons: [{ id: "y", title: "Yes" }] };
    expect(said({ type: "interactive", body: "Sure?", content: { interactive: buttons } })).toEqual({
      type: "interactive",
      interactive: {
        type: "button",
        body: { text: "Sure?" },
        action: { buttons: [{ type: "reply", reply: { id: "y", title: "Yes" } }] },
      },
    });
    const sections = [{ title: "Sizes", rows: [{ id: "s", title: "Small" }] }];
    const list = { kind: "list", button: "Choose", sections };
    expect(said({ type: "interactive", body: "Which?", content: { interactive: list } })).toMatchObject({
      interactive: { type: "list", action: { button: "Choose", sections } },
    });
  });

  it("a place", () => {
    const location = { latitude: 1, longitude: 2, name: "Shop" };
    expect(said({ type: "location", content: { location } })).toEqual({ type: "location", location });
  });

  it("a reaction, and none any more", () => {
    expect(reactionBody({ target: "wamid.1", emoji: "👍" })).toMatchObject({
      type: "reaction",
      reaction: { message_id: "wamid.1", emoji: "👍" },
    });
    expect(reactionBody({ target: "wamid.1", emoji: null })).toMatchObject({ reaction: { emoji: "" } });
  });

  it("nothing, of what WhatsApp has no words for", () => {
    expect(said({ type: "order" })).toBeNull();
    expect(said({ type: "image" })).toBeNull();
  });
});

describe("D4: a template, in WhatsApp's words", () => {
  const sent = (content: Partial<TemplateContent>, media: Record<string, unknown> | null = null) =>
    said({ type: "template", content: { template: { ...template, ...content } } }, media);

  it("without variables has no components", () => {
    expect(sent({})).toEqual({ type: "template", template: { name: "order_update", language: { code: "en" } } });
  });

  it("numbered variables by their number, whatever the order of the text", () => {
    const variables = [
      { key: "10", in: "body" as const, name: "10", value: "ten" },
      { key: "2", in: "body" as const, name: "2", value: "two" },
      { key: "header.1", in: "header" as const, name: "1", value: "top" },
      { key: "button.1", in: "button" as const, name: "1", value: "A-1" },
    ];
    const buttons = [
      { type: "quick_reply" as const, text: "Ok", url: null },
      { type: "url" as const, text: "Track", url: "https://shop.example/A-1" },
    ];
    expect(sent({ variables, buttons })).toMatchObject({
      template: {
        components: [
          { type: "header", parameters: [{ type: "text", text: "top" }] },
          {
            type: "body",
            parameters: [
              { type: "text", text: "two" },
              { type: "text", text: "ten" },
            ],
          },
          { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "A-1" }] },
        ],
      },
    });
  });

  it("named variables by name, a file at the top, and a code to copy", () => {
    const variables = [
      { key: "who", in: "body" as const, name: "who", value: "Mo" },
      { key: "button.0", in: "button" as const, name: "code", value: "SAVE10" },
    ];
    const buttons = [{ type: "copy_code" as const, text: "Copy", url: null }];
    const header = { format: "image" as const, text: null };
    expect(sent({ form: "named", variables, buttons, header }, { id: "4711" })).toMatchObject({
      template: {
        components: [
          { type: "header", parameters: [{ type: "image", image: { id: "4711" } }] },
          { type: "body", parameters: [{ type: "text", parameter_name: "who", text: "Mo" }] },
          { sub_type: "copy_code", index: "0", parameters: [{ type: "coupon_code", coupon_code: "SAVE10" }] },
        ],
      },
    });
  });
});

import type { Template } from "../../src/protocol/template.ts";

/** A template of a channel, with numbered variables in its text and its button. */
export function template(change: Partial<Template> = {}): Template {
  return {
    kind: "template",
    id: "channel:order_update:en",
    seq: 1,
    channelId: "channel",
    name: "order_update",
    language: "en",
    category: "utility",
    status: "approved",
    reason: null,
    quality: "green",
    form: "positional",
    header: null,
    body: "Hi {{1}}, your order {{2}} is on its way.",
    footer: null,
    buttons: [{ type: "url", text: "Track it", url: "https://shop.example/{{1}}" }],
    variables: [
      { key: "1", in: "body", name: "1", example: "Maria" },
      { key: "2", in: "body", name: "2", example: null },
      { key: "button.0", in: "button", name: "1", example: null },
    ],
    updatedAt: "2026-11-01T00:00:00.000Z",
    ...change,
  };
}

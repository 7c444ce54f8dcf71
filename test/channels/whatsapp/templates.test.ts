import { describe, expect, it } from "vitest";
import type { ProviderRequest } from "../../../src/channels/channel.ts";
import { parseWhatsApp } from "../../../src/channels/whatsapp/parse.ts";
import { listTemplates, readTemplate } from "../../../src/channels/whatsapp/templates.ts";
import type { Channel } from "../../../src/protocol/records.ts";

const request: ProviderRequest = {
  channel: { externalId: "700100", accountId: "waba" } as Channel,
  secrets: { accessToken: "test-token" },
  baseUrl: "https://graph.example/v25.0",
};

const one = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  language: "en",
  status: "APPROVED",
  category: "MARKETING",
  components: [{ type: "BODY", text: "Hi {{1}}", example: { body_text: [["Mo"]] } }],
  ...more,
});

describe("D4: the provider's list", () => {
  it("is read page by page, by cursor and never by the address that holds the token", async () => {
    const asked: string[] = [];
    const fetcher: typeof fetch = async (url) => {
      asked.push(String(url));
      const isFirst = asked.length === 1;
      const paging = { cursors: { after: "c1" }, ...(isFirst ? { next: "https://evil.example/?token" } : {}) };
      return Response.json({ data: [one(isFirst ? "a" : "b")], paging });
    };
    const list = await listTemplates(request, fetcher, 1_000);
    expect(list).toMatchObject({ ok: true, templates: [{ name: "a" }, { name: "b" }] });
    expect(asked.map((url) => new URL(url).searchParams.get("after"))).toEqual([null, "c1"]);
    expect(asked.every((url) => url.startsWith("https://graph.example/v25.0/waba/message_templates?"))).toBe(true);
  });

  it.each([
    ["a refusal", () => Response.json({ error: { code: 190, message: "bad test-token" } }, { status: 401 }), "190"],
    ["no list", () => Response.json({}), "http_200"],
    ["no connection", () => Promise.reject(new TypeError("cut")), "connection"],
  ])("I13: %s is an error in words, without the token", async (_, answer, code) => {
    const list = await listTemplates(request, async () => answer(), 1_000);
    expect(list).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(list)).not.toContain("test-token");
  });
});

describe("D4: one template", () => {
  it("has its variables by key, each once, with their examples", () => {
    const named = readTemplate(
      one("visit", {
        parameter_format: "NAMED",
        quality_score: { score: "YELLOW" },
        components: [
          { type: "HEADER", format: "TEXT", text: "For {{who}}" },
          {
            type: "BODY",
            text: "{{day}} or {{day}}?",
            example: { body_text_named_params: [{ param_name: "day", example: "Friday" }] },
          },
          { type: "FOOTER", text: "Bye" },
          {
            type: "BUTTONS",
            buttons: [
              { type: "QUICK_REPLY", text: "Ok" },
              { type: "URL", text: "See", url: "https://shop.example/{{1}}" },
              { type: "COPY_CODE" },
            ],
          },
        ],
      }),
    );
    expect(named).toMatchObject({ form: "named", quality: "yellow", footer: "Bye", category: "marketing" });
    expect(named?.variables).toEqual([
      { key: "header.who", in: "header", name: "who", example: null },
      { key: "day", in: "body", name: "day", example: "Friday" },
      { key: "button.1", in: "button", name: "1", example: null },
      { key: "button.2", in: "button", name: "code", example: null },
    ]);
  });

  it.each([null, {}, { name: "a" }, { name: "a", language: "en" }, { name: "a", language: "en", components: "x" }])(
    "I13: %j is none",
    (item) => expect(readTemplate(item)).toBeNull(),
  );
});

describe("D4, D9: what webhooks tell of templates and wishes", () => {
  const factsOf = (field: string, value: unknown) => {
    const payload = { object: "whatsapp_business_account", entry: [{ id: "waba", changes: [{ field, value }] }] };
    const parsed = parseWhatsApp(payload, "2026-11-01T12:00:00.000Z");
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.groups.flatMap(({ externalId, facts }) => facts.map((fact) => ({ externalId, ...fact })));
  };
  const named = { message_template_id: 1, message_template_name: "a", message_template_language: "en" };

  it.each([
    ["message_template_status_update", { event: "PAUSED", reason: "NONE" }, { status: "paused", reason: null }],
    ["message_template_status_update", { event: "REJECTED", reason: "SCAM" }, { status: "rejected", reason: "SCAM" }],
    ["message_template_status_update", { event: "SOMETHING_NEW" }, { status: "unknown", reason: null }],
    ["message_template_quality_update", { new_quality_score: "RED" }, { quality: "red" }],
    ["template_category_update", { new_category: "MARKETING" }, { category: "marketing" }],
    ["message_template_components_update", { message_template_element: "…" }, {}],
  ])("%s", (field, value, change) => {
    expect(factsOf(field, { ...named, ...value })).toEqual([
      {
        externalId: null,
        fact: "template",
        providerId: "1",
        at: "2026-11-01T12:00:00.000Z",
        name: "a",
        language: "en",
        change,
      },
    ]);
  });

  it("I13: one without a name is ignored", () => {
    expect(factsOf("message_template_status_update", { event: "PAUSED" })).toMatchObject([{ fact: "ignored" }]);
  });

  it.each([
    [
      { category: "marketing_messages", value: "stop" },
      { fact: "consent", state: "opted_out" },
    ],
    [
      { category: "marketing_messages", value: "resume" },
      { fact: "consent", state: "opted_in" },
    ],
    [{ category: "something_else", value: "stop" }, { fact: "ignored" }],
    [{ category: "marketing_messages", value: "maybe" }, { fact: "ignored" }],
  ])("user_preferences %j", (preference, fact) => {
    const value = {
      metadata: { phone_number_id: "700100" },
      contacts: [{ profile: { name: "Mo" }, wa_id: "34600111222" }],
      user_preferences: [{ wa_id: "34600111222", timestamp: 1_730_000_000, ...preference }],
    };
    const [told] = factsOf("user_preferences", value);
    expect(told).toMatchObject({ externalId: "700100", ...fact });
    if (told?.fact === "consent")
      expect(told).toMatchObject({ categories: ["marketing"], from: { aliases: [{ value: "34600111222" }] } });
  });
});

describe("A12: what the business does in its phone app", () => {
  const echo = (message: Record<string, unknown>) => {
    const value = {
      metadata: { phone_number_id: "700100" },
      message_echoes: [{ from: "700100", to: "34600111222", id: "wamid.e", timestamp: "1730000000", ...message }],
    };
    const change = { field: "smb_message_echoes", value };
    const parsed = parseWhatsApp({ entry: [{ id: "waba", changes: [change] }] }, "2026-11-01T12:00:00.000Z");
    return parsed.ok ? parsed.groups[0]?.facts[0] : null;
  };

  it("a picture is an echo whose file is to be fetched", () => {
    expect(echo({ type: "image", image: { id: "media-1", mime_type: "image/jpeg", caption: "Look" } })).toMatchObject({
      fact: "echo",
      direction: "outbound",
      type: "image",
      body: "Look",
      attachments: [{ state: "loading", providerMediaId: "media-1" }],
    });
  });

  it("a reaction is the business's, and an edit and a withdrawal name their message", () => {
    expect(echo({ type: "reaction", reaction: { message_id: "wamid.in", emoji: "👍" } })).toMatchObject({
      fact: "reaction",
      target: "wamid.in",
      emoji: "👍",
      isOwn: true,
    });
    const text = { type: "text", text: { body: "Better" } };
    expect(echo({ type: "edit", edit: { original_message_id: "wamid.0", message: text } })).toMatchObject({
      fact: "edit",
      target: "wamid.0",
      body: "Better",
    });
    expect(echo({ type: "revoke", revoke: { original_message_id: "wamid.0" } })).toMatchObject({
      fact: "revoke",
      target: "wamid.0",
    });
  });
});

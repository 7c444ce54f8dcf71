import { describe, expect, it } from "vitest";
import { channelRules } from "../../src/core/channel-rules.ts";
import { decide } from "../../src/core/decide.ts";
import { receive } from "../../src/core/receive.ts";
import type { Attachment } from "../../src/protocol/records.ts";
import { afterInbound, ana, nobody, now, reach, saidBy, text } from "./given.ts";

const megabyte = 1024 * 1024;

function file(change: Partial<Attachment> = {}): Attachment {
  return {
    id: "f",
    type: "image",
    state: "ready",
    mimeType: "image/png",
    filename: null,
    sizeBytes: 1_000,
    providerMediaId: null,
    url: "/f",
    ...change,
  };
}

function send(files: Attachment[], given: { body?: string; attachments?: string[] } = {}) {
  const { body = "", attachments = ["f"] } = given;
  const state = afterInbound(1);
  const payload = { conversationId: state.conversation?.id ?? "", body, attachments };
  const said = saidBy(state, { command: "message:send", payload }, { files, template: null });
  return decide({ ...state, said }, "m", { command: "message:send", payload }, ana, { now, seq: 9 });
}

describe("M7 D6: limits are checked before sending", () => {
  it("a file makes the message one of its kind, and needs no text", () => {
    const decision = send([file()]);
    expect(decision).toMatchObject({
      ok: true,
      events: expect.arrayContaining([
        expect.objectContaining({
          event: "message:queued",
          message: expect.objectContaining({ type: "image", body: "", attachments: [file()] }),
        }),
      ]),
      effects: [
        { effect: "send", messageId: "m" },
        { effect: "attach", messageId: "m", attachments: [file()] },
      ],
    });
  });

  it("one that the org has not is not found (I10)", () =>
    expect(send([])).toMatchObject({ ok: false, code: "not_found", details: { id: "f" } }));

  it.each([
    [
      "a picture over 5 MB",
      file({ sizeBytes: 6 * megabyte }),
      { limit: 5 * megabyte, size: 6 * megabyte, type: "image" },
    ],
    [
      "a film of 30 MB",
      file({ type: "video", mimeType: "video/mp4", sizeBytes: 30 * megabyte }),
      { size: 30 * megabyte },
    ],
    ["a picture of another type", file({ mimeType: "image/webp" }), { mimeType: "image/webp" }],
    ["a recording as browsers make it", file({ type: "voice", mimeType: "audio/webm" }), { mimeType: "audio/webm" }],
    ["one that is not here", file({ state: "loading" }), { state: "loading" }],
  ])("WhatsApp does not take %s", (_, given, details) =>
    expect(send([given])).toMatchObject({ ok: false, code: "media_refused", details }),
  );

  it("WhatsApp takes a document of 30 MB, whatever it is", () =>
    expect(send([file({ type: "document", mimeType: "image/webp", sizeBytes: 30 * megabyte })]).ok).toBe(true));

  it("one file a message, and a caption of 1,024 characters", () => {
    expect(send([file(), file({ id: "g" })], { attachments: ["f", "g"] })).toMatchObject({
      code: "media_refused",
      details: { limit: 1, count: 2 },
    });
    expect(send([file()], { body: "x".repeat(1_025) })).toMatchObject({ code: "too_long", details: { limit: 1_024 } });
    expect(send([file()], { body: "x".repeat(1_024) }).ok).toBe(true);
  });

  it("sound carries no text on WhatsApp: it would be lost", () =>
    expect(send([file({ type: "audio", mimeType: "audio/ogg" })], { body: "Listen" })).toMatchObject({
      code: "unsupported_content",
    }));

  it("every channel has its own limits", () => {
    expect(channelRules.sms.media.video?.maxBytes).toBeLessThan(channelRules.whatsapp.media.video?.maxBytes ?? 0);
    expect(channelRules.instagram.media.document).toBeUndefined();
  });
});

describe("A8: a customer's file", () => {
  it("is named after its message, and its source is told to nobody", () => {
    const incoming = {
      ...file({ id: "a:0", state: "loading", url: null, providerMediaId: "900" }),
      sourceUrl: "https://example.com/?token=secret",
    };
    const reception = receive(nobody, text({ type: "image", attachments: [incoming] }), reach, { now, seq: 5 });
    expect(JSON.stringify(reception)).not.toContain("secret");
    expect(reception).toMatchObject({
      events: expect.arrayContaining([
        expect.objectContaining({
          message: expect.objectContaining({ attachments: [expect.objectContaining({ id: `${reach.messageId}:0` })] }),
        }),
      ]),
    });
  });
});

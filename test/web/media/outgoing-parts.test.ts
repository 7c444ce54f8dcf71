import { expect, it } from "vitest";
import { channelRules } from "../../../src/core/channel-rules.ts";
import type { Attachment } from "../../../src/protocol/records.ts";
import { outgoingParts } from "../../../src/web/media/outgoing-parts.ts";

function file(id: string, type: Attachment["type"], sizeBytes = 1000): Attachment {
  return { id, type, state: "ready", mimeType: null, filename: null, sizeBytes, providerMediaId: null, url: null };
}

function parts(text: string, files: readonly Attachment[], channel: keyof typeof channelRules): [string, string[]][] {
  return outgoingParts(text, files, channelRules[channel]).map(({ body, attachments }) => [
    body,
    attachments.map(({ id }) => id),
  ]);
}

it("D6 where a channel takes one file a message, several go as several, in order; the text is the caption of the first", () => {
  expect(parts("Both sides", [file("a", "image"), file("b", "document")], "whatsapp")).toEqual([
    ["Both sides", ["a"]],
    ["", ["b"]],
  ]);
  expect(parts("", [file("a", "image")], "whatsapp")).toEqual([["", ["a"]]]);
  expect(parts("Hello", [], "whatsapp")).toEqual([["Hello", []]]);
});

it("D6 a text that no file can carry goes by itself, last: none of it is cut", () => {
  expect(parts("Listen", [file("a", "voice")], "whatsapp")).toEqual([
    ["", ["a"]],
    ["Listen", []],
  ]);
  expect(parts("Listen and look", [file("a", "voice"), file("b", "image")], "whatsapp")).toEqual([
    ["", ["a"]],
    ["Listen and look", ["b"]],
  ]);
  const long = "x".repeat(1025);
  expect(parts(long, [file("a", "image")], "whatsapp")).toEqual([
    ["", ["a"]],
    [long, []],
  ]);
  expect(parts("Look", [file("a", "image")], "instagram")).toEqual([
    ["", ["a"]],
    ["Look", []],
  ]);
});

it("D6 several files share a message as far as the channel's number and size allow", () => {
  const megabyte = 1024 * 1024;
  expect(parts("Three", [file("a", "image"), file("b", "image"), file("c", "image")], "sms")).toEqual([
    ["Three", ["a", "b", "c"]],
  ]);
  expect(parts("", [file("a", "image", 3 * megabyte), file("b", "image", 3 * megabyte)], "sms")).toEqual([
    ["", ["a"]],
    ["", ["b"]],
  ]);
});

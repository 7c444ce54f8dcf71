import { describe, expect, it } from "vitest";
import { png, sampleOf } from "../../src/dev/simulator/samples.ts";
import { contentTypeOf } from "../../src/media/content-type.ts";

const text = (content: string) => new TextEncoder().encode(content);

describe("M3 D6: what a file is, by its content", () => {
  it("a picture has its pixels", async () => {
    expect(await contentTypeOf(png(120, 80), "application/pdf")).toEqual({
      mimeType: "image/png",
      type: "image",
      width: 120,
      height: 80,
    });
  });

  it.each([
    ["audio", "audio/ogg", "audio"],
    ["video", "video/mp4", "video"],
    ["document", "application/pdf", "document"],
    ["sticker", "image/webp", "image"],
  ])("a %s is seen whatever its sender says", async (kind, mimeType, type) => {
    const bytes = sampleOf(kind)?.bytes ?? new Uint8Array();
    expect(await contentTypeOf(bytes, "text/plain")).toMatchObject({ mimeType, type });
  });

  it("a container of film holds sound alone when its recorder says so", async () => {
    const film = sampleOf("video")?.bytes ?? new Uint8Array();
    expect(await contentTypeOf(film, "audio/mp4; codecs=mp4a.40.2")).toEqual({ mimeType: "audio/mp4", type: "audio" });
    expect(await contentTypeOf(film, "audio/webm")).toEqual({ mimeType: "video/mp4", type: "video" });
  });

  it("I13: what is no picture is none, whatever it is called", async () => {
    expect(await contentTypeOf(text("<html><script>alert(1)</script>"), "image/png")).toEqual({
      mimeType: "text/plain",
      type: "document",
    });
    expect(await contentTypeOf(Uint8Array.of(1, 0, 2, 0, 255), "image/jpeg")).toEqual({
      mimeType: "application/octet-stream",
      type: "document",
    });
  });

  it("I13: drawings and pages that can hold script are documents", async () => {
    const svg = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(await contentTypeOf(svg, "image/svg+xml")).toEqual({ mimeType: "image/svg+xml", type: "document" });
    expect(await contentTypeOf(text('<?xml version="1.0"?><a/>'), null)).toMatchObject({ type: "document" });
    expect(await contentTypeOf(text("<!doctype html>"), "text/html")).toMatchObject({ type: "document" });
  });

  it("text is text also when the part that was seen ends within a character", async () => {
    const bytes = text("name;ort\nJörg;Köln");
    expect(await contentTypeOf(bytes.subarray(0, 11), "text/csv")).toMatchObject({ mimeType: "text/csv" });
    expect(await contentTypeOf(text("plain"), null)).toMatchObject({ mimeType: "text/plain", type: "document" });
  });

  it("I13: a file that breaks off in its own header is answered", async () => {
    for (const kind of ["image", "audio", "video", "document", "sticker"]) {
      const bytes = sampleOf(kind)?.bytes ?? new Uint8Array();
      for (const length of [1, 4, 12, 20]) {
        expect(await contentTypeOf(bytes.subarray(0, length), null)).toHaveProperty("mimeType");
      }
    }
  });
});

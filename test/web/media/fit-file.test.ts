import { expect, it } from "vitest";
import { channelRules } from "../../../src/core/channel-rules.ts";
import { fitFile } from "../../../src/web/media/fit-file.ts";

const megabyte = 1024 * 1024;

it("D6 a file goes as what it is where the channel takes that", () => {
  expect(fitFile({ type: "image/png", size: megabyte }, channelRules.whatsapp)).toEqual({
    ok: true,
    kind: "image",
    asDocument: false,
  });
  expect(fitFile({ type: "audio/ogg;codecs=opus", size: 9 }, channelRules.whatsapp)).toMatchObject({ kind: "audio" });
  expect(fitFile({ type: "", size: 9 }, channelRules.whatsapp)).toMatchObject({ kind: "document", asDocument: false });
});

it("D6 a photo that is too large or of a foreign format goes whole, as a document", () => {
  const document = { ok: true, kind: "document", asDocument: true };
  expect(fitFile({ type: "image/png", size: 6 * megabyte }, channelRules.whatsapp)).toEqual(document);
  expect(fitFile({ type: "image/heic", size: 9 }, channelRules.whatsapp)).toEqual(document);
});

it("D6 what a channel does not take is told before it is uploaded, with the largest size that it would take", () => {
  expect(fitFile({ type: "image/png", size: 0 }, channelRules.whatsapp)).toEqual({ ok: false, why: "empty" });
  expect(fitFile({ type: "application/zip", size: 9 }, channelRules.sms)).toEqual({ ok: false, why: "not_taken" });
  expect(fitFile({ type: "image/png", size: 101 * megabyte }, channelRules.whatsapp)).toEqual({
    ok: false,
    why: "too_large",
    mostBytes: 100 * megabyte,
  });
  expect(fitFile({ type: "image/png", size: 9 * megabyte }, channelRules.instagram)).toEqual({
    ok: false,
    why: "too_large",
    mostBytes: 8 * megabyte,
  });
});

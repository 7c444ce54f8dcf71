import { describe, expect, it } from "vitest";
import { channelRules } from "../../../src/core/channel-rules.ts";
import type { ChannelType } from "../../../src/protocol/records.ts";
import { voicePlan } from "../../../src/web/voice/voice-plan.ts";

const browsers = {
  chromium: ["audio/webm;codecs=opus"],
  firefox: ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"],
  safari: ["audio/mp4;codecs=mp4a.40.2"],
} as const;

function made(browser: keyof typeof browsers, channel: ChannelType): string | null {
  const types: readonly string[] = browsers[browser];
  const plan = voicePlan(channelRules[channel].media.voice, (type) => types.includes(type));
  return plan === null ? null : `${plan.sends}${plan.isConverted ? ", converted" : ""}`;
}

describe("D6 a voice message is recorded as its channel takes it, converted where the browser cannot record that", () => {
  it.each([
    ["chromium", "whatsapp", "ogg, converted"],
    ["chromium", "instagram", "wav, converted"],
    ["chromium", "sms", "ogg, converted"],
    ["chromium", "email", "wav, converted"],
    ["firefox", "whatsapp", "ogg"],
    ["firefox", "instagram", "wav, converted"],
    ["safari", "whatsapp", "mp4"],
    ["safari", "instagram", "mp4"],
    ["safari", "email", "mp4"],
    ["safari", "sms", "ogg, converted"],
  ] as const)("%s, %s: %s", (browser, channel, wanted) => expect(made(browser, channel)).toBe(wanted));

  it("ends before it is larger than the channel takes, and after a quarter of an hour at the latest", () => {
    const canRecord = (type: string) => type === "audio/webm;codecs=opus";
    const maxMs = (channel: ChannelType) => voicePlan(channelRules[channel].media.voice, canRecord)?.maxMs ?? 0;
    expect(maxMs("whatsapp")).toBe(900_000);
    // 32 kbit/s: 4 bytes a millisecond.
    expect(maxMs("sms") * 4).toBeLessThan(channelRules.sms.media.voice?.maxBytes ?? 0);
    expect(maxMs("sms")).toBeGreaterThan(60_000);
  });

  it("is not offered where nothing fits", () => {
    expect(voicePlan(undefined, () => true)).toBeNull();
    expect(voicePlan(channelRules.whatsapp.media.voice, () => false)).toBeNull();
  });
});

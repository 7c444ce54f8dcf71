import { limits } from "../protocol/limits.ts";
import type { Attachment, ChannelType } from "../protocol/records.ts";

/**
 * What a channel takes, in one table: the hub refuses by it, the page offers by it, adapters rely on it. A size is in
 * bytes, a duration in milliseconds. Sources: Meta "Media", "Interactive messages", "Send messages" (2026);
 * Twilio "Accepted content types for media" and error 21617.
 */
export interface ChannelRules {
  /** Longest text, as `lengthOf` counts it. */
  readonly textLength: number;
  readonly countedIn: "utf16" | "bytes";
  /** Longest text beside a file; null where files carry none. */
  readonly captionLength: number | null;
  readonly attachmentsPerMessage: number;
  /** Kinds of files that it takes, with the largest size of each. */
  readonly media: Readonly<Partial<Record<Attachment["type"], MediaRule>>>;
  /** Of all files of one message together. */
  readonly attachmentBytes: number;
  readonly templates: boolean;
  readonly interactive: boolean;
  readonly location: boolean;
  readonly quotes: boolean;
  readonly reactions: boolean;
  readonly subject: boolean;
}

export interface MediaRule {
  readonly maxBytes: number;
  /** Types as the content shows them, `image/*` for all of a kind. */
  readonly mimeTypes: readonly string[];
  /** Absent: a text can stand beside it, when the channel takes captions. */
  readonly caption?: false;
}

const megabyte = 1024 * 1024;
const anyFile: MediaRule = { maxBytes: 20 * megabyte, mimeTypes: ["*/*"] };
const whatsappAudio: MediaRule = {
  maxBytes: 16 * megabyte,
  mimeTypes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
  caption: false,
};
const instagramFile = (mimeTypes: readonly string[], maxBytes: number): MediaRule => ({ maxBytes, mimeTypes });

export const channelRules: Readonly<Record<ChannelType, ChannelRules>> = {
  whatsapp: {
    textLength: limits.whatsappTextLength,
    countedIn: "utf16",
    captionLength: limits.whatsappCaptionLength,
    attachmentsPerMessage: 1,
    attachmentBytes: 100 * megabyte,
    media: {
      image: { maxBytes: 5 * megabyte, mimeTypes: ["image/jpeg", "image/png"] },
      audio: whatsappAudio,
      voice: whatsappAudio,
      video: { maxBytes: 16 * megabyte, mimeTypes: ["video/mp4", "video/3gpp"] },
      document: { maxBytes: 100 * megabyte, mimeTypes: ["*/*"] },
      sticker: { maxBytes: 500_000, mimeTypes: ["image/webp"], caption: false },
    },
    templates: true,
    interactive: true,
    location: true,
    quotes: true,
    reactions: true,
    subject: false,
  },
  instagram: {
    textLength: limits.instagramTextBytes,
    countedIn: "bytes",
    captionLength: null,
    attachmentsPerMessage: 1,
    attachmentBytes: 25 * megabyte,
    media: {
      image: instagramFile(["image/jpeg", "image/png", "image/gif"], 8 * megabyte),
      audio: instagramFile(["audio/aac", "audio/mp4", "audio/wav", "audio/mpeg"], 25 * megabyte),
      voice: instagramFile(["audio/aac", "audio/mp4", "audio/wav", "audio/mpeg"], 25 * megabyte),
      video: instagramFile(["video/mp4", "video/ogg", "video/webm", "video/quicktime"], 25 * megabyte),
    },
    templates: false,
    interactive: false,
    location: false,
    quotes: true,
    reactions: true,
    subject: false,
  },
  sms: {
    textLength: limits.smsTextLength,
    countedIn: "utf16",
    captionLength: limits.smsTextLength,
    attachmentsPerMessage: 10,
    attachmentBytes: 5 * megabyte,
    media: {
      image: { maxBytes: 5 * megabyte, mimeTypes: ["image/jpeg", "image/png", "image/gif"] },
      audio: { maxBytes: 500_000, mimeTypes: ["audio/mpeg", "audio/ogg", "audio/amr"] },
      voice: { maxBytes: 500_000, mimeTypes: ["audio/mpeg", "audio/ogg", "audio/amr"] },
      video: { maxBytes: 500_000, mimeTypes: ["video/mp4", "video/3gpp"] },
      document: { maxBytes: 500_000, mimeTypes: ["application/pdf", "text/vcard", "text/csv"] },
    },
    templates: false,
    interactive: false,
    location: false,
    quotes: false,
    reactions: false,
    subject: false,
  },
  email: {
    textLength: limits.mailTextLength,
    countedIn: "utf16",
    captionLength: limits.mailTextLength,
    attachmentsPerMessage: limits.attachmentsPerMessage,
    attachmentBytes: 20 * megabyte,
    media: { image: anyFile, audio: anyFile, voice: anyFile, video: anyFile, document: anyFile, sticker: anyFile },
    templates: false,
    interactive: false,
    location: false,
    quotes: true,
    reactions: false,
    subject: true,
  },
};

/** How much of the channel's length a text takes. */
export function lengthOf(text: string, { countedIn }: Pick<ChannelRules, "countedIn">): number {
  if (countedIn === "utf16") return text.length;
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

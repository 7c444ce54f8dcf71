import { limits } from "../protocol/limits.ts";
import type { Alias, Attachment, ChannelType } from "../protocol/records.ts";
import { channelBasics } from "./channel-basics.ts";
import type { ChannelBasics } from "./channel-basics.ts";

/**
 * What a channel takes, in one table: the hub refuses by it, the page offers by it, adapters rely on it. A size is in
 * bytes, a duration in milliseconds. Sources: Meta "Media", "Interactive messages", "Send messages" (2026);
 * Twilio "Accepted content types for media" and error 21617.
 */
export interface ChannelRules extends ChannelBasics {
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
  readonly subject: boolean;
  /** By which of a customer's aliases their name is asked of the provider; null where messages bring it. */
  readonly profileOf: Alias["kind"] | null;
}

export interface MediaRule {
  readonly maxBytes: number;
  /** Types as the content shows them, `image/*` for all of a kind. */
  readonly mimeTypes: readonly string[];
  /** Absent: a text can stand beside it, when the channel takes captions. */
  readonly hasCaption?: false;
}

const megabyte = 1024 * 1024;
const anyFile: MediaRule = { maxBytes: 20 * megabyte, mimeTypes: ["*/*"] };
const whatsappAudio: MediaRule = {
  maxBytes: 16 * megabyte,
  mimeTypes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
  hasCaption: false,
};
const instagramAudio: MediaRule = {
  maxBytes: 25 * megabyte,
  mimeTypes: ["audio/aac", "audio/mp4", "audio/wav", "audio/mpeg"],
};

export const channelRules: Readonly<Record<ChannelType, ChannelRules>> = {
  whatsapp: {
    ...channelBasics.whatsapp,
    captionLength: limits.whatsappCaptionLength,
    attachmentsPerMessage: 1,
    attachmentBytes: 100 * megabyte,
    media: {
      image: { maxBytes: 5 * megabyte, mimeTypes: ["image/jpeg", "image/png"] },
      audio: whatsappAudio,
      voice: whatsappAudio,
      video: { maxBytes: 16 * megabyte, mimeTypes: ["video/mp4", "video/3gpp"] },
      document: { maxBytes: 100 * megabyte, mimeTypes: ["*/*"] },
      sticker: { maxBytes: 500_000, mimeTypes: ["image/webp"], hasCaption: false },
    },
    templates: true,
    interactive: true,
    location: true,
    subject: false,
    profileOf: null,
  },
  instagram: {
    ...channelBasics.instagram,
    captionLength: null,
    attachmentsPerMessage: 1,
    attachmentBytes: 25 * megabyte,
    media: {
      image: { maxBytes: 8 * megabyte, mimeTypes: ["image/jpeg", "image/png", "image/gif"] },
      audio: instagramAudio,
      voice: instagramAudio,
      video: { maxBytes: 25 * megabyte, mimeTypes: ["video/mp4", "video/ogg", "video/webm", "video/quicktime"] },
    },
    templates: false,
    interactive: false,
    location: false,
    subject: false,
    profileOf: "instagram_id",
  },
  sms: {
    ...channelBasics.sms,
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
    subject: false,
    profileOf: null,
  },
  email: {
    ...channelBasics.email,
    captionLength: limits.mailTextLength,
    attachmentsPerMessage: limits.attachmentsPerMessage,
    attachmentBytes: 20 * megabyte,
    media: { image: anyFile, audio: anyFile, voice: anyFile, video: anyFile, document: anyFile, sticker: anyFile },
    templates: false,
    interactive: false,
    location: false,
    subject: true,
    profileOf: null,
  },
};

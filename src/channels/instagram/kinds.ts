import type { IncomingAttachment } from "../../protocol/facts.ts";
import type { Attachment } from "../../protocol/records.ts";
import type { MessageType } from "../../protocol/message-kinds.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { isPage } from "../page-address.ts";
import { keep, type Said } from "../said.ts";
import { type Panel, panelsOf } from "./panels.ts";

/** Meta's addresses of files carry a signature. */
const urlLength = 4_096;
const maxAttachments = 50;

/** What a kind of attachment is shown as. Stories and posts may be either; their bytes decide. */
const fileTypes: Readonly<Record<string, Attachment["type"]>> = {
  image: "image",
  video: "video",
  audio: "audio",
  file: "document",
  sticker: "image",
  story_mention: "image",
  ig_story: "image",
  ig_post: "image",
  share: "image",
  post: "image",
  reel: "video",
  ig_reel: "video",
  animated_image_share: "image",
};

/** Kinds that show somebody's story, post or reel rather than a file of the customer's own. */
const sharedKinds: ReadonlySet<string> = new Set(["share", "post", "ig_post", "reel", "ig_reel", "fallback"]);
const storyKinds: ReadonlySet<string> = new Set(["story_mention", "ig_story"]);

/**
 * Reads a message; what surrounds it is its content: `story`, `shares`, `panels`, `button`, `location`, `referral`. What
 * Instagram does not pass on, or we do not know, is `unsupported`: shown as such, never lost.
 */
export function said(message: JsonObject, id: string): Said {
  const items = Array.isArray(message.attachments) ? message.attachments.slice(0, maxAttachments) : [];
  const body = asText(message.text);
  const content: Record<string, unknown> = {};
  const attachments: IncomingAttachment[] = [];
  const shares: JsonObject[] = [];
  const panels: Panel[] = [];
  const unknown: string[] = [];
  let hearts = 0;
  for (const item of items) {
    const given = asObject(item) ?? {};
    const kind = asText(given.type) || "unknown";
    const payload = asObject(given.payload) ?? {};
    if (kind === "like_heart") hearts += 1;
    const file = fileOf(kind, payload, `${id}:${attachments.length}`);
    if (file !== null) attachments.push(file);
    const shown = kind === "template" || kind === "product" ? panelsOf(payload) : [];
    const place = kind === "location" ? placeOf(given, payload) : null;
    panels.push(...shown);
    if (place !== null) content.location = place;
    if (storyKinds.has(kind)) content.story = { ...storyOf(payload), mention: kind === "story_mention" };
    else if (sharedKinds.has(kind)) shares.push(shareOf(kind, { ...given, ...payload }));
    else if (file === null && shown.length === 0 && place === null && kind !== "like_heart") {
      unknown.push(kind.slice(0, 100));
      keep(content, "payload", given.payload);
    }
  }
  const repliedStory = asObject(asObject(message.reply_to)?.story);
  if (repliedStory !== null) content.story = { ...storyOf(repliedStory), mention: false };
  if (shares.length > 0) content.shares = shares;
  if (panels.length > 0) content.panels = panels;
  keep(content, "referral", message.referral);
  const choice = asObject(message.quick_reply);
  if (choice !== null) content.button = { text: body, payload: asText(choice.payload) };
  const text = body === "" && hearts > 0 ? "❤️".repeat(hearts) : body;
  if (unknown.length > 0) content.unsupported = unknown;
  const type = typeOf(message, { text, attachments, choice, content });
  return { type, body: text, content: Object.keys(content).length === 0 ? null : content, attachments };
}

/** A tap on a button, an ice breaker or the menu. */
export function saidByPostback(postback: JsonObject): Said {
  const title = asText(postback.title);
  const content: Record<string, unknown> = { button: { text: title, payload: asText(postback.payload) } };
  keep(content, "referral", postback.referral);
  return { type: "button", body: title, content, attachments: [] };
}

function typeOf(
  message: JsonObject,
  found: {
    text: string;
    attachments: readonly IncomingAttachment[];
    choice: JsonObject | null;
    content: JsonObject;
  },
): MessageType {
  const [file] = found.attachments;
  if (message.is_unsupported === true) return "unsupported";
  if (file !== undefined) return file.type;
  if (found.choice !== null) return "button";
  if (found.content.location !== undefined) return "location";
  const isShown = ["panels", "shares", "story"].some((name) => found.content[name] !== undefined);
  return found.text === "" && !isShown ? "unsupported" : "text";
}

function fileOf(kind: string, payload: JsonObject, id: string): IncomingAttachment | null {
  const type = Object.hasOwn(fileTypes, kind) ? fileTypes[kind] : undefined;
  const url = addressOf(payload.url ?? payload.story_media_url);
  // The address of a post is a page for people; no file is there to be fetched.
  if (type === undefined || url === null || isPage(url)) return null;
  return {
    id,
    type,
    state: "loading",
    mimeType: null,
    filename: asText(payload.name) || null,
    sizeBytes: null,
    // Instagram has no ids of files: an address names it, until it expires.
    providerMediaId: null,
    sourceUrl: url,
    url: null,
  };
}

/** Only what can be fetched over the web; anything else is no file. */
function addressOf(value: unknown): string | null {
  const text = asText(value);
  return /^https?:\/\/\S+$/i.test(text) && text.length <= urlLength ? text : null;
}

/** A story is there for a day, and its address for as long: `expires` says so to whoever shows it. */
function storyOf(story: JsonObject): JsonObject {
  return {
    id: asId(story.id ?? story.story_media_id),
    url: addressOf(story.url ?? story.story_media_url),
    expires: true,
  };
}

function shareOf(kind: string, payload: JsonObject): JsonObject {
  return {
    kind,
    id: asId(payload.id ?? payload.reel_video_id ?? payload.ig_post_media_id),
    title: asText(payload.title) || null,
    url: addressOf(payload.url),
  };
}

/** A place, as the channels that send places of their own structure it. */
function placeOf({ title, url }: JsonObject, payload: JsonObject): JsonObject | null {
  const at = asObject(payload.coordinates);
  const [latitude, longitude] = [Number(at?.lat), Number(at?.long)];
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return null;
  return { latitude, longitude, name: asText(title), url: addressOf(url) };
}

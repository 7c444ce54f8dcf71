import type { Fact, Identity, IncomingAttachment, MessageFact } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { visibleLine, visibleName } from "../../protocol/plain-text.ts";
import type { Attachment } from "../../protocol/records.ts";
import { asId } from "../json.ts";
import { keywordOf } from "./keyword.ts";
import type { Params } from "./params.ts";

/** Twilio takes and sends ten files a message at most (Twilio, "Messages resource"). */
const maxFiles = 10;
const urlLength = 4_096;

/** A message, and what it says about consent: a STOP is both a message that people must see and a fact. */
export function readMessage(params: Params, id: string, receivedAt: string, raw: string): Fact[] {
  const from = identityOf(params);
  if (from === null) return [{ fact: "ignored", reason: "message without a sender", providerId: id }];
  const message: MessageFact = {
    fact: "message",
    providerId: id,
    // Twilio does not say when it was sent.
    at: receivedAt,
    from,
    ...contentOf(params, id),
    subject: null,
    quotes: null,
    fromAd: false,
    raw,
  };
  const said = keywordOf(message.body, params.text("OptOutType"));
  if (said === null) return [message];
  const categories = ["marketing", "service"] as const;
  return [message, { fact: "consent", providerId: id, at: receivedAt, from, categories, ...said }];
}

function contentOf(params: Params, id: string): Pick<MessageFact, "type" | "body" | "content" | "attachments"> {
  const body = params.text("Body");
  const attachments = filesOf(params, id);
  const place = placeOf(params);
  if (place !== null) {
    const text = body === "" ? [place.name, place.address].filter(Boolean).join(", ") : body;
    return { type: "location", body: text, content: { location: place }, attachments };
  }
  const [file] = attachments;
  if (file === undefined && body === "") {
    // Nothing of it can be shown: a kind that Twilio does not pass on, or one that is new.
    return { type: "unsupported", body, content: { type: params.text("MessageType") }, attachments };
  }
  return { type: file?.type ?? "text", body, content: null, attachments };
}

function filesOf(params: Params, id: string): IncomingAttachment[] {
  const announced = Number(params.text("NumMedia") || maxFiles);
  const files: IncomingAttachment[] = [];
  for (let index = 0; index < Math.min(announced, maxFiles); index += 1) {
    const url = params.text(`MediaUrl${index}`);
    if (!/^https?:\/\/\S+$/i.test(url) || url.length > urlLength) continue;
    const mimeType = asId(params.text(`MediaContentType${index}`));
    files.push({
      id: `${id}:${index}`,
      type: typeOf(mimeType),
      state: "loading",
      mimeType,
      filename: null,
      sizeBytes: null,
      providerMediaId: null,
      sourceUrl: url,
      url: null,
    });
  }
  return files;
}

function typeOf(mimeType: string | null): Attachment["type"] {
  const kind = mimeType?.split("/")[0]?.toLowerCase();
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "document";
}

function placeOf(params: Params) {
  const latitude = Number(params.text("Latitude") || Number.NaN);
  const longitude = Number(params.text("Longitude") || Number.NaN);
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return null;
  const [name, address] = [params.text("Label"), params.text("Address")];
  return { latitude, longitude, ...(name === "" ? {} : { name }), ...(address === "" ? {} : { address }) };
}

/** In E.164, with its plus; and without, where it can be nothing else. */
const international = /^\+\s*[1-9][\d\s().-]{4,}$/;
const withoutPlus = /^(?!1[01])[1-9]\d{8,14}$/;

/** A phone number by its digits; a short code, and a sender that is a word ("BANK") and takes no answer, as they came. */
function identityOf(params: Params): Identity | null {
  const from = asId(params.text("From"));
  if (from === null) return null;
  const name = visibleName(params.text("ProfileName"), limits.nameLength);
  const digits = from.replace(/[\s+().-]/g, "");
  if ((international.test(from) && digits.length <= 15) || withoutPlus.test(digits))
    return { aliases: [{ kind: "phone", value: digits }], name };
  const isCode = /^\d+$/.test(digits);
  const sender = isCode ? digits : visibleLine(from);
  return sender === ""
    ? null
    : { aliases: [{ kind: "sms_sender", value: sender }], name: isCode ? name : (name ?? sender) };
}

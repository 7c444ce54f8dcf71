import type { Attachment } from "../../protocol/records.ts";
import type { MessageType } from "../../protocol/message-kinds.ts";
import { asId, asObject, asText, isShallow, type JsonObject } from "../json.ts";
import { contentLevels, keep, type Said } from "../said.ts";
import { formFiles } from "./form-files.ts";

/** The kind by its payload, for items that name none. */
const kinds = [
  "text",
  "image",
  "audio",
  "voice",
  "video",
  "document",
  "sticker",
  "location",
  "contacts",
  "interactive",
  "button",
  "order",
  "reaction",
  "system",
] as const;

/** The item's type, or what its payload shows it to be. */
export function typeOf(message: JsonObject): string {
  return typeof message.type === "string"
    ? message.type
    : (kinds.find((kind) => message[kind] !== undefined) ?? "unknown");
}

/**
 * Reads one message by its type. A type that we do not know, or whose payload is not what the type promises,
 * is `unsupported`: shown as such, never lost. `id` names the attachment.
 */
export function said(message: JsonObject, type: string, id: string): Said {
  switch (type) {
    case "text": {
      const text = asObject(message.text);
      return typeof text?.body === "string" ? plain(message, "text", asText(text.body)) : unsupported(message);
    }
    case "image":
    case "video":
    case "document":
    case "sticker":
    case "audio":
    case "voice":
      return media(message, type, id);
    case "location":
      return structured(message, "location", (place) => join(asText(place.name), asText(place.address)));
    case "contacts":
      return cards(message);
    case "interactive":
      return { ...structured(message, "interactive", interactiveBody), attachments: formFiles(message, id) };
    case "button":
      return structured(message, "button", (button) => asText(button.text));
    case "order":
      return structured(message, "order", (order) => asText(order.text));
    default:
      return unsupported(message);
  }
}

function plain(message: JsonObject, type: MessageType, body: string, attachments: readonly Attachment[] = []): Said {
  return { type, body, content: around(message, null), attachments };
}

function structured(
  message: JsonObject,
  type: "location" | "interactive" | "button" | "order",
  body: (payload: JsonObject) => string,
): Said {
  const payload = asObject(message[type]);
  return payload === null
    ? unsupported(message)
    : { type, body: body(payload), content: around(message, type), attachments: [] };
}

function cards(message: JsonObject): Said {
  if (!Array.isArray(message.contacts)) return unsupported(message);
  return { type: "contacts", body: "", content: around(message, "contacts"), attachments: [] };
}

function interactiveBody(interactive: JsonObject): string {
  const reply = asObject(interactive.button_reply) ?? asObject(interactive.list_reply);
  if (reply !== null) return asText(reply.title);
  return asText(asObject(interactive.nfm_reply)?.body);
}

function media(message: JsonObject, type: Attachment["type"], id: string): Said {
  const file = asObject(message[type]);
  const providerMediaId = asId(file?.id);
  // Imported history names no file at first; a second delivery of the same message does.
  if (file === null || providerMediaId === null) return unsupported(message);
  const kind = type === "audio" && file.voice === true ? "voice" : type;
  return plain(message, kind, asText(file.caption), [
    {
      id: `${id}:0`,
      type: kind,
      state: "loading",
      mimeType: asId(file.mime_type),
      filename: asText(file.filename) || null,
      sizeBytes: null,
      providerMediaId,
      url: null,
    },
  ]);
}

function unsupported(message: JsonObject): Said {
  const said: Record<string, unknown> = {};
  if (typeof message.type === "string") {
    said.type = asText(message.type);
    if (message.type !== "unsupported" && message.type !== "errors") keep(said, "payload", message[message.type]);
  }
  if (isShallow(message.unsupported, contentLevels)) said.unsupported = message.unsupported ?? null;
  if (isShallow(message.errors, contentLevels)) said.errors = message.errors ?? null;
  return { type: "unsupported", body: "", content: said, attachments: [] };
}

/** The payload of a type together with what surrounds a message: forwarding, an advertisement, a product. */
function around(message: JsonObject, type: string | null): Readonly<Record<string, unknown>> | null {
  const context = asObject(message.context);
  if (type === null && context === null && message.referral === undefined) return null;
  const content: Record<string, unknown> = {};
  if (type !== null) keep(content, type, message[type]);
  keep(content, "referral", message.referral);
  if (context?.forwarded === true) content.forwarded = true;
  if (context?.frequently_forwarded === true) content.frequently_forwarded = true;
  keep(content, "referred_product", context?.referred_product);
  for (const _ in content) return content;
  return null;
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}

import type { Interactive, Location } from "../../protocol/commands.ts";
import type { TemplateContent } from "../../protocol/template.ts";
import type { Attachment } from "../../protocol/records.ts";
import type { ReactionRequest, SendRequest } from "../channel.ts";
import type { JsonObject } from "../json.ts";

/** What `POST /{phone_number_id}/messages` is told of a message, without whom it is for. */

type Spoken = Pick<SendRequest, "message" | "quotes">;

/** `media`: the file that was handed over, as WhatsApp names it. null for what WhatsApp has no words for. */
export function messageBody(request: Spoken, media: JsonObject | null): JsonObject | null {
  const said = saidBy(request, media);
  if (said === null) return null;
  const { message, quotes } = request;
  return {
    ...said,
    ...(quotes === null ? {} : { context: { message_id: quotes } }),
    // Comes back in every status of this message, also when the answer to this request was lost (I9).
    biz_opaque_callback_data: message.id,
  };
}

/** An empty emoji takes the reaction back (Meta, "Reaction messages"). */
export function reactionBody({ target, emoji }: Pick<ReactionRequest, "target" | "emoji">): JsonObject {
  return {
    type: "reaction",
    reaction: { message_id: target, emoji: emoji ?? "" },
    biz_opaque_callback_data: `${reactionData}${target}`.slice(0, dataLength),
  };
}

/** Whether a status is one of a reaction. */
export function isReactionData(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(reactionData);
}

const reactionData = "reaction:";
/** Meta takes no longer `biz_opaque_callback_data`. */
const dataLength = 512;

function saidBy({ message }: Spoken, media: JsonObject | null): JsonObject | null {
  const { type, body, content } = message;
  const file = message.attachments[0];
  switch (type) {
    case "text":
      return { type, text: { body, preview_url: /https?:\/\//i.test(body) } };
    case "image":
    case "video":
    case "document":
    case "audio":
    case "voice":
    case "sticker":
      return file === undefined || media === null ? null : mediaBody(file, body, media);
    case "location":
      return { type, location: content?.location as Location };
    case "interactive":
      return { type, interactive: interactiveBody(content?.interactive as Interactive, body) };
    case "template":
      return { type, template: templateBody(content?.template as TemplateContent, file ?? null, media) };
    case "contacts":
    case "button":
    case "order":
    case "system":
    case "unsupported":
    case "note":
    case "activity":
      return null;
  }
}

function mediaBody({ type: kind, mimeType, filename }: Attachment, caption: string, media: JsonObject): JsonObject {
  const type = kind === "voice" ? "audio" : kind;
  const takesCaption = type === "image" || type === "video" || type === "document";
  return {
    type,
    [type]: {
      ...media,
      ...(takesCaption && caption !== "" ? { caption } : {}),
      ...(type === "document" && filename !== null ? { filename } : {}),
      // Shown as a voice message, which WhatsApp does for Ogg with Opus alone.
      ...(kind === "voice" && mimeType === "audio/ogg" ? { voice: true } : {}),
    },
  };
}

function interactiveBody(interactive: Interactive, text: string): JsonObject {
  switch (interactive.kind) {
    case "buttons":
      return {
        type: "button",
        body: { text },
        action: { buttons: interactive.buttons.map((reply) => ({ type: "reply", reply })) },
      };
    case "list":
      return {
        type: "list",
        body: { text },
        action: { button: interactive.button, sections: interactive.sections },
      };
  }
}

function templateBody(template: TemplateContent, file: Attachment | null, media: JsonObject | null): JsonObject {
  const { name, language, form, header, buttons, variables } = template;
  const parameters = (place: "header" | "body") =>
    variables
      .filter((variable) => variable.in === place)
      // Without names their order is all that WhatsApp has.
      .toSorted((a, b) => (form === "positional" ? Number(a.name) - Number(b.name) : 0))
      .map((variable) => ({
        type: "text",
        ...(form === "named" ? { parameter_name: variable.name } : {}),
        text: variable.value,
      }));
  const top =
    media === null || header === null
      ? parameters("header")
      : [{ type: header.format, [header.format]: headerFile(header.format, file, media) }];
  const components = [
    { type: "header", parameters: top },
    { type: "body", parameters: parameters("body") },
    ...variables
      .filter((variable) => variable.in === "button")
      .map(({ key, value }) => buttonPart(key, value, buttons)),
  ].filter((component) => component.parameters.length > 0);
  return { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

function headerFile(format: string, file: Attachment | null, media: JsonObject): JsonObject {
  return format === "document" && file?.filename != null ? { ...media, filename: file.filename } : media;
}

function buttonPart(key: string, value: string, buttons: TemplateContent["buttons"]) {
  const index = Number(key.slice("button.".length));
  const isCode = buttons[index]?.type === "copy_code";
  return {
    type: "button",
    sub_type: isCode ? "copy_code" : "url",
    index: String(index),
    parameters: [isCode ? { type: "coupon_code", coupon_code: value } : { type: "text", text: value }],
  };
}

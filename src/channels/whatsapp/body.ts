import type { Interactive, Location } from "../../protocol/commands.ts";
import type { TemplateContent } from "../../protocol/template.ts";
import type { OutgoingFile, ReactionRequest, SendRequest } from "../channel.ts";
import { asText, type JsonObject } from "../json.ts";

/** What `POST /{phone_number_id}/messages` is told of a message, without whom it is for. */

/** null for what WhatsApp has no words for. */
export async function messageBody(request: SendRequest): Promise<JsonObject | null> {
  const said = await saidBy(request);
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

async function saidBy({ message, files }: SendRequest): Promise<JsonObject | null> {
  const { type, body, content } = message;
  const [file] = files;
  switch (type) {
    case "text":
      return { type, text: { body, preview_url: /https?:\/\//i.test(body) } };
    case "image":
    case "video":
    case "document":
    case "audio":
    case "voice":
    case "sticker":
      return file === undefined ? null : mediaBody(type, file, body);
    case "location":
      return { type, location: content?.location as Location };
    case "interactive":
      return { type, interactive: interactiveBody(content?.interactive as Interactive, body) };
    case "template":
      return { type, template: await templateBody(content?.template as TemplateContent, file) };
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

async function mediaBody(
  type: "image" | "video" | "document" | "audio" | "voice" | "sticker",
  file: OutgoingFile,
  caption: string,
): Promise<JsonObject> {
  const link = await file.publicUrl();
  if (type === "voice") return { type: "audio", audio: { link, voice: true } };
  const { filename } = file.attachment;
  const named = type === "document" && filename !== null ? { filename } : {};
  return { type, [type]: { link, ...(caption === "" ? {} : { caption }), ...named } };
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

async function templateBody(template: TemplateContent, file: OutgoingFile | undefined): Promise<JsonObject> {
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
    file === undefined || header === null
      ? parameters("header")
      : [{ type: header.format, [header.format]: await headerFile(header.format, file) }];
  const components = [
    { type: "header", parameters: top },
    { type: "body", parameters: parameters("body") },
    ...variables
      .filter((variable) => variable.in === "button")
      .map(({ key, value }) => buttonPart(key, value, buttons)),
  ].filter((component) => component.parameters.length > 0);
  return { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

async function headerFile(format: string, file: OutgoingFile): Promise<JsonObject> {
  const { filename } = file.attachment;
  return {
    link: await file.publicUrl(),
    ...(format === "document" && filename !== null ? { filename: asText(filename) } : {}),
  };
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

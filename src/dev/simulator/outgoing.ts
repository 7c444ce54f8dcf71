import { type GraphAnswer, isObject, type Json, refusal } from "./graph-answer.ts";
import { templateRefusal, templateText } from "./templates.ts";

/** What a business sends over WhatsApp: what is wrong with it, and what the phone shows. */

const textLimit = 4_096;

/** null when nothing is wrong with it. */
export function contentRefusal(type: string, content: Json): GraphAnswer | null {
  const invalid = (details: string) => refusal(400, 100, details, "(#100) Invalid parameter");
  switch (type) {
    case "text": {
      const { body } = content;
      if (typeof body === "string" && body !== "" && body.length <= textLimit) return null;
      return invalid(`Param text['body'] must be 1 to ${textLimit} characters long.`);
    }
    case "template":
      return templateRefusal(content);
    case "location":
      return typeof content["latitude"] === "number" && typeof content["longitude"] === "number"
        ? null
        : invalid("Param location needs latitude and longitude.");
    case "interactive":
      return optionsOf(content).length === 0 ? invalid("Param interactive['action'] needs options.") : null;
    case "reaction":
      return typeof content["message_id"] === "string" && typeof content["emoji"] === "string"
        ? null
        : invalid("Param reaction needs message_id and emoji.");
    default:
      return null;
  }
}

export function shownText(type: string, content: Json): string {
  const said = content["body"] ?? content["caption"];
  switch (type) {
    case "template":
      return templateText(content);
    case "interactive": {
      const text = isObject(said) ? String(said["text"] ?? "") : "";
      return [text, ...optionsOf(content).map((title) => `▸ ${title}`)].join("\n");
    }
    case "location":
      return ["📍", content["name"], content["address"], `${content["latitude"]}, ${content["longitude"]}`]
        .filter((part) => typeof part === "string")
        .join(" ");
    default:
      return typeof said === "string" ? said : `[${type}]`;
  }
}

/** The ids of media that it shows. */
export function mediaIdOf(type: string, content: Json): unknown {
  if (type !== "template") return content["id"];
  const components = Array.isArray(content["components"]) ? content["components"].filter(isObject) : [];
  const header = components.find((one) => one["type"] === "header");
  const [parameter] = Array.isArray(header?.["parameters"]) ? header["parameters"].filter(isObject) : [];
  const file = parameter?.[String(parameter["type"])];
  return isObject(file) ? file["id"] : undefined;
}

function optionsOf({ action }: Json): string[] {
  if (!isObject(action)) return [];
  const buttons = Array.isArray(action["buttons"]) ? action["buttons"].filter(isObject) : [];
  const sections = Array.isArray(action["sections"]) ? action["sections"].filter(isObject) : [];
  const rows = sections.flatMap(({ rows: own }) => (Array.isArray(own) ? own.filter(isObject) : []));
  const replies = buttons.map((button) => button["reply"]).filter(isObject);
  return [...replies, ...rows].map(({ title }) => String(title));
}

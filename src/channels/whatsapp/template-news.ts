import type { TemplateFact } from "../../protocol/facts.ts";
import { asId, asText, type JsonObject } from "../json.ts";
import type { Change } from "./change.ts";
import { categoryOf, qualityOf, statusOf } from "./templates.ts";

/**
 * What a change says of a template; null when it is about something else. It names no number: every number of the
 * account has the template (Meta, "message_template_status_update" and the fields beside it).
 */
export function readTemplateNews(field: string, value: JsonObject, { receivedAt }: Change): TemplateFact | null {
  const name = asId(value.message_template_name);
  const language = asId(value.message_template_language);
  const change = name === null || language === null ? null : changeOf(field, value);
  if (name === null || language === null || change === null) return null;
  return { fact: "template", providerId: asId(value.message_template_id), at: receivedAt, name, language, change };
}

function changeOf(field: string, value: JsonObject): TemplateFact["change"] | null {
  switch (field) {
    case "message_template_status_update": {
      const reason = asText(value.reason);
      return { status: statusOf(value.event), reason: reason === "" || reason === "NONE" ? null : reason };
    }
    case "message_template_quality_update":
      return { quality: qualityOf(value.new_quality_score) };
    case "template_category_update": {
      const category = categoryOf(value.new_category);
      return category === null ? {} : { category };
    }
    // Its text, and with it its variables: to be read.
    case "message_template_components_update":
      return {};
    default:
      return null;
  }
}

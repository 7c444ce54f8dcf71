import { limits } from "../../protocol/limits.ts";
import { headerFormats, type TemplateButton, type TemplateVariable } from "../../protocol/template.ts";
import { variablePattern } from "../../protocol/template-variable.ts";
import { ownError, withoutSecret } from "../ask-provider.ts";
import type { ProviderRequest, ProviderTemplate, TemplateList } from "../channel.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { deliveryError } from "./errors.ts";
import { byStatus, getTemplates } from "./request.ts";

/** All templates of the number's account: `GET /{waba_id}/message_templates`, page by page. Never throws. */
export async function listTemplates(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<TemplateList> {
  const { accessToken } = request.secrets;
  const { accountId } = request.channel;
  if (!accessToken) return { ok: false, error: ownError("no_access_token", "The channel has no access token.") };
  if (accountId === null)
    return { ok: false, error: ownError("no_account", "The channel names no account of Meta's.") };
  const templates: ProviderTemplate[] = [];
  let after: string | null = null;
  do {
    const answer = await getTemplates({ ...request, accessToken, accountId }, after, fetcher, timeoutMs);
    if (!answer.answered) return { ok: false, error: answer.error };
    const { response, json } = answer;
    const error = asObject(json?.error);
    if (error !== null) return { ok: false, error: withoutSecret(deliveryError(error), accessToken) };
    if (!response.ok || !Array.isArray(json?.data)) return { ok: false, error: byStatus(response.status) };
    for (const item of json.data) {
      const template = readTemplate(item);
      if (template !== null) templates.push(template);
    }
    // Its `next` is an address that holds the token; its cursor says the same.
    const paging: JsonObject | null = asObject(json.paging);
    after = paging?.next === undefined ? null : asId(asObject(paging.cursors)?.after);
  } while (after !== null && templates.length < limits.templatesPerAccount);
  return { ok: true, templates };
}

/** One template as we keep it; null when it has no name, or no text that could be sent. */
export function readTemplate(item: unknown): ProviderTemplate | null {
  const template = asObject(item);
  const name = asId(template?.name);
  const language = asId(template?.language);
  if (template === null || name === null || language === null) return null;
  const components = (Array.isArray(template.components) ? template.components : []).map(asObject);
  const of = (type: string) => components.find((one) => asText(one?.type).toUpperCase() === type) ?? null;
  const [header, body, footer, buttons] = [of("HEADER"), of("BODY"), of("FOOTER"), of("BUTTONS")];
  if (body === null) return null;
  const isNamed = asText(template.parameter_format).toUpperCase() === "NAMED";
  const shown = headerOf(header);
  const pressed = Array.isArray(buttons?.buttons) ? buttons.buttons.map(buttonOf) : [];
  const text = asText(body.text);
  return {
    name,
    language,
    category: categoryOf(template.category) ?? "utility",
    status: statusOf(template.status),
    reason: reasonOf(template.rejected_reason),
    quality: qualityOf(asObject(template.quality_score)?.score),
    form: isNamed ? "named" : "positional",
    header: shown,
    body: text,
    footer: asText(footer?.text) || null,
    buttons: pressed,
    variables: [
      ...variablesIn("header", "header.", shown?.text ?? "", examplesOf(header, "header_text", isNamed)),
      ...variablesIn("body", "", text, examplesOf(body, "body_text", isNamed)),
      ...pressed.flatMap(buttonVariable),
    ],
  };
}

function headerOf(header: JsonObject | null): ProviderTemplate["header"] {
  if (header === null) return null;
  const format = headerFormats.find((one) => one === asText(header.format).toLowerCase());
  return format === undefined ? null : { format, text: format === "text" ? asText(header.text) : null };
}

function buttonOf(item: unknown): TemplateButton {
  const button = asObject(item);
  const said = asText(button?.type).toLowerCase();
  const type = (["quick_reply", "url", "phone_number", "copy_code", "flow"] as const).find((one) => one === said);
  return { type: type ?? "other", text: asText(button?.text), url: asText(button?.url) || null };
}

function buttonVariable({ type, url }: TemplateButton, place: number): TemplateVariable[] {
  const key = `button.${place}`;
  if (type === "copy_code") return [{ key, in: "button", name: "code", example: null }];
  const [found] = (url ?? "").matchAll(variablePattern);
  return found?.[1] === undefined ? [] : [{ key, in: "button", name: found[1], example: null }];
}

/** The variables of a text in their order, each once. */
function variablesIn(
  place: "header" | "body",
  prefix: string,
  text: string,
  examples: ReadonlyMap<string, string>,
): TemplateVariable[] {
  const names = [...new Set([...text.matchAll(variablePattern)].map((match) => match[1] ?? ""))];
  return names.map((name) => ({ key: `${prefix}${name}`, in: place, name, example: examples.get(name) ?? null }));
}

/** Examples by name: `body_text_named_params`, or by number from `body_text`, a list in a list (of a header: a list). */
function examplesOf(component: JsonObject | null, field: string, isNamed: boolean): Map<string, string> {
  const example = asObject(component?.example);
  const given = example?.[isNamed ? `${field}_named_params` : field];
  const list: unknown[] = Array.isArray(given) ? given.flat() : [];
  return new Map(
    list.map((one, index) =>
      isNamed ? [asText(asObject(one)?.param_name), asText(asObject(one)?.example)] : [String(index + 1), asText(one)],
    ),
  );
}

export function statusOf(value: unknown): ProviderTemplate["status"] {
  switch (asText(value).toUpperCase()) {
    case "APPROVED":
    case "REINSTATED":
    // Its quality is low, and it can be sent all the same (Meta, "message_template_status_update").
    case "FLAGGED":
      return "approved";
    case "PENDING":
      return "pending";
    case "REJECTED":
      return "rejected";
    case "PAUSED":
      return "paused";
    case "DISABLED":
      return "disabled";
    case "IN_APPEAL":
      return "in_appeal";
    case "PENDING_DELETION":
    case "DELETED":
      return "deleted";
    default:
      return "unknown";
  }
}

export function categoryOf(value: unknown): ProviderTemplate["category"] | null {
  switch (asText(value).toUpperCase()) {
    case "MARKETING":
      return "marketing";
    case "UTILITY":
      return "utility";
    case "AUTHENTICATION":
      return "authentication";
    default:
      return null;
  }
}

export function qualityOf(value: unknown): ProviderTemplate["quality"] {
  switch (asText(value).toUpperCase()) {
    case "GREEN":
      return "green";
    case "YELLOW":
      return "yellow";
    case "RED":
      return "red";
    default:
      return null;
  }
}

function reasonOf(value: unknown): string | null {
  const reason = asText(value);
  return reason === "" || reason === "NONE" ? null : reason;
}

import { type GraphAnswer, isObject, type Json, refusal } from "./graph-answer.ts";
import { bearerOf } from "./business.ts";
import type { World } from "./world.ts";

/** Message templates, as the Graph API lists them. Every account here has these. */

interface Component extends Json {
  readonly type: string;
  readonly format?: string;
  readonly text?: string;
}

interface Template extends Json {
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly parameter_format: string;
  readonly components: readonly Component[];
}

const track = { type: "URL", text: "Track it", url: "https://shop.example.com/track/{{1}}", example: ["A-1042"] };

const templates: readonly Template[] = [
  {
    id: "900000000000001",
    name: "order_update",
    language: "en",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "POSITIONAL",
    quality_score: { score: "GREEN" },
    components: [
      {
        type: "BODY",
        text: "Hi {{1}}, your order {{2}} is on its way.",
        example: { body_text: [["Maria", "A-1042"]] },
      },
      { type: "BUTTONS", buttons: [track] },
    ],
  },
  {
    id: "900000000000002",
    name: "order_update",
    language: "de",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "POSITIONAL",
    quality_score: { score: "GREEN" },
    components: [
      {
        type: "BODY",
        text: "Hallo {{1}}, die Bestellung {{2}} ist unterwegs.",
        example: { body_text: [["Maria", "A-1042"]] },
      },
      { type: "BUTTONS", buttons: [{ ...track, text: "Verfolgen" }] },
    ],
  },
  {
    id: "900000000000003",
    name: "visit_reminder",
    language: "en",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "NAMED",
    quality_score: { score: "UNKNOWN" },
    components: [
      { type: "HEADER", format: "TEXT", text: "See you soon" },
      {
        type: "BODY",
        text: "Hello {{customer_name}}, we expect you on {{day}} at {{time}}.",
        example: {
          body_text_named_params: [
            { param_name: "customer_name", example: "Maria" },
            { param_name: "day", example: "Friday" },
            { param_name: "time", example: "10:30" },
          ],
        },
      },
      { type: "FOOTER", text: "Write here to change it." },
    ],
  },
  {
    id: "900000000000004",
    name: "new_arrivals",
    language: "en",
    category: "MARKETING",
    status: "APPROVED",
    parameter_format: "POSITIONAL",
    quality_score: { score: "YELLOW" },
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Hi {{1}}, have you seen what is new?", example: { body_text: [["Maria"]] } },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Show me" },
          { type: "QUICK_REPLY", text: "No more of these" },
        ],
      },
    ],
  },
  {
    id: "900000000000005",
    name: "winter_sale",
    language: "en",
    category: "MARKETING",
    status: "PAUSED",
    parameter_format: "POSITIONAL",
    quality_score: { score: "RED" },
    components: [{ type: "BODY", text: "Our winter sale has begun." }],
  },
];

/** A page of GET /{waba-id}/message_templates. */
export function answerTemplates(
  world: World,
  asked: { id: string; authorization: string | undefined; limit: string | undefined; after: string | undefined },
): GraphAnswer {
  const token = bearerOf(asked.authorization);
  const owners = [...world.numbers.values()].filter(({ wabaId }) => wabaId === asked.id);
  if (token === undefined || (owners.length > 0 && !owners.some(({ accessToken }) => accessToken === token)))
    return refusal(401, 190, "The access token is not valid for this account.", "Invalid OAuth access token");
  const start = Number(asked.after ?? 0);
  const end = start + Number(asked.limit ?? 25);
  const more = end < templates.length ? { next: "https://graph.facebook.com/next?access_token=secret" } : {};
  const paging = { cursors: { before: String(start), after: String(end) }, ...more };
  return { kind: "reply", status: 200, body: { data: templates.slice(start, end), paging } };
}

/** Of a template's text with its variables filled in. */
const textLength = 1_024;

/** Why a template cannot be sent as it is asked for; null when it can. */
export function templateRefusal(asked: Json): GraphAnswer | null {
  const template = templateOf(asked);
  if (template === undefined)
    return refusal(404, 132001, "The template does not exist in this language.", "(#132001) Template does not exist");
  if (template.status === "PAUSED")
    return refusal(400, 132015, "The template is paused because of its quality.", "(#132015) Template is paused");
  for (const type of ["HEADER", "BODY"]) {
    const component = template.components.find((one) => one.type === type);
    const wanted = component?.format === "IMAGE" ? 1 : namesIn(component?.text ?? "").length;
    if (parametersOf(asked, type.toLowerCase()).length !== wanted)
      return refusal(400, 132000, `${type}: expected ${wanted} parameters.`, "(#132000) Number of parameters differs");
  }
  const given = parametersOf(asked, "body");
  const isNamed = template.parameter_format === "NAMED";
  if (given.some((one) => (typeof one["parameter_name"] === "string") !== isNamed))
    return refusal(400, 132012, "The parameters' format is another.", "(#132012) Parameter format does not match");
  if (templateText(asked).length > textLength)
    return refusal(400, 132005, "The filled text is too long.", "(#132005) Translated text too long");
  return null;
}

/** What the customer reads. */
export function templateText(asked: Json): string {
  const body = templateOf(asked)?.components.find(({ type }) => type === "BODY")?.text ?? "";
  const given = parametersOf(asked, "body");
  return namesIn(body).reduce((text, name, index) => {
    const named = given.find((one) => one["parameter_name"] === name) ?? given[index];
    return text.replaceAll(`{{${name}}}`, String(named?.["text"] ?? ""));
  }, body);
}

function templateOf(asked: Json): Template | undefined {
  const { language } = asked;
  const code = isObject(language) ? language["code"] : null;
  return templates.find(({ name, language: own }) => name === asked["name"] && own === code);
}

function parametersOf(asked: Json, type: string): Json[] {
  const components = Array.isArray(asked["components"]) ? asked["components"].filter(isObject) : [];
  const parameters = components.find((one) => one["type"] === type)?.["parameters"];
  return Array.isArray(parameters) ? parameters.filter(isObject) : [];
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ""))];
}

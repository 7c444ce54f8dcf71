import type { TemplateUse } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import type { Attachment } from "../protocol/records.ts";
import { variablePattern } from "../protocol/template-variable.ts";
import type { Template, TemplateContent } from "../protocol/template.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";

/** D4: a template filled in, or what is wrong with the way it is used (`details.reason`). */
export function composeTemplate(
  template: Template | null,
  use: TemplateUse,
  header: Attachment | null,
): { readonly body: string; readonly template: TemplateContent } | Refusal {
  const named = { name: use.name, language: use.language };
  const unusable = templateRefusal(template, named);
  if (unusable !== null) return unusable;
  const { variables, header: top, buttons, footer, category, form, body } = template as Template;
  const missing = variables.filter(({ key }) => (use.variables[key] ?? "").trim() === "").map(({ key }) => key);
  const unknown = Object.keys(use.variables).filter((key) => !variables.some((variable) => variable.key === key));
  if (missing.length > 0 || unknown.length > 0) {
    return refused("template_invalid", wordsFor(missing, unknown), { ...named, reason: "variables", missing, unknown });
  }
  const wanted = top === null || top.format === "text" ? null : top.format;
  if (wanted === "location")
    return refused("template_invalid", "A template with a place at its top cannot be sent from here.", {
      ...named,
      reason: "header",
      wanted,
    });
  if (wanted !== (header?.type ?? null)) {
    const text = wanted === null ? "This template takes no file." : `This template needs a file at its top: ${wanted}.`;
    return refused("template_invalid", text, { ...named, reason: "header", wanted });
  }
  const value = (prefix: string) => (name: string) => use.variables[`${prefix}${name}`] ?? "";
  const text = filled(body, value(""));
  const heading = top?.text == null ? null : filled(top.text, value("header."));
  const long = overlong("body", text) ?? (heading === null ? null : overlong("header", heading));
  if (long !== null) return long;
  return {
    body: text,
    template: {
      ...named,
      category,
      form,
      header: top && { ...top, text: heading },
      footer,
      buttons: buttons.map((button, place) => ({
        ...button,
        url: button.url === null ? null : filled(button.url, () => use.variables[`button.${place}`] ?? ""),
      })),
      variables: variables.map(({ key, in: place, name }) => ({
        key,
        in: place,
        name,
        value: (use.variables[key] ?? "").slice(0, limits.templateVariableLength),
      })),
    },
  };
}

/** The provider counts what the customer would read: each variable may fit, and all of them together not. */
function overlong(field: "body" | "header", text: string): Refusal | null {
  const limit = field === "body" ? limits.templateBodyLength : limits.templateHeadingLength;
  if (text.length <= limit) return null;
  const what = field === "body" ? "text" : "heading";
  const words = `With its variables the template's ${what} has ${text.length} characters, of ${limit} that it may have.`;
  return refused("too_long", words, { field, limit, length: text.length });
}

/** Why a template cannot be sent at all; null when it can. */
export function templateRefusal(
  template: Template | null,
  named: Pick<TemplateUse, "name" | "language">,
): Refusal | null {
  if (template === null)
    return refused("template_invalid", `This channel has no template "${named.name}" in ${named.language}.`, {
      ...named,
      reason: "unknown",
    });
  const { status, reason } = template;
  if (status === "approved") return null;
  const why = reason === null ? "" : ` ${reason}`;
  return refused("template_invalid", `The template "${named.name}" is ${status.replace("_", " ")}.${why}`, {
    ...named,
    reason: "status",
    status,
  });
}

function filled(text: string, value: (name: string) => string): string {
  return text.replace(variablePattern, (_, name: string) => value(name));
}

function wordsFor(missing: readonly string[], unknown: readonly string[]): string {
  const parts = [
    missing.length === 0 ? null : `It needs ${missing.join(", ")}.`,
    unknown.length === 0 ? null : `It has no ${unknown.join(", ")}.`,
  ];
  return `The template's variables do not fit. ${parts.filter((part) => part !== null).join(" ")}`;
}

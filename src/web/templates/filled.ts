import { variablePattern } from "../../protocol/template-variable.ts";
import type { Template } from "../../protocol/template.ts";

/** A template as the customer will see it; a variable without a value stands there as it does in the template. */
export interface FilledTemplate {
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly string[];
}

export function filledTemplate(template: Template, variables: Readonly<Record<string, string>>): FilledTemplate {
  const fill = (text: string, prefix: string) =>
    text.replace(variablePattern, (gap, name: string) => variables[`${prefix}${name}`]?.trim() || gap);
  const { header, body, footer, buttons } = template;
  return {
    header: header?.text == null ? null : fill(header.text, "header."),
    body: fill(body, ""),
    footer,
    buttons: buttons.map(({ text }) => text),
  };
}

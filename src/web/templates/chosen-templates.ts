import type { TemplateUse } from "../../protocol/commands.ts";
import type { Template } from "../../protocol/template.ts";

/** Templates that were opened here, so that a message made of one can be shown before the hub has answered. */

const templates = new Map<string, Template>();

export function rememberTemplate(template: Template): void {
  templates.set(keyOf(template.channelId, template), template);
}

export function chosenTemplate(channelId: string, use: Pick<TemplateUse, "name" | "language">): Template | null {
  return templates.get(keyOf(channelId, use)) ?? null;
}

function keyOf(channelId: string, { name, language }: Pick<TemplateUse, "name" | "language">): string {
  return JSON.stringify([channelId, name, language]);
}

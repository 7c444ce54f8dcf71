import type { Interactive } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";

/** What is wrong with buttons or a list under a text; null when nothing is. */
export function interactiveRefusal(interactive: Interactive, body: string): Refusal | null {
  if (body.trim() === "") return refused("invalid", "Buttons and lists need a text above them.", { field: "body" });
  const options =
    interactive.kind === "buttons" ? interactive.buttons : interactive.sections.flatMap(({ rows }) => rows);
  if (new Set(options.map(({ id }) => id)).size < options.length)
    return refused("invalid", "Each choice needs an id of its own.", { field: "interactive" });
  if (interactive.kind === "buttons") {
    return (
      tooLong("body", body, limits.interactiveTextLength) ??
      first(interactive.buttons, ({ title }) => tooLong("title", title, limits.buttonTitleLength))
    );
  }
  if (options.length > limits.listRows)
    return refused("invalid", `A list has up to ${limits.listRows} rows.`, { field: "interactive" });
  if (interactive.sections.length > 1 && interactive.sections.some(({ title }) => title === undefined))
    return refused("invalid", "Each of several sections needs a title.", { field: "interactive" });
  return (
    tooLong("body", body, limits.whatsappTextLength) ??
    tooLong("button", interactive.button, limits.buttonTitleLength) ??
    first(
      interactive.sections,
      ({ title = "", rows }) =>
        tooLong("section", title, limits.rowTitleLength) ??
        first(
          rows,
          (row) =>
            tooLong("title", row.title, limits.rowTitleLength) ??
            tooLong("description", row.description ?? "", limits.rowDescriptionLength),
        ),
    )
  );
}

function first<T>(items: readonly T[], refusal: (item: T) => Refusal | null): Refusal | null {
  for (const item of items) {
    const found = refusal(item);
    if (found !== null) return found;
  }
  return null;
}

function tooLong(field: string, text: string, limit: number): Refusal | null {
  if (text.length <= limit) return null;
  return refused("too_long", `This text has up to ${limit} characters: ${field}.`, {
    field,
    limit,
    length: text.length,
  });
}

import type { Interactive } from "../../protocol/commands.ts";
import { limits } from "../../protocol/limits.ts";

/** Buttons or a list, as they are being built. */
export interface BuiltChoices {
  readonly kind: Interactive["kind"];
  readonly body: string;
  readonly buttons: readonly BuiltChoice[];
  /** What opens the list. */
  readonly opener: string;
  readonly sections: readonly BuiltSection[];
}

export interface BuiltChoice {
  /** Comes back with the customer's answer. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface BuiltSection {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly BuiltChoice[];
}

export function emptyChoice(): BuiltChoice {
  return { id: crypto.randomUUID(), title: "", description: "" };
}

export function emptySection(): BuiltSection {
  return { id: crypto.randomUUID(), title: "", rows: [emptyChoice()] };
}

/** How many rows a list has, over all its sections. */
export function rowCount({ sections }: BuiltChoices): number {
  return sections.reduce((sum, { rows }) => sum + rows.length, 0);
}

export type Problem = { readonly why: "empty" } | { readonly why: "too_long"; readonly limit: number };

/** What is wrong, by field: `body`, `opener`, and the ids of choices and sections (`id:description` for what explains a row). */
export function problemsOf(built: BuiltChoices): ReadonlyMap<string, Problem> {
  const problems = new Map<string, Problem>();
  const check = (field: string, text: string, limit: number, isNeeded = true) => {
    if (isNeeded && text.trim() === "") problems.set(field, { why: "empty" });
    else if (text.trim().length > limit) problems.set(field, { why: "too_long", limit });
  };
  if (built.kind === "buttons") {
    check("body", built.body, limits.interactiveTextLength);
    for (const { id, title } of built.buttons) check(id, title, limits.buttonTitleLength);
    return problems;
  }
  check("body", built.body, limits.whatsappTextLength);
  check("opener", built.opener, limits.buttonTitleLength);
  for (const section of built.sections) {
    // Several sections are told apart by their titles.
    check(section.id, section.title, limits.rowTitleLength, built.sections.length > 1);
    for (const { id, title, description } of section.rows) {
      check(id, title, limits.rowTitleLength);
      check(`${id}:description`, description, limits.rowDescriptionLength, false);
    }
  }
  return problems;
}

/** The same as it is sent. */
export function interactiveOf(built: BuiltChoices): { readonly body: string; readonly interactive: Interactive } {
  const body = built.body.trim();
  if (built.kind === "buttons") {
    const buttons = built.buttons.map(({ id, title }) => ({ id, title: title.trim() }));
    return { body, interactive: { kind: "buttons", buttons } };
  }
  const sections = built.sections.map(({ title, rows }) => ({
    ...(title.trim() === "" ? {} : { title: title.trim() }),
    rows: rows.map((row) => ({
      id: row.id,
      title: row.title.trim(),
      ...(row.description.trim() === "" ? {} : { description: row.description.trim() }),
    })),
  }));
  return { body, interactive: { kind: "list", button: built.opener.trim(), sections } };
}

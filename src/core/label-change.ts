import type { Label } from "../protocol/catalog-records.ts";
import { labelId } from "./label-id.ts";
import { refused } from "./state.ts";

/** `labels` puts these and no others; `add` and `remove` leave alone what another has changed meanwhile. */
export interface LabelChange {
  readonly labels?: readonly string[] | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

/** C8: what has `before` then has these. Labels are named by id or by name; one that does not exist is `not_found`. */
export function labelsAfter(
  existing: readonly Pick<Label, "id" | "name">[],
  before: readonly string[],
  { labels, add = [], remove = [] }: LabelChange,
): { readonly ok: true; readonly labels: string[] } | ReturnType<typeof refused> {
  const known = new Set(existing.map(({ id }) => id));
  const idOf = (name: string) => idOfLabel(name, existing);
  const named = [...(labels ?? []), ...add].map(idOf);
  const unknown = named.find((id) => !known.has(id) && !before.includes(id));
  if (unknown !== undefined)
    return refused("not_found", "There is no such label.", { field: "labels", label: unknown });
  const gone = new Set(remove.map(idOf));
  const kept = labels === undefined ? before : [];
  return { ok: true, labels: [...new Set([...kept, ...named])].filter((id) => !gone.has(id)) };
}

/** By id, or by the name that it has now or had when it was made. */
function idOfLabel(given: string, labels: readonly Pick<Label, "id" | "name">[]): string {
  const id = labelId(given) ?? given;
  return labels.find((one) => one.id === id || labelId(one.name) === id)?.id ?? id;
}

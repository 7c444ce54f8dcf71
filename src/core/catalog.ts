import type { CatalogBody, CatalogChange, CatalogEdit, CatalogKind, CatalogRecord } from "../protocol/catalog.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import { limits } from "../protocol/limits.ts";
import { cannedResponseRules, labelRules, macroRules, teamRules, viewRules } from "./catalog-rules.ts";
import type { Audience, CatalogState, KindRules, Refusal } from "./catalog-rules.ts";
import { refused } from "./state.ts";
import type { Asker } from "./state.ts";

export type CatalogDecision =
  /** `event` null: it is so already, and there is nothing to write. */
  { readonly ok: true; readonly record: CatalogRecord; readonly event: ParleyEvent | null } | Refusal;

type EditOf<K extends CatalogKind> =
  | { readonly edit: "create"; readonly kind: K; readonly body: CatalogBody<K> }
  | { readonly edit: "change"; readonly kind: K; readonly id: string; readonly change: CatalogChange<K> }
  | { readonly edit: "delete"; readonly kind: K; readonly id: string };

/** Decides an edit of the catalog (labels, teams, canned responses, macros, saved views); `given.id` is a fresh id. */
export function decideCatalog(
  state: CatalogState,
  edit: CatalogEdit,
  asker: Asker,
  given: { readonly id: string },
): CatalogDecision {
  switch (edit.kind) {
    case "label":
      return decideKind(labelRules, state.label, edit, state, asker, given.id);
    case "team":
      return decideKind(teamRules, state.team, edit, state, asker, given.id);
    case "cannedResponse":
      return decideKind(cannedResponseRules, state.cannedResponse, edit, state, asker, given.id);
    case "macro":
      return decideKind(macroRules, state.macro, edit, state, asker, given.id);
    case "view":
      return decideKind(viewRules, state.view, edit, state, asker, given.id);
  }
}

function decideKind<K extends CatalogKind>(
  rules: KindRules<K>,
  present: readonly CatalogRecord<K>[],
  edit: EditOf<K>,
  state: CatalogState,
  asker: Asker,
  freshId: string,
): CatalogDecision {
  if (edit.edit === "create") {
    const made = rules.make(edit.body, freshId, asker);
    if ("ok" in made) return made;
    return (
      denied(rules.audience("create", made), asker) ??
      full(rules, present, made) ??
      taken(rules, present, made, null) ??
      rules.missing(made, null, state) ?? { ok: true, record: made, event: rules.event(made, "created") }
    );
  }
  const before = present.find((record) => record.id === edit.id && isVisible(record, asker));
  if (before === undefined) return refused("not_found", `There is no such ${rules.word}.`);
  const denial = denied(rules.audience(edit.edit, before), asker);
  if (denial) return denial;
  if (edit.edit === "delete") {
    const gone = { ...before, deleted: true as const };
    return { ok: true, record: gone, event: rules.event(gone, "deleted") };
  }
  const after = rules.merge(before, edit.change);
  if ("ok" in after) return after;
  if (isSame(before, after)) return { ok: true, record: before, event: null };
  return (
    taken(rules, present, after, before.id) ??
    rules.missing(after, before, state) ?? { ok: true, record: after, event: rules.event(after, "updated") }
  );
}

function denied(audience: Audience, asker: Asker): Refusal | null {
  switch (audience) {
    case "person":
      return asker.role === null ? refused("forbidden", "An API key has no saved views of its own: share it.") : null;
    case "write":
      return asker.role === "viewer" ? refused("forbidden", "Your role may read, not write.") : null;
    case "manage":
      return asker.role === "owner" || asker.role === "admin"
        ? null
        : refused("forbidden", "Only owners and admins may do this.");
  }
}

/** A person's own views are nobody else's business: they are not found. */
function isVisible(record: CatalogRecord, asker: Asker): boolean {
  return record.kind !== "view" || record.agentId === null || record.agentId === asker.id;
}

/** Views are counted by whose they are: a welcome carries one's own and the shared ones. */
function full<K extends CatalogKind>(
  rules: KindRules<K>,
  present: readonly CatalogRecord<K>[],
  made: CatalogRecord<K>,
): Refusal | null {
  const limit = limits.recordsPerSmallKind;
  if (present.filter((record) => scopeOf(record) === scopeOf(made)).length < limit) return null;
  return refused("conflict", `There are ${limit} already: delete a ${rules.word} first.`, { limit });
}

/** `selfId`: the record that changes, which may keep its name; null when one is made. */
function taken<K extends CatalogKind>(
  rules: KindRules<K>,
  present: readonly CatalogRecord<K>[],
  record: CatalogRecord<K>,
  selfId: string | null,
): Refusal | null {
  const names = new Set(rules.names(record));
  const other = present.find(
    (one) => one.id !== selfId && scopeOf(one) === scopeOf(record) && rules.names(one).some((name) => names.has(name)),
  );
  if (other === undefined) return null;
  return refused("conflict", `There is another ${rules.word} of this name.`, { id: other.id });
}

function scopeOf(record: CatalogRecord): string | null {
  return record.kind === "view" ? record.agentId : null;
}

function isSame(a: CatalogRecord, b: CatalogRecord): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

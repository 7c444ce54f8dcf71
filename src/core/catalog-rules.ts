import type { CatalogBody, CatalogChange, CatalogKind, CatalogRecord } from "../protocol/catalog.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import type { MacroAction } from "../protocol/catalog-records.ts";
import type { Agent } from "../protocol/records.ts";
import { labelId } from "./label-id.ts";
import { refused } from "./state.ts";
import type { Asker } from "./state.ts";

export type Refusal = ReturnType<typeof refused>;

/** What there is. What was deleted is not among it: a label may come back under its id. */
export interface CatalogState {
  readonly label: readonly CatalogRecord<"label">[];
  readonly team: readonly CatalogRecord<"team">[];
  readonly cannedResponse: readonly CatalogRecord<"cannedResponse">[];
  readonly macro: readonly CatalogRecord<"macro">[];
  readonly view: readonly CatalogRecord<"view">[];
  readonly agents: readonly Agent[];
}

export type Deed = "created" | "updated" | "deleted";

/**
 * Who may do it. `person`: every person, viewers too, since it is their own. `write`: who may write, programs too.
 * `manage`: owners and admins.
 */
export type Audience = "person" | "write" | "manage";

/** What one kind has of its own; the rest is the same for all. */
export interface KindRules<K extends CatalogKind> {
  /** As people call one of it. */
  readonly word: string;
  audience(edit: "create" | "change" | "delete", record: CatalogRecord<K>): Audience;
  /** `id`: a fresh one. */
  make(body: CatalogBody<K>, id: string, asker: Asker): CatalogRecord<K> | Refusal;
  merge(record: CatalogRecord<K>, change: CatalogChange<K>): CatalogRecord<K> | Refusal;
  /** What no other of the kind may be called too. */
  names(record: CatalogRecord<K>): readonly string[];
  /** Whether what the record now names beyond what it named `before` is there. */
  missing(record: CatalogRecord<K>, before: CatalogRecord<K> | null, state: CatalogState): Refusal | null;
  event(record: CatalogRecord<K>, deed: Deed): ParleyEvent;
}

/** Two names that a person takes for one. */
function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

export const labelRules: KindRules<"label"> = {
  word: "label",
  audience: (edit) => (edit === "create" ? "write" : "manage"),
  make({ name, color }) {
    const id = labelId(name);
    return id === null ? nameless : { kind: "label", id, seq: 0, name, color: color ?? "grey" };
  },
  merge(label, { name, color }) {
    if (name !== undefined && labelId(name) === null) return nameless;
    return { ...label, name: name ?? label.name, color: color ?? label.color };
  },
  // A renamed one keeps its id, by which scripts and conversations know it: both names are its own.
  names: (label) => [label.id, labelId(label.name) ?? label.id],
  missing: () => null,
  event: ({ id: labelId, name }, deed) => ({ event: `label:${deed}`, payload: { labelId, name } }),
};

const nameless = refused("invalid", "A label's name needs a letter or a digit.", { field: "name" });

export const teamRules: KindRules<"team"> = {
  word: "team",
  audience: () => "manage",
  make: ({ name, agentIds, autoAssign, capacity }, id) => ({
    kind: "team",
    id,
    seq: 0,
    name,
    agentIds: [...new Set(agentIds)],
    autoAssign: autoAssign ?? false,
    capacity: capacity ?? null,
  }),
  merge: (team, { name, agentIds, autoAssign, capacity }) => ({
    ...team,
    name: name ?? team.name,
    agentIds: agentIds === undefined ? team.agentIds : [...new Set(agentIds)],
    autoAssign: autoAssign ?? team.autoAssign,
    capacity: capacity === undefined ? team.capacity : capacity,
  }),
  names: ({ name }) => [folded(name)],
  missing(team, before, { agents }) {
    for (const id of team.agentIds) {
      const refusal = before?.agentIds.includes(id) ? null : notAssignable(agents, id, "agentIds");
      if (refusal !== null) return refusal;
    }
    return null;
  },
  event: ({ id: teamId, name }, deed) => ({ event: `team:${deed}`, payload: { teamId, name } }),
};

export const cannedResponseRules: KindRules<"cannedResponse"> = {
  word: "canned response",
  audience: () => "write",
  make: ({ shortcut, body }, id) => ({ kind: "cannedResponse", id, seq: 0, shortcut, body }),
  merge: (response, { shortcut, body }) => ({
    ...response,
    shortcut: shortcut ?? response.shortcut,
    body: body ?? response.body,
  }),
  names: ({ shortcut }) => [folded(shortcut)],
  missing: () => null,
  event: ({ id: cannedResponseId, shortcut }, deed) => ({
    event: `canned:${deed}`,
    payload: { cannedResponseId, shortcut },
  }),
};

export const macroRules: KindRules<"macro"> = {
  word: "macro",
  audience: () => "write",
  make: ({ name, actions }, id) => ({ kind: "macro", id, seq: 0, name, actions }),
  merge: (macro, { name, actions }) => ({ ...macro, name: name ?? macro.name, actions: actions ?? macro.actions }),
  names: ({ name }) => [folded(name)],
  missing(macro, before, state) {
    // What it named before may be gone by now; a new name for the macro must not founder on that.
    if (macro.actions === before?.actions) return null;
    for (const action of macro.actions) {
      const refusal = missingOf(action, state);
      if (refusal !== null) return refusal;
    }
    return null;
  },
  event: ({ id: macroId, name }, deed) => ({ event: `macro:${deed}`, payload: { macroId, name } }),
};

export const viewRules: KindRules<"view"> = {
  word: "view",
  audience: (_, { agentId }) => (agentId === null ? "write" : "person"),
  make: ({ name, query, shared }, id, asker) => ({
    kind: "view",
    id,
    seq: 0,
    name,
    agentId: shared === true ? null : asker.id,
    query,
  }),
  merge(view, { name, query, shared }) {
    // The others would have to see it come or go under an id that they know nothing of, or know too well.
    if (shared !== undefined && shared !== (view.agentId === null))
      return refused("invalid", "Who sees a view is decided when it is made: make another.", { field: "shared" });
    return { ...view, name: name ?? view.name, query: query ?? view.query };
  },
  names: ({ name }) => [folded(name)],
  missing({ query }, before, { label, team, agents }) {
    if (query === before?.query) return null;
    if (query.label !== undefined && !isThere(label, query.label)) return notFound("label", query.label, "query.label");
    if (query.team !== undefined && !isThere(team, query.team)) return notFound("team", query.team, "query.team");
    if (query.assignee !== undefined && !isThere(agents, query.assignee))
      return notFound("agent", query.assignee, "query.assignee");
    return null;
  },
  event: ({ id: viewId, name }, deed) => ({ event: `view:${deed}`, payload: { viewId, name } }),
};

function missingOf(action: MacroAction, { label, team, agents }: CatalogState): Refusal | null {
  switch (action.do) {
    case "assign":
      return action.agentId === null || action.agentId === "me"
        ? null
        : notAssignable(agents, action.agentId, "actions");
    case "assignTeam":
      return action.teamId === null || isThere(team, action.teamId) ? null : notFound("team", action.teamId, "actions");
    case "label": {
      const unknown = [...action.add, ...action.remove].find((id) => !isThere(label, id));
      return unknown === undefined ? null : notFound("label", unknown, "actions");
    }
    case "prioritize":
    case "snooze":
    case "reply":
    case "note":
    case "close":
    case "archive":
    case "reopen":
      return null;
  }
}

function isThere(records: readonly { readonly id: string }[], id: string): boolean {
  return records.some((record) => record.id === id);
}

/** Null when this agent can have conversations. */
function notAssignable(agents: readonly Agent[], id: string, field: string): Refusal | null {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) return notFound("agent", id, field);
  return agent.role === "viewer"
    ? refused("invalid", `${agent.name} may only read: no conversation goes there.`, { field, id })
    : null;
}

function notFound(word: string, id: string, field: string): Refusal {
  return refused("not_found", `There is no such ${word}.`, { field, id });
}

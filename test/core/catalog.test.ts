import { describe, expect, test } from "vitest";
import { decideCatalog } from "../../src/core/catalog.ts";
import type { CatalogState } from "../../src/core/catalog-rules.ts";
import { labelId } from "../../src/core/label-id.ts";
import type { Asker } from "../../src/core/state.ts";
import type { CatalogEdit } from "../../src/protocol/catalog.ts";
import type { Agent, Role } from "../../src/protocol/records.ts";
import { apiKey, viewer } from "./given.ts";

const asker = (id: string, role: Role): Asker => ({ id, name: id, role, session: null });
const olga = asker("olga", "owner");
const ana = asker("ana", "agent");
const ben = asker("ben", "agent");
const agent = (id: string, role: Role): Agent => ({
  kind: "agent",
  id,
  seq: 1,
  name: id,
  email: `${id}@example.com`,
  role,
  accessSeq: 1,
});

const state: CatalogState = {
  label: [
    { kind: "label", id: "vip", seq: 1, name: "VIP", color: "red" },
    { kind: "label", id: "bug", seq: 1, name: "Defect", color: "grey" },
  ],
  team: [
    { kind: "team", id: "care", seq: 1, name: "Care", agentIds: ["ana"], autoAssign: true, capacity: 5 },
    { kind: "team", id: "sales", seq: 1, name: "Sales", agentIds: [], autoAssign: false, capacity: null },
  ],
  cannedResponse: [{ kind: "cannedResponse", id: "c1", seq: 1, shortcut: "hello", body: "Hello!" }],
  macro: [{ kind: "macro", id: "m1", seq: 1, name: "Done", actions: [{ do: "label", add: ["gone"], remove: [] }] }],
  view: [
    { kind: "view", id: "v-shared", seq: 1, name: "Urgent", agentId: null, query: { filter: "all" } },
    { kind: "view", id: "v-ana", seq: 1, name: "Mine", agentId: "ana", query: { filter: "mine", label: "gone" } },
  ],
  agents: [agent("olga", "owner"), agent("ana", "agent"), agent("ben", "agent"), agent("vic", "viewer")],
};

const decide = (edit: CatalogEdit, who: Asker = olga, given = state) =>
  decideCatalog(given, edit, who, { id: "fresh" });
const label = (name: string): CatalogEdit => ({ edit: "create", kind: "label", body: { name } });
const view = (shared?: boolean, name = "New"): CatalogEdit => ({
  edit: "create",
  kind: "view",
  body: { name, query: { filter: "all" }, ...(shared === undefined ? {} : { shared }) },
});

describe("C8: a label's id is its name, so that scripts may say either", () => {
  test("letters and digits of any alphabet stay, all else becomes one dash", () => {
    expect(labelId("VIP customer")).toBe("vip-customer");
    expect(labelId("  Zürich / 2026!! ")).toBe("zürich-2026");
    expect(labelId("vip-customer")).toBe("vip-customer");
    expect(labelId("Cafe\u0301")).toBe(labelId("Café"));
    expect(labelId("हिंदी")).toBe("हिंदी");
    expect(labelId("!?")).toBeNull();
  });

  test("I13: a name without letter or digit is invalid, also as a new name", () => {
    expect(decide(label("!?"))).toMatchObject({ ok: false, code: "invalid", details: { field: "name" } });
    expect(decide({ edit: "change", kind: "label", id: "vip", change: { name: "!?" } })).toMatchObject({
      code: "invalid",
    });
  });

  test("one that is there already, by id or name, is a conflict; one that was deleted comes back", () => {
    expect(decide(label("Vip"))).toMatchObject({ ok: false, code: "conflict", details: { id: "vip" } });
    expect(decide(label("bug"))).toMatchObject({ ok: false, code: "conflict", details: { id: "bug" } });
    expect(decide(label("defect"))).toMatchObject({ ok: false, code: "conflict", details: { id: "bug" } });
    expect(decide({ edit: "change", kind: "label", id: "vip", change: { name: "Bug" } })).toMatchObject({
      code: "conflict",
    });
    expect(decide(label("Vip"), olga, { ...state, label: [] })).toEqual({
      ok: true,
      record: { kind: "label", id: "vip", seq: 0, name: "Vip", color: "grey" },
      event: { event: "label:created", payload: { labelId: "vip", name: "Vip" } },
    });
  });

  test("renamed, it keeps its id", () => {
    expect(decide({ edit: "change", kind: "label", id: "bug", change: { name: "Bug!", color: "pink" } })).toMatchObject(
      {
        ok: true,
        record: { id: "bug", name: "Bug!", color: "pink" },
        event: { event: "label:updated" },
      },
    );
  });
});

describe("C7, C8, C9: who may", () => {
  const denied = { ok: false, code: "forbidden" };

  test("make labels: every writer, programs too; change and delete them: owners and admins", () => {
    expect(decide(label("New"), ana)).toMatchObject({ ok: true });
    expect(decide(label("New"), apiKey)).toMatchObject({ ok: true });
    expect(decide(label("New"), viewer)).toMatchObject(denied);
    for (const who of [ana, apiKey, viewer]) {
      expect(decide({ edit: "change", kind: "label", id: "vip", change: { color: "blue" } }, who)).toMatchObject(
        denied,
      );
      expect(decide({ edit: "delete", kind: "label", id: "vip" }, who)).toMatchObject(denied);
    }
    expect(decide({ edit: "delete", kind: "label", id: "vip" }, asker("ada", "admin"))).toMatchObject({
      ok: true,
      record: { id: "vip", deleted: true },
      event: { event: "label:deleted", payload: { labelId: "vip", name: "VIP" } },
    });
  });

  test("have teams: owners and admins", () => {
    const create: CatalogEdit = { edit: "create", kind: "team", body: { name: "New" } };
    for (const who of [ana, apiKey, viewer]) {
      expect(decide(create, who)).toMatchObject(denied);
      expect(decide({ edit: "delete", kind: "team", id: "care" }, who)).toMatchObject(denied);
    }
    expect(decide(create, asker("ada", "admin"))).toMatchObject({
      ok: true,
      record: { id: "fresh", name: "New", agentIds: [], autoAssign: false, capacity: null },
    });
  });

  test("have canned responses and macros: every writer, programs too", () => {
    const response: CatalogEdit = { edit: "create", kind: "cannedResponse", body: { shortcut: "bye", body: "Bye!" } };
    const macro: CatalogEdit = { edit: "create", kind: "macro", body: { name: "New", actions: [{ do: "close" }] } };
    for (const edit of [response, macro]) {
      expect(decide(edit, ana)).toMatchObject({ ok: true });
      expect(decide(edit, apiKey)).toMatchObject({ ok: true });
      expect(decide(edit, viewer)).toMatchObject(denied);
    }
    expect(decide({ edit: "delete", kind: "cannedResponse", id: "c1" }, ben)).toMatchObject({
      ok: true,
      event: { event: "canned:deleted" },
    });
  });

  test("have views of their own: people, viewers too; shared ones: every writer", () => {
    expect(decide(view(), ana)).toMatchObject({ ok: true, record: { agentId: "ana" } });
    expect(decide(view(false), viewer)).toMatchObject({ ok: true, record: { agentId: "vic" } });
    expect(decide(view(), apiKey)).toMatchObject(denied);
    expect(decide(view(true), apiKey)).toMatchObject({ ok: true, record: { agentId: null } });
    expect(decide(view(true), viewer)).toMatchObject(denied);
    expect(decide({ edit: "delete", kind: "view", id: "v-shared" }, ben)).toMatchObject({ ok: true });
    expect(decide({ edit: "delete", kind: "view", id: "v-shared" }, viewer)).toMatchObject(denied);
  });

  test("I10: another's own view is not found, by the owner of the org either", () => {
    for (const who of [olga, ben, apiKey]) {
      expect(decide({ edit: "delete", kind: "view", id: "v-ana" }, who)).toMatchObject({ code: "not_found" });
      expect(decide({ edit: "change", kind: "view", id: "v-ana", change: { name: "X" } }, who)).toMatchObject({
        code: "not_found",
      });
    }
    expect(decide({ edit: "change", kind: "view", id: "v-ana", change: { name: "X" } }, ana)).toMatchObject({
      ok: true,
    });
  });

  test("who sees a view is decided when it is made", () => {
    expect(decide({ edit: "change", kind: "view", id: "v-ana", change: { shared: true } }, ana)).toMatchObject({
      code: "invalid",
      details: { field: "shared" },
    });
    expect(decide({ edit: "change", kind: "view", id: "v-shared", change: { shared: false } }, ana)).toMatchObject({
      code: "invalid",
    });
    expect(
      decide({ edit: "change", kind: "view", id: "v-ana", change: { shared: false, name: "X" } }, ana),
    ).toMatchObject({ ok: true });
  });
});

describe("C7, C8, C9: names are one's own", () => {
  test("of teams and macros whatever the case, of shortcuts, of views among those who see them", () => {
    expect(decide({ edit: "create", kind: "team", body: { name: "CARE" } })).toMatchObject({ code: "conflict" });
    expect(decide({ edit: "change", kind: "team", id: "sales", change: { name: "care" } })).toMatchObject({
      code: "conflict",
    });
    expect(decide({ edit: "change", kind: "team", id: "care", change: { name: "CARE" } })).toMatchObject({ ok: true });
    expect(decide({ edit: "create", kind: "macro", body: { name: "done", actions: [{ do: "close" }] } })).toMatchObject(
      { code: "conflict" },
    );
    expect(decide({ edit: "create", kind: "cannedResponse", body: { shortcut: "hello", body: "Hi" } })).toMatchObject({
      code: "conflict",
    });
    expect(decide(view(false, "mine"), ana)).toMatchObject({ code: "conflict" });
    expect(decide(view(false, "mine"), ben)).toMatchObject({ ok: true });
    expect(decide(view(true, "mine"), ben)).toMatchObject({ ok: true });
    expect(decide(view(true, "URGENT"), ben)).toMatchObject({ code: "conflict" });
  });

  test("I13: there is an end to how many there may be, and others' own views do not count", () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ ...state.view[1], id: `v${n}`, name: `${n}` }) as never);
    expect(decide(view(), ana, { ...state, view: many })).toMatchObject({ code: "conflict", details: { limit: 500 } });
    expect(decide(view(), ben, { ...state, view: many })).toMatchObject({ ok: true });
    const labels = Array.from({ length: 500 }, (_, n) => ({ ...state.label[0], id: `l${n}`, name: `l${n}` }) as never);
    expect(decide(label("one more"), olga, { ...state, label: labels })).toMatchObject({ details: { limit: 500 } });
  });
});

describe("C7, C9: what is named has to be there", () => {
  const missing = (field: string, id: string) => ({ ok: false, code: "not_found", details: { field, id } });

  test("the agents of a team, each once, and none who may only read", () => {
    const change = (agentIds: string[]): CatalogEdit => ({
      edit: "change",
      kind: "team",
      id: "care",
      change: { agentIds },
    });
    expect(decide(change(["ana", "nobody"]))).toMatchObject(missing("agentIds", "nobody"));
    expect(decide(change(["vic"]))).toMatchObject({ code: "invalid", details: { field: "agentIds", id: "vic" } });
    expect(decide(change(["ben", "ana", "ben"]))).toMatchObject({ ok: true, record: { agentIds: ["ben", "ana"] } });
  });

  test("what a macro does it with; a macro whose label is gone can still be renamed", () => {
    const macro = (...actions: (CatalogEdit & { kind: "macro"; edit: "create" })["body"]["actions"]) =>
      decide({ edit: "create", kind: "macro", body: { name: "New", actions } });
    expect(macro({ do: "assign", agentId: "nobody" })).toMatchObject(missing("actions", "nobody"));
    expect(macro({ do: "assign", agentId: "vic" })).toMatchObject({ code: "invalid" });
    expect(macro({ do: "assignTeam", teamId: "none" })).toMatchObject(missing("actions", "none"));
    expect(macro({ do: "label", add: ["vip"], remove: ["none"] })).toMatchObject(missing("actions", "none"));
    expect(
      macro(
        { do: "assign", agentId: "me" },
        { do: "assign", agentId: null },
        { do: "assignTeam", teamId: "care" },
        { do: "label", add: ["vip"], remove: [] },
        { do: "close" },
      ),
    ).toMatchObject({ ok: true });
    expect(decide({ edit: "change", kind: "macro", id: "m1", change: { name: "Finished" } })).toMatchObject({
      ok: true,
    });
  });

  test("what a view asks for; a view whose label is gone can still be renamed", () => {
    const query = (change: object) =>
      decide({ edit: "change", kind: "view", id: "v-shared", change: { query: { filter: "all", ...change } } });
    expect(query({ label: "none" })).toMatchObject(missing("query.label", "none"));
    expect(query({ team: "none" })).toMatchObject(missing("query.team", "none"));
    expect(query({ assignee: "nobody" })).toMatchObject(missing("query.assignee", "nobody"));
    expect(query({ label: "vip", team: "care", assignee: "ana" })).toMatchObject({ ok: true });
    expect(decide({ edit: "change", kind: "view", id: "v-ana", change: { name: "X" } }, ana)).toMatchObject({
      ok: true,
    });
  });

  test("a change leaves alone what it does not name, and one that changes nothing is no event", () => {
    expect(decide({ edit: "change", kind: "team", id: "care", change: { name: "Support" } })).toMatchObject({
      record: { name: "Support", agentIds: ["ana"], autoAssign: true, capacity: 5 },
    });
    expect(decide({ edit: "change", kind: "team", id: "care", change: { capacity: null } })).toMatchObject({
      record: { capacity: null },
    });
    expect(decide({ edit: "change", kind: "team", id: "care", change: { capacity: 5 } })).toMatchObject({
      ok: true,
      event: null,
    });
    expect(decide({ edit: "change", kind: "team", id: "none", change: {} })).toMatchObject({ code: "not_found" });
    expect(decide({ edit: "delete", kind: "macro", id: "none" })).toMatchObject({ code: "not_found" });
  });
});

import { describe, expect, it } from "vitest";
import type { ConversationQuery } from "../../src/protocol/catalog-records.ts";
import {
  addressOf,
  countOf,
  isNarrowed,
  narrowed,
  placeOfQuery,
  placeOfView,
  readQuery,
} from "../../src/web/inbox/list-views.ts";

/** What comes back when the address of a list is opened. */
function reopened(query: ConversationQuery): ConversationQuery {
  const { path, search } = placeOfQuery("acme", query);
  expect(path).toBe(`/o/acme/inbox/${query.filter}`);
  return readQuery(query.filter, search.slice(1));
}

describe("the address of a list", () => {
  it.each<ConversationQuery>([
    { filter: "all" },
    { filter: "unread", label: "vip" },
    { filter: "closed", team: "t1", assignee: "ana", priority: "urgent", channel: "whatsapp", campaign: "c 1" },
    { filter: "mine", q: "Åsa & Söner, 50 %?" },
  ])("C9 says all that the list holds: %o", (query) => {
    expect(reopened(query)).toEqual(query);
  });

  it("I13 what nobody could have chosen is left out", () => {
    expect(readQuery("all", "priority=huge&label=&q=%20%20&filter=closed&other=1")).toEqual({ filter: "all" });
  });

  it("C9 of a conversation in it keeps what narrows the list", () => {
    expect(addressOf(placeOfQuery("acme", { filter: "all", label: "vip" }), "c1")).toBe(
      "/o/acme/inbox/all/c1?label=vip",
    );
  });

  it("C9 of a saved view names the view; a search in it does not change the view", () => {
    const view = { id: "v1", query: { filter: "all", label: "vip" } as const };
    expect(addressOf(placeOfView("acme", view))).toBe("/o/acme/inbox/view/v1");
    const searched = placeOfView("acme", view, "rosa");
    expect(addressOf(searched, "c1")).toBe("/o/acme/inbox/view/v1/c1?q=rosa");
    expect(searched.query).toEqual({ filter: "all", label: "vip", q: "rosa" });
    expect(view.query).toEqual({ filter: "all", label: "vip" });
  });

  it("C9 is narrowed by one thing more, by another one, or by one less", () => {
    const vip = narrowed({ filter: "all" }, "label", "vip");
    expect(vip).toEqual({ filter: "all", label: "vip" });
    expect(narrowed(vip, "label", "bug")).toEqual({ filter: "all", label: "bug" });
    expect(narrowed(narrowed(vip, "team", "t1"), "label", null)).toEqual({ filter: "all", team: "t1" });
    expect([isNarrowed(vip), isNarrowed({ filter: "all" }), isNarrowed({ filter: "all", q: "rosa" })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("what counts a list", () => {
  it.each<[ConversationQuery, string | null]>([
    [{ filter: "all" }, "all"],
    [{ filter: "unassigned" }, "unassigned"],
    [{ filter: "unread" }, "unread"],
    [{ filter: "mine" }, "assignee:me"],
    [{ filter: "all", label: "vip" }, "label:vip"],
    [{ filter: "all", team: "t1" }, "team:t1"],
    [{ filter: "all", assignee: "ben" }, "assignee:ben"],
    // No count is kept of these, and none is guessed.
    [{ filter: "unread", label: "vip" }, null],
    [{ filter: "all", label: "vip", team: "t1" }, null],
    [{ filter: "all", priority: "high" }, null],
    [{ filter: "all", q: "rosa" }, null],
    [{ filter: "closed" }, null],
  ])("C4 %o: %s", (query, name) => {
    expect(countOf(query, "me")).toBe(name);
  });

  it("C4 nothing counts one's own before it is known who one is", () => {
    expect(countOf({ filter: "mine" }, null)).toBeNull();
  });
});

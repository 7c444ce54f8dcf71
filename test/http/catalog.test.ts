import { beforeAll, describe, expect, it } from "vitest";
import type { Label, Macro, SavedView } from "../../src/protocol/catalog-records.ts";
import type { CatalogRecord } from "../../src/protocol/catalog.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { json, unique } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  providerAccepts();
  inbox = await openInbox();
});
type Given = Parameters<Inbox["call"]>[1];
const post = (path: string, body: unknown, token = inbox.ana.token, given: Given = {}) =>
  inbox.call(path, { body, token, ...given });
const patch = (path: string, body: unknown, token = inbox.ana.token) =>
  inbox.call(path, { method: "PATCH", body, token });
const remove = (path: string, token = inbox.ana.token) => inbox.call(path, { method: "DELETE", token });
const list = async <T = CatalogRecord>(path: string, token = inbox.ana.token) =>
  (await json<Page<T>>(await inbox.call(`${path}?limit=200&minSeq=${await head(inbox.call)}`, { token }))).items;
const refusal = async (answer: Promise<Response>) => {
  const response = await answer;
  return { status: response.status, ...(await response.json<object>()) };
};

/** One of each: a good body, what of it is then changed, and bodies that make no sense, with the field at fault. */
const kinds: Record<string, { make: () => object; change: object; bad: [body: object, path: string][] }> = {
  "/labels": {
    make: () => ({ name: unique("Label"), color: "teal" }),
    change: { color: "red" },
    bad: [
      [{ name: " " }, "name"],
      [{ name: "x".repeat(201) }, "name"],
      [{ name: "x", color: "#ff0000" }, "color"],
      [{ color: "red" }, "name"],
    ],
  },
  "/teams": {
    make: () => ({ name: unique("Team"), agentIds: [inbox.ben.id], autoAssign: true, capacity: 5 }),
    change: { capacity: null },
    bad: [
      [{ name: 7 }, "name"],
      [{ name: "x", agentIds: "ben" }, "agentIds"],
      [{ name: "x", capacity: 0 }, "capacity"],
    ],
  },
  "/canned-responses": {
    make: () => ({ shortcut: unique("hi"), body: "Hello {{contact.first_name|there}}" }),
    change: { body: "Good day" },
    bad: [
      [{ shortcut: "two words", body: "x" }, "shortcut"],
      [{ shortcut: "x", body: "" }, "body"],
      [{ shortcut: "x", body: "x".repeat(5_001) }, "body"],
    ],
  },
  "/macros": {
    make: () => ({ name: unique("Macro"), actions: [{ do: "prioritize", priority: "high" }, { do: "close" }] }),
    change: { actions: [{ do: "archive" }] },
    bad: [
      [{ name: "x", actions: [] }, "actions"],
      [{ name: "x", actions: [{ do: "explode" }] }, "actions.0.do"],
      [{ name: "x", actions: Array.from({ length: 21 }, () => ({ do: "close" })) }, "actions"],
    ],
  },
  "/views": {
    make: () => ({ name: unique("View"), query: { filter: "mine", priority: "high" }, shared: true }),
    change: { query: { filter: "all" } },
    bad: [
      [{ name: "x" }, "query"],
      [{ name: "x", query: { filter: "everything" } }, "query.filter"],
      [{ name: "x", query: { filter: "all" }, shared: "yes" }, "shared"],
    ],
  },
};

describe.each(Object.entries(kinds))("%s", (path, { make, change, bad }) => {
  it("C8, C9: one is made, listed, read, changed and deleted; every answer is the record", async () => {
    const body = make();
    const response = await post(path, body);
    expect(response.status).toBe(201);
    const made = await json<CatalogRecord>(response);
    const { shared: _, ...fields } = body as { shared?: boolean };
    expect(made).toMatchObject({ ...fields, seq: expect.any(Number) });
    expect(await json(await inbox.call(`${path}/${made.id}`))).toEqual(made);
    expect(await list(path)).toContainEqual(made);
    const changed = await json<CatalogRecord>(await patch(`${path}/${made.id}`, change));
    expect(changed).toMatchObject({ ...fields, ...change, id: made.id });
    expect(changed.seq).toBeGreaterThan(made.seq);
    expect(await json(await inbox.call(`${path}/${made.id}`))).toEqual(changed);
    expect(await json<CatalogRecord>(await remove(`${path}/${made.id}`))).toMatchObject({ id: made.id, deleted: true });
    expect((await inbox.call(`${path}/${made.id}`)).status).toBe(404);
    expect((await list(path)).map(({ id }) => id)).not.toContain(made.id);
    expect((await remove(`${path}/${made.id}`)).status).toBe(404);
  });

  it("C8, C9: a name that is taken is a conflict, made anew or given to another", async () => {
    const body = make();
    const made = await json<CatalogRecord>(await post(path, body));
    expect(await refusal(post(path, body))).toMatchObject({ status: 409, code: "conflict", details: { id: made.id } });
    const other = await json<CatalogRecord>(await post(path, make()));
    const key = "shortcut" in body ? "shortcut" : "name";
    const name = (body as Record<string, unknown>)[key];
    expect(await refusal(patch(`${path}/${other.id}`, { [key]: name }))).toMatchObject({
      status: 409,
      code: "conflict",
    });
    expect(await json(await patch(`${path}/${made.id}`, { [key]: name }))).toEqual(made);
  });

  it("I9: the same Idempotency-Key makes one", async () => {
    const headers = { "idempotency-key": unique("once") };
    const body = make();
    const first = await json<CatalogRecord>(await post(path, body, inbox.ana.token, { headers }));
    expect(await json(await post(path, body, inbox.ana.token, { headers }))).toEqual(first);
  });

  it("I10: another org's does not exist, and a list has none of it", async () => {
    const { id } = await json<CatalogRecord>(await post(path, make()));
    const other = await openInbox();
    const answers = [
      await other.call(`${path}/${id}`),
      await other.call(`${path}/${id}`, { method: "PATCH", body: change }),
      await other.call(`${path}/${id}`, { method: "DELETE" }),
    ];
    for (const answer of answers)
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: "not_found" }]);
    expect((await json<Page<CatalogRecord>>(await other.call(path))).items).toEqual([]);
    expect((await inbox.call(`${path}/none`)).status).toBe(404);
    expect((await patch(`${path}/none`, change)).status).toBe(404);
  });

  it("I13: what makes no sense is refused with the field that is wrong", async () => {
    for (const [body, at] of bad) {
      expect(await refusal(post(path, body))).toMatchObject({
        status: 400,
        code: "invalid",
        details: { issues: [{ path: at }] },
      });
    }
    const { id } = await json<CatalogRecord>(await post(path, make()));
    const wrong = bad.find(([body, at]) => Object.hasOwn(body, at.split(".")[0] ?? ""))?.[0];
    expect((await patch(`${path}/${id}`, wrong)).status).toBe(400);
    expect((await post(path, { name: "x".repeat(1_100_000) })).status).toBe(413);
    const form = { headers: { "content-type": "text/plain" } };
    expect((await post(path, make(), inbox.ana.token, form)).status).toBe(415);
    expect((await inbox.call(`${path}?cursor=nonsense`)).status).toBe(400);
  });
});

describe("who may edit the catalog", () => {
  it("J1: by kind: writers make labels, canned responses and macros; owners and admins change labels and keep teams", async () => {
    const statuses = async (path: string, token: string) => {
      const { make, change } = kinds[path] as (typeof kinds)[string];
      const { id } = await json<CatalogRecord>(await post(path, make()));
      const made = await post(path, make(), token);
      const changed = await patch(`${path}/${id}`, change, token);
      return [made.status, changed.status, (await remove(`${path}/${id}`, token)).status];
    };
    const { ben, vera, apiKey } = inbox;
    for (const token of [ben.token, apiKey]) {
      expect(await statuses("/labels", token)).toEqual([201, 403, 403]);
      expect(await statuses("/teams", token)).toEqual([403, 403, 403]);
      for (const path of ["/canned-responses", "/macros", "/views"])
        expect(await statuses(path, token)).toEqual([201, 200, 200]);
    }
    for (const path of Object.keys(kinds)) expect(await statuses(path, vera.token)).toEqual([403, 403, 403]);
    const { key } = await json<{ key: string }>(await post("/api-keys", { name: "Reads", scopes: ["read"] }));
    for (const path of Object.keys(kinds)) expect(await statuses(path, key)).toEqual([403, 403, 403]);
  });

  it("C9: whoever may read lists them all", async () => {
    const { id } = await json<Label>(await post("/labels", { name: unique("Seen") }));
    for (const token of [inbox.ben.token, inbox.vera.token, inbox.apiKey])
      expect((await list("/labels", token)).map((label) => label.id)).toContain(id);
  });

  it("I10, C9: a view that is not shared is its maker's alone", async () => {
    const body = { name: unique("Own"), query: { filter: "all" } };
    const own = await json<SavedView>(await post("/views", body, inbox.vera.token));
    expect(own.agentId).toBe(inbox.vera.id);
    expect(await list("/views", inbox.vera.token)).toContainEqual(own);
    for (const token of [inbox.ana.token, inbox.ben.token, inbox.apiKey]) {
      expect((await inbox.call(`/views/${own.id}`, { token })).status).toBe(404);
      expect((await patch(`/views/${own.id}`, { name: "Mine" }, token)).status).toBe(404);
      expect((await remove(`/views/${own.id}`, token)).status).toBe(404);
      expect((await list("/views", token)).map(({ id }) => id)).not.toContain(own.id);
    }
    // Whose it is takes no name from the others.
    expect((await post("/views", body, inbox.ben.token)).status).toBe(201);
    expect(await json(await patch(`/views/${own.id}`, { name: "Renamed" }, inbox.vera.token))).toMatchObject({
      name: "Renamed",
    });
    expect((await remove(`/views/${own.id}`, inbox.vera.token)).status).toBe(200);
    expect(await refusal(post("/views", body, inbox.apiKey))).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("I10, C9: nor does catching up show it to another", async () => {
    const since = await head(inbox.call);
    const own = await json<SavedView>(await post("/views", { name: unique("Own"), query: { filter: "all" } }));
    const seen = async (token: string) =>
      (await json<{ records: { id: string }[] }>(await inbox.call(`/changes?since=${since}`, { token }))).records.some(
        ({ id }) => id === own.id,
      );
    expect([await seen(inbox.ana.token), await seen(inbox.ben.token), await seen(inbox.apiKey)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("I13: what names something unknown is not found", async () => {
    for (const [path, body] of [
      ["/teams", { name: unique("Team"), agentIds: ["nobody"] }],
      ["/macros", { name: unique("Macro"), actions: [{ do: "assign", agentId: "nobody" }] }],
      ["/macros", { name: unique("Macro"), actions: [{ do: "label", add: ["nothing"], remove: [] }] }],
      ["/views", { name: unique("View"), query: { filter: "all", team: "none" } }],
    ] as const)
      expect(await refusal(post(path, body))).toMatchObject({ status: 404, code: "not_found" });
    const macro = await json<Macro>(await post("/macros", kinds["/macros"]?.make()));
    expect((await patch(`/macros/${macro.id}`, { actions: [{ do: "assignTeam", teamId: "none" }] })).status).toBe(404);
    expect(await refusal(post("/teams", { name: unique("Team"), agentIds: [inbox.vera.id] }))).toMatchObject({
      status: 400,
      code: "invalid",
    });
  });
});

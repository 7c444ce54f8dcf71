import { beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../src/protocol/limits.ts";
import type { Contact } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { head, type Inbox, openInbox } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  inbox = await openInbox();
});

const patch = (id: string, body: unknown, token = inbox.ana.token) =>
  inbox.call(`/contacts/${id}`, { method: "PATCH", body, token });

async function refusal(answer: Promise<Response>): Promise<{ status: number; code: string }> {
  const response = await answer;
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

describe("PATCH /contacts/{id}", () => {
  it("H1: puts what is named; the list and the conversation's row show the name at once", async () => {
    const { id, contactId } = await inbox.write({ name: "rosa 🌸" });
    await json(await inbox.call("/labels", { body: { name: "Key account" } }));
    const change = { name: "  Rosa Lind ", stage: "qualified", value: 12.5, labels: ["Key account"] };
    const changed = await json<Contact>(await patch(contactId, { ...change, attributes: { plan: "pro", seats: 4 } }));
    expect(changed).toMatchObject({
      id: contactId,
      name: "Rosa Lind",
      stage: "qualified",
      value: 12.5,
      labels: ["key-account"],
      attributes: { plan: "pro", seats: 4 },
    });
    expect(await json(await inbox.call(`/contacts/${contactId}`))).toEqual(changed);
    const after = await json<Contact>(await patch(contactId, { attributes: { seats: null } }, inbox.apiKey));
    expect(after).toEqual({ ...changed, seq: after.seq, attributes: { plan: "pro" } });
    const found = await json<Page<Contact>>(await inbox.call(`/contacts?q=rosa%20lind&minSeq=${after.seq}`));
    expect(found.items).toEqual([after]);
    expect(await json(await inbox.call(`/conversations/${id}`))).toMatchObject({ contact: { name: "Rosa Lind" } });
  });

  it("J1: a viewer and a key that only reads change nothing", async () => {
    const { contactId } = await inbox.write();
    expect(await refusal(patch(contactId, { stage: "lost" }, inbox.vera.token))).toEqual({
      status: 403,
      code: "forbidden",
    });
  });

  it("I10, I13: another org's contact is not found, what makes no sense is refused", async () => {
    const { contactId } = await inbox.write();
    const other = await openInbox();
    for (const id of [contactId, "none"]) {
      const answer = other.call(`/contacts/${id}`, { method: "PATCH", body: { stage: "lost" } });
      expect(await refusal(answer)).toEqual({ status: 404, code: "not_found" });
    }
    expect(await refusal(patch(contactId, { labels: ["none"] }))).toEqual({ status: 404, code: "not_found" });
    const many = Array.from({ length: limits.attributesPerContact + 1 }, (_, n) => [`name ${n}`, n]);
    for (const body of [
      { name: " " },
      { name: "x".repeat(limits.nameLength + 1) },
      { stage: "won" },
      { value: "12" },
      { value: Number.MAX_VALUE },
      { labels: "vip" },
      { labels: { add: "vip" } },
      { attributes: { "": "x" } },
      { attributes: { plan: { name: "pro" } } },
      { attributes: { plan: "x".repeat(limits.attributeValueLength + 1) } },
      { attributes: { ["x".repeat(limits.attributeNameLength + 1)]: "pro" } },
      { attributes: Object.fromEntries(many) },
    ])
      expect([body, await refusal(patch(contactId, body))]).toEqual([body, { status: 400, code: "invalid" }]);
    expect(await json(await inbox.call(`/contacts/${contactId}`))).toMatchObject({ stage: "lead", attributes: {} });
  });
});

describe("GET /conversations?contact=", () => {
  it("H1: lists one contact's conversations, whatever their status, and no other's", async () => {
    const { id, contactId } = await inbox.write();
    await inbox.write();
    const ids = async (query: string) => {
      const page = await json<Page<ConversationItem>>(
        await inbox.call(`/conversations?contact=${contactId}${query}&minSeq=${await head(inbox.call)}`),
      );
      return page.items.map((item) => item.id);
    };
    expect(await ids("")).toEqual([id]);
    await json(await inbox.call(`/conversations/${id}/close`, { method: "POST" }));
    expect(await ids("")).toEqual([id]);
    expect(await ids("&filter=closed")).toEqual([id]);
    expect(await ids("&filter=mine")).toEqual([]);
    expect((await inbox.call(`/conversations?contact=${"x".repeat(300)}`)).status).toBe(400);
  });
});

describe("POST /contacts/{id}/merge", () => {
  it("K6: one contact in the list, found by each name and number, with all conversations; separated, two again", async () => {
    const [first, other] = [await inbox.write({ name: "Iris Lund" }), await inbox.write({ name: "iris.l" })];
    const answer = await inbox.call(`/contacts/${first.contactId}/merge`, { body: { with: other.contactId } });
    const merged = await json<Contact>(answer);
    expect(merged).toMatchObject({ id: first.contactId, name: "Iris Lund", mergedIds: [other.contactId] });
    const minSeq = await head(inbox.call);
    const list = async (query: string) =>
      (await json<Page<Contact>>(await inbox.call(`/contacts?${query}&minSeq=${minSeq}`))).items.map(({ id }) => id);
    const number = encodeURIComponent(other.contact.phoneNumber ?? "");
    expect([await list("q=iris"), await list(`q=${number}`)]).toEqual([[first.contactId], [first.contactId]]);
    expect(await list(`mergedInto=${first.contactId}`)).toEqual([other.contactId]);
    const talks = await inbox.call(`/conversations?contact=${first.contactId}&minSeq=${minSeq}`);
    const { items } = await json<Page<ConversationItem>>(talks);
    expect(items.map(({ id, contact }) => [id, contact.name])).toEqual([
      [other.id, "Iris Lund"],
      [first.id, "Iris Lund"],
    ]);
    const searched = await json<Page<ConversationItem>>(
      await inbox.call(`/conversations?q=${number}&minSeq=${minSeq}`),
    );
    expect(searched.items).toMatchObject([
      { id: other.id, identityAddress: other.contact.phoneNumber },
      { id: first.id },
    ]);
    expect(await json(await inbox.call(`/contacts/${other.contactId}`))).toMatchObject({ mergedInto: first.contactId });
    expect(await refusal(patch(other.contactId, { stage: "lost" }))).toEqual({ status: 409, code: "conflict" });
    const key = { token: inbox.vera.token, method: "POST" };
    expect((await refusal(inbox.call(`/contacts/${other.contactId}/unmerge`, key))).status).toBe(403);
    const apart = await json<Contact>(await inbox.call(`/contacts/${other.contactId}/unmerge`, { method: "POST" }));
    expect(apart).toMatchObject({ id: other.contactId, name: "iris.l" });
    expect(apart).not.toHaveProperty("mergedInto");
  });
});

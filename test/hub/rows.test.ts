import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { status, TestOrg, text } from "./harness.ts";

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ messages: [{ id: "wamid.1" }] }));
});
afterEach(() => vi.unstubAllGlobals());

/** DESIGN section 7: rows are what the platform charges for. */
test("rows written in the hub: inbound ≤ 5, duplicate 0, status 2, a reply with all its steps ≤ 17", async () => {
  const org = new TestOrg(crypto.randomUUID(), false);
  await org.open();
  await org.ingest(text("first"));
  await org.hub.project();
  let before = (await org.hub.rows()).written;
  const cost = async () => {
    const now = (await org.hub.rows()).written;
    const rows = now - before;
    before = now;
    return rows;
  };
  await org.ingest(text("second"));
  expect(await cost()).toBeLessThanOrEqual(5);
  await org.ingest(text("second"));
  expect(await cost()).toBe(0);

  const { id: conversationId } = await org.onlyConversation();
  await org.execute("ana", { command: "message:send", payload: { conversationId, body: "reply" } }, "reply");
  await vi.waitFor(async () => expect((await org.messages()).find(({ id }) => id === "reply")?.status).toBe("sent"));
  const sent = await cost();
  await org.ingest(status("wamid.1", "sent"));
  await org.ingest(status("wamid.1", "delivered"));
  const delivered = await cost();
  expect(delivered).toBeLessThanOrEqual(2);
  await org.ingest(status("wamid.1", "read"));
  expect(sent + delivered + (await cost())).toBeLessThanOrEqual(17);
});

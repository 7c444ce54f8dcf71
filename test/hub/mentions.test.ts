import { expect } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import type { Mention } from "../../src/protocol/mention.ts";
import { hubCases } from "./harness.ts";

const note = (conversationId: string, body: string): Command => ({
  command: "note:add",
  payload: { conversationId, body },
});
const read = (conversationId: string, messageId: string): Command => ({
  command: "mention:read",
  payload: { conversationId, messageId },
});

hubCases("mentions", (hubCase) => {
  hubCase("C8: who is named is told alone, also after having been away; the author is not", async (org) => {
    const id = await org.conversation();
    await org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" });
    const [ben, chioma] = [await org.connect("ben"), await org.connect("chioma")];
    const { seq } = await ben.hello(0, "ben");
    await chioma.hello(0, "chioma");
    await org.execute("ana", note(id, "@Ben and @Ana, see this"), "n");
    await ben.until(() => ben.events().length === 2);
    expect(ben.events()).toMatchObject([
      { event: "note:added" },
      { event: "mention:created", payload: { messageId: "n", conversationId: id, authorId: "ana" } },
    ]);
    await chioma.until(() => chioma.changes().length === 1);
    expect(chioma.events()).toMatchObject([{ event: "note:added" }]);
    const again = await org.connect("ben");
    const mentions = (await again.hello(seq, "later")).records.filter(({ kind }) => kind === "mention");
    expect(mentions).toMatchObject([{ agentId: "ben", preview: "@Ben and @Ana, see this", readAt: null }]);
    const ana = await org.connect("ana");
    expect((await ana.hello(seq)).records.filter(({ kind }) => kind === "mention")).toEqual([]);
  });

  hubCase("C8: only the one who is named marks it as read, once", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", note(id, "@Ben look"), "n");
    expect(await org.execute("ana", read(id, "n"))).toMatchObject({ ok: false, code: "not_found" });
    const answer = await org.execute("ben", read(id, "n"));
    expect((answer as { value: Mention }).value.readAt).not.toBeNull();
    const { seq } = await org.hub.health();
    expect(await org.execute("ben", read(id, "n"))).toMatchObject({ ok: true });
    expect((await org.hub.health()).seq).toBe(seq);
    expect(await org.execute("ben", read("other", "n"))).toMatchObject({ ok: false, code: "not_found" });
  });
});

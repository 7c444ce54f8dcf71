import { beforeAll, describe, expect, it } from "vitest";
import type { Mention } from "../../src/protocol/mention.ts";
import type { Message } from "../../src/protocol/records.ts";
import type { MentionItem, Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts } from "./inbox.ts";

describe("/mentions", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
  });
  const list = async (token: string, query = "") =>
    json<Page<MentionItem>>(await inbox.call(`/mentions?minSeq=${await head(inbox.call)}${query}`, { token }));
  const note = async (conversationId: string, body: string) =>
    json<Message>(await inbox.call(`/conversations/${conversationId}/notes`, { body: { body } }));
  const read = (conversationId: string, messageId: string, token: string) =>
    inbox.call(`/conversations/${conversationId}/mentions/${messageId}/read`, { method: "POST", token });

  it("C8: the agent who is named finds the note, newest first, with the customer, and marks it as read", async () => {
    const { id, contact } = await inbox.write({ name: "Mo" });
    const first = await note(id, "@Ben have a look");
    const second = await note(id, "@Ben and @Vera once more");
    const { items } = await list(inbox.ben.token);
    expect(items).toMatchObject([
      { kind: "mention", agentId: inbox.ben.id, conversationId: id, messageId: second.id, readAt: null },
      { messageId: first.id, authorId: inbox.ana.id, contact },
    ]);
    expect((await list(inbox.vera.token)).items.map(({ messageId }) => messageId)).toEqual([second.id]);
    expect((await list(inbox.ana.token)).items).toEqual([]);

    const marked = await json<Mention>(await read(id, second.id, inbox.ben.token));
    expect(marked).toMatchObject({ kind: "mention", messageId: second.id, readAt: expect.any(String) });
    expect(await json(await read(id, second.id, inbox.ben.token))).toEqual(marked);
    const unread = await list(inbox.ben.token, "&unread=true");
    expect(unread.items.map(({ messageId }) => messageId)).toEqual([first.id]);
    expect((await list(inbox.ben.token, "&unread=false")).items).toHaveLength(2);
    // Vera's own is another one.
    expect((await list(inbox.vera.token, "&unread=true")).items).toHaveLength(1);

    const page = await list(inbox.ben.token, "&limit=1");
    const rest = await list(inbox.ben.token, `&limit=1&cursor=${page.nextCursor}`);
    expect([...page.items, ...rest.items].map(({ messageId }) => messageId)).toEqual([second.id, first.id]);
    expect(rest.nextCursor).toBeNull();
  });

  it("I10, I13: nobody reads another's; a program has none; what is unknown is not found", async () => {
    const { id } = await inbox.write();
    const elsewhere = await inbox.write();
    const { id: noteId } = await note(id, "@Ben alone");
    const answers: [Promise<Response>, number][] = [
      [read(id, noteId, inbox.ana.token), 404],
      [read(id, "none", inbox.ben.token), 404],
      [read("none", noteId, inbox.ben.token), 404],
      [read(elsewhere.id, noteId, inbox.ben.token), 404],
      [read(id, noteId, inbox.apiKey), 403],
      [inbox.call("/mentions", { token: inbox.apiKey }), 403],
      [inbox.call("/mentions?unread=maybe"), 400],
      [inbox.call("/mentions?cursor=nonsense"), 400],
      [inbox.call("/mentions?limit=0"), 400],
    ];
    for (const [answer, status] of answers) expect((await answer).status).toBe(status);
    expect((await list(inbox.ben.token, "&unread=true")).items.map(({ messageId }) => messageId)).toContain(noteId);
  });
});

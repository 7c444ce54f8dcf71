import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Team } from "../../src/protocol/catalog-records.ts";
import type { Channel } from "../../src/protocol/records.ts";
import { json, origin } from "./doors.ts";
import { head, inbound, type Inbox, openInbox, postWebhook, providerAccepts } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  providerAccepts();
  inbox = await openInbox();
});

const patch = (body: unknown, token?: string) =>
  inbox.call(`/channels/${inbox.channel.id}`, { method: "PATCH", body, ...(token === undefined ? {} : { token }) });

describe("PATCH /channels/{id}", () => {
  it("C3 C6: takes whether typing is shown and the team, which must be there; null takes it back", async () => {
    const body = { name: "Support", agentIds: [inbox.ana.id] };
    const { id: teamId } = await json<Team>(await inbox.call("/teams", { body }));
    const settled = { id: inbox.channel.id, showsTyping: true, teamId, name: inbox.channel.name };
    expect(await json<Channel>(await patch({ showsTyping: true, teamId }))).toMatchObject(settled);
    const listed = await inbox.call(`/channels?minSeq=${await head(inbox.call)}`);
    expect((await json<{ items: Channel[] }>(listed)).items).toMatchObject([settled]);
    expect(await json<Channel>(await patch({ teamId: null }))).toMatchObject({ ...settled, teamId: null });

    const nobody = await patch({ teamId: "nobody", showsTyping: false });
    expect(nobody.status).toBe(404);
    expect(await nobody.json()).toMatchObject({ code: "not_found", details: { field: "teamId" } });
    expect(await json<Channel>(await inbox.call(`/channels/${inbox.channel.id}`))).toMatchObject({ showsTyping: true });
  });

  it("I13 J1: nothing else is taken, and from nobody else", async () => {
    for (const wrong of [{ showsTyping: "yes" }, { showsTyping: null }, { teamId: 7 }, { teamId: "" }])
      expect((await patch(wrong)).status).toBe(400);
    for (const token of [inbox.ben.token, inbox.vera.token, inbox.apiKey])
      expect((await patch({ showsTyping: false }, token)).status).toBe(403);
  });
});

it("C3: an agent types into a socket, and the provider is asked to show it for the message that its webhook brought", async () => {
  expect((await patch({ showsTyping: true })).status).toBe(200);
  const message = inbound(inbox.channel, { from: "34600111222", name: "Mo", text: "Hello" });
  expect((await postWebhook(message)).status).toBe(200);
  const { items } = await json<{ items: { id: string }[] }>(
    await inbox.call(`/conversations?minSeq=${await head(inbox.call)}`),
  );
  const response = await exports.default.fetch(
    new Request(`${origin}/api/orgs/${inbox.org.slug}/realtime`, {
      headers: { upgrade: "websocket", authorization: `Bearer ${inbox.ben.token}` },
    }),
  );
  const socket = response.webSocket;
  if (socket === null) throw new Error("No socket in the answer.");
  socket.accept();
  socket.send(JSON.stringify({ type: "hello", protocol: 1, session: "tab", cursor: 0, pending: [] }));
  const payload = { conversationId: items[0]?.id, on: true };
  socket.send(JSON.stringify({ type: "signal", signal: "typing", payload }));
  const providerId = /"id":"(wamid[^"]+)"/.exec(JSON.stringify(message))?.[1];
  await vi.waitFor(() =>
    expect(fetch).toHaveBeenCalledWith(
      `${env.GRAPH_URL}/${inbox.channel.externalId}/messages`,
      expect.objectContaining({
        body: JSON.stringify({
          messaging_product: "whatsapp",
          status: "read",
          message_id: providerId,
          typing_indicator: { type: "text" },
        }),
      }),
    ),
  );
  socket.close();
});

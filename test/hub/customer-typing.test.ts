import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import type { MessageFact } from "../../src/protocol/facts.ts";
import { timing } from "../../src/protocol/timing.ts";
import { env } from "cloudflare:workers";
import { hubCases, text } from "./harness.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

interface Asked {
  readonly url: string;
  readonly body: { readonly message_id?: string; readonly typing_indicator?: unknown; readonly text?: unknown };
}

/** What the provider was asked, and what it answers. */
let asked: Asked[] = [];
let answer: (signal: AbortSignal | null | undefined) => Response | Promise<Response>;

beforeEach(() => {
  asked = [];
  answer = () => Response.json({ success: true, messages: [{ id: `wamid.${crypto.randomUUID()}` }] });
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ url, body: JSON.parse(String(init.body)) });
    return answer(init.signal);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle(org: TestOrg, showsTyping: boolean): Promise<void> {
  const changed = await org.hub.updateChannel({ type: "agent", agentId: "ana" }, org.channel.id, { showsTyping });
  expect(changed).toMatchObject({ ok: true });
  await org.step();
}

async function live(org: TestOrg, agentId = "ana"): Promise<TestSocket> {
  const socket = await org.connect(agentId);
  await socket.hello(0, `tab of ${agentId}`);
  await org.step();
  return socket;
}

/** The conversation that a customer of that name begins; its newest message is `<name>.1`. */
async function customer(org: TestOrg, name: string, fact: Partial<MessageFact> = {}): Promise<string> {
  const from = { aliases: [{ kind: "phone" as const, value: name }], name };
  await org.ingest(text(`${name}.0`, { from, ...fact }), text(`${name}.1`, { from, ...fact }));
  const of = (await org.messages()).find(({ providerId }) => providerId === `${name}.1`);
  if (of === undefined) throw new Error("the customer's message is not there");
  return of.conversationId;
}

function types(socket: TestSocket, conversationId: string, on = true): void {
  socket.send({ type: "signal", signal: "typing", payload: { conversationId, on } });
}

const shown = () => asked.map(({ body }) => body.message_id);

/** What was asked by the time that a typing for another customer came through, which follows whatever was said before. */
async function shownBefore(socket: TestSocket, other: string): Promise<(string | undefined)[]> {
  types(socket, other);
  await vi.waitFor(() => expect(shown()).toContain("other.1"));
  return shown().filter((id) => id !== "other.1");
}

hubCases("typing to the customer", (hubCase) => {
  hubCase(
    "C3: an agent's typing is shown as the answer to the customer's newest message, once in 20 s",
    async (org) => {
      const id = await customer(org, "maria");
      await settle(org, true);
      const ana = await live(org);
      for (let times = 0; times < 3; times++) types(ana, id);
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      expect(asked[0]).toEqual({
        url: `${(env as unknown as Env).GRAPH_URL}/${org.channel.externalId}/messages`,
        body: {
          messaging_product: "whatsapp",
          status: "read",
          message_id: "maria.1",
          typing_indicator: { type: "text" },
        },
      });
      const other = await customer(org, "other");
      vi.setSystemTime(Date.now() + timing.customerTypingEveryMs);
      types(ana, id);
      await vi.waitFor(() => expect(asked).toHaveLength(2));
      // Not to the millisecond: the clock goes on while something is waited for.
      vi.setSystemTime(Date.now() + timing.customerTypingEveryMs - 5_000);
      types(ana, id);
      types(ana, id, false);
      expect(await shownBefore(ana, other)).toEqual(["maria.1", "maria.1"]);
    },
  );

  hubCase("C3: nothing is shown by a channel that is not set to, or that is stopped", async (org) => {
    const id = await customer(org, "maria");
    const silent = org.channel;
    const sealedSecrets = await sealSecrets((env as unknown as Env).SECRETS_KEYS, { accessToken: "token" });
    const { channel, accountId, address, ownApp, name } = silent;
    const second = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, "second", {
      channel,
      accountId,
      address,
      ownApp,
      name,
      sealedSecrets,
      externalId: `second-${org.id}`,
    });
    if (!second.ok) throw new Error(second.message);
    org.channel = second.value;
    await settle(org, true);
    const other = await customer(org, "other");
    const ana = await live(org);
    types(ana, id);
    expect(await shownBefore(ana, other)).toEqual([]);
    org.channel = silent;
    await settle(org, true);
    await stop(org, silent.id);
    asked = [];
    vi.setSystemTime(Date.now() + timing.customerTypingEveryMs);
    types(ana, id);
    expect(await shownBefore(ana, other)).toEqual([]);
  });

  hubCase(
    "C3: nothing is shown outside the window, for a viewer, of no conversation, before hello, or when typing ends",
    async (org) => {
      await org.hub.putAgent({ id: "vera", name: "Vera", email: "vera@example.com", role: "viewer" });
      await settle(org, true);
      const id = await customer(org, "maria");
      const late = await customer(org, "late", {
        at: new Date(Date.now() - timing.whatsappWindowMs - 1).toISOString(),
      });
      const other = await customer(org, "other");
      types(await org.connect("ben"), id);
      const [ana, vera] = [await live(org), await live(org, "vera")];
      types(vera, id);
      types(ana, id, false);
      types(ana, late);
      types(ana, "none");
      expect(await shownBefore(ana, other)).toEqual([]);
    },
  );

  hubCase(
    "C3: a failure is told to nobody and stops nothing: not the channel, nor a reply, nor the next try",
    async (org) => {
      const id = await customer(org, "maria");
      await settle(org, true);
      const ana = await live(org);
      const [channel] = await org.hub.channels();
      const warned = vi.spyOn(console, "warn").mockReturnValue();
      const accepts = answer;
      answer = () => Response.json({ error: { code: 190, message: "expired" } }, { status: 401 });
      types(ana, id);
      await vi.waitFor(() => expect(warned).toHaveBeenCalledWith(expect.stringContaining("hub.customerTyping")));
      answer = accepts;
      expect(await org.hub.channels()).toEqual([channel]);
      vi.setSystemTime(Date.now() + timing.customerTypingEveryMs);
      types(ana, id);
      await vi.waitFor(() => expect(shown()).toEqual(["maria.1", "maria.1"]));
      const sent = await ana.ask({ command: "message:send", payload: { conversationId: id, body: "Here" } });
      expect(sent).toMatchObject({ ok: true });
      await ana.until(() =>
        ana.events().some(({ event, payload }) => event === "message:status" && payload["status"] === "sent"),
      );
      warned.mockRestore();
    },
  );

  hubCase(
    "C3 I12: a provider that does not answer takes two connections at most, and a reply waits for none",
    async (org) => {
      const ids = [await customer(org, "one"), await customer(org, "two"), await customer(org, "three")];
      await settle(org, true);
      const ana = await live(org);
      const accepts = answer;
      const { promise, resolve } = Promise.withResolvers<Response>();
      answer = () => promise;
      for (const id of ids) types(ana, id);
      await vi.waitFor(() => expect(shown()).toEqual(["one.1", "two.1"]));
      answer = accepts;
      await ana.ask({ command: "message:send", payload: { conversationId: ids[2] ?? "", body: "At once" } });
      await ana.until(() =>
        ana.events().some(({ event, payload }) => event === "message:status" && payload["status"] === "sent"),
      );
      expect(asked).toHaveLength(3);
      expect(asked[2]?.body).toMatchObject({ text: { body: "At once" } });
      resolve(accepts(null));
      await vi.waitFor(() => {
        types(ana, ids[2] ?? "");
        expect(shown().filter((id) => id !== undefined)).toEqual(["one.1", "two.1", "three.1"]);
      });
    },
  );
});

/** As a provider's refusal stops a channel. */
async function stop(org: TestOrg, channelId: string): Promise<void> {
  await runInDurableObject(org.stub, (_, { storage }) => {
    storage.sql.exec(
      "UPDATE record SET json = json_set(json, '$.state', 'stopped') WHERE kind = 'channel' AND id = ?",
      channelId,
    );
  });
  await org.step();
}

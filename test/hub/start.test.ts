import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import type { Command, CommandPayload, StartedConversation } from "../../src/protocol/commands.ts";
import type { Fact } from "../../src/protocol/facts.ts";
import type { Channel } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

beforeEach(() => void vi.stubGlobal("fetch", async () => Response.json({ sid: `SM${crypto.randomUUID()}` })));
afterEach(() => vi.unstubAllGlobals());

const phone = "15550100123";
const from = { aliases: [{ kind: "phone", value: phone } as const], name: "Maria" };

async function smsChannel(org: TestOrg): Promise<Channel> {
  const sealedSecrets = await sealSecrets((env as unknown as Env).SECRETS_KEYS, { authToken: "t" });
  const connected = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, crypto.randomUUID(), {
    channel: "sms",
    name: "Texts",
    externalId: `+1555${org.id}`,
    address: "+15550100999",
    accountId: null,
    ownApp: false,
    sealedSecrets,
  });
  if (!connected.ok) throw new Error(connected.message);
  return connected.value;
}

function start(channelId: string, given: Partial<CommandPayload<"conversation:start">> = {}): Command {
  return { command: "conversation:start", payload: { channelId, address: `+${phone}`, body: "Hello", ...given } };
}

function batchFor(org: TestOrg, { id: channelId }: Channel, ...facts: Fact[]) {
  const batch = org.batch(facts);
  return { ...batch, groups: batch.groups.map((group) => ({ ...group, channel: "sms" as const, channelId })) };
}

hubCases("starting a conversation", (hubCase) => {
  hubCase(
    "Q1, Q2: contact, conversation and message are one change, told with its cause; once under one id",
    async (org) => {
      const { id: channelId } = await smsChannel(org);
      const [ana, ben] = [await org.connect("ana"), await org.connect("ben")];
      await ana.hello(0, "ana");
      await ben.hello(0, "ben");
      const result = await ana.ask(start(channelId, { name: "Maria" }), "first");
      expect(result).toMatchObject({ ok: true, value: { kind: "conversation", channelId, message: { id: "first" } } });
      const { id: conversationId, seq, message } = (result as { value: StartedConversation }).value;
      expect(message).toMatchObject({ conversationId, seq, status: "queued", body: "Hello" });
      await org.step();
      for (const socket of [ana, ben]) {
        await socket.until(() => socket.changes().length > 0);
        const [told] = socket.changes();
        expect(told).toMatchObject({ cause: "first", seq });
        expect(told?.events.map(({ event }) => event)).toEqual([
          "contact:created",
          "conversation:created",
          "message:queued",
        ]);
        expect(told?.records.map(({ kind }) => kind)).toEqual(
          expect.arrayContaining(["contact", "conversation", "message"]),
        );
      }
      const again = await org.execute("ana", start(channelId, { body: "Other" }), "first");
      expect(again).toMatchObject({ ok: true, value: { id: conversationId, message: { body: "Hello" } } });
      await org.execute("ben", start(channelId, { body: "More" }), "second");
      expect((await org.messages()).map(({ conversationId: id, body }) => [id, body])).toEqual([
        [conversationId, "Hello"],
        [conversationId, "More"],
      ]);
      expect(await org.onlyConversation()).toMatchObject({ assigneeId: "ana" });
    },
  );

  hubCase("Q1: whoever is first, the customer who writes meanwhile is in the same conversation", async (org) => {
    const channel = await smsChannel(org);
    const inbound = org.hub.ingest(batchFor(org, channel, text("in", { from })));
    const [, answer] = await Promise.all([inbound, org.execute("ana", start(channel.id))]);
    expect(answer).toMatchObject({ ok: true });
    await org.hub.ingest(batchFor(org, channel, text("later", { from })));
    await org.execute("ana", start(channel.id, { body: "Again" }));
    const { id, inboundCount } = await org.onlyConversation();
    expect(inboundCount).toBe(2);
    expect(new Set((await org.messages()).map(({ conversationId }) => conversationId))).toEqual(new Set([id]));
    expect(await org.rows("SELECT id FROM contact")).toHaveLength(1);
  });

  hubCase("Q1: the other spelling of a number is the same customer", async (org) => {
    const channel = await smsChannel(org);
    const short = { aliases: [{ kind: "phone", value: "551187654321" } as const], name: "João" };
    await org.hub.ingest(batchFor(org, channel, text("in", { from: short })));
    const answer = await org.execute("ana", start(channel.id, { address: "+55 11 98765-4321" }));
    expect(answer).toMatchObject({ ok: true });
    await org.onlyConversation();
    const [row] = await org.rows<{ json: string }>("SELECT json FROM contact");
    expect(JSON.parse(row?.json ?? "")).toMatchObject({ aliases: short.aliases, name: "João" });
  });

  hubCase(
    "Nu4: a customer whose country renumbered is one, by whichever form they write or are written to",
    async (org) => {
      const channel = await smsChannel(org);
      await org.hub.ingest(
        batchFor(org, channel, text("a", { from: { aliases: [{ kind: "phone", value: "22997001234" }], name: null } })),
      );
      await org.step();
      const ana = await org.connect("ana");
      await ana.hello(0);
      for (const address of ["+229 01 97 00 12 34", "+229 97 00 12 34"]) {
        const result = await ana.ask(start(channel.id, { address }), crypto.randomUUID());
        expect(result).toMatchObject({ ok: true, value: { inboundCount: 1 } });
      }
    },
  );

  hubCase(
    "Nu5: a short code has no number and is answered as it is; a word takes no answer, and that is said",
    async (org) => {
      const channel = await smsChannel(org);
      const by = (value: string) => ({ aliases: [{ kind: "sms_sender", value } as const], name: null });
      await org.hub.ingest(batchFor(org, channel, text("a", { from: by("68849") }), text("b", { from: by("ACME") })));
      await org.step();
      const ana = await org.connect("ana");
      const { records } = await ana.hello(0);
      const talk = (address: string) => {
        const contact = records.find((one) => one.kind === "contact" && one.aliases[0]?.value === address);
        return { contact, talk: records.find((one) => one.kind === "conversation" && one.contactId === contact?.id) };
      };
      const [code, word] = [talk("68849"), talk("ACME")];
      expect([code.contact, word.contact]).toMatchObject([{ phoneNumber: null }, { phoneNumber: null }]);
      expect(code.talk).not.toHaveProperty("oneWay");
      expect(word.talk).toMatchObject({ oneWay: true });
      const send = (conversationId = "") =>
        ({ command: "message:send", payload: { conversationId, body: "Hi" } }) as const;
      expect(await ana.ask(send(code.talk?.id), "to-code")).toMatchObject({ ok: true });
      expect(await ana.ask(send(word.talk?.id), "to-word")).toMatchObject({ ok: false, code: "unreachable" });
    },
  );

  hubCase("Q2: a closed one is reopened, with its line, and D5: WhatsApp demands a template", async (org) => {
    const channel = await smsChannel(org);
    const started = await org.execute("ana", start(channel.id));
    const conversationId = (started as { value: StartedConversation }).value.id;
    await org.execute("ana", { command: "conversation:close", payload: { conversationId } });
    await org.execute("ben", start(channel.id, { body: "Back" }));
    expect(await org.onlyConversation()).toMatchObject({ status: "active", assigneeId: "ana" });
    const refused = await org.execute("ben", start(org.channel.id));
    expect(refused).toMatchObject({ ok: false, code: "window_closed" });
    expect(await org.conversations()).toHaveLength(1);
    expect(await org.execute("ana", start("none"))).toMatchObject({ ok: false, code: "not_found" });
  });

  hubCase("I6, T8: another's lock and another team's conversation are in the way", async (org) => {
    const channel = await smsChannel(org);
    const started = await org.execute("ana", start(channel.id));
    const conversationId = (started as { value: StartedConversation }).value.id;
    await org.execute("ana", { command: "lock:acquire", payload: { conversationId } });
    expect(await org.execute("ben", start(channel.id))).toMatchObject({ ok: false, code: "locked" });
    expect(await org.execute("ben", start(channel.id, { takeover: true }))).toMatchObject({ ok: true });
    const actor = { type: "agent", agentId: "ana" } as const;
    const made = await org.hub.editCatalog(actor, "team", { edit: "create", kind: "team", body: { name: "Billing" } });
    await org.hub.updateSettings(actor, { limitedRoles: ["agent"] });
    const teamId = made.ok ? made.value.id : "";
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId, teamId } });
    expect(await org.execute("ben", start(channel.id))).toMatchObject({ ok: false, code: "forbidden" });
    const own = await org.execute("ben", start(channel.id, { address: "+15550100124" }));
    expect(own).toMatchObject({ ok: true, value: { assigneeId: "ben" } });
  });
});

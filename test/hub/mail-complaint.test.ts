import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import type { ConsentFact, Fact, Outcome } from "../../src/protocol/facts.ts";
import type { Channel, Contact } from "../../src/protocol/records.ts";
import { proved } from "../support/proved-domain.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

beforeEach(() => void vi.stubGlobal("fetch", async () => Response.json({ id: "r-1" })));
afterEach(() => vi.unstubAllGlobals());

async function mailChannel(org: TestOrg): Promise<Channel> {
  const address = `support@${org.id}.test`;
  await proved(org.id, `${org.id}.test`);
  const sealedSecrets = await sealSecrets((env as unknown as Env).SECRETS_KEYS, {});
  const named = { name: "Support", externalId: address, address, accountId: null, ownApp: false };
  const asked = { channel: "email", ...named, sealedSecrets } as const;
  const connected = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, "mail", asked);
  if (!connected.ok) throw new Error(connected.message);
  await org.step();
  return connected.value;
}

async function ingest(org: TestOrg, { id, externalId }: Channel, fact: Fact): Promise<Outcome[]> {
  const group = { channel: "email", externalId, accountId: null, channelId: id, facts: [fact] } as const;
  const outcomes = await org.hub.ingest({ ...org.batch([]), groups: [group] });
  await org.step();
  return outcomes;
}

function complaint(position: number): ConsentFact {
  const said = { categories: ["marketing"], state: "opted_out" } as const;
  const from = { aliases: [], name: null };
  return { fact: "consent", providerId: null, at: new Date().toISOString(), from, position, ...said };
}

hubCases("complaints", (hubCase) => {
  hubCase("Do5 D9 a complaint opts out whom the message went to, and makes nobody a contact", async (org) => {
    const channel = await mailChannel(org);
    const from = { aliases: [{ kind: "email" as const, value: "rosa@rosa.test" }], name: "Rosa" };
    await ingest(org, channel, text("q1@rosa.test", { from }));
    const [conversation] = await org.conversations();
    const payload = { conversationId: conversation?.id ?? "", body: "Yes" };
    await org.execute("ana", { command: "message:send", payload }, "reply");
    const messages = await org.messages();
    const question = messages.find(({ direction }) => direction === "inbound");
    const reply = messages.find(({ id }) => id === "reply");
    if (question === undefined || reply === undefined) throw new Error("They are not there.");
    const contacts = async () => {
      const rows = await org.rows<{ json: string }>("SELECT json FROM contact");
      return rows.map(({ json }) => JSON.parse(json) as Contact);
    };
    for (const position of [question.position, reply.position + 1_000])
      expect(await ingest(org, channel, complaint(position))).toMatchObject([
        { outcome: "ignored", reason: "no such mail" },
      ]);
    expect((await contacts()).flatMap(({ consents = [] }) => consents)).toEqual([]);
    expect(await ingest(org, channel, complaint(reply.position))).toMatchObject([{ outcome: "stored" }]);
    expect(await contacts()).toMatchObject([
      { id: conversation?.contactId, consents: [{ channel: "email", category: "marketing", state: "opted_out" }] },
    ]);
  });
});

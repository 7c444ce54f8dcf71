import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import type { Fact, MessageFact, Outcome } from "../../src/protocol/facts.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import { text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { proved } from "../support/proved-domain.ts";

/** An org with a mail address, and the mails of its customers. */

export async function mailChannel(org: TestOrg): Promise<Channel> {
  await proved(org.id, `${org.id}.test`);
  const connected = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, "mail", {
    channel: "email",
    name: "Support",
    externalId: `support@${org.id}.test`,
    address: `support@${org.id}.test`,
    accountId: null,
    ownApp: false,
    sealedSecrets: await sealSecrets((env as unknown as Env).SECRETS_KEYS, {}),
  });
  if (!connected.ok) throw new Error(connected.message);
  await org.step();
  return connected.value;
}

export async function ingest(org: TestOrg, channel: Channel, ...facts: Fact[]): Promise<Outcome[]> {
  const group = { channel: "email", externalId: channel.externalId, accountId: null, channelId: channel.id } as const;
  const outcomes = await org.hub.ingest({ ...org.batch([]), groups: [{ ...group, facts }] });
  await org.step();
  return outcomes;
}

export function mail(id: string, from: string, change: Partial<MessageFact> = {}): MessageFact {
  const address = { address: from, name: null };
  return text(id, {
    from: { aliases: [{ kind: "email", value: from }], name: from.split("@")[0] ?? null },
    subject: "A question",
    content: { mail: { from: address, to: [{ address: "support@x.test", name: null }], cc: [], messageId: id } },
    thread: { positions: [], references: [] },
    ...change,
  });
}

/** Rosa has written, and Ana has answered. */
export async function answered(
  org: TestOrg,
  cc: string[] = [],
): Promise<{ channel: Channel; conversationId: string; reply: Message }> {
  const channel = await mailChannel(org);
  await ingest(org, channel, mail("q1@rosa.test", "rosa@rosa.test"));
  const [conversation] = await org.conversations();
  const conversationId = conversation?.id ?? "";
  const id = crypto.randomUUID();
  const sent = await org.execute("ana", { command: "message:send", payload: { conversationId, body: "Yes", cc } }, id);
  expect(sent).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect((await messageOf(org, id)).status).not.toBe("queued"));
  return { channel, conversationId, reply: await messageOf(org, id) };
}

export async function messageOf(org: TestOrg, id: string): Promise<Message> {
  const found = (await org.messages()).find((message) => message.id === id);
  if (found === undefined) throw new Error(`no message ${id}`);
  return found;
}

import { randomUUID } from "node:crypto";
import { sealSecrets } from "../src/channels/secrets.ts";
import type { OrgHubRpc } from "../src/hub/rpc.ts";

/** An org with its agents and one WhatsApp number, as sign-up and settings would have left it. */
export interface BenchOrg {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly channelId: string;
  readonly agentIds: readonly string[];
  readonly hub: OrgHubRpc;
  socketToken(agentId: string): Promise<string>;
}

export type Sql = <T>(statement: string, ...bindings: unknown[]) => Promise<T[]>;

/** Without the doors: five hundred sign-ups through them would take longer than the benchmark. */
export async function createOrg(
  id: string,
  agents: number,
  hub: OrgHubRpc,
  sql: Sql,
  secretsKeys: string,
): Promise<Omit<BenchOrg, "socketToken">> {
  const people = Array.from({ length: agents }, (_, n) => ({
    id: `${id}-${n}`,
    name: `Agent ${n}`,
    email: `${n}@${id}.test`,
    role: n === 0 ? ("owner" as const) : ("agent" as const),
  }));
  // Before the hub's roster, which is reconciled with these.
  await sql("INSERT INTO organization (id, name, slug, created_at) VALUES (?, 'Bench', ?, 0)", id, id);
  const text = JSON.stringify(people);
  await sql(
    "INSERT INTO user (id, name, email) SELECT value ->> 'id', value ->> 'name', value ->> 'email' FROM json_each(?)",
    text,
  );
  await sql(
    "INSERT INTO member (id, organization_id, user_id, role, created_at) SELECT value ->> 'id', ?2, value ->> 'id', value ->> 'role', 0 FROM json_each(?1)",
    text,
    id,
  );
  await hub.create(id);
  for (const person of people) await hub.putAgent(person);
  const phoneNumberId = `7${String(Math.floor(Math.random() * 1e14)).padStart(14, "0")}`;
  const connected = await hub.connectChannel({ type: "agent", agentId: `${id}-0` }, randomUUID(), {
    channel: "whatsapp",
    name: "Bench",
    externalId: phoneNumberId,
    address: "+34910000000",
    accountId: "900",
    ownApp: false,
    sealedSecrets: await sealSecrets(secretsKeys, { accessToken: "bench" }),
  });
  if (!connected.ok) throw new Error(connected.message);
  await hub.project();
  return { id, phoneNumberId, channelId: connected.value.id, agentIds: people.map((person) => person.id), hub };
}

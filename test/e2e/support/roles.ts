import { expect } from "vitest";
import type { Role } from "../../../src/protocol/records.ts";
import type { AgentWindow } from "./agent-window.ts";
import type { LocalParley } from "./local-parley.ts";

/** Gives a colleague of the demo's org another role, as its owner. */
export async function changeRole(parley: LocalParley, owner: AgentWindow, agentId: string, role: Role): Promise<void> {
  const auth = `${parley.url}/api/auth/organization`;
  const { request } = owner.page;
  const organisations = (await (await request.get(`${auth}/list`)).json()) as { id: string; slug: string }[];
  const organizationId = organisations.find(({ slug }) => slug === "acme")?.id;
  const listed = await request.get(`${auth}/list-members?organizationId=${organizationId}`);
  const { members } = (await listed.json()) as { members: { id: string; userId: string }[] };
  const memberId = members.find(({ userId }) => userId === agentId)?.id;
  const data = { organizationId, memberId, role };
  const answer = await request.post(`${auth}/update-member-role`, { data, headers: { origin: parley.url } });
  expect(answer.status()).toBe(200);
}

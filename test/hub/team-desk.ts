import { expect } from "vitest";
import type { Actor } from "../../src/hub/rpc.ts";
import type { Team } from "../../src/protocol/catalog-records.ts";
import type { Command } from "../../src/protocol/commands.ts";
import type { Conversation } from "../../src/protocol/records.ts";
import type { PresenceState } from "../../src/protocol/signals.ts";
import { text } from "./harness.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

export const owner: Actor = { type: "agent", agentId: "ana" };

/** A team that takes turns, whose channel is the org's. */
export class Desk {
  readonly org: TestOrg;
  teamId = "";
  #seats = new Map<string, TestSocket>();
  #customers = 0;

  constructor(org: TestOrg) {
    this.org = org;
  }

  async open(change: Partial<Pick<Team, "agentIds" | "capacity" | "autoAssign">>): Promise<void> {
    await this.org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" });
    const body = { name: "Care", autoAssign: true, agentIds: ["ana", "ben", "chioma"], ...change };
    const made = await this.org.hub.editCatalog(owner, "care", { edit: "create", kind: "team", body });
    if (!made.ok) throw new Error(made.message);
    this.teamId = made.value.id;
    await this.org.hub.updateChannel(owner, this.org.channel.id, { teamId: this.teamId });
    await this.org.step();
  }

  async change(change: Partial<Pick<Team, "agentIds" | "capacity" | "autoAssign">>): Promise<void> {
    const edit = { edit: "change", kind: "team", id: this.teamId, change } as const;
    expect(await this.org.hub.editCatalog(owner, crypto.randomUUID(), edit)).toMatchObject({ ok: true });
    await this.org.step();
  }

  /** Resolves when the hub has taken it in: frames of a socket are read in order, and the hello is answered. */
  async signal(agentId: string, state: PresenceState): Promise<void> {
    const seat = await this.#seat(agentId);
    seat.send({ type: "signal", signal: "presence", payload: { state } });
    await seat.hello(0, `tab of ${agentId}`);
    await this.org.step();
  }

  isConnected(agentId: string): boolean {
    return this.#seats.has(agentId);
  }

  async #seat(agentId: string): Promise<TestSocket> {
    const known = this.#seats.get(agentId);
    if (known !== undefined) return known;
    const seat = await this.org.connect(agentId);
    this.#seats.set(agentId, seat);
    await seat.hello(0, `tab of ${agentId}`);
    return seat;
  }

  /** A new customer writes; the conversation as it then is. */
  async arrive(): Promise<Conversation> {
    this.#customers += 1;
    const phone = `1555${this.#customers}`;
    await this.write(phone, `first of ${phone}`);
    const all = await this.org.conversations();
    const one = all.find(({ lastMessagePreview }) => lastMessagePreview === `body of first of ${phone}`);
    if (one === undefined) throw new Error("no conversation");
    return one;
  }

  /** A customer's message; customers are numbered from `15551`. */
  async write(phone: string, providerId: string): Promise<void> {
    await this.org.ingest(text(providerId, { from: { aliases: [{ kind: "phone", value: phone }], name: phone } }));
  }

  do(command: "conversation:close" | "conversation:archive" | "conversation:reopen", conversationId: string) {
    return this.org.execute("ana", { command, payload: { conversationId } } as Command);
  }

  /** In the order in which their customers last wrote. */
  async assignees(): Promise<(string | null)[]> {
    const order = (await this.org.conversations()).toSorted((a, b) => a.lastPosition - b.lastPosition);
    return order.map(({ assigneeId }) => assigneeId);
  }

  async waiting(): Promise<string[]> {
    const rows = await this.org.rows<{ conversation: string }>("SELECT conversation FROM waiting ORDER BY seq");
    return rows.map(({ conversation }) => conversation);
  }
}

export async function deskOf(org: TestOrg, change: Parameters<Desk["open"]>[0] = {}): Promise<Desk> {
  const desk = new Desk(org);
  await desk.open(change);
  return desk;
}

import { mark } from "../core/read-mark.ts";
import { emptyState } from "../core/state.ts";
import type { Team } from "../protocol/catalog-records.ts";
import type { Agent, Conversation, ReadMark, Role } from "../protocol/records.ts";
import { fitName } from "../protocol/shown-name.ts";
import { timing } from "../protocol/timing.ts";
import type { Access } from "./access.ts";
import type { Assigner } from "./assigner.ts";
import type { Committer, Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Locks } from "./locks.ts";
import type { Store } from "./store.ts";

/** Read marks written in one change when an agent joins; a journal row stays far below the 2 MB a row may have. */
const marksPerChange = 500;

/** A person of the org, as the directory has them. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** The hub's own list of who is in the org. It decides for commands, sockets and fan-out, whatever a token says. */
export class Roster {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #locks: Locks;
  readonly #assigner: Assigner;
  readonly #access: Access;
  /** As stored: every turn asks when it is due. 0 where nothing is expected. */
  #expected: number;

  constructor(store: Store, committer: Committer, locks: Locks, assigner: Assigner, access: Access) {
    this.#store = store;
    this.#locks = locks;
    this.#committer = committer;
    this.#assigner = assigner;
    this.#access = access;
    this.#expected = Number(store.meta("expected") ?? 0);
  }

  /** The agent, or null for who never was or no longer is a member. */
  agent(id: string): Agent | null {
    const agent = this.#store.agent(id);
    return agent?.deleted ? null : agent;
  }

  /** Everybody who is in the org. */
  members(): Agent[] {
    return this.#store.agents().filter(({ deleted }) => !deleted);
  }

  put(member: Member): void {
    const given = { ...member, name: fitName(member.name, member.email) };
    const before = this.agent(given.id);
    if (before !== null && before.name === given.name && before.email === given.email && before.role === given.role)
      return;
    this.#committer.commit((turn) => {
      const hasNewAccess = before === null || before.role !== given.role;
      const accessSeq = hasNewAccess ? turn.nextSeq() : before.accessSeq;
      const { limitedTo } = before ?? {};
      const agent: Agent = { kind: "agent", seq: 0, accessSeq, ...given, ...(limitedTo ? { limitedTo } : {}) };
      turn.write({
        actor: "hub",
        cause: null,
        events: [
          {
            event: before === null ? "agent:joined" : "agent:updated",
            payload: { agentId: agent.id, name: agent.name, role: agent.role },
          },
        ],
        records: [agent],
      });
      if (before === null) this.#markAllRead(turn, agent);
      else if (agent.role === "viewer") this.#letGo(turn, agent.id);
      if (hasNewAccess) this.#access.update(turn);
    });
  }

  /** False when there was nobody to remove. */
  remove(agentId: string): boolean {
    const agent = this.agent(agentId);
    if (agent === null) return false;
    this.#committer.commit((turn) => {
      turn.write({
        actor: "hub",
        cause: null,
        events: [{ event: "agent:left", payload: { agentId, name: agent.name } }],
        records: [{ ...agent, deleted: true }],
      });
      this.#letGo(turn, agentId);
    });
    return true;
  }

  /** What was done here is to be in the directory by then; if it is not, it is undone. */
  expect(by: number): void {
    this.#store.setMeta("expected", String(by));
    this.#expected = by;
  }

  /** When the directory has to be looked at because of that, or null. */
  nextDue(): number | null {
    return this.#expected === 0 ? null : this.#expected;
  }

  /** Not while the directory is behind: what it does not have yet must not be undone. */
  isDue(now: number): boolean {
    const expected = this.nextDue();
    if (expected !== null) return expected <= now;
    return now - Number(this.#store.meta("reconciled") ?? 0) > timing.reconcileEveryMs;
  }

  /** The directory is being asked. Should it not answer, it is asked again at `retryAt`. */
  began(retryAt: number): void {
    if (this.nextDue() !== null) this.expect(retryAt);
  }

  /**
   * Makes the roster what the directory says (membership is the auth library's rows in D1); null when it does not
   * know the org. Who was changed here after `asOf`, the head when it was asked, is left for the next time: what was
   * read may be older. Returns the agents who are gone, whose sockets have to close.
   */
  reconcile(members: readonly Member[] | null, now: number, asOf: number): string[] {
    this.#store.setMeta("reconciled", String(now));
    if (members === null) return [];
    const present = new Set(members.map(({ id }) => id));
    const changed = new Set(this.#store.agents().flatMap(({ id, seq }) => (seq > asOf ? [id] : [])));
    if (changed.size === 0 && this.nextDue() !== null) this.expect(0);
    for (const member of members) if (!changed.has(member.id)) this.put(member);
    return this.members().flatMap(({ id }) => (present.has(id) || changed.has(id) || !this.remove(id) ? [] : [id]));
  }

  /**
   * Nobody waits for someone who is gone or may only read: locks end, teams go on without, and conversations are
   * nobody's, or their team's next one's.
   */
  #letGo(turn: Turn, agentId: string): void {
    for (const row of this.#store.locks.held())
      if (row.record.agentId === agentId) this.#locks.end(turn, row, "lock:released");
    this.#leaveTeams(turn, agentId);
    for (const conversation of this.#store.assignedTo(agentId)) {
      const { state, shared } = fold({ ...emptyState, conversation }, [
        {
          event: "conversation:assigned",
          agentId: null,
          assigneeId: null,
          previousAssigneeId: agentId,
          teamId: conversation.teamId,
          previousTeamId: conversation.teamId,
        },
      ]);
      turn.write({ actor: "hub", cause: null, ...shared });
      const { teamId } = conversation;
      if (teamId !== null && state.conversation?.status === "active")
        this.#assigner.offer(turn, state.conversation, teamId);
    }
  }

  #leaveTeams(turn: Turn, agentId: string): void {
    for (const team of this.#store.all("team")) {
      if (!team.agentIds.includes(agentId)) continue;
      const rest: Team = { ...team, agentIds: team.agentIds.filter((id) => id !== agentId) };
      const payload = { teamId: team.id, name: team.name };
      turn.write({ actor: "hub", cause: null, events: [{ event: "team:updated", payload }], records: [rest] });
      this.#assigner.teamEdited(team, rest);
    }
  }

  /** I4: for an agent who joins later, what was there is read. */
  #markAllRead(turn: Turn, agent: Agent): void {
    const rows = this.#store.cursor<{ json: string }>(
      "SELECT json FROM conversation WHERE json ->> '$.inboundCount' > 0",
    );
    const marks = Array.from(rows, ({ json }): ReadMark => {
      const conversation = JSON.parse(json) as Conversation;
      return mark(conversation, agent, conversation.inboundCount, null);
    });
    for (let start = 0; start < marks.length; start += marksPerChange) {
      turn.write({ actor: "hub", cause: null, events: [], records: marks.slice(start, start + marksPerChange) });
    }
  }
}

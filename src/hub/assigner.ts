import { arrivesAt, awaits, isOpened, lastAmong, nextAssignee } from "../core/rotation.ts";
import { emptyState } from "../core/state.ts";
import type { Team } from "../protocol/catalog-records.ts";
import type { Conversation } from "../protocol/records.ts";
import type { Committer, Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Store } from "./store.ts";

/**
 * C7: round-robin. A conversation that comes to a team without an assignee goes to the team's next agent in the same
 * commit. Where nobody can take it, it waits in a table, in order, until somebody can.
 */
export class Assigner {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #online: () => ReadonlySet<string>;
  /** Asked of the sockets once a turn, in which nobody can come or go. */
  #seen: { readonly turn: Turn; readonly online: ReadonlySet<string> } | null = null;
  /**
   * Whether anybody waits; null when not looked since waking or since the table was written. Learnt outside of commits
   * alone, so that one that rolls back leaves nothing untrue here.
   */
  #isIdle: boolean | null = null;
  /** Whether something has happened since the last look after which somebody may be able to take one. */
  #isStirred = true;

  constructor(store: Store, committer: Committer, online: () => ReadonlySet<string>) {
    this.#store = store;
    this.#committer = committer;
    this.#online = online;
  }

  /** After a change of a conversation was written: assigns it, lets it wait, or lets it wait no longer. */
  settle(turn: Turn, before: Conversation | null, after: Conversation): void {
    if (before?.status !== after.status || before.assigneeId !== after.assigneeId) this.stir();
    if (this.#isIdle !== true) this.#drop(after);
    const needsTeam = after.teamId === null && after.assigneeId === null && isOpened(before, after);
    const channelTeamId = needsTeam ? (this.#store.channel(after.channelId)?.teamId ?? null) : null;
    const teamId = arrivesAt(before, after, channelTeamId);
    if (teamId !== null) this.offer(turn, after, teamId);
  }

  /** Gives it to the team: to its next agent, or else to wait for one behind those that wait already. */
  offer(turn: Turn, conversation: Conversation, teamId: string): void {
    const team = this.#store.small("team", teamId);
    if (team === null || team.deleted) return;
    const assigneeId = team.autoAssign && !this.#hasWaiting(teamId) ? this.#next(team, this.#onlineIn(turn)) : null;
    if (assigneeId !== null || conversation.teamId !== teamId) this.#assign(turn, conversation, assigneeId, teamId);
    if (!team.autoAssign || assigneeId !== null) return;
    this.#store.run(
      "INSERT INTO waiting (conversation, team) VALUES (?, ?) ON CONFLICT (conversation) DO NOTHING",
      conversation.id,
      teamId,
    );
    this.#isIdle = null;
    this.stir();
  }

  /** A team was changed or deleted, inside the same commit. */
  teamEdited(before: Team, after: Team): void {
    const last = this.#last(before.id);
    const stays = lastAmong(before.agentIds, after.agentIds, last);
    if (after.deleted || (last !== null && stays === null))
      this.#store.run("DELETE FROM meta WHERE key = ?", rotationKey(before.id));
    else if (stays !== null && stays !== last) this.#store.setMeta(rotationKey(before.id), stays);
    if (after.deleted || !after.autoAssign) this.#store.run("DELETE FROM waiting WHERE team = ?", before.id);
    this.#isIdle = null;
    this.stir();
  }

  /** Somebody may be able to take a conversation who could not before: whoever came online, whoever has one less. */
  stir(): void {
    this.#isStirred = true;
  }

  /** After each turn: assigns what can be assigned. Costs nothing while nobody waits. */
  look(): void {
    if (this.#isIdle === true || !this.#isStirred) return;
    this.#isIdle ??= this.#store.rows("SELECT 1 FROM waiting LIMIT 1").length === 0;
    if (this.#isIdle) return;
    const online = this.#online();
    const teams = this.#store
      .rows<{ team: string }>("SELECT DISTINCT team FROM waiting")
      .flatMap(({ team }) => this.#store.small("team", team) ?? [])
      .filter((team) => this.#next(team, online) !== null);
    if (teams.length > 0) this.#committer.commit((turn) => teams.forEach((team) => this.#serve(turn, team, online)));
    this.#isStirred = false;
  }

  #serve(turn: Turn, team: Team, online: ReadonlySet<string>): void {
    for (;;) {
      const first = this.#store.rows<{ conversation: string }>(
        "SELECT conversation FROM waiting WHERE team = ? ORDER BY seq LIMIT 1",
        team.id,
      )[0];
      const assigneeId = this.#next(team, online);
      if (first === undefined || assigneeId === null) return;
      this.#forget(first.conversation);
      const conversation = this.#store.conversation(first.conversation);
      if (conversation !== null && awaits(conversation, team.id)) this.#assign(turn, conversation, assigneeId, team.id);
    }
  }

  #next(team: Team, online: ReadonlySet<string>): string | null {
    return nextAssignee({
      team,
      last: this.#last(team.id),
      online,
      agent: (id) => this.#store.agent(id),
      load: (id) => this.#store.count(`assignee:${id}`),
    });
  }

  #assign(turn: Turn, conversation: Conversation, assigneeId: string | null, teamId: string): void {
    const { assigneeId: previousAssigneeId, teamId: previousTeamId } = conversation;
    const { shared } = fold({ ...emptyState, conversation }, [
      { event: "conversation:assigned", agentId: null, assigneeId, previousAssigneeId, teamId, previousTeamId },
    ]);
    turn.write({ actor: "hub", cause: null, ...shared });
    if (assigneeId !== null) this.#store.setMeta(rotationKey(teamId), assigneeId);
  }

  /** Closed, assigned or moved meanwhile, it waits no longer. */
  #drop(conversation: Conversation): void {
    const row = this.#store.rows<{ team: string }>(
      "SELECT team FROM waiting WHERE conversation = ?",
      conversation.id,
    )[0];
    if (row !== undefined && !awaits(conversation, row.team)) this.#forget(conversation.id);
  }

  #forget(conversationId: string): void {
    this.#store.run("DELETE FROM waiting WHERE conversation = ?", conversationId);
    this.#isIdle = null;
  }

  #hasWaiting(teamId: string): boolean {
    return this.#isIdle !== true && this.#store.rows("SELECT 1 FROM waiting WHERE team = ? LIMIT 1", teamId).length > 0;
  }

  #last(teamId: string): string | null {
    return this.#store.meta(rotationKey(teamId));
  }

  #onlineIn(turn: Turn): ReadonlySet<string> {
    if (this.#seen?.turn !== turn) this.#seen = { turn, online: this.#online() };
    return this.#seen.online;
  }
}

function rotationKey(teamId: string): string {
  return `rotation:${teamId}`;
}

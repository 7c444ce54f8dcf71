import { isLowered, leavesAnOwner, mayGive } from "../protocol/role-rights.ts";
import type { Role } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Parts } from "./parts.ts";
import type { Member } from "./roster.ts";
import { errorText } from "../protocol/error-text.ts";

/**
 * Membership is kept by the auth library, in D1; the hub is the one place where changes of it meet. What takes rights away
 * is decided and done here before the library writes it, and undone when the library never does.
 */

/**
 * A role that is about to become another one, or a removal (null). False, and nothing happens, where it would leave the
 * organisation without an owner. A higher role waits for the directory to have it.
 */
export function changeMember(parts: Parts, agentId: string, role: Role | null, now: number): boolean {
  const { roster } = parts;
  const agent = roster.agent(agentId);
  if (agent === null) return true;
  if (!leavesAnOwner(roster.members(), agentId, role)) return false;
  if (role === null) {
    removeMember(parts, agentId);
    roster.expect(now + timing.memberWriteMs);
  } else if (isLowered(agent.role, role)) {
    roster.put({ id: agent.id, name: agent.name, email: agent.email, role });
    roster.expect(now + timing.memberWriteMs);
  }
  return true;
}

/** Takes in whoever accepted an invitation, unless its maker may no longer give that role. */
export function admitMember({ roster }: Parts, member: Member, inviterId: string): boolean {
  const inviter = roster.agent(inviterId);
  if (inviter === null || !mayGive(inviter.role, member.role)) return false;
  roster.put(member);
  return true;
}

export function removeMember({ roster, signals, sessions }: Parts, agentId: string): void {
  roster.remove(agentId);
  signals.around(() => sessions.closeAgent(agentId));
}

/** What a request could not tell the hub, and what it told but never wrote, the hub finds out here. */
export async function reconcile(
  parts: Parts,
  membersOf: (orgId: string) => Promise<readonly Member[] | null>,
  now: number,
  afterTurn: () => void,
): Promise<void> {
  const { roster, store, journal } = parts;
  try {
    const orgId = store.meta("org");
    roster.began(now + timing.memberWriteMs);
    const asOf = journal.head;
    const members = orgId === null ? null : await membersOf(orgId);
    const gone = roster.reconcile(members, now, asOf);
    parts.signals.around(() => gone.forEach((agentId) => parts.sessions.closeAgent(agentId)));
    afterTurn();
  } catch (error) {
    // D1 is out of reach: the next alarm tries again.
    console.warn(JSON.stringify({ at: "hub.reconcile", error: errorText(error) }));
  }
}

import { draftKinds } from "../../src/protocol/records.ts";
import type { DraftKind } from "../../src/protocol/records.ts";
import type { PresenceState } from "../../src/protocol/signals.ts";
import type { Desk } from "./desk.ts";
import { must } from "./must.ts";
import type { Truth } from "./truth.ts";
import type { World } from "./world.ts";

/** I7: what one tab shows of the others, and of its person's own drafts, is what is so. */
export function checkTogether(world: World, desk: Desk, truth: Truth): void {
  checkPresence(world, desk);
  for (const { id } of truth.conversations) {
    checkLock(desk, truth, id);
    checkSignals(world, desk, id);
    for (const kind of draftKinds) checkDraft(world, desk, truth, id, kind);
  }
}

function checkLock({ inbox, agentId, session }: Desk, truth: Truth, conversationId: string): void {
  const lock = truth.locks.find((one) => one.conversationId === conversationId);
  const view = inbox.lockOf(conversationId);
  must(
    `I7: who replies in ${conversationId}, for ${session}`,
    view && { agentId: view.agentId, agentName: view.agentName, isMine: view.isMine },
    lock ? { agentId: lock.agentId, agentName: lock.agentName, isMine: lock.agentId === agentId } : null,
  );
  if (view?.isLost === true) must(`I7: what ${session} holds is not lost`, view.isMine, false);
}

const strength: readonly PresenceState[] = ["away", "online", "busy"];

/** Several tabs are one agent: the strongest of what they say. */
function checkPresence({ desks }: World, { inbox, session }: Desk): void {
  for (const agentId of ["ana", "ben", "chi"]) {
    const said = desks.filter((one) => one.agentId === agentId).map(({ presence }) => strength.indexOf(presence));
    const wanted = strength[Math.max(-1, ...said)] ?? "offline";
    must(`I7: how ${session} sees ${agentId}`, inbox.presence(agentId), wanted);
  }
}

function checkSignals({ desks }: World, { inbox, agentId, session }: Desk, conversationId: string): void {
  const viewers = desks.filter((one) => one.viewing === conversationId && one.agentId !== agentId);
  const wanted = [...new Set(viewers.map((one) => one.agentId))].toSorted();
  must(`I7: who looks at ${conversationId}, for ${session}`, inbox.viewers(conversationId), wanted);
  must(`I7: who types in ${conversationId}, for ${session}`, inbox.typists(conversationId), []);
}

/** The hub's, or this tab's own text with the hub's beside it; and what only this tab has typed is what the hub has. */
function checkDraft({ desks }: World, desk: Desk, truth: Truth, conversationId: string, kind: DraftKind): void {
  const what = `I7: the ${kind} draft of ${desk.session} in ${conversationId}`;
  const saved = truth.draft(desk.agentId, conversationId, kind)?.content ?? null;
  const view = desk.inbox.draft(conversationId, kind);
  if (view !== null && view.elsewhere !== null) {
    must(`${what}: what was saved elsewhere`, [view.elsewhere, view.isSaved], [saved, false]);
    return;
  }
  must(
    what,
    view && { content: view.content, isSaved: view.isSaved },
    saved === null ? null : { content: saved, isSaved: true },
  );
  const typed = desk.paper.sureContent(conversationId, kind);
  const isAlone = desks.every((one) => one === desk || one.agentId !== desk.agentId);
  if (typed !== null && isAlone) must(`${what}: what was typed last`, saved ?? "", typed);
}

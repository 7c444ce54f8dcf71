import type { CountName } from "../../src/client/inbox.ts";
import { smallKinds } from "../../src/protocol/records.ts";
import type { Desk } from "./desk.ts";
import { lists } from "./lists.ts";
import { must } from "./must.ts";
import type { Truth } from "./truth.ts";

/** I7: what one tab shows of lists and threads is what the hub holds. */
export function checkDesk(desk: Desk, truth: Truth, isEverythingLoaded: boolean): void {
  const { inbox, agentId } = desk;
  const who = `I7: ${desk.session} (${agentId})`;
  must(`${who} is live`, inbox.connection, { state: "live" });
  for (const kind of smallKinds)
    must(`${who}: ${kind}s`, inbox.catalog(kind).toSorted(byId), truth.smallOf(kind, agentId));
  checkCounts(desk, truth, isEverythingLoaded);
  checkMentions(desk, truth, isEverythingLoaded);
  for (const list of lists) {
    const filter = JSON.stringify(list);
    const view = inbox.conversations(list);
    const wanted = truth.list(agentId, list);
    const held = view.items.map(({ record }) => record);
    if (isEverythingLoaded)
      must(
        `${who}: ${filter} is loaded`,
        { hasMore: view.hasMore, error: view.error },
        { hasMore: false, error: null },
      );
    must(`${who}: the list ${filter}`, held, isEverythingLoaded ? wanted : wanted.slice(0, held.length));
    for (const item of view.items) {
      must(`${who}: nothing is pending in ${item.record.id}`, item.pending, false);
      if (!isEverythingLoaded && item.contact === null) continue;
      const contact = truth.contacts.find(({ id }) => id === item.record.contactId);
      must(
        `${who}: the contact of ${item.record.id}`,
        item.contact,
        contact?.kind === "contact" && { id: contact.id, name: contact.name, phoneNumber: contact.phoneNumber },
      );
      must(`I4, ${who}: unread in ${item.record.id}`, item.unread, truth.unread(agentId, item.record));
    }
  }
  for (const { id } of truth.conversations) {
    const view = inbox.thread(id);
    const wanted = truth.thread(id);
    if (isEverythingLoaded)
      must(
        `${who}: the thread ${id} is loaded`,
        { hasOlder: view.hasOlder, error: view.error },
        { hasOlder: false, error: null },
      );
    const held = view.messages.map(({ record }) => record);
    must(`${who}: the thread ${id}`, held, isEverythingLoaded ? wanted : wanted.slice(wanted.length - held.length));
    must(
      `${who}: nothing is pending in the thread ${id}`,
      view.messages.filter(({ pending }) => pending),
      [],
    );
  }
}

/** Counts that the hub keeps, and what this agent has not read; all by scanning, as the hub never does. */
function checkCounts({ inbox, session, agentId }: Desk, truth: Truth, isEverythingLoaded: boolean): void {
  const counts = truth.counts();
  const names: CountName[] = ["all", "unassigned", `assignee:${agentId}`, "label:vip", "label:late"];
  for (const name of names)
    must(`I7: ${name} as ${session} counts it`, inbox.count(name), { n: counts.get(name) ?? 0, isLeast: false });
  if (!isEverythingLoaded) return;
  const n = truth.list(agentId, "unread").length;
  must(`I4: what ${session} counts as unread`, inbox.count("unread"), { n, isLeast: false });
}

function checkMentions({ inbox, session, agentId }: Desk, truth: Truth, isEverythingLoaded: boolean): void {
  const view = inbox.mentions();
  const wanted = truth.mentionsOf(agentId);
  const held = view.items.map(({ record }) => record);
  must(`I7: mentions for ${session}`, held, isEverythingLoaded ? wanted : wanted.slice(0, held.length));
  if (!isEverythingLoaded) return;
  const unread = wanted.filter(({ readAt }) => readAt === null).length;
  must(`I7: unread mentions for ${session}`, [view.unread, view.hasMore, view.error], [unread, false, null]);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

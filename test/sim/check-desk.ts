import type { ParleyRecord } from "../../src/protocol/records.ts";
import type { Desk } from "./desk.ts";
import { lists } from "./lists.ts";
import { must } from "./must.ts";
import type { Truth } from "./truth.ts";

/** I7: what one tab shows of lists and threads is what the hub holds. */
export function checkDesk(desk: Desk, truth: Truth, isEverythingLoaded: boolean): void {
  const { inbox, agentId } = desk;
  const who = `I7: ${desk.session} (${agentId})`;
  must(`${who} is live`, inbox.connection, { state: "live" });
  must(`${who}: agents and channels`, [...inbox.agents(), ...inbox.channels()], sorted(truth.small));
  for (const filter of lists) {
    const view = inbox.conversations(filter);
    const wanted = truth.list(agentId, filter);
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

/** Agents, then channels, each by name, as the client shows them. */
function sorted(small: readonly ParleyRecord[]): ParleyRecord[] {
  const name = (record: ParleyRecord) => ("name" in record ? (record.name ?? "") : "");
  return [...small].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : name(a).localeCompare(name(b))));
}

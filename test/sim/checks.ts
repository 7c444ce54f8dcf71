import type { ConversationFilter } from "../../src/client/inbox.ts";
import type { ParleyRecord } from "../../src/protocol/records.ts";
import type { Desk } from "./desk.ts";
import { checkIntents } from "./intents.ts";
import { must } from "./must.ts";
import { Truth } from "./truth.ts";
import type { World } from "./world.ts";

export const lists: readonly ConversationFilter[] = ["all", "unread", "unassigned", "closed", "archived"];

/** Everything that must hold at rest. Throws with the invariant's number. */
export function checkAtRest(world: World, isEverythingLoaded: boolean): void {
  const truth = new Truth(world.hub.database);
  checkHub(world, truth);
  checkD1(world, truth);
  checkIntents(world, truth);
  for (const desk of world.desks) checkDesk(desk, truth, isEverythingLoaded);
}

function checkHub({ hub, webhooks }: World, truth: Truth): void {
  const { database } = hub;
  must(
    "I9: no message is queued without a row in the outbox",
    truth.messages.filter(({ status }) => status === "queued").map(({ id }) => id),
    [],
  );
  must("I9: the outbox is empty", database.rows("SELECT * FROM outbox"), []);
  const parked = database.rows(
    "SELECT fact FROM parked JOIN message ON parked.target = message.id OR parked.target = message.provider_id",
  );
  must("I1: nothing waits for a message that is here", parked, []);
  const written = [...webhooks.written].filter(([, ids]) => ids.size > 0);
  must("I1: one conversation a customer", truth.conversations.length, written.length);
  const inbound = truth.messages
    .filter(({ direction }) => direction === "inbound")
    .map(({ providerId }) => providerId ?? "");
  must("I1: each provider id is one message", inbound.toSorted(), written.flatMap(([, ids]) => [...ids]).toSorted());
  for (const [phone, ids] of written) {
    const contact = truth.contacts.find((one) => one.kind === "contact" && one.phoneNumber === `+${phone}`);
    const conversation = truth.conversations.find((one) => one.contactId === contact?.id);
    must(`I4: inbound messages of ${phone}`, conversation?.inboundCount, ids.size);
    const numbers = truth
      .thread(conversation?.id ?? "")
      .filter(({ direction }) => direction === "inbound")
      .map(({ number }) => number);
    must(
      `I4: they are numbered in their order`,
      numbers,
      numbers.map((_, index) => index + 1),
    );
  }
}

function checkD1({ history }: World, truth: Truth): void {
  const rows = (table: string, order: string) =>
    history.primary
      .rows<{ json: string; seq: number }>(`SELECT json, seq FROM ${table} ORDER BY ${order}`)
      .map(({ json, seq }) => {
        const record = JSON.parse(json) as ParleyRecord;
        must(`I8: the seq column of ${record.id}`, seq, record.seq);
        return record;
      });
  const same = (what: string, inD1: readonly ParleyRecord[], inHub: readonly ParleyRecord[]) => {
    must(
      `I8: ids of ${what} in D1`,
      inD1.map(({ id }) => id),
      inHub.map(({ id }) => id),
    );
    inD1.forEach((record, index) => must(`I8: ${what} ${record.id} in D1`, record, inHub[index]));
  };
  same("conversations", rows("conversation", "id"), truth.conversations);
  same("messages", rows("message", "position"), truth.messages);
  same("contacts", rows("contact", "id"), truth.contacts);
  same("read marks", rows("read_mark", "agent_id, json ->> '$.id'"), truth.marks);
  same("small records", rows("record", "kind, id"), truth.small);
  must(
    "I8: D1's watermark is the hub's head",
    history.primary.rows("SELECT projected FROM history"),
    [{ projected: truth.head }].map((row) => Object.assign(Object.create(null), row)),
  );
  const bare = history.primary.rows("SELECT id FROM message WHERE raw IS NULL AND json ->> '$.direction' = 'inbound'");
  must("I8: every inbound message keeps its raw part", bare, []);
}

function checkDesk(desk: Desk, truth: Truth, isEverythingLoaded: boolean): void {
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

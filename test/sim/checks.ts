import type { ParleyRecord } from "../../src/protocol/records.ts";
import { checkDesk } from "./check-desk.ts";
import { checkTogether } from "./check-together.ts";
import { checkIntents } from "./intents.ts";
import { must } from "./must.ts";
import { Truth } from "./truth.ts";
import type { World } from "./world.ts";

/** Everything that must hold at rest. Throws with the invariant's number. */
export function checkAtRest(world: World, isEverythingLoaded: boolean): void {
  const truth = new Truth(world.hub.database);
  checkHub(world, truth);
  checkCounts(truth);
  checkMerges(truth);
  checkD1(world, truth);
  checkIntents(world, truth);
  world.trail.checkAsleep();
  for (const desk of world.desks) {
    checkDesk(desk, truth, isEverythingLoaded);
    checkTogether(world, desk, truth);
  }
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
    const conversation = truth.conversations.find((one) => (one.identityId ?? one.contactId) === contact?.id);
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

/** Counts are kept by steps; here they are counted over again. */
function checkCounts(truth: Truth): void {
  const kept = truth.small.flatMap((one) => (one.kind === "count" && one.n !== 0 ? [[one.id, one.n] as const] : []));
  must("I7: counts are what there is", kept.toSorted(), [...truth.counts()].toSorted());
}

/** K1: who is merged is known to whom, and what was talked about with them is that one's. */
function checkMerges({ contacts, conversations }: Truth): void {
  const into = new Map(contacts.map(({ id, mergedInto }) => [id, mergedInto ?? null]));
  for (const { id, mergedInto, mergedIds = [] } of contacts) {
    const survivor = contacts.find((one) => one.id === mergedInto);
    if (mergedInto !== undefined) must(`K1: ${id} is known where it is`, survivor?.mergedIds?.includes(id), true);
    if (survivor !== undefined) must(`K1: ${survivor.id} is merged nowhere`, into.get(survivor.id), null);
    else for (const member of mergedIds) must(`K1: ${member} is merged into ${id}`, into.get(member), id);
  }
  for (const { id, contactId, identityId = contactId } of conversations) {
    must(`K1: whose ${id} is`, contactId, into.get(identityId) ?? identityId);
    must(`K1: ${id} is named after whom it reaches`, id.endsWith(`.${identityId}`), true);
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
  same("mentions", rows("mention", "agent_id, id"), truth.mentions);
  same("small records", rows("record", "kind, id"), truth.small);
  must(
    "I8: D1's watermark is the hub's head",
    history.primary.rows("SELECT projected FROM history"),
    [{ projected: truth.head }].map((row) => Object.assign(Object.create(null), row)),
  );
  const bare = history.primary.rows("SELECT id FROM message WHERE raw IS NULL AND json ->> '$.direction' = 'inbound'");
  must("I8: every inbound message keeps its raw part", bare, []);
}

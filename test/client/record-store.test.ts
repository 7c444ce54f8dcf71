import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordStore } from "../../src/client/record-store.ts";
import type { ParleyRecord } from "../../src/protocol/records.ts";
import { contact, conversation, message, readMark } from "./support/records.ts";

/** Versions of a few records: `seq` is unique to a version, as the hub stamps them. */
const versions = fc.uniqueArray(
  fc.record({
    what: fc.constantFrom("conversation", "message", "contact", "readMark"),
    id: fc.constantFrom("a", "b"),
    seq: fc.integer({ min: 1, max: 1_000 }),
    deleted: fc.boolean(),
  }),
  { selector: (version) => version.seq, maxLength: 20 },
);

function recordOf({
  what,
  id,
  seq,
  deleted,
}: {
  what: string;
  id: string;
  seq: number;
  deleted: boolean;
}): ParleyRecord {
  const record =
    what === "conversation"
      ? conversation(id, seq)
      : what === "message"
        ? message(id, "conversation", seq)
        : what === "contact"
          ? contact(id, seq)
          : readMark(id, seq, seq);
  return deleted ? { ...record, deleted: true } : record;
}

function contentOf(store: RecordStore): unknown {
  const kinds = (["conversation", "message", "contact", "readMark"] as const).map((kind) => store.all(kind));
  const byId = (a: ParleyRecord, b: ParleyRecord) => (a.id < b.id ? -1 : 1);
  return [...kinds, [...store.messagesOf("conversation")]].map((records) => records.toSorted(byId));
}

describe("merging", () => {
  test("I7 any order, any batches and any repetition of copies give the highest seq of each record", () => {
    const deliveries = versions.chain((all) => {
      const records = all.map(recordOf);
      const copies = fc.array(fc.constantFrom(...(records.length > 0 ? records : [conversation("none", 1)])), {
        maxLength: 20,
      });
      return copies.chain((extra) =>
        fc.record({
          records: fc.constant(records),
          told: fc.shuffledSubarray([...records, ...(records.length > 0 ? extra : [])], {
            minLength: records.length + (records.length > 0 ? extra.length : 0),
          }),
        }),
      );
    });
    fc.assert(
      fc.property(deliveries, ({ records, told }) => {
        const inOrder = new RecordStore();
        for (const record of records.toSorted((a, b) => a.seq - b.seq)) inOrder.put(record);
        const asTold = new RecordStore();
        for (const record of told) asTold.put(record);
        expect(contentOf(asTold)).toEqual(contentOf(inOrder));
        for (const record of records) {
          const newest = records
            .filter((other) => other.kind === record.kind && other.id === record.id)
            .toSorted((a, b) => b.seq - a.seq)[0];
          expect(asTold.get(record.kind, record.id)).toEqual(newest?.deleted === true ? null : newest);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("I7 a page read before a deletion cannot bring the record back", () => {
    const store = new RecordStore();
    store.put({ ...message("m", "c", 9), deleted: true });
    expect(store.put(message("m", "c", 5))).toBe(false);
    expect(store.get("message", "m")).toBeNull();
    expect([...store.messagesOf("c")]).toEqual([]);
  });
});

describe("the agent's mark", () => {
  const unknown = Number.POSITIVE_INFINITY;

  test("C4 a page's word and a mark record: whichever is from later holds, in any order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(["old mark", "page", "older page", "new mark"], { minLength: 4 }), (order) => {
        const store = new RecordStore();
        for (const what of order) {
          if (what === "old mark") store.put(readMark("c", 10, 1));
          if (what === "older page") store.hintMark("c", 1, 15);
          if (what === "page") store.hintMark("c", 2, 20);
          if (what === "new mark") store.put(readMark("c", 30, 3));
        }
        expect(store.readMark(conversation("c", 5, { inboundCount: 4 }), "me", unknown)?.number).toBe(3);
      }),
    );
    const store = new RecordStore();
    store.put(readMark("c", 10, 1));
    store.hintMark("c", 2, 20);
    expect(store.readMark(conversation("c", 5, { inboundCount: 4 }), "me", unknown)?.number).toBe(2);
  });

  test("C4 a new conversation without a mark is all unread; of an old one only what came while looking", () => {
    const store = new RecordStore();
    store.put(message("m1", "new", 101, { number: 1 }));
    expect(store.readMark(conversation("new", 101), "me", 100)?.number).toBe(0);
    store.put(message("m8", "old", 102, { number: 8 }));
    const old = conversation("old", 102, { inboundCount: 8 });
    expect(store.readMark(old, "me", 100)).toBeNull();
    expect(store.presumedRead(old, 100)).toBe(7);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { drizzle } from "drizzle-orm/d1";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConversationView } from "../../src/client/inbox.ts";
import { type ListAsked, listQuery, matches } from "../../src/client/query.ts";
import { conversationPage } from "../../src/db/history.ts";
import { conversationFilters } from "../../src/protocol/catalog-records.ts";
import { priorities } from "../../src/protocol/record-parts.ts";
import { channelTypes, conversationStatuses } from "../../src/protocol/records.ts";
import { conversation, me } from "./support/records.ts";

type Asked = Exclude<ListAsked, string>;
type Row = Pick<ConversationView, "record" | "contact" | "unread">;

const org = "acme";

/** D1's own engine over D1's own tables. */
function history(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  const folder = new URL("../../migrations/", import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sql"))) {
    for (const statement of readFileSync(new URL(name, folder), "utf8").split("--> statement-breakpoint"))
      db.exec(statement);
  }
  return db;
}

function put(db: DatabaseSync, { record, contact, unread }: Row): void {
  db.prepare(
    `insert into conversation (org_id, id, seq, contact_id, channel_id, status, assignee_id, inbound_count, last_position, json)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    org,
    record.id,
    record.seq,
    record.contactId,
    record.channelId,
    record.status,
    record.assigneeId,
    record.inboundCount,
    record.lastPosition,
    JSON.stringify(record),
  );
  db.prepare(`insert into contact (org_id, id, seq, name, phone_number, json) values (?, ?, 1, ?, ?, '{}')`).run(
    org,
    record.contactId,
    contact?.name ?? null,
    contact?.phoneNumber ?? null,
  );
  db.prepare(
    `insert into read_mark (org_id, agent_id, conversation_id, seq, number, json) values (?, ?, ?, 1, ?, '{}')`,
  ).run(org, me, record.id, record.inboundCount - unread);
}

/** Ids of what D1 lists, in order. */
function listed(db: DatabaseSync, query: Asked): string[] {
  const page = { ...query, orgId: org, agentId: me, sight: null, after: null, limit: 100 };
  const { sql, params } = conversationPage(drizzle({} as never), page).toSQL();
  const rows = db.prepare(sql).all(...(params as SQLInputValue[]));
  return rows.map(({ json }) => (JSON.parse(String(json)) as { id: string }).id);
}

const word = fc.constantFrom("a", "b");
const maybe = fc.option(word);
const text = fc.constantFrom("Ana Ärger", "ana ärger", "Straße 12", "İpek", "+1 (555) 0001", "100%", "555 00", "x_y");
const part = fc.constantFrom(
  "ANA",
  "Ä",
  "ärg",
  "ss",
  "i",
  "55 50",
  "+1555",
  "5550001",
  "0%",
  "_",
  "12",
  "-",
  "  b ",
  "",
);

const row = fc
  .record({
    status: fc.oneof(fc.constant("active" as const), fc.constantFrom(...conversationStatuses)),
    channel: fc.constantFrom(...channelTypes),
    channelId: word,
    assigneeId: fc.option(fc.constantFrom(me, "agent-2")),
    teamId: maybe,
    labels: fc.uniqueArray(word),
    priority: fc.constantFrom(...priorities),
    followers: fc.option(fc.uniqueArray(fc.constantFrom(me, "agent-2")), { nil: undefined }),
    campaignId: maybe,
    preview: fc.option(text),
    name: fc.option(text),
    phoneNumber: fc.option(fc.constantFrom("+15550001", "+4930120")),
    unread: fc.nat(1),
  })
  .map(({ followers, preview, name, phoneNumber, unread, ...given }) => ({
    unread,
    contact: { name, phoneNumber },
    given: { ...given, lastMessagePreview: preview, ...(followers === undefined ? {} : { followerIds: followers }) },
  }));

const filter = fc.oneof(fc.constant("all" as const), fc.constantFrom(...conversationFilters));
const narrowed: fc.Arbitrary<Omit<Asked, "filter">> = fc.oneof(
  fc.record({ channel: fc.constantFrom("a", "b", "whatsapp", "email") }),
  fc.record({ label: word }),
  fc.record({ campaign: word }),
  fc.record({ assignee: fc.constantFrom(me, "agent-2") }),
  fc.record({ team: word }),
  fc.record({ priority: fc.constantFrom(...priorities) }),
  { weight: 2, arbitrary: fc.record({ contact: fc.constantFrom("contact-c0", "contact-c1") }) },
  { weight: 6, arbitrary: fc.record({ q: part }) },
);
const query = fc
  .tuple(filter, fc.array(narrowed, { maxLength: 2 }))
  .map(([tab, parts]): Asked => Object.assign({ filter: tab }, ...parts));

describe("a query", () => {
  test("C9 I7 picks from what is held what D1 lists, whatever it is narrowed by", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), query, (rows, asked) => {
        const held = rows.map(({ given, contact, unread }, index): Row => {
          const record = conversation(`c${index}`, index + 1, given);
          return { record, contact: { id: record.contactId, ...contact }, unread };
        });
        const db = history();
        for (const one of held) put(db, one);
        // What is searched for goes over the wire without the blanks around it.
        const { q, ...rest } = asked;
        const sent: Asked = { ...rest, ...(q === undefined || q.trim() === "" ? {} : { q: q.trim() }) };
        const picked = held.filter((one) => matches(listQuery(asked), one, me)).map(({ record }) => record.id);
        expect(picked.toReversed()).toEqual(listed(db, sent));
        db.close();
      }),
      { numRuns: 300 },
    );
  });

  test("C9 that says the same is the same, however it is written", () => {
    const print = (given: Parameters<typeof listQuery>[0]) => JSON.stringify(listQuery(given));
    expect(print("all")).toBe(print({ filter: "all" }));
    expect(print({ filter: "all", q: " " })).toBe(print("all"));
    expect(print({ q: "b ", label: "a", filter: "mine" })).toBe(print({ filter: "mine", label: "a", q: "b" }));
    expect(print({ filter: "all", label: "a" })).not.toBe(print({ filter: "all", team: "a" }));
  });

  test("C9 of an unknown agent holds nothing of one's own", () => {
    const held: Row = { record: conversation("c", 1, { followerIds: [me] }), contact: null, unread: 1 };
    const picked = conversationFilters.filter((filter) => matches(listQuery(filter), held, null));
    expect(picked).toEqual(["all", "unread", "unassigned"]);
  });
});

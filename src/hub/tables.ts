/**
 * The hub's tables, as numbered migrations: a deployment's new code meets old tables, and for some minutes
 * old code meets new ones, so a migration only ever adds. Every index entry is billed as a row written;
 * that is why there are so few (DESIGN "Rows are the bill").
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- The clock, the feed, the trail and the memory of answers, in one row a change.
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    cause TEXT,
    touched TEXT NOT NULL,
    events TEXT NOT NULL,
    result TEXT,
    counts TEXT
  );
  CREATE UNIQUE INDEX journal_cause ON journal (cause) WHERE cause IS NOT NULL;

  -- Inbound ids are channel:provider id, so their uniqueness is exactly-once's second belt (I1).
  -- provider_id is set on outbound messages alone, by which their callbacks find them.
  CREATE TABLE message (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    provider_id TEXT,
    json TEXT NOT NULL,
    raw TEXT
  );
  CREATE UNIQUE INDEX message_provider ON message (provider_id) WHERE provider_id IS NOT NULL;

  CREATE TABLE conversation (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE contact (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE alias (kind TEXT, value TEXT, contact TEXT NOT NULL, PRIMARY KEY (kind, value)) WITHOUT ROWID;
  CREATE TABLE record (kind TEXT, id TEXT, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
  CREATE TABLE private (agent TEXT, kind TEXT, id TEXT, json TEXT NOT NULL, PRIMARY KEY (agent, kind, id)) WITHOUT ROWID;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    message TEXT NOT NULL,
    conversation TEXT NOT NULL,
    channel TEXT NOT NULL,
    due INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    granted_at INTEGER
  );

  -- Statuses and reactions that came before their message.
  CREATE TABLE parked (target TEXT, fact TEXT, channel TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (target, fact)) WITHOUT ROWID;

  -- Deliveries of which something was not stored, and the finished hours' counts.
  CREATE TABLE delivery (id TEXT PRIMARY KEY, at TEXT NOT NULL, channel TEXT, outcomes TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE delivery_raw (delivery TEXT, part INTEGER, text TEXT NOT NULL, PRIMARY KEY (delivery, part)) WITHOUT ROWID;
  CREATE TABLE ingest_hour (hour TEXT PRIMARY KEY, counts TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE secret (channel TEXT PRIMARY KEY, sealed TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  -- json is the record that clients see; a released lock leaves its tombstone. alive_until: Unix milliseconds.
  CREATE TABLE lock (
    conversation TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    session TEXT,
    token TEXT NOT NULL,
    alive_until INTEGER NOT NULL,
    is_held INTEGER NOT NULL
  ) WITHOUT ROWID;
  -- Holds the few that are held: every turn asks when the next one is due.
  CREATE INDEX lock_held ON lock (conversation) WHERE is_held = 1;
  `,
  `
  -- When a snoozed conversation wakes, Unix milliseconds.
  CREATE TABLE timer (id TEXT PRIMARY KEY, due INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  -- Of a message that is held back: what the list showed before it, as JSON.
  ALTER TABLE outbox ADD COLUMN before TEXT;
  `,
  `
  -- Conversations that nobody of their team could take yet, in the order in which they came.
  CREATE TABLE waiting (seq INTEGER PRIMARY KEY, conversation TEXT NOT NULL UNIQUE, team TEXT NOT NULL);
  `,
  `
  -- The page of what was not stored reads a page of it, however much there is.
  CREATE INDEX delivery_at ON delivery (at, id);
  `,
  `
  -- Browsers in which agents are told while no page is open.
  CREATE TABLE push_subscription (endpoint TEXT PRIMARY KEY, agent TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
  -- What they are to be told: until and due in Unix milliseconds.
  CREATE TABLE push (
    endpoint TEXT,
    subject TEXT,
    id TEXT,
    due INTEGER NOT NULL,
    until INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    granted_at INTEGER,
    json TEXT NOT NULL,
    PRIMARY KEY (endpoint, subject, id)
  ) WITHOUT ROWID;
  `,
  `
  -- A file, once for its upload (message = '') and once for each message that has it; json is the attachment.
  -- source: of one that is fetched from a provider, the address that it gave, '' when it gave an id. until: when an
  -- upload is swept.
  CREATE TABLE media (
    id TEXT,
    message TEXT,
    json TEXT NOT NULL,
    source TEXT,
    until INTEGER,
    PRIMARY KEY (id, message)
  ) WITHOUT ROWID;
  CREATE INDEX media_until ON media (until) WHERE until IS NOT NULL;

  -- Slow work for after a commit, such as the download of a file. started_at: being tried. Unix milliseconds.
  CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    json TEXT NOT NULL,
    due INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    started_at INTEGER
  ) WITHOUT ROWID;
  -- Every turn asks when the next one is due.
  CREATE INDEX job_due ON job (due);
  `,
  `
  -- A row of the outbox that is no message but a reaction to one, as JSON: what it becomes, and what it was.
  ALTER TABLE outbox ADD COLUMN reaction TEXT;
  -- Messages that leave later; due in Unix milliseconds. Not in the outbox, where they would hold up what is sent before.
  CREATE TABLE schedule (message TEXT PRIMARY KEY, due INTEGER NOT NULL) WITHOUT ROWID;
  -- Messages of which people are told that they did not arrive. Few, and only they cost an entry.
  CREATE INDEX message_undelivered ON message (position) WHERE json ->> '$.status' IN ('failed', 'unconfirmed');

  -- A copy of what the provider has: read anew every day, so it is in no journal and not in D1.
  CREATE TABLE template (channel TEXT, name TEXT, language TEXT, json TEXT NOT NULL, PRIMARY KEY (channel, name, language)) WITHOUT ROWID;
  CREATE TABLE template_sync (channel TEXT PRIMARY KEY, due INTEGER NOT NULL, attempt INTEGER NOT NULL, synced_at TEXT) WITHOUT ROWID;
  INSERT INTO template_sync (channel, due, attempt)
    SELECT id, 0, 0 FROM record WHERE kind = 'channel' AND json ->> '$.channel' = 'whatsapp';
  `,
  `
  -- Who uploaded a file and sees it alone while it is in no message; NULL for what a mail brought, which nobody does.
  ALTER TABLE media ADD COLUMN owner TEXT;
  -- Files that a message has are no uploads any more.
  DELETE FROM media WHERE message = '' AND id IN (SELECT id FROM media WHERE message <> '');
  `,
  `
  -- Sign-ins that have ended, for as long as a ticket of theirs could live; and tokens that have opened their socket, for
  -- as long as they would live. until: Unix milliseconds; it stands first where a row is found with it and swept by it.
  CREATE TABLE ended_session (sid TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE used_token (until INTEGER, id TEXT, PRIMARY KEY (until, id)) WITHOUT ROWID;
  `,
  `
  -- What waits is found without reading the rest of it. head: the first of its conversation, which alone may leave. Clustered
  -- by conversation, so that this costs no index of its own; an id is a time, and grows.
  CREATE TABLE queue (
    conversation TEXT,
    id INTEGER,
    message TEXT NOT NULL,
    channel TEXT NOT NULL,
    due INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    granted_at INTEGER,
    before TEXT,
    reaction TEXT,
    head INTEGER NOT NULL,
    PRIMARY KEY (conversation, id)
  ) WITHOUT ROWID;
  INSERT INTO queue (conversation, id, message, channel, due, attempt, granted_at, before, reaction, head)
    SELECT conversation, id, message, channel, due, attempt, granted_at, before, reaction,
      id = min(id) OVER (PARTITION BY conversation) FROM outbox;
  DROP TABLE outbox;
  ALTER TABLE queue RENAME TO outbox;
  CREATE INDEX outbox_head ON outbox (channel, due, id) WHERE head = 1;
  CREATE INDEX outbox_granted ON outbox (granted_at) WHERE granted_at IS NOT NULL;
  CREATE TRIGGER outbox_next AFTER DELETE ON outbox WHEN OLD.head = 1 BEGIN
    UPDATE outbox SET head = 1 WHERE conversation = OLD.conversation
      AND id = (SELECT min(id) FROM outbox WHERE conversation = OLD.conversation);
  END;

  -- Every turn asks when the next one is due.
  CREATE INDEX schedule_due ON schedule (due);
  CREATE INDEX timer_due ON timer (due);
  CREATE INDEX push_due ON push (due) WHERE granted_at IS NULL;
  CREATE INDEX push_granted ON push (granted_at) WHERE granted_at IS NOT NULL;
  CREATE INDEX parked_until ON parked (until);
  `,
];

export function migrate(storage: DurableObjectStorage): void {
  const { sql } = storage;
  sql.exec("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY)");
  const done = sql.exec<{ version: number | null }>("SELECT max(version) AS version FROM migration").one().version ?? 0;
  migrations.slice(done).forEach((statements, index) => {
    storage.transactionSync(() => {
      sql.exec(statements);
      sql.exec("INSERT INTO migration (version) VALUES (?)", done + index + 1);
    });
  });
}

import { withStatus } from "../core/delivery.ts";
import type { DeliveryError } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Outbox, OutboxRow } from "./outbox.ts";
import { takeBackReaction } from "./reactions.ts";
import type { Store } from "./store.ts";
import { stateForStatus } from "./message-state.ts";

/** Why what waited for a channel, or came back from it, has failed. */
export const disconnected: DeliveryError = {
  code: "channel_disconnected",
  message: "The channel was disconnected before this was sent.",
  advice: "Connect it again, then send this again.",
};

/**
 * What a channel leaves behind when it goes, inside its commit: its secrets are gone, nothing of it waits any more, and
 * each message that did says why. What is with the provider at this moment gets its verdict as ever (I9).
 */
export function clearChannel(turn: Turn, store: Store, outbox: Outbox, channelId: string): void {
  const waiting = store.rows<OutboxRow & Record<string, SqlStorageValue>>(
    "SELECT * FROM outbox WHERE channel = ? AND granted_at IS NULL ORDER BY id",
    channelId,
  );
  for (const row of waiting) {
    outbox.remove(row);
    if (row.reaction === null) fail(turn, store, row.message);
    else takeBackReaction(turn, store, outbox, row, disconnected);
  }
  const scheduled = store.rows<{ id: string }>(
    `SELECT m.id FROM schedule AS s JOIN message AS m ON m.id = s.message
     WHERE m.json ->> '$.channelId' = ? ORDER BY s.due, m.id`,
    channelId,
  );
  for (const { id } of scheduled) {
    store.run("DELETE FROM schedule WHERE message = ?", id);
    fail(turn, store, id);
  }
  store.run("DELETE FROM secret WHERE channel = ?", channelId);
  store.run("DELETE FROM template WHERE channel = ?", channelId);
  store.run("DELETE FROM template_sync WHERE channel = ?", channelId);
}

function fail(turn: Turn, store: Store, messageId: string): void {
  const message = store.message(messageId);
  const report = { status: "failed", at: turn.now, error: disconnected, providerId: null } as const;
  const next = message && withStatus(message, report);
  if (message === null || next === null) return;
  const { shared } = fold(stateForStatus(store, message, "failed"), [
    { event: "message:status", message: next, status: "failed", at: turn.now, moved: true },
  ]);
  turn.write({ actor: "hub", cause: null, ...shared });
}

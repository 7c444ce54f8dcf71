import type { Outcome } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import type { IngestBatch } from "./rpc.ts";
import type { Store } from "./store.ts";

/** A delivery of which something was not stored, with its raw bytes: it can be looked at and replayed. */
export function keepDelivery(store: Store, batch: IngestBatch, outcomes: readonly Outcome[]): void {
  const known = store.rows("SELECT 1 FROM delivery WHERE id = ?", batch.deliveryId).length > 0;
  if (known)
    return store.run("UPDATE delivery SET outcomes = ? WHERE id = ?", JSON.stringify(outcomes), batch.deliveryId);
  const channel = batch.groups[0]?.channelId ?? null;
  store.run(
    "INSERT INTO delivery (id, at, channel, outcomes) VALUES (?, ?, ?, ?)",
    batch.deliveryId,
    batch.receivedAt,
    channel,
    JSON.stringify(outcomes),
  );
  // A row holds 2 MB, a delivery up to 3.
  for (let part = 0; part * limits.rawPartLength < batch.raw.length; part += 1) {
    const text = batch.raw.slice(part * limits.rawPartLength, (part + 1) * limits.rawPartLength);
    store.run("INSERT INTO delivery_raw (delivery, part, text) VALUES (?, ?, ?)", batch.deliveryId, part, text);
  }
}

import { claimParked, forgetParked, unpark } from "../db/directory.ts";
import type { Env } from "../env.ts";
import { hubOf } from "./context.ts";
import { foreign } from "./deliver.ts";

/**
 * Hands what was parked for a number to the org that has connected it since: of one channel, or of all. May
 * run twice or be cut off: a row is deleted after its hub has it, and the hub knows what it has (I1). It then
 * shows in that org's ingest report. Rows that nobody claimed in 30 days are forgotten.
 */
export async function replayParked(env: Env, channelId?: string): Promise<void> {
  for (;;) {
    const claimed = await claimParked(env.DB, channelId);
    if (claimed.length === 0) break;
    for (const { id, receivedAt, group, route } of claimed) {
      // Only the deployment's app parks; it does not speak for a channel that came with an app of its own.
      const facts = route.ownApp ? foreign(group.facts) : group.facts;
      const raw = JSON.stringify(group);
      const groups = [{ ...group, channelId: route.channelId, facts }];
      await hubOf(env, route.orgId).ingest({ deliveryId: id, receivedAt, groups, raw });
      await unpark(env.DB, id);
    }
  }
  await forgetParked(env.DB, Date.now());
}

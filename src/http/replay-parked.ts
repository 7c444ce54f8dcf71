import { claimParked, forgetParked, unpark, type Claimed } from "../db/directory.ts";
import type { Env } from "../env.ts";
import type { FactGroup } from "../protocol/facts.ts";
import { hubOf } from "./context.ts";
import { foreign, logFailure } from "./deliver.ts";

/**
 * Hands what was parked for a number to the org that has connected it since: of one channel, or of all. May
 * run twice or be cut off: a row is deleted after its hub has it, and the hub knows what it has (I1). It then
 * shows in that org's ingest report. A row that fails stays for the next run and holds up no other; rows that
 * nobody claimed in 30 days are forgotten.
 */
export async function replayParked(env: Env, channelId?: string): Promise<void> {
  let last: Claimed | undefined;
  for (;;) {
    const page = await claimParked(env.DB, channelId, last);
    if (page.length === 0) break;
    for (const claimed of page) await replayOne(env, claimed);
    last = page.at(-1);
  }
  await forgetParked(env.DB, Date.now());
}

async function replayOne(env: Env, { id, receivedAt, group: raw, route }: Claimed): Promise<void> {
  try {
    const group = JSON.parse(raw) as FactGroup;
    // Only the deployment's app parks; it does not speak for a channel that came with an app of its own.
    const facts = route.ownApp ? foreign(group.facts) : group.facts;
    const groups = [{ ...group, channelId: route.channelId, facts }];
    await hubOf(env, route.orgId).ingest({ deliveryId: id, receivedAt, groups, raw });
    await unpark(env.DB, id);
  } catch (error) {
    logFailure("webhook.replay_failed", error);
  }
}

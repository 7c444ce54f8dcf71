import { domainOf } from "../channels/email/address.ts";
import type { Env } from "../env.ts";
import type { Actor, OrgHubStub } from "../hub/rpc.ts";
import { logFailure } from "./deliver.ts";
import { replayParked } from "./replay-parked.ts";

/** A domain was proved: its channels that could not send go on, and get the mail that waited for them. */
export async function goOnWithDomain(
  env: Env,
  { hub, actor }: { readonly hub: OrgHubStub; readonly actor: Actor },
  domain: string,
): Promise<void> {
  for (const { id, channel, address, state } of await hub.channels()) {
    if (channel !== "email" || state === "disconnected" || domainOf(address) !== domain) continue;
    if (state === "stopped") await hub.updateChannel(actor, id, { resume: true });
    // What this misses, the scheduled run replays.
    await replayParked(env, id).catch((error: unknown) => logFailure("channel.replay_failed", error));
  }
}

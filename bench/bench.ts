import type { Engine } from "./engine/engine.ts";
import type { BenchOrg } from "./org.ts";
import type { Parley } from "./parley.ts";
import type { Faults, Team } from "./team.ts";
import type { Customers } from "./webhook.ts";

/** What the scenarios share: both sides, running, and the team that watches. */
export interface Bench {
  readonly parley: Parley;
  readonly engine: Engine;
  readonly org: BenchOrg;
  readonly team: Team;
  readonly webhooks: string;
  readonly target: { readonly appSecret: string; readonly phoneNumberId: string };
  /** Summed over every run of every scenario. */
  readonly faults: Faults & { watched: number };
  /** Length of one measured run. */
  readonly runMs: number;
}

export const teamSize = 20;

/** Ends a run: every socket has everything or it is counted, and D1 has caught up, so that nothing is left over for the next. */
export async function settle(bench: Bench, customers: Customers): Promise<void> {
  const { lost, doubled, outOfOrder } = await bench.team.settle(customers.sent);
  bench.faults.lost += lost;
  bench.faults.doubled += doubled;
  bench.faults.outOfOrder += outOfOrder;
  bench.faults.watched += customers.sent.size * teamSize;
  await bench.org.hub.project();
}

import { afterEach, beforeEach } from "vitest";
import { type Simulator, startSimulator } from "../../src/dev/simulator/server.ts";
import type { BusinessNumber } from "../../src/dev/simulator/world.ts";
import { StandIn } from "./stand-in.ts";

export const appSecret = "app-secret";

/** A simulator that calls back within milliseconds, and what stands in for Parley: new ones for each test of a file. */
export function simulated(numbers: readonly BusinessNumber[]): {
  readonly parley: StandIn;
  readonly simulator: Simulator;
} {
  let parley: StandIn;
  let simulator: Simulator;
  beforeEach(async () => {
    parley = await StandIn.start();
    const timing = { stepMs: 5, delayMs: 60, retryBaseMs: 5, retryMaxMs: 20 };
    simulator = await startSimulator({ port: 0, parleyUrl: parley.url, appSecret, numbers, statePath: null, timing });
  });
  afterEach(async () => {
    await simulator.stop();
    await parley.stop();
  });
  return {
    get parley() {
      return parley;
    },
    get simulator() {
      return simulator;
    },
  };
}

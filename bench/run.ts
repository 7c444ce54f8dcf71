import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { paths } from "../src/dev/paths.ts";
import { buildAll } from "../src/dev/build.ts";
import { type Bench, teamSize } from "./bench.ts";
import { startEngine } from "./engine/engine.ts";
import { startBenchParley } from "./parley.ts";
import { type Figure, printFigures, saveFigures, whole } from "./report.ts";
import { catchUp } from "./scenarios/catch-up.ts";
import { idleMemory } from "./scenarios/idle-memory.ts";
import { idleWakeUps } from "./scenarios/idle-wakeups.ts";
import { acknowledgement, fanOut } from "./scenarios/latency.ts";
import { locks } from "./scenarios/locks.ts";
import { page } from "./scenarios/page.ts";
import { rowsWritten } from "./scenarios/rows.ts";
import { growth } from "./scenarios/growth.ts";
import { stoppedNumber } from "./scenarios/stopped-number.ts";
import { storm } from "./scenarios/storm.ts";
import { throughput } from "./scenarios/throughput.ts";
import { Team } from "./team.ts";

/**
 * The benchmarks of DESIGN section 7, on loopback, against the bare engine in the same run. `--only=rows,growth`
 * picks scenarios, `--full` takes the growth to its full size. Figures of a busy machine are good as ratios only.
 */
const runMs = 1_500;
const resultPath = join(paths.root, ".parley/bench.json");

const only = process.argv
  .find((arg) => arg.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const isFull = process.argv.includes("--full");
const wants = (name: string): boolean => only === undefined || only.includes(name);

async function under(name: string, scenario: () => Promise<Figure[]>): Promise<Figure[]> {
  if (!wants(name)) return [];
  process.stderr.write(`${name} …\n`);
  return scenario();
}

async function bundle(): Promise<Figure[]> {
  const names = (await readdir(paths.workerBundle)).filter((name) => name.endsWith(".js") || name.endsWith(".wasm"));
  let bytes = 0;
  for (const name of names) bytes += gzipSync(await readFile(join(paths.workerBundle, name))).length;
  return [
    {
      what: "Worker bundle, gzip",
      figure: `${whole(bytes / 1024)} kB`,
      budget: "< 1 MB",
      met: bytes < 1024 * 1024,
      data: { bytes },
    },
  ];
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  await buildAll();
  const figures: Figure[] = [];
  const engine = await startEngine();
  const parley = await startBenchParley();
  try {
    figures.push(...(await under("bundle", bundle)));
    figures.push(...(await under("memory", () => idleMemory(parley, engine))));
    figures.push(...(await under("wake-ups", () => idleWakeUps(parley))));
    figures.push(...(await under("storm", () => storm(parley))));
    const org = await parley.createOrg(teamSize);
    const team = await Team.open(parley, org, teamSize);
    const faults = { lost: 0, doubled: 0, outOfOrder: 0, watched: 0 };
    const target = { appSecret: parley.appSecret, phoneNumberId: org.phoneNumberId };
    const bench: Bench = { parley, engine, org, team, webhooks: `${parley.url}/webhooks/meta`, target, faults, runMs };
    let saturation = 500;
    figures.push(
      ...(await under("throughput", async () => {
        const measured = await throughput(bench);
        saturation = measured.saturation;
        return measured.figures;
      })),
    );
    figures.push(...(await under("fan-out", () => fanOut(bench, saturation))));
    figures.push(...(await under("acknowledgement", () => acknowledgement(bench))));
    figures.push(...(await under("locks", () => locks(bench))));
    figures.push(...(await under("catch-up", () => catchUp(bench))));
    const { lost, doubled, outOfOrder, watched } = faults;
    const what = `lost, doubled, out of order, of ${whole(watched)} watched`;
    if (watched > 0)
      figures.push({
        what,
        figure: `${lost}, ${doubled}, ${outOfOrder}`,
        budget: "0",
        met: lost + doubled + outOfOrder === 0,
        data: { ...faults },
      });
    team.close();
  } finally {
    await parley.stop();
    await engine.stop();
  }
  figures.push(...(await under("rows", rowsWritten)));
  figures.push(...(await under("stopped-number", stoppedNumber)));
  figures.push(...(await under("growth", () => growth(isFull))));
  figures.push(...(await under("page", page)));
  printFigures(figures);
  const seconds = (performance.now() - startedAt) / 1000;
  await saveFigures(resultPath, figures, seconds);
  const missed = figures.filter(({ met }) => met === false).length;
  console.log(
    `\n${missed === 0 ? "Every budget is met." : `${missed} budgets are not met.`} ${whole(seconds)} s; the numbers are in .parley/bench.json.`,
  );
}

await main();
// Miniflare's proxies of objects in the runtime would hold the process open.
process.exit(0);

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildAll } from "./build.ts";
import { firstLoadBytes } from "./first-load.ts";
import { paths } from "./paths.ts";
import { runStep } from "./steps.ts";
import type { Step } from "./steps.ts";

/** `npm run check`: what must hold before a commit, the same at home and in CI. */

const steps: readonly Step[] = [
  { name: "lint", command: ["oxlint"] },
  { name: "format", command: ["oxfmt", "--check", "."] },
  ...[
    "src/core",
    "src",
    "src/web",
    "src/web/offline/worker",
    "src/dev",
    "test",
    "test/client",
    "test/sim",
    "bench",
  ].map((project): Step => ({
    name: `types of ${project}`,
    command: ["tsc", "-p", `${project}/tsconfig.json`],
  })),
  { name: "migrations are those of the schema", command: ["drizzle-kit", "check"] },
];

/** The design's budget for the Worker, and the page's for what it loads first. */
const workerBudget = 1_000_000;
const pageBudget = 200_000;

let failed = 0;
for (const step of steps) {
  const { ok, output, seconds } = await runStep(step);
  console.log(`${ok ? "✓" : "✗"} ${step.name} (${seconds.toFixed(1)} s)`);
  if (!ok) {
    failed += 1;
    console.log(output.trimEnd());
  }
}
if (!(await isSmallEnough())) failed += 1;
process.exitCode = failed === 0 ? 0 : 1;

/** Builds what would be deployed (`vite build`, `wrangler deploy --dry-run`) and weighs it. */
async function isSmallEnough(): Promise<boolean> {
  try {
    await buildAll();
  } catch (error) {
    console.log(`✗ wrangler deploy --dry-run\n${String(error)}`);
    return false;
  }
  const worker = await gzippedBytes(paths.workerBundle, (name) => name.endsWith(".js"));
  const page = await firstLoadBytes();
  const ok = worker < workerBudget && page < pageBudget;
  const kB = (bytes: number) => `${(bytes / 1_000).toFixed(0)} kB`;
  console.log(
    `${ok ? "✓" : "✗"} wrangler deploy --dry-run: Worker ${kB(worker)} gzip of ${kB(workerBudget)}, page's first JavaScript ${kB(page)} of ${kB(pageBudget)}`,
  );
  return ok;
}

async function gzippedBytes(folder: string, counts: (name: string) => boolean): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder)) {
    if (counts(name)) bytes += gzipSync(await readFile(join(folder, name))).length;
  }
  return bytes;
}

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStep } from "./steps.ts";

/** `npm test`: everything. The last line is `N passed, N failed`; the exit code is 0 only when nothing failed. */

/** Of vitest's JSON report. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

let passed = 0;
let failed = 0;

const check = await runStep({ name: "check", command: ["node", "src/dev/check.ts"] }, true);
if (check.ok) passed += 1;
else failed += 1;

const folder = await mkdtemp(join(tmpdir(), "parley-test-"));
for (const project of ["unit", "workers", "sim", "e2e"]) {
  const file = join(folder, `${project}.json`);
  const command = [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ] as const;
  console.log(`\n${project}`);
  const run = await runStep({ name: project, command }, true);
  const report = await readReport(file);
  passed += report.numPassedTests;
  // A suite that did not load, or an error outside of any test, has no failed test to show for itself.
  failed += run.ok ? report.numFailedTests : Math.max(1, report.numFailedTests);
}
await rm(folder, { recursive: true, force: true });

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function readReport(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}

import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { paths } from "./paths.ts";

/** Builds the page and the Worker as they are deployed, when their sources are newer than what is there. */

const run = promisify(execFile);

const shared = ["package-lock.json", "src/protocol", "src/core"];
const webSources = [...shared, "vite.config.ts", "src/dev/service-worker.ts", "src/client", "src/web"];
const workerSources = [
  ...shared,
  "wrangler.toml",
  "src/worker.ts",
  "src/env.ts",
  "src/hub",
  "src/channels",
  "src/db",
  "src/http",
];

let building: Promise<void> | null = null;

interface Build {
  readonly output: string;
  readonly sources: readonly string[];
  readonly tool: string;
  readonly args: (out: string) => string[];
}

const builds: readonly Build[] = [
  {
    output: paths.webBundle,
    sources: webSources,
    tool: "vite",
    args: (out) => ["build", "--config", "vite.config.ts", "--logLevel", "warn", "--outDir", out, "--emptyOutDir"],
  },
  {
    output: paths.workerBundle,
    sources: workerSources,
    tool: "wrangler",
    args: (out) => ["deploy", "--dry-run", "--outdir", out],
  },
];

/** Once a process, however many ask; `onBuild` is called when there is something to do. Throws with the tool's own words. */
export function buildAll(onBuild?: () => void): Promise<void> {
  building ??= (async () => {
    const stale: (Build & { newest: string })[] = [];
    for (const build of builds) {
      const newest = String(await newestOf(build.sources.map((source) => join(paths.root, source))));
      if (!(await isFresh(build.output, newest))) stale.push({ ...build, newest });
    }
    if (stale.length > 0) onBuild?.();
    // One after the other: the Worker's upload is checked against the page's files.
    for (const build of stale) await make(build);
  })().catch((error: unknown) => {
    building = null;
    throw error;
  });
  return building;
}

/**
 * The output takes its place only when it is whole: a build that was interrupted, or one that runs in
 * another process at the same time, leaves no half of it. A stamp beside it (what is inside is uploaded)
 * says from which sources it was made.
 */
async function make({ output, newest, tool, args }: Build & { newest: string }): Promise<void> {
  const fresh = `${output}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG: "error", NO_COLOR: "1" };
  try {
    await run(process.execPath, [await toolEntry(tool), ...args(fresh)], {
      cwd: paths.root,
      env,
      maxBuffer: 16 * 1024 * 1024,
    });
    await rm(output, { recursive: true, force: true });
    await rename(fresh, output);
    await writeFile(stampOf(output), newest);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have been faster with the same build.
    if (await isFresh(output, newest)) return;
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${tool} could not build ${output}:\n${stdout}${stderr}`, { cause: error });
  }
}

const stampOf = (output: string): string => `${output}.sources`;

async function isFresh(output: string, newest: string): Promise<boolean> {
  const stamp = await readFile(stampOf(output), "utf8").catch(() => "");
  return stamp === newest && (await stat(output).catch(() => null)) !== null;
}

/** The script behind a package's command, so that it runs with this process's Node whatever PATH says. */
async function toolEntry(tool: string): Promise<string> {
  const directory = join(paths.root, "node_modules", tool);
  const manifest = JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const entry = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[tool];
  if (entry === undefined) throw new Error(`${tool} has no command of its name`);
  return join(directory, entry);
}

/** The latest change of a file below these paths, in milliseconds; what is missing counts as never changed. */
async function newestOf(roots: readonly string[]): Promise<number> {
  let newest = 0;
  for (const root of roots) {
    const found = await stat(root).catch(() => null);
    if (found === null) continue;
    newest = Math.max(newest, found.mtimeMs);
    if (!found.isDirectory()) continue;
    const below = await readdir(root);
    newest = Math.max(newest, await newestOf(below.map((name) => join(root, name))));
  }
  return newest;
}

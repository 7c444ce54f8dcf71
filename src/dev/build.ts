import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { paths } from "./paths.ts";

/** Builds the page and the Worker as they are deployed, when their sources are newer than what is there. */

const run = promisify(execFile);

const shared = ["package-lock.json", "src/protocol", "src/core"];
const webSources = [...shared, "vite.config.ts", "src/client", "src/web"];
const workerSources = [...shared, "wrangler.toml", "src/worker.ts", "src/env.ts", "src/hub", "src/channels", "src/db", "src/http"];

let building: Promise<void> | null = null;

/** Once a process, however many ask. Throws with the tool's own words when a build fails. */
export function buildAll(): Promise<void> {
  building ??= (async () => {
    await buildIfStale(paths.webBundle, webSources, (out) => [
      "vite",
      ["build", "--config", "vite.config.ts", "--logLevel", "warn", "--outDir", out, "--emptyOutDir"],
    ]);
    await buildIfStale(paths.workerBundle, workerSources, (out) => ["wrangler", ["deploy", "--dry-run", "--outdir", out]]);
  })().catch((error: unknown) => {
    building = null;
    throw error;
  });
  return building;
}

/**
 * The output takes its place only when it is whole: a build that was interrupted, or one that runs in
 * another process at the same time, leaves no half of it. A stamp beside it (what is inside is uploaded) says from which sources it was made.
 */
async function buildIfStale(output: string, sources: string[], command: (out: string) => [string, string[]]): Promise<void> {
  const newest = String(await newestOf(sources.map((source) => join(paths.root, source))));
  const stamp = `${output}.sources`;
  const isFresh = async (): Promise<boolean> =>
    (await readFile(stamp, "utf8").catch(() => "")) === newest && (await stat(output).catch(() => null)) !== null;
  if (await isFresh()) return;

  const fresh = `${output}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const [tool, args] = command(fresh);
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG: "error", NO_COLOR: "1" };
  try {
    await run(process.execPath, [await toolEntry(tool), ...args], { cwd: paths.root, env, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${tool} could not build ${output}:\n${stdout}${stderr}`, { cause: error });
  }
  await rm(output, { recursive: true, force: true });
  await rename(fresh, output).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    // Another process was faster with the same build.
    if (!(await isFresh())) throw error;
  });
  await writeFile(stamp, newest);
}

/** The script behind a package's command, so that it runs with this process's Node whatever PATH says. */
async function toolEntry(tool: string): Promise<string> {
  const directory = join(paths.root, "node_modules", tool);
  const manifest = JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as { bin: string | Record<string, string> };
  const entry = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[tool];
  if (entry === undefined) throw new Error(`${tool} has no command of its name`);
  return join(directory, entry);
}

/** The latest change of a file below these paths, in milliseconds; what is missing counts as never changed. */
async function newestOf(roots: string[]): Promise<number> {
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

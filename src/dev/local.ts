import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import { buildAll } from "./build.ts";
import { mailDoor } from "./mail-door.ts";
import { applyMigrations } from "./migrations.ts";
import { paths } from "./paths.ts";
import { guarded } from "./orphan-guard.ts";
import { freePort } from "./ports.ts";

/**
 * Parley on this machine: the bundle that `wrangler deploy` would upload, with the bindings of wrangler.toml,
 * in the same runtime, through Miniflare. (`wrangler dev` puts a proxy in front that is many times slower.)
 */
export interface LocalOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The directory that keeps D1 and the Durable Objects, as wrangler's `--persist-to`; false forgets them. */
  readonly persist: string | false;
  /** Settings and secrets, over those of wrangler.toml. PUBLIC_URL is set unless it is given. */
  readonly vars: Readonly<Record<string, string>>;
  /** false leaves the page's files out, and with them Miniflare's stand-in for the router before the Worker. */
  readonly page?: false;
  /** Gets each line that the Worker logs. Left out, only errors are shown, on stderr. */
  readonly onLog?: (line: LogLine) => void;
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
}

export interface LocalParley {
  readonly url: string;
  readonly miniflare: Miniflare;
  stop(): Promise<void>;
}

export async function startParley(options: LocalOptions): Promise<LocalParley> {
  await buildAll();
  const port = options.port === 0 ? await freePort() : options.port;
  const url = `http://localhost:${port}`;
  const settings = await miniflareOptions({ ...options, port }, { PUBLIC_URL: url, ...options.vars });
  const miniflare = await guarded(async () => {
    const started = new Miniflare(settings);
    await started.ready.catch(async (error: unknown) => {
      await started.dispose();
      throw error;
    });
    return started;
  });
  try {
    await applyMigrations(await miniflare.getD1Database("DB"), paths.migrations);
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
  return { url, miniflare, stop: () => miniflare.dispose() };
}

async function miniflareOptions(options: LocalOptions, vars: Record<string, string>) {
  const { workerOptions, externalWorkers } = workerOptionsOf(paths.wranglerConfig);
  const { assets: _, ...withoutPage } = workerOptions;
  const onLog = options.onLog ?? showErrors;
  return convertV4MiniflareOptions({
    host: "localhost",
    port: options.port,
    // Both would make requests to the outside on every start.
    cf: false,
    telemetry: { enabled: false },
    logRequests: false,
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: ({ level, message }) => onLog({ level, message }),
    handleUncaughtError: (error) => onLog({ level: "error", message: error.stack ?? error.message }),
    ...(options.persist === false ? {} : { resourcePersistencePath: join(options.persist, "v3") }),
    workers: [
      {
        ...(options.page === false ? withoutPage : workerOptions),
        // Names the Durable Objects' directories, like wrangler's.
        name: "parley",
        modules: await bundledModules(),
        modulesRoot: paths.workerBundle,
        bindings: Object.assign({}, workerOptions.bindings, vars),
      },
      mailDoor,
      ...externalWorkers,
    ],
  });
}

/** The built Worker: its entry first, then what it imports beside it. */
async function bundledModules() {
  const names = (await readdir(paths.workerBundle)).filter((name) => name.endsWith(".js") || name.endsWith(".wasm"));
  names.sort((a, b) => Number(b === "worker.js") - Number(a === "worker.js"));
  return Promise.all(
    names.map(async (name) => {
      const path = join(paths.workerBundle, name);
      return name.endsWith(".wasm")
        ? ({ type: "CompiledWasm", path, contents: new Uint8Array(await readFile(path)) } as const)
        : ({ type: "ESModule", path, contents: await readFile(path, "utf8") } as const);
    }),
  );
}

function showErrors({ level, message }: LogLine): void {
  if (level === "error") console.error(message);
}

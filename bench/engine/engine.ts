import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { freePort } from "../../src/dev/ports.ts";
import { catchRuntime } from "../runtime.ts";

export interface Engine {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The bare Worker and Durable Object of worker.js, with the settings that Parley gets from src/dev/local.ts. */
export async function startEngine(): Promise<Engine> {
  const port = await freePort();
  const script = await readFile(join(import.meta.dirname, "worker.js"), "utf8");
  const { result: miniflare, pid } = await catchRuntime(async () => {
    const started = new Miniflare(
      convertV4MiniflareOptions({
        host: "localhost",
        port,
        cf: false,
        telemetry: { enabled: false },
        logRequests: false,
        log: new Log(LogLevel.ERROR),
        name: "engine",
        modules: [{ type: "ESModule", path: "worker.js", contents: script }],
        compatibilityDate: "2026-10-20",
        compatibilityFlags: ["nodejs_compat"],
        durableObjects: { ENGINE: { className: "Engine", useSQLite: true } },
      }),
    );
    await started.ready;
    return started;
  });
  const url = `http://localhost:${port}`;
  await (await fetch(url, { method: "POST", body: "{}" })).arrayBuffer();
  return { url, pid, stop: () => miniflare.dispose() };
}

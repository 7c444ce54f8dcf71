import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isTaken } from "../../src/dev/ports.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-"));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function node(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, args, {
    env: { ...process.env, ...env, TMPDIR: directory },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts the stack in a process of its own; resolves to Parley's port once it answers. */
async function startInProcess(): Promise<{ child: ChildProcess; port: number }> {
  const child = node([fileURLToPath(new URL("support/stack-process.ts", import.meta.url))]);
  if (child.stdout === null) throw new Error("No output.");
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, port: Number(new URL(line.toString("utf8").trim()).port) };
}

it.each(["PORT", "SIMULATOR_PORT"])("npm start says in words that %s is taken, and exits with 1", async (name) => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const address = squatter.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const child = node(["src/dev/start.ts"], { PORT: "1", SIMULATOR_PORT: "2", [name]: String(port) });
  const [said, [code]] = await Promise.all([text(child.stderr ?? process.stdin), once(child, "exit")]);
  squatter.close();
  expect(said).toContain(`Port ${port}`);
  expect(said).toContain(`${name}=`);
  expect(code).toBe(1);
});

it.each(["SIGTERM", "SIGKILL"] as const)("I3 after a %s nothing of a run holds its port", async (signal) => {
  const { child, port } = await startInProcess();
  expect(await isTaken(port)).toBe(true);
  child.kill(signal);
  await once(child, "exit");
  while (await isTaken(port)) await new Promise((resolve) => setImmediate(resolve));
});

import { type ChildProcess, spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/**
 * workerd outlives a parent that is killed outright and keeps its port, so that the next start would find it
 * taken. While `work` starts runtimes, each gets a guard: a shell that waits for our end of its pipe to
 * close, which the system does however we end, and then ends the runtime.
 */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  const children: ChildProcess[] = [];
  // Node tells of every child process here (diagnostics_channel, "child_process"); Miniflare does not show its own.
  const onChild = (message: unknown): void => {
    children.push((message as { process: ChildProcess }).process);
  };
  subscribe("child_process", onChild);
  try {
    return await work();
  } finally {
    unsubscribe("child_process", onChild);
    for (const child of children) guard(child);
  }
}

function guard(runtime: ChildProcess): void {
  const { pid } = runtime;
  if (process.platform === "win32" || pid === undefined || runtime.exitCode !== null) return;
  if (!runtime.spawnfile.includes("workerd")) return;
  const shell = spawn("sh", ["-c", 'read -r _; kill -KILL "$1" 2>/dev/null', "guard", String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    // A Ctrl-C goes to the whole group; the guard has to outlast it.
    detached: true,
  });
  shell.unref();
  (shell.stdin as Socket).unref();
  runtime.once("exit", () => shell.kill("SIGKILL"));
}

import { type ChildProcess, execFile } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The process id of the workerd that `start` starts; Miniflare does not show it, Node tells of every child. */
export async function catchRuntime<T>(start: () => Promise<T>): Promise<{ result: T; pid: number }> {
  const children: ChildProcess[] = [];
  const onChild = (message: unknown): void => {
    children.push((message as { process: ChildProcess }).process);
  };
  subscribe("child_process", onChild);
  try {
    const result = await start();
    const runtime = children.find((child) => child.exitCode === null && child.spawnfile.includes("workerd"));
    if (runtime?.pid === undefined) throw new Error("No workerd was started.");
    return { result, pid: runtime.pid };
  } finally {
    unsubscribe("child_process", onChild);
  }
}

/** Resident memory of a process, bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) * 1024;
}

/**
 * Processor time that a process has used, seconds; null where the system does not tell it finely. On a
 * machine that does other things too this says more than a rate.
 */
export async function cpuSeconds(pid: number): Promise<number | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // utime and stime, in ticks of 10 ms (proc_pid_stat(5)).
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildAll } from "./build.ts";
import type { LogLine } from "./local.ts";
import { paths } from "./paths.ts";
import { isTaken } from "./ports.ts";
import { writeWhole } from "./run-state.ts";
import { type DemoFile, startStack } from "./stack.ts";

/** `npm start`: builds what is stale, starts Parley and the simulator, seeds the demo once, says where to go. */

/** Something the person at the terminal can act on; shown without a stack. */
class Problem extends Error {}

async function main(): Promise<void> {
  const { fresh, logs } = options();
  const port = portFrom("PORT", 8787);
  const simulatorPort = portFrom("SIMULATOR_PORT", 8788);
  if (port === simulatorPort) throw new Problem(`PORT and SIMULATOR_PORT are both ${port}. Give them different ports.`);
  await refuseTaken(port, "PORT", "Parley");
  await refuseTaken(simulatorPort, "SIMULATOR_PORT", "the simulator");
  // Scripts take this file for "it is up".
  await rm(paths.demoFile, { force: true });

  say("\n  Parley\n");
  await buildAll(() => say("  Building the page and the Worker…"));
  const stack = await startStack({
    port,
    simulatorPort,
    directory: paths.state,
    fresh,
    onLog: (line) => showLog(line, logs),
    onSeeding: () => say("  Setting up two demo orgs…"),
  });
  stopOnSignals(stack.stop);
  await writeWhole(paths.demoFile, JSON.stringify(stack.demo, null, 2));
  say(summary(stack.demo));
}

function options(): { fresh: boolean; logs: boolean } {
  try {
    const { values } = parseArgs({ options: { fresh: { type: "boolean" }, logs: { type: "boolean" } } });
    return { fresh: values.fresh ?? false, logs: values.logs ?? false };
  } catch (error) {
    throw new Problem(
      `${(error as Error).message}\nnpm start takes -- --fresh (forget all local data) and -- --logs (show every log line).`,
    );
  }
}

function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`${name} is "${text}", which is no port: 1 to 65535.`);
  return port;
}

async function refuseTaken(port: number, name: string, what: string): Promise<void> {
  if (!(await isTaken(port))) return;
  throw new Problem(
    `Port ${port}, which ${what} needs, is taken. Stop what listens there, or choose another: ${name}=${port + 100} npm start`,
  );
}

/**
 * Miniflare's own handlers would end the process before everything is written; its exit hook stays as a belt.
 * npm runs a script through a shell that dies of a signal without passing it on: then the parent is another.
 */
function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    // Asked twice, it is urgent.
    if (stopping) process.exit(1);
    stopping = true;
    void rm(paths.demoFile, { force: true })
      .then(stop)
      .finally(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
  }
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) onSignal();
  }, 500).unref();
}

function showLog({ level, message }: LogLine, all: boolean): void {
  if (!all && level !== "error") return;
  const line = `  ${new Date().toLocaleTimeString()}  ${level}  ${inWords(message)}`;
  if (level === "error") console.error(line);
  else say(line);
}

/** The Worker logs JSON, for machines; a person reads its event and what belongs to it. */
function inWords(message: string): string {
  let entry: unknown;
  try {
    entry = JSON.parse(message);
  } catch {
    return message;
  }
  if (typeof entry !== "object" || entry === null || !("event" in entry)) return message;
  const { event, level: _, ...fields } = entry as Record<string, unknown>;
  return [
    event,
    ...Object.entries(fields).map(
      ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
  ].join("  ");
}

function summary(demo: DemoFile): string {
  const people = [...demo.agents, ...demo.otherOrg.agents];
  const width = Math.max(...people.map((person) => person.email.length));
  const list = (agents: DemoFile["agents"]): string[] =>
    agents.map((agent) => `${agent.email.padEnd(width)}  ${agent.role}`);
  const [first, ...others] = list(demo.agents);
  return [
    "",
    `  Inbox      ${demo.url}`,
    `  Phones     ${demo.simulator}         write as a customer`,
    `  Mailbox    ${demo.simulator}/mail    write and read mail as a customer; invitations`,
    "",
    `  Sign in    ${first}`,
    ...others.map((line) => `             ${line}`),
    ...list(demo.otherOrg.agents).map((line) => `             ${line}, of the other org, ${demo.otherOrg.org}`),
    `  Password   ${people[0]?.password}  for all of them`,
    "",
    "  Scripts find all of this in .parley/demo.json.",
    "  Ctrl-C stops. Your data stays; npm start -- --fresh forgets it.",
    "",
  ].join("\n");
}

function say(text: string): void {
  console.log(text);
}

main().catch((error: unknown) => {
  if (error instanceof Problem) console.error(`\n  ${error.message.replaceAll("\n", "\n  ")}\n`);
  else {
    console.error("\n  Parley could not start.\n");
    console.error(error);
    console.error("\n  If local data is what stands in the way: npm start -- --fresh forgets it and begins anew.\n");
  }
  process.exit(1);
});

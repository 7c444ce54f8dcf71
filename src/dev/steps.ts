import { spawn } from "node:child_process";
import { paths } from "./paths.ts";

/** One tool's run: what it is called in the report, and its command line. */
export interface Step {
  readonly name: string;
  readonly command: readonly [tool: string, ...args: string[]];
}

export interface StepResult {
  readonly ok: boolean;
  /** Standard output and error as they came, mixed. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a tool of node_modules/.bin (npm puts it on the path) from the project's root; never throws for its failure. */
export function runStep(step: Step, isShown = false): Promise<StepResult> {
  const [tool, ...args] = step.command;
  const started = performance.now();
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" };
  return new Promise((resolve) => {
    const child = spawn(tool, args, { cwd: paths.root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (isShown) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const end = (ok: boolean) => resolve({ ok, output, seconds: (performance.now() - started) / 1_000 });
    child.on("error", (error) => {
      output += `${tool}: ${error.message}\n`;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** A real Chromium: the one that is there, else one that is fetched. Never skips: without one it throws what to install. */
export function launchChromium(...args: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? installChromium(),
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", ...args],
  });
}

function findChromium(): string | null {
  const asked = process.env["PARLEY_CHROMIUM"];
  if (asked !== undefined && !existsSync(asked)) throw new Error(`PARLEY_CHROMIUM names ${asked}, which is not there.`);
  return (
    [...(asked === undefined ? [] : [asked]), ...usual, chromium.executablePath()].find((path) => existsSync(path)) ??
    null
  );
}

/** Playwright's own build works on most machines; where its host is out of reach, a system package may not be. */
function installChromium(): string {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  const attempts: [string, string[]][] = [
    [process.execPath, [cli, "install", "chromium"]],
    ["apt-get", ["update", "-q"]],
    ["apt-get", ["install", "-y", "-q", "chromium"]],
  ];
  for (const [command, args] of attempts) {
    try {
      execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
    } catch {
      // The next way, or the words below.
    }
    const found = findChromium();
    if (found !== null) return found;
  }
  throw new Error(
    "The browser tests need Chromium, and it could not be installed. Either `npx playwright-core install --with-deps chromium`, " +
      "or `apt-get install chromium`, or set PARLEY_CHROMIUM to the path of one.",
  );
}

import { readFileSync } from "node:fs";

/** The text of a file of the simulator's page. Read each time: an edit shows on reload. */
export function pageFile(name: string): string {
  return readFileSync(new URL(`page/${name}`, import.meta.url), "utf8");
}

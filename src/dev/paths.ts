import { fileURLToPath } from "node:url";

/** Where things lie, absolute. */
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url).href);

export const paths = {
  root: at(""),
  wranglerConfig: at("wrangler.toml"),
  migrations: at("migrations"),
  webBundle: at("dist/web"),
  workerBundle: at("dist/worker"),
  /** Everything a run remembers; the same directory as wrangler's, so that its commands see the same data. */
  state: at(".wrangler/state"),
  demoFile: at(".parley/demo.json"),
} as const;

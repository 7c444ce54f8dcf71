import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { paths } from "./paths.ts";

/** Gzipped bytes of the scripts that the built page loads before it shows anything: its own and those it preloads. */
export async function firstLoadBytes(): Promise<number> {
  const html = await readFile(join(paths.webBundle, "index.html"), "utf8");
  const scripts = new Set(Array.from(html.matchAll(/assets\/[^"]+\.js/g), ([path]) => path));
  const sizes = await Promise.all(
    [...scripts].map(async (path) => gzipSync(await readFile(join(paths.webBundle, path))).byteLength),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const maxGzipBytes = 15_000;
/** With the rules that show a command's effect at once. */
const maxWithGuessGzipBytes = 21_500;
/** What composes files, templates, places and choices, by itself. */
const maxComposeGzipBytes = 4_500;
/** What keeps records over a reload, by itself. */
const maxCacheGzipBytes = 3_000;

async function bundled(entry: string): Promise<string> {
  const input = fileURLToPath(new URL(entry, import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "silent",
    // Not vite's `lib`, which leaves all white space in: as it is shipped in a page.
    build: { write: false, minify: true, rolldownOptions: { input, preserveEntrySignatures: "strict" } },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((result) =>
    "output" in result ? result.output : [],
  );
  return chunks.map((chunk) => ("code" in chunk ? chunk.code : "")).join("");
}

test("B7 the client is under 15 kB gzipped, and brings no schema library with it", async () => {
  const code = await bundled("../../src/client/inbox.ts");
  expect(code).toContain("parley.v1");
  expect(code).not.toContain("valibot");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(maxGzipBytes);
}, 30_000);

test("H8 the rules that let a page show a command at once are 6 kB more", async () => {
  const code = (await bundled("../../src/client/inbox.ts")) + (await bundled("../../src/client/guess.ts"));
  expect(code).not.toContain("valibot");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(maxWithGuessGzipBytes);
}, 30_000);

test("H8 what shows a reply with files or a template at once comes only to who asks for it", async () => {
  expect(await bundled("../../src/client/guess.ts")).not.toContain("template_invalid");
  const code = await bundled("../../src/client/compose.ts");
  expect(code).toContain("template_invalid");
  expect(code).not.toContain("valibot");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(maxComposeGzipBytes);
}, 30_000);

test("H8 what keeps records over a reload is 3 kB more, and comes only to who asks for it", async () => {
  expect(await bundled("../../src/client/inbox.ts")).not.toContain("contactIds");
  const code = await bundled("../../src/client/record-cache.ts");
  expect(code).toContain("contactIds");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(maxCacheGzipBytes);
}, 30_000);

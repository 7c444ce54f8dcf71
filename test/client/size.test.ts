import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const maxGzipBytes = 15_000;

test("B7 the client is under 15 kB gzipped, and brings no schema library with it", async () => {
  const input = fileURLToPath(new URL("../../src/client/inbox.ts", import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "silent",
    // Not vite's `lib`, which leaves all white space in: as it is shipped in a page.
    build: { write: false, minify: true, rolldownOptions: { input, preserveEntrySignatures: "strict" } },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((result) =>
    "output" in result ? result.output : [],
  );
  const code = chunks.map((chunk) => ("code" in chunk ? chunk.code : "")).join("");
  expect(code).toContain("parley.v1");
  expect(code).not.toContain("valibot");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(maxGzipBytes);
}, 30_000);

import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const folder = new URL("../../src/web/", import.meta.url);

describe("the stylesheets", () => {
  it("H1 one component a sheet: a class has its own rule in one of them, or two parts of the page dress each other", async () => {
    const sheets = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".css"));
    expect(sheets.length).toBeGreaterThan(20);
    const owners = new Map<string, Set<string>>();
    for (const sheet of sheets) {
      const text = await readFile(new URL(sheet, folder), "utf8");
      // Those of a layer, not of what it holds for a narrow page.
      for (const [, name = ""] of text.matchAll(/^ {2}\.([a-z][a-z0-9-]*)(?= \{|,$)/gmu))
        owners.set(name, (owners.get(name) ?? new Set()).add(sheet));
    }
    expect(
      [...owners].filter(([, sheetsOf]) => sheetsOf.size > 1).map(([name, sheetsOf]) => [name, ...sheetsOf]),
    ).toEqual([]);
  });
});

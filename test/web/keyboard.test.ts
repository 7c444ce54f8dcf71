import { describe, expect, it } from "vitest";
import { shortcutAreas, shortcutOf, shortcuts } from "../../src/web/shell/shortcut-table.ts";

describe("the table of shortcuts", () => {
  it("C9 no two things have the same keys, and none begins another one's", () => {
    const keys = Object.values(shortcuts).map((entry): string => entry.keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const one of keys) expect(keys.filter((other) => other.startsWith(`${one} `))).toEqual([]);
  });

  it("C9 the sheet has all of them", () => {
    const onSheet = shortcutAreas.flatMap(({ names }) => names);
    expect(onSheet.toSorted()).toEqual(Object.keys(shortcuts).toSorted());
  });

  it("C9 a letter after g goes somewhere; alone it is itself", () => {
    expect(shortcutOf("g", null)).toBe("prefix");
    expect(shortcutOf("m", "g")).toBe("goMentions");
    expect(shortcutOf("m", null)).toBe("macro");
    expect(shortcutOf("x", "g")).toBeNull();
    expect(shortcutOf("Ctrl+k", null)).toBe("commandBar");
    expect(shortcutOf("k", null)).toBe("previous");
  });
});

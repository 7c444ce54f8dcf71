import { Circle } from "lucide-react";
import { describe, expect, it } from "vitest";
import { type BarEntry, groupsFor } from "../../src/web/command-bar/entries.ts";

const entry = (name: string, more: Partial<BarEntry> = {}): BarEntry => ({
  key: name,
  group: "Rosa Lind",
  name,
  icon: Circle,
  act: { do: "run", run: () => undefined },
  ...more,
});
const entries = [
  entry("Close"),
  entry("Archive"),
  entry("Assign to…"),
  entry("Assign to Ana", { within: "assign" }),
  entry("Assign to Ben", { within: "assign" }),
  entry("Label VIP", { within: "label" }),
  entry("Undo", { group: "Everywhere", words: "take back" }),
  entry("Settings: Labels", { group: "Go to", within: "elsewhere" }),
];
const found = (text: string, menu: Parameters<typeof groupsFor>[2] = null) =>
  groupsFor(entries, text, menu).map(({ value, items }) => [value, ...items.map(({ name }) => name)]);

describe("what the command bar finds", () => {
  it("C9 nothing typed: what one does most, in its order, under its headings", () => {
    expect(found("")).toEqual([
      ["Rosa Lind", "Close", "Archive", "Assign to…"],
      ["Everywhere", "Undo"],
    ]);
  });

  it("C9 letters in their order are enough, and whatever is nearest comes first", () => {
    expect(found("assign ben")).toEqual([["Rosa Lind", "Assign to Ben"]]);
    expect(found("asben")).toEqual([["Rosa Lind", "Assign to Ben"]]);
    expect(found("label")[0]).toEqual(["Rosa Lind", "Label VIP"]);
    expect(found("clo")[0]).toEqual(["Rosa Lind", "Close"]);
  });

  it("C9 another word for it finds it too", () => {
    expect(found("take back")).toEqual([["Everywhere", "Undo"]]);
  });

  it("C9 a menu in the bar has its own choices alone", () => {
    expect(found("", "assign")).toEqual([["Rosa Lind", "Assign to Ana", "Assign to Ben"]]);
    expect(found("close", "assign")).toEqual([]);
  });
});

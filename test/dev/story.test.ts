import { describe, expect, it } from "vitest";
import { acme, globex } from "../../src/dev/demo/orgs.ts";
import { storiesOf } from "../../src/dev/demo/seed.ts";
import { parseStories } from "../../src/dev/demo/story.ts";
import { timing } from "../../src/protocol/timing.ts";

describe("the demo's stories", () => {
  it("read a heading, lines, quotes, pauses and replies", () => {
    const [story] = parseStories(
      "For the reader.\n\n# Ada, +1 202-555-0123, 2h, unread 1\n< Hi\n> (1) Hello\\nthere\n~ 1d\n< Bye\n@ Ana: See you: soon\n",
    );
    expect(story).toMatchObject({
      name: "Ada",
      phone: "12025550123",
      agoMs: 7_200_000,
      unread: 1,
      state: "active",
      lines: [
        { from: "customer", text: "Hi", offsetMs: 0, quotes: null },
        { from: "business", text: "Hello\nthere", quotes: 0 },
        { from: "customer", text: "Bye" },
      ],
      replies: [{ agent: "Ana", text: "See you: soon" }],
    });
    expect((story?.lines[2]?.offsetMs ?? 0) - (story?.lines[1]?.offsetMs ?? 0)).toBeGreaterThan(86_400_000);
  });

  it("tell what the team does with a conversation", () => {
    const [story] = parseStories(
      "# Ada, +1 202-555-0123, 2h\n< Hi\n! label VIP, Late payer\n! assign Ana\n! priority high\n& Ben: @Ana look\n",
    );
    expect(story).toMatchObject({
      labels: ["VIP", "Late payer"],
      assignee: "Ana",
      priority: "high",
      notes: [{ agent: "Ben", text: "@Ana look" }],
    });
    expect(() => parseStories("# Ada, +1 202-555-0123, 2h\n! fetch coffee")).toThrow("Not understood");
  });

  it("say so when a line is not understood", () => {
    expect(() => parseStories("# Ada, +1 202-555-0123, 2h\n? what")).toThrow("Not understood");
  });

  it.each([acme, globex])(
    "of $slug have one customer each, recent enough to be stored, and name real agents",
    (org) => {
      const stories = storiesOf(org);
      expect(new Set(stories.map((story) => story.phone)).size).toBe(stories.length);
      for (const story of stories) {
        expect(story.agoMs + (story.lines.at(-1)?.offsetMs ?? 0)).toBeLessThan(timing.factMaxAgeMs);
        const names = org.agents.map((agent) => agent.name);
        for (const { agent } of [...story.replies, ...story.notes]) expect(names).toContain(agent);
        if (story.assignee !== null) expect(names).toContain(story.assignee);
        for (const label of story.labels) expect(org.catalog.labels.map(({ name }) => name)).toContain(label);
        for (const { quotes } of story.lines) expect(quotes === null || story.lines[quotes] !== undefined).toBe(true);
      }
    },
  );
});

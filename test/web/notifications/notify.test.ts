import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Attention,
  type Situation,
  type Tab,
  tellerOf,
  type Telling,
  tellings,
  withoutRead,
} from "../../../src/web/notifications/notify.ts";
import { readNotificationSettings, type TopicSettings, ways } from "../../../src/web/notifications/settings.ts";
import type { Occurrence } from "../../../src/core/occurrence.ts";
import { reaches, type Topic, topics } from "../../../src/protocol/topics.ts";

const initial = readNotificationSettings(null);

const conversation = (id: string) => ({ kind: "conversation", id }) as const;

function tab(attention: Attention, conversationId: string | null = null, id = "tab-1"): Tab {
  return { id, attention, conversationId };
}

function situation(given: Partial<Situation> = {}): Situation {
  const tabs = [tab("focused")];
  return { settings: initial, tabs, self: "tab-1", desktop: "granted", shown: new Map(), ...given };
}

function set(topic: Topic, change: Partial<TopicSettings>): Partial<Situation> {
  return { settings: { ...initial, [topic]: { ...initial[topic], ...change } } };
}

function message(text = "Do you have oat milk?", given: Partial<Occurrence> = {}): Occurrence {
  return {
    topic: "message",
    subject: conversation("rosa"),
    concern: "nobodys",
    contact: "Rosa Lind",
    by: null,
    text,
    type: "text",
    value: null,
    ...given,
  };
}

const from = (contact: string): Occurrence => message("Hi", { subject: conversation(contact), contact });
const titles = (told: readonly Telling[]): string[] => told.map(({ title }) => title);
const [sound, silence] = [{ sound: true }, { toast: false, desktop: false, sound: false }];

describe("what an agent is told", () => {
  it("H4 a message is told with its sender and its first hundred characters", () => {
    expect(tellings([message(`${"é".repeat(99)}👋 and more`)], situation())).toMatchObject([
      { subject: conversation("rosa"), title: "New message from Rosa Lind", text: `${"é".repeat(99)}👋` },
    ]);
    expect(tellings([message("two\n\n  lines")], situation())).toMatchObject([{ text: "two lines" }]);
  });

  it("H4 a message that was read before it could be told is not told, and all else is", () => {
    const gathered = [message(), from("Ben"), message("Look here", { topic: "mention" })];
    expect(withoutRead(gathered, "rosa")).toEqual(gathered.slice(1));
  });

  it("H4 by toast while the page is looked at, by the system while it is not, by ear in both", () => {
    const by = (attention: Attention) => tellings([message()], situation({ tabs: [tab(attention)] }));
    expect(by("focused")).toMatchObject([{ toast: true, desktop: false, ...sound }]);
    expect(by("visible")).toMatchObject([{ toast: false, desktop: true, ...sound }]);
    expect(by("hidden")).toMatchObject([{ toast: false, desktop: true, ...sound }]);
  });

  it("H4 where the system shows nothing, a page that can be seen shows it", () => {
    const by = (attention: Attention) => tellings([message()], situation({ tabs: [tab(attention)], desktop: "no" }));
    expect(by("visible")).toMatchObject([{ toast: true, desktop: false, isMissed: false }]);
    expect(by("hidden")).toMatchObject([{ toast: false, desktop: false, isMissed: false, ...sound }]);
  });

  it("H4 what the system would have told is missed only where the agent was never asked, and was away", () => {
    const isMissed = (attention: Attention, desktop: Situation["desktop"], given: Partial<Situation> = {}) =>
      tellings([message()], situation({ tabs: [tab(attention)], desktop, ...given })).some((one) => one.isMissed);
    expect(isMissed("hidden", "unasked")).toBe(true);
    expect(isMissed("hidden", "unasked", set("message", { toast: false, sound: false }))).toBe(true);
    expect(isMissed("focused", "unasked")).toBe(false);
    expect(isMissed("hidden", "no")).toBe(false);
    expect(isMissed("hidden", "granted")).toBe(false);
    expect(isMissed("hidden", "unasked", set("message", { desktop: false }))).toBe(false);
  });

  it("H4 what is open and looked at is not told; open in a window behind others, it is", () => {
    const open = (attention: Attention) => tellings([message()], situation({ tabs: [tab(attention, "rosa")] }));
    expect(open("focused")).toEqual([]);
    expect(open("visible")).toHaveLength(1);
    expect(open("hidden")).toHaveLength(1);
    expect(tellings([message()], situation({ tabs: [tab("focused", "jonas")] }))).toHaveLength(1);
  });

  it("H4 of several tabs the one that is looked at tells, else one that is seen, else one of them", () => {
    const tabs = [tab("hidden", null, "a"), tab("visible", null, "b"), tab("focused", null, "c")];
    expect(tellerOf(tabs)?.id).toBe("c");
    expect(tellerOf(tabs.slice(0, 2))?.id).toBe("b");
    expect(tellerOf([tab("hidden", null, "z"), tab("hidden", null, "y")])?.id).toBe("y");
    expect(
      tellings([message()], situation({ tabs: [tab("hidden", null, "a"), tab("focused", "rosa", "b")], self: "a" })),
    ).toEqual([]);
    expect(tellings([message()], situation({ tabs: [] }))).toEqual([]);
  });

  it.each([
    ["off", []],
    ["mine", ["mine", "nobodys"]],
    ["all", ["mine", "nobodys", "others"]],
  ] as const)("H4 messages are told of: %s", (reach, told) => {
    const concerns = ["mine", "nobodys", "others"] as const;
    const heard = concerns.filter(
      (concern) => tellings([message("", { concern })], situation(set("message", { reach }))).length > 0,
    );
    expect(heard).toEqual(told);
  });

  it("H4 what happens to the agent is told wherever it happens, unless it is off", () => {
    const mention = message("@Ana look", { topic: "mention", concern: "others", by: "Ben" });
    expect(tellings([mention], situation())).toMatchObject([
      { title: "Ben mentioned you: Rosa Lind", text: "@Ana look", messages: 0 },
    ]);
    expect(titles(tellings([{ ...mention, contact: null }], situation()))).toEqual(["Ben mentioned you"]);
    expect(tellings([mention], situation(set("mention", { reach: "off" })))).toEqual([]);
  });

  it("H4 each topic keeps to its own ways", () => {
    expect(tellings([message()], situation(set("message", { toast: false })))).toMatchObject([
      { toast: false, ...sound },
    ]);
    expect(tellings([message()], situation(set("message", { sound: false })))).toMatchObject([
      { toast: true, sound: false },
    ]);
    expect(tellings([message()], situation(set("message", silence)))).toEqual([]);
    expect(tellings([message()], situation(set("conversation", silence)))).toHaveLength(1);
  });

  it("H4 several messages of one conversation are one notification, with what was told before", () => {
    const three = [message("one"), message("two"), message("three")];
    expect(tellings(three, situation())).toMatchObject([
      { title: "3 new messages from Rosa Lind", text: "three", messages: 3 },
    ]);
    expect(tellings([message("four")], situation({ shown: new Map([["conversation/rosa", 3]]) }))).toMatchObject([
      { title: "4 new messages from Rosa Lind", text: "four", messages: 4 },
    ]);
    const first = message("Hello", { topic: "conversation" });
    expect(titles(tellings([first], situation()))).toEqual(["New message from Rosa Lind · new conversation"]);
  });

  it("H4 a new conversation that a rule gives to the agent is told once, with what the customer said", () => {
    const first = message("Hello", { topic: "conversation", concern: "nobodys" });
    const given = message("Hel…", { topic: "assigned", concern: "mine" });
    expect(tellings([first, given], situation())).toMatchObject([
      { title: "Assigned to you: Rosa Lind", text: "Hello", messages: 1 },
    ]);
  });

  it("H4 up to three conversations are told apart, more are told as one", () => {
    const four = ["Rosa", "Jonas", "Tomas", "Mei"].map(from);
    expect(titles(tellings(four.slice(1), situation()))).toHaveLength(3);
    expect(tellings([...four, from("Rosa")], situation())).toMatchObject([
      {
        subject: null,
        title: "5 new messages in 4 conversations",
        text: "Rosa, Jonas, Tomas and 1 more",
        toast: true,
      },
    ]);
    const mention = message("", { topic: "mention", subject: conversation("Lea"), contact: "Lea" });
    expect(titles(tellings([...four, mention], situation()))).toEqual(["News of 5 customers"]);
  });

  const anyOccurrence = fc.record({
    topic: fc.constantFrom(...topics),
    subject: fc.record({
      kind: fc.constantFrom("conversation", "contact"),
      id: fc.constantFrom("a", "b", "c", "d", "e"),
    }),
    concern: fc.constantFrom("mine", "nobodys", "others"),
    contact: fc.constantFrom("Rosa", "Jonas", null),
    by: fc.constantFrom(null, "Ben"),
    text: fc.string({ maxLength: 300, unit: "grapheme" }),
    type: fc.constantFrom(null, "image"),
    value: fc.constantFrom(null, 900),
  }) satisfies fc.Arbitrary<Occurrence>;
  const anySettings = fc.record({
    reach: fc.constantFrom(...reaches),
    toast: fc.boolean(),
    desktop: fc.boolean(),
    sound: fc.boolean(),
  });
  const anySituation = fc.record({
    settings: fc.record({
      message: anySettings,
      conversation: anySettings,
      mention: anySettings,
      assigned: anySettings,
      undelivered: anySettings,
      lead: anySettings,
      clicked: anySettings,
      opened: anySettings,
    }),
    tabs: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("1", "2", "3"),
        attention: fc.constantFrom<Attention>("focused", "visible", "hidden"),
        conversationId: fc.constantFrom(null, "a", "b"),
      }),
      { selector: ({ id }) => id },
    ),
    self: fc.constant(""),
    desktop: fc.constantFrom<Situation["desktop"]>("granted", "unasked", "no"),
    shown: fc.constant(new Map<string, number>()),
  });

  it("H4 whatever happens, one tab tells, each conversation once, and only what is wanted and out of sight", () => {
    fc.assert(
      fc.property(fc.array(anyOccurrence, { maxLength: 12 }), anySituation, (occurrences, given) => {
        const told = given.tabs.map(({ id }) => tellings(occurrences, { ...given, self: id }));
        expect(told.filter((one) => one.length > 0).length).toBeLessThanOrEqual(1);
        const all = told.flat();
        expect(new Set(all.map(({ subject }) => JSON.stringify(subject))).size).toBe(all.length);
        const isSeen = (id: string) =>
          given.tabs.some((one) => one.attention === "focused" && one.conversationId === id);
        for (const one of all) {
          expect([...one.text].length).toBeLessThanOrEqual(100);
          expect(one.toast && one.desktop).toBe(false);
          expect(one.desktop && given.desktop !== "granted").toBe(false);
          expect(one.subject?.kind === "conversation" && isSeen(one.subject.id)).toBe(false);
          const about = occurrences.filter(
            ({ subject }) => one.subject === null || JSON.stringify(subject) === JSON.stringify(one.subject),
          );
          const allowed = about.filter(({ topic }) => given.settings[topic].reach !== "off");
          for (const way of ways)
            if (one[way]) expect(allowed.some(({ topic }) => given.settings[topic][way])).toBe(true);
        }
      }),
    );
  });
});

describe("what was chosen", () => {
  it("H4 whatever was kept, by whichever version, is read as whole settings", () => {
    expect(initial.message).toEqual({ reach: "mine", toast: true, desktop: true, sound: true });
    expect(initial.lead).toEqual({ reach: "mine", toast: true, desktop: false, sound: false });
    expect(initial.clicked).toEqual({ reach: "mine", toast: true, desktop: true, sound: false });
    expect(initial.opened.reach).toBe("off");
    for (const kept of ["", "null", "[]", "{", '{"message":7}', '{"later":{"reach":"all"}}'])
      expect(readNotificationSettings(kept)).toEqual(initial);
    expect(readNotificationSettings('{"message":{"reach":"all","sound":false,"toast":"x"}}').message).toEqual({
      reach: "all",
      toast: true,
      desktop: true,
      sound: false,
    });
  });
});

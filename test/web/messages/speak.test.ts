import { afterEach, describe, expect, it } from "vitest";
import { actions } from "../../../src/web/messages/en/actions.ts";
import { shell } from "../../../src/web/messages/en/shell.ts";
import { locale, localeFor, speak } from "../../../src/web/messages/language.ts";
import { t } from "../../../src/web/messages/t.ts";
import { numberText } from "../../../src/web/number.ts";
import { dayName } from "../../../src/web/time.ts";

const arabic = { language: "ar", tag: "ar-EG", direction: "rtl" } as const;

afterEach(() => speak(localeFor("en", [])));

describe("the language of the page", () => {
  it("H5 is the browser's, with its region; else the one that was chosen", () => {
    expect(localeFor("automatic", ["de-DE", "ar-EG", "en-GB"])).toEqual(arabic);
    expect(localeFor("automatic", ["en-GB", "ar"])).toEqual({ language: "en", tag: "en-GB", direction: "ltr" });
    expect(localeFor("en", ["ar-EG", "en-AU"]).tag).toBe("en-AU");
    expect(localeFor("ar", ["en-GB"])).toEqual({ language: "ar", tag: "ar", direction: "rtl" });
    expect(localeFor("automatic", ["de", "ay"])).toEqual({ language: "en", tag: "en", direction: "ltr" });
  });

  it("H5 words, plurals, dates and numbers follow it", async () => {
    const yesterday = () => dayName("2026-11-02T12:00:00Z", new Date("2026-11-03T12:00:00Z"));
    const counted = () => [1, 2, 3, 11].map((count) => t(shell.conversations, { count }));
    expect([t(shell.inbox), ...counted(), yesterday()]).toEqual([
      "Inbox",
      "1 conversation",
      "2 conversations",
      "3 conversations",
      "11 conversations",
      "Yesterday",
    ]);
    await speak(arabic);
    expect([t(shell.inbox), ...counted(), yesterday()]).toEqual([
      "الوارد",
      "محادثة واحدة",
      "محادثتين",
      "٣ محادثات",
      "١١ محادثة",
      "أمس",
    ]);
    expect(numberText(1234)).toBe(new Intl.NumberFormat("ar-EG").format(1234));
  });

  it("H5 the last choice holds, also when an earlier one takes longer to load", async () => {
    await Promise.all([speak(arabic), speak(localeFor("en", []))]);
    expect(locale().language).toBe("en");
  });
});

describe("a value in a message", () => {
  it("H5 stands apart when it runs the other way, and is left as it is when not", async () => {
    expect(t(actions.assignedToAgent, { name: "Ben" })).toBe("Assigned to Ben");
    expect(t(actions.assignedToAgent, { name: "ليلى" })).toBe("Assigned to \u2068ليلى\u2069");
    await speak(arabic);
    expect(t(actions.assignedToAgent, { name: "ليلى" })).toBe("أُسندت إلى ليلى");
    expect(t(actions.assignedToAgent, { name: "+20 100 000 0000" })).toContain("\u2068+20 100 000 0000\u2069");
  });

  it("H5 by which a select chooses is compared as it is", async () => {
    await speak(arabic);
    expect(t(actions.prioritySet, { priority: "urgent" })).toBe("حُددت الأولوية: عاجلة");
  });

  it("H5 is never read as a part of the message", () => {
    expect(t(actions.assignedToAgent, { name: "{x} # <b>" })).toBe("Assigned to {x} # <b>");
  });
});

describe("the types", () => {
  it("H5 a call says what its message takes, no less and nothing else", () => {
    // @ts-expect-error The name is missing.
    t(actions.assignedToAgent);
    // @ts-expect-error What is counted is a number.
    t(shell.conversations, { count: "3" });
    // @ts-expect-error It takes nothing.
    t(shell.inbox, { count: 3 });
    t(actions.some, { some: 1, all: 2 });
  });
});

import { describe, expect, it } from "vitest";
import { lastHours, received, totals } from "../../src/web/ingest/hours.ts";
import { outcomesInWords, reasonInWords, stateInWords } from "../../src/web/ingest/ingest-words.ts";

const none = { stored: 0, duplicate: 0, ignored: 0, parked: 0, failed: 0 };
const sums = (given: Partial<typeof none>) => totals([{ hour: "2026-11-20T09:00:00.000Z", ...none, ...given }]);

describe("the ingest page", () => {
  it("A13 shows every hour of the period, also those in which nothing came", () => {
    const told = [
      { ...none, hour: "2026-11-20T10:00:00.000Z", stored: 3, ignored: 1 },
      { ...none, hour: "2026-11-20T08:00:00.000Z", stored: 2 },
      { ...none, hour: "2026-11-18T08:00:00.000Z", stored: 99 },
    ];
    const hours = lastHours(told, 4, new Date("2026-11-20T10:59:59.000Z"));
    expect(hours.map(({ hour }) => hour.slice(11, 13))).toEqual(["07", "08", "09", "10"]);
    expect(hours.map(received)).toEqual([0, 2, 0, 4]);
    expect(totals(hours)).toMatchObject({ received: 6, stored: 5, ignored: 1 });
  });

  it("A13 says in a sentence how it went", () => {
    expect(stateInWords(sums({}), "24 hours")).toBe("Nothing has arrived in the last 24 hours.");
    expect(stateInWords(sums({ stored: 3 }), "7 days")).toBe("Everything that arrived was stored.");
    expect(stateInWords(sums({ stored: 3, duplicate: 2 }), "7 days")).toBe(
      "Everything that arrived was stored. 2 came again and counted once.",
    );
    expect(stateInWords(sums({ stored: 3, ignored: 1 }), "7 days")).toBe(
      "1 of 4 that arrived was not stored: 1 ignored.",
    );
    expect(stateInWords(sums({ stored: 3, failed: 1, parked: 2 }), "7 days")).toBe(
      "3 of 6 that arrived were not stored: 1 failed, 2 parked.",
    );
  });

  it("A13 says why, in words; what nobody has words for is shown as it is", () => {
    const ignored = (reason: string) => reasonInWords({ outcome: "ignored", providerId: null, reason });
    expect(ignored("field account_update")).toBe("News of the kind “account_update”, which Parley does not use.");
    expect(ignored("group message")).toMatch(/in a group/u);
    expect(ignored("something new")).toBe("something new");
    expect(reasonInWords({ outcome: "failed", providerId: null, reason: "no channel x" })).toBe(
      "The channel that it was for is gone.",
    );
    expect(reasonInWords({ outcome: "stored", providerId: "m" })).toBeNull();
  });

  it("A13 sums a delivery up", () => {
    const stored = { outcome: "stored" as const, providerId: null };
    expect(outcomesInWords([stored, stored, { outcome: "parked", providerId: null }])).toBe("2 stored, 1 parked");
  });
});

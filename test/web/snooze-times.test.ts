import { describe, expect, it } from "vitest";
import { localDateTime, snoozeChoices, untilTime } from "../../src/web/inbox/snooze-times.ts";

/** All in the reader's zone, whichever it is. */
const thursday = (hour: number, minute = 0) => new Date(2026, 10, 19, hour, minute);

describe("times to snooze until", () => {
  const offered = (now: Date) => snoozeChoices(now).map(({ key, until }) => [key, localDateTime(until)]);

  it("C6 an hour on, this evening, tomorrow at nine and Monday at nine", () => {
    expect(offered(thursday(10, 30))).toEqual([
      ["hour", "2026-11-19T11:30"],
      ["evening", "2026-11-19T18:00"],
      ["tomorrow", "2026-11-20T09:00"],
      ["monday", "2026-11-23T09:00"],
    ]);
  });

  it("C6 an evening that has begun, or begins within the hour, is not offered", () => {
    expect(offered(thursday(17, 0)).map(([key]) => key)).toEqual(["hour", "tomorrow", "monday"]);
    expect(offered(thursday(22)).map(([key]) => key)).toEqual(["hour", "tomorrow", "monday"]);
  });

  it("C6 on a Sunday, Monday is tomorrow; on a Monday, it is the next", () => {
    expect(offered(new Date(2026, 10, 22, 12)).map(([key]) => key)).toEqual(["hour", "evening", "tomorrow"]);
    expect(offered(new Date(2026, 10, 23, 12)).at(-1)).toEqual(["monday", "2026-11-30T09:00"]);
  });

  it("C6 a time today is a time, within a week it has its day, then its date", () => {
    const said = (until: Date) => untilTime(until.toISOString(), thursday(0));
    expect(said(thursday(18))).not.toMatch(/Thu|Nov/u);
    expect(said(new Date(2026, 10, 23, 9))).toMatch(/Mon/u);
    expect(said(new Date(2026, 11, 3, 9))).toMatch(/Dec/u);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import type { Activity } from "../../src/protocol/activity.ts";
import { type ActivityNames, activityWords, type Person } from "../../src/web/inbox/activity-words.ts";
import { localeFor, speak } from "../../src/web/messages/language.ts";

const people: Readonly<Record<string, Person>> = {
  me: { is: "you" },
  ana: { is: "named", name: "Ana" },
  ben: { is: "named", name: "Ben" },
};
const names: ActivityNames = {
  person: (id) => people[id] ?? { is: "gone" },
  team: (id) => (id === "sales" ? "team Sales" : "a deleted team"),
  label: (id) => ({ vip: "VIP", trial: "Trial" })[id] ?? "a deleted label",
  until: () => "Mon, 09:00",
};

afterEach(() => speak(localeFor("en", [])));

const assigned = { assigneeId: null, previousAssigneeId: null, teamId: null, previousTeamId: null };

describe("the words of an activity", () => {
  it.each<[Activity, string]>([
    [{ activity: "closed", actorId: "ana" }, "Ana closed this"],
    [{ activity: "closed", actorId: "me" }, "You closed this"],
    [{ activity: "closed", actorId: "gone" }, "A former colleague or program closed this"],
    [{ activity: "closed", actorId: null }, "Closed automatically"],
    [{ activity: "archived", actorId: "ben" }, "Ben archived this"],
    [{ activity: "reopened", actorId: "ana" }, "Ana reopened this"],
    [{ activity: "reopened", actorId: null }, "Reopened: the customer wrote"],
    [{ activity: "snoozed", actorId: "ana", until: "" }, "Snoozed until Mon, 09:00 by Ana"],
    [{ activity: "assigned", actorId: "ana", ...assigned, assigneeId: "ben" }, "Assigned to Ben by Ana"],
    [{ activity: "assigned", actorId: "ana", ...assigned, assigneeId: "me" }, "Assigned to you by Ana"],
    [{ activity: "assigned", actorId: "ben", ...assigned, assigneeId: "ben" }, "Ben took this"],
    [
      { activity: "assigned", actorId: null, ...assigned, assigneeId: "ben", teamId: "sales", previousTeamId: "sales" },
      "Assigned to Ben",
    ],
    [{ activity: "assigned", actorId: "ana", ...assigned, teamId: "sales" }, "Assigned to team Sales by Ana"],
    [
      { activity: "assigned", actorId: "ana", ...assigned, assigneeId: "ben", teamId: "sales" },
      "Assigned to Ben, team Sales by Ana",
    ],
    [
      { activity: "assigned", actorId: "me", ...assigned, assigneeId: "gone" },
      "Assigned to a former colleague or program by you",
    ],
    [{ activity: "assigned", actorId: "ana", ...assigned, previousAssigneeId: "ben" }, "Unassigned by Ana"],
    [{ activity: "assigned", actorId: "ana", ...assigned, previousTeamId: "old" }, "Taken from a deleted team by Ana"],
    [
      { activity: "labeled", actorId: "ana", added: ["vip"], removed: ["trial", "x"] },
      "Ana added VIP, removed Trial, a deleted label",
    ],
    [{ activity: "labeled", actorId: null, added: ["vip"], removed: [] }, "Added VIP"],
    [{ activity: "labeled", actorId: "me", added: [], removed: ["vip"] }, "You removed VIP"],
    [{ activity: "prioritized", actorId: null, priority: "low" }, "Low priority"],
    [{ activity: "prioritized", actorId: "ana", priority: "urgent" }, "Urgent, set by Ana"],
    [{ activity: "prioritized", actorId: "ana", priority: "none" }, "No priority, set by Ana"],
  ])("C8 %j", (activity, words) => {
    expect(activityWords(activity, names, false)).toBe(words);
  });

  it("C6 C8 a conversation that its time brought back is told from one that the customer opened", () => {
    expect(activityWords({ activity: "reopened", actorId: null }, names, true)).toBe("Back from snooze");
  });

  it("H5 C8 Arabic says it in its own order, to oneself and of others", async () => {
    await speak(localeFor("ar", []));
    expect(activityWords({ activity: "closed", actorId: "me" }, names, false)).toBe("أغلقتها أنت");
    expect(activityWords({ activity: "closed", actorId: "ana" }, names, false)).toBe("أغلقها \u2068Ana\u2069");
    const toMe: Activity = { activity: "assigned", actorId: null, ...assigned, assigneeId: "me" };
    expect(activityWords(toMe, names, false)).toBe("أُسندت إليك");
    const urgent: Activity = { activity: "prioritized", actorId: null, priority: "urgent" };
    expect(activityWords(urgent, names, false)).toBe("عاجلة");
  });
});

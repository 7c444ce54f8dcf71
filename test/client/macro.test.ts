import { expect, test } from "vitest";
import { macroCommands } from "../../src/client/macro.ts";
import type { MacroAction } from "../../src/protocol/catalog-records.ts";

const context = {
  conversation: { id: "c" },
  contact: { id: "contact-c", name: "Kim Doe", phoneNumber: null },
  me: { id: "agent-1", name: "Ana Silva" },
  now: Date.parse("2026-01-01T00:00:00.000Z"),
};

const cases: readonly (readonly [MacroAction, string, object])[] = [
  [{ do: "assign", agentId: "me" }, "conversation:assign", { agentId: "agent-1" }],
  [{ do: "assign", agentId: "agent-2" }, "conversation:assign", { agentId: "agent-2" }],
  [{ do: "assign", agentId: null }, "conversation:assign", { agentId: null }],
  [{ do: "assignTeam", teamId: "t" }, "conversation:assign", { teamId: "t" }],
  [{ do: "label", add: ["a"], remove: ["b"] }, "conversation:label", { add: ["a"], remove: ["b"] }],
  [{ do: "prioritize", priority: "high" }, "conversation:prioritize", { priority: "high" }],
  [{ do: "snooze", minutes: 90 }, "conversation:snooze", { until: "2026-01-01T01:30:00.000Z" }],
  [
    { do: "reply", body: "Hi {{contact.first_name|there}}, {{agent.first_name}} here" },
    "message:send",
    { body: "Hi Kim, Ana here" },
  ],
  [{ do: "note", body: "Call {{contact.phone|them}}" }, "note:add", { body: "Call them" }],
  [{ do: "close" }, "conversation:close", {}],
  [{ do: "archive" }, "conversation:archive", {}],
  [{ do: "reopen" }, "conversation:reopen", {}],
];

test.each(cases)("C9 a macro's %o becomes a command", (action, command, payload) => {
  expect(macroCommands({ actions: [action] }, context)).toEqual([
    { command, payload: { conversationId: "c", ...payload } },
  ]);
});

test("C9 C10 a macro's actions keep their order, and its replies are held as the agent's own", () => {
  const actions: MacroAction[] = [{ do: "close" }, { do: "reply", body: "Bye" }];
  expect(macroCommands({ actions }, { ...context, holdMs: 5_000 })).toEqual([
    { command: "conversation:close", payload: { conversationId: "c" } },
    { command: "message:send", payload: { conversationId: "c", body: "Bye", holdMs: 5_000 } },
  ]);
});

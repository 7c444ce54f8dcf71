import * as v from "valibot";
import { expect, it } from "vitest";
import { interactiveRefusal } from "../../../src/core/interactive.ts";
import { InteractiveSchema } from "../../../src/protocol/commands.ts";
import { limits } from "../../../src/protocol/limits.ts";
import { type BuiltChoices, emptySection, interactiveOf, problemsOf } from "../../../src/web/choices/built-choices.ts";

const row = (id: string, title: string, description = "") => ({ id, title, description });
const buttons: BuiltChoices = {
  kind: "buttons",
  body: "Which one?",
  buttons: [row("a", "This"), row("b", "That")],
  opener: "",
  sections: [emptySection()],
};
const list: BuiltChoices = {
  ...buttons,
  kind: "list",
  opener: "Show",
  sections: [{ id: "s", title: "", rows: [row("a", "This", "It is blue"), row("b", "That")] }],
};
const long = (limit: number) => "x".repeat(limit + 1);

it.each<[string, BuiltChoices, string[]]>([
  ["buttons", buttons, []],
  ["a list", list, []],
  ["no text", { ...buttons, body: " " }, ["body"]],
  ["a long text over buttons", { ...buttons, body: long(limits.interactiveTextLength) }, ["body"]],
  ["the same over a list", { ...list, body: long(limits.interactiveTextLength) }, []],
  ["a button without a title", { ...buttons, buttons: [row("a", "")] }, ["a"]],
  ["a long title of a button", { ...buttons, buttons: [row("a", long(limits.buttonTitleLength))] }, ["a"]],
  ["a list that nothing opens", { ...list, opener: "" }, ["opener"]],
  [
    "a long row",
    { ...list, sections: [{ id: "s", title: "", rows: [row("a", "A", long(limits.rowDescriptionLength))] }] },
    ["a:description"],
  ],
  [
    "two sections, one without a title",
    {
      ...list,
      sections: [
        { id: "s", title: "One", rows: [row("a", "A")] },
        { id: "z", title: "", rows: [row("b", "B")] },
      ],
    },
    ["z"],
  ],
])("D7 what the page finds wrong with choices is what the hub would refuse: %s", (_, built, fields) => {
  expect([...problemsOf(built).keys()]).toEqual(fields);
  const { body, interactive } = interactiveOf(built);
  const isTaken = v.is(InteractiveSchema, interactive) && interactiveRefusal(interactive, body) === null;
  expect(isTaken).toBe(fields.length === 0);
});

it("D7 what is not filled in is not sent", () => {
  expect(interactiveOf(list).interactive).toEqual({
    kind: "list",
    button: "Show",
    sections: [
      {
        rows: [
          { id: "a", title: "This", description: "It is blue" },
          { id: "b", title: "That" },
        ],
      },
    ],
  });
});

import { describe, expect, it } from "vitest";
import type { RecordOf } from "../../src/protocol/records.ts";
import { cannedCompletion } from "../../src/web/inbox/canned-picker.tsx";

const response = (shortcut: string, body: string): RecordOf<"cannedResponse"> => ({
  kind: "cannedResponse",
  id: shortcut,
  seq: 1,
  shortcut,
  body,
});
const responses = [
  response("refund", "Your money is on its way."),
  response("hello", "Hello {{contact.first_name|there}}, this is {{agent.first_name}}."),
  response("re-hello", "Hello again"),
  response("hours", "We are open from nine; say hello any time."),
];
const sources = { contact: { name: "Rosa Lind", phoneNumber: null }, agent: { name: "Ana Sol" } };

describe("canned responses at a slash", () => {
  const offered = (typed: string) => cannedCompletion(typed, responses, sources);
  const keys = (typed: string) => offered(typed)?.options.map(({ key }) => key) ?? null;

  it("C8 a slash at the start of a word offers them all, and nowhere else", () => {
    expect(keys("/")).toEqual(["hello", "hours", "re-hello", "refund"]);
    expect(keys("Well, /")).toHaveLength(4);
    expect(keys("line\n/")).toHaveLength(4);
    expect(keys("and/or")).toBeNull();
    expect(keys("/hello there")).toBeNull();
    expect(keys("hello")).toBeNull();
  });

  it("C8 the shortcut's beginning comes first, then its inside, then the text", () => {
    expect(keys("/hello")).toEqual(["hello", "re-hello", "hours"]);
    expect(keys("/MONEY")).toEqual(["refund"]);
    expect(keys("/nothing")).toBeNull();
  });

  it("C8 the choice takes the place of the slash and what follows it, with its variables filled", () => {
    const completion = offered("Yes. /hel");
    expect(completion?.length).toBe("/hel".length);
    expect(completion?.options[0].text).toBe("Hello Rosa, this is Ana.");
  });
});

import { describe, expect, it } from "vitest";
import { errorText, withoutValues } from "../../src/protocol/error-text.ts";

describe("Au15: errors in the log", () => {
  it("Au15: name the statement and none of its values, in a message and in a stack, also over several lines", () => {
    const message =
      'Failed query: select "id" from "user" where "email" = ?\nparams: ana@example.test,first line\nsecond line';
    const stack = `Error: ${message}\n    at query (session.js:53:15)\n    at all (session.js:1:1)`;
    for (const said of [errorText(new Error(message)), withoutValues(message), withoutValues(stack)]) {
      expect(said).toContain("Failed query");
      expect(said).not.toMatch(/ana@|first line|second line/);
    }
    expect(withoutValues(stack)).toContain("at query (session.js:53:15)\n    at all");
    expect(errorText("plain")).toBe("plain");
    expect(withoutValues("one\ntwo")).toBe("one\ntwo");
  });
});

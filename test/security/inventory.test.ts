import { describe, expect, it } from "vitest";
import { commandPayloads } from "../../src/protocol/commands.ts";
import { servedRoutes } from "./inventory.ts";
import { commandRows, orgRoutes, otherRoutes } from "./policy.ts";

describe("the policy table", () => {
  it("I10: has a row for every route that is served, and no other", () => {
    const served = servedRoutes();
    expect(Object.keys(orgRoutes).toSorted()).toEqual(served.org.toSorted());
    expect(Object.keys(otherRoutes).toSorted()).toEqual(served.other.toSorted());
  });

  it("I10: has a row for every command, and no other", () => {
    expect(Object.keys(commandRows).toSorted()).toEqual(Object.keys(commandPayloads).toSorted());
  });
});

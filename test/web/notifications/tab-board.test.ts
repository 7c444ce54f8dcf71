import { describe, expect, it } from "vitest";
import { TabBoard } from "../../../src/web/notifications/tab-board.ts";

const looking = { attention: "focused", conversationId: "rosa" } as const;
const away = { attention: "hidden", conversationId: null } as const;

describe("what the tabs of an agent know of one another", () => {
  it("H4 each tab sees what all show now, its own last word included", async () => {
    const [a, b] = [new TabBoard("acme/ana"), new TabBoard("acme/ana")];
    a.say(away);
    b.say(away);
    b.say(looking);
    const expected = [
      { id: a.id, ...away },
      { id: b.id, ...looking },
    ];
    expect(await b.tabs()).toEqual(expect.arrayContaining(expected.map((one) => expect.objectContaining(one))));
    expect(await a.tabs()).toHaveLength(2);
    b.say(away);
    expect((await b.tabs()).find(({ id }) => id === b.id)).toMatchObject(away);
    a.say(null);
    b.say(null);
  });

  it("H4 a tab that is taken off is not counted, even where it was just put up, and may come back", async () => {
    const [a, b] = [new TabBoard("acme/ana"), new TabBoard("acme/ana")];
    b.say(away);
    a.say(looking);
    a.say(null);
    await a.tabs();
    expect(await b.tabs()).toMatchObject([{ id: b.id }]);
    a.say(looking);
    expect(await a.tabs()).toHaveLength(2);
    a.say(null);
    expect(await b.tabs()).toHaveLength(1);
    b.say(null);
  });

  it("I10 tabs of other agents and of other organisations are not on it", async () => {
    const boards = ["acme/ana", "acme/ben", "globex/ana"].map((place) => new TabBoard(place));
    for (const board of boards) board.say(looking);
    for (const board of boards) expect(await board.tabs()).toMatchObject([{ id: board.id }]);
    for (const board of boards) board.say(null);
  });
});

import { describe, expect, it } from "vitest";
import type { MessageView } from "../../src/client/inbox.ts";
import { heldAt } from "../../src/web/inbox/thread-jumps.ts";
import { openingPlace, rememberPlace } from "../../src/web/inbox/thread-place.ts";
import { threadRows } from "../../src/web/inbox/thread-rows.ts";
import { firstUnread, withUnreadLine } from "../../src/web/inbox/unread-line.ts";
import { message } from "../support/records.ts";

const at = (n: number) => new Date(Date.UTC(2026, 10, 19, 12) + n * 60_000).toISOString();
/** m1 … m6, one a minute: the third is the team's. */
const views = Array.from({ length: 6 }, (_, index): MessageView => ({
  record: message(`m${index + 1}`, {
    position: index + 1,
    number: index < 2 ? index + 1 : index,
    direction: index === 2 ? "outbound" : "inbound",
    timestamp: at(index + 1),
  }),
  pending: false,
}));
const rows = threadRows(views, []);
const whole = { hasOlder: false, hasNewer: false };

describe("what is loaded of a thread", () => {
  it("H2 has a message, or not", () => {
    expect(heldAt({ messageId: "m4", conversationId: "c" }, whole, rows)).toBe("m4");
    expect(heldAt({ messageId: "m9", conversationId: "c" }, whole, rows)).toBeNull();
  });

  it("H2 has the first message of a time or later, unless an older one may be it", () => {
    expect(heldAt({ at: at(2.5) }, whole, rows)).toBe("m3");
    expect(heldAt({ at: at(0) }, whole, rows)).toBe("m1");
    expect(heldAt({ at: at(0) }, { ...whole, hasOlder: true }, rows)).toBeNull();
    expect(heldAt({ at: at(2) }, { ...whole, hasOlder: true }, rows)).toBe("m2");
  });

  it("H2 ends before a time: then that is the newest, if no newer ones are to be loaded", () => {
    expect(heldAt({ at: at(99) }, whole, rows)).toBe("newest");
    expect(heldAt({ at: at(99) }, { ...whole, hasNewer: true }, rows)).toBeNull();
  });
});

describe("the line above what is unread", () => {
  const talk = views[0]?.record.conversationId ?? "";
  const keys = (first: number | null) => withUnreadLine(rows, new Map([[talk, first]])).map(({ key }) => key);

  it("H2 stands above the first inbound message after the agent's mark", () => {
    expect(firstUnread({ record: { inboundCount: 5 }, unread: 3 })).toBe(3);
    expect(keys(3)).toEqual(["day m1", "m1", "m2", "m3", "unread", "m4", "m5", "m6"]);
  });

  it("H2 is not there when all is read", () => {
    expect(firstUnread({ record: { inboundCount: 5 }, unread: 0 })).toBeNull();
    expect(withUnreadLine(rows, new Map([[talk, null]]))).toBe(rows);
  });
});

describe("where a thread opens", () => {
  const list = { findItemIndex: () => 3, getItemOffset: () => 100, scrollOffset: 130 };

  it("H2 where it was left, else at what is unread, else at its end", () => {
    expect(openingPlace(["c"], rows)).toBeNull();
    const unread = withUnreadLine(rows, new Map([[views[0]?.record.conversationId ?? "", 3]]));
    expect(openingPlace(["c"], unread)?.key).toBe("unread");
    rememberPlace(["c"], unread, list, false);
    expect(openingPlace(["c"], unread)).toEqual({ key: "m3", offset: 30 });
    expect(openingPlace(["another"], rows)).toBeNull();
    rememberPlace(["c"], unread, list, true);
    expect(openingPlace(["c"], rows)).toBeNull();
  });

  it("E6 where it was left alone, when others have come in since", () => {
    rememberPlace(["c"], rows, list, false);
    expect(openingPlace(["c d", "c", "d"], rows)).toEqual({ key: "m3", offset: 30 });
    rememberPlace(["c d", "c", "d"], rows, list, true);
    expect(openingPlace(["c"], rows)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { ConversationView } from "../../src/client/inbox.ts";
import { arrange, type HeldOrder, holdOrder } from "../../src/web/inbox/held-order.ts";
import { conversation } from "../support/records.ts";

function view(id: string, lastPosition: number, lastMessageDirection: "inbound" | "outbound" = "inbound") {
  const record = conversation(id, { lastPosition, lastMessageDirection });
  return { record, contact: null, unread: 0, pending: false } satisfies ConversationView;
}

const ids = (views: readonly ConversationView[]) => views.map(({ record }) => record.id).join(" ");
const isNever = () => false;
const [a, b, c] = [view("a", 30), view("b", 20), view("c", 10)];

/** What a list that was held as `a b c` shows of these. */
function shown(
  fresh: readonly ConversationView[],
  isOwn: (id: string) => boolean = isNever,
  held = holdOrder([a, b, c]),
) {
  const { items, waiting } = arrange(held, fresh, isOwn);
  return [ids(items), waiting];
}

describe("a list that is pointed at", () => {
  it("C9 is the same one while nothing changes", () => {
    const held = holdOrder([a, b, c]);
    expect(arrange(held, [a, b, c], isNever)).toEqual({ items: held.items, waiting: 0 });
    expect(arrange(held, [a, b, c], isNever).items).toBe(held.items);
  });

  it("C9 keeps each row in its place, as it is now, and counts what would move", () => {
    const newer = view("c", 40);
    expect(shown([newer, a, b])).toEqual(["a b c", 1]);
    expect(arrange(holdOrder([a, b, c]), [newer, a, b], isNever).items[2]).toBe(newer);
    expect(shown([view("new", 50), newer, a, b])).toEqual(["a b c", 2]);
  });

  it("C9 what comes into its middle waits too; what comes in below moves nothing", () => {
    expect(shown([a, view("reopened", 25), b, c])).toEqual(["a b c", 1]);
    expect(shown([a, b, c, view("d", 5), view("e", 4)])).toEqual(["a b c d e", 0]);
  });

  it("C9 news of the first row, and what one wrote oneself, announce nothing", () => {
    expect(shown([view("a", 40), b, c])).toEqual(["a b c", 0]);
    expect(shown([view("b", 40, "outbound"), a, c])).toEqual(["a b c", 0]);
  });

  it("C9 what left it stays where it stood, unless the agent took it out", () => {
    expect(shown([a, c])).toEqual(["a b c", 0]);
    expect(shown([a, c], (id) => id === "b")).toEqual(["a c", 0]);
  });

  it("C10 what the agent brings back is there at once, in its place", () => {
    const held: HeldOrder = holdOrder([a, c]);
    expect(shown([a, b, c], (id) => id === "b", held)).toEqual(["a b c", 0]);
    expect(shown([a, c], (id) => id === "a", holdOrder([c]))).toEqual(["a c", 0]);
  });

  it("C9 a list that was empty is filled", () => {
    expect(shown([a, b], isNever, holdOrder([]))).toEqual(["a b", 0]);
  });
});

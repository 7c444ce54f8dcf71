import { expect, it } from "vitest";
import { ofSameCustomer } from "../../src/web/inbox/shown-thread.ts";
import { Desk } from "../client/support/desk.ts";
import { changes, conversation } from "../client/support/records.ts";

it("E6 a conversation that belongs to another customer again, since contacts were separated, leaves the thread", async () => {
  const desk = new Desk();
  const one = { contactId: "rosa" };
  await desk.live({ seq: 5, projected: 5, records: [conversation("wa", 1, one), conversation("mail", 2, one)] });
  const loaded = ["mail", "not here yet", "wa"];
  expect(ofSameCustomer(desk.inbox, "wa", loaded)).toEqual(loaded);
  desk.socket.say(changes(6, { records: [conversation("mail", 6, { contactId: "somebody else" })] }));
  expect(ofSameCustomer(desk.inbox, "wa", loaded)).toEqual(["not here yet", "wa"]);
  expect(ofSameCustomer(desk.inbox, "mail", loaded)).toEqual(["mail", "not here yet"]);
});

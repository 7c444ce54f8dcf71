import { expect, it } from "vitest";
import type { Message } from "../../../src/protocol/records.ts";
import { readAddresses } from "../../../src/web/mail/read-addresses.ts";
import { othersIn } from "../../../src/core/mail-recipients.ts";
import { threadSubject } from "../../../src/web/mail/thread-people.ts";
import { message } from "../../client/support/records.ts";

const mail = (given: object, subject: string | null = null): Message =>
  message("m1", "c", 90, { subject, content: { mail: given } });
const person = (address: string) => ({ address, name: null });

it("E2 the people of a thread are whoever its mail names, without the customer and without us, whatever stands behind our plus", () => {
  const answered = mail({
    from: person("rosa@harbour.test"),
    to: [person("support+t0ken@acme.test"), person("ben@harbour.test")],
    cc: [person("ben@harbour.test"), person("mo@elsewhere.test"), person("rosa.iyer@home.test")],
  });
  const customer = ["rosa@harbour.test", "rosa.iyer@home.test"].map((value) => ({ kind: "email" as const, value }));
  const thread = { customer, ours: ["support@acme.test"] };
  expect(othersIn([answered], thread)).toEqual(["ben@harbour.test", "mo@elsewhere.test"]);
  expect(othersIn([message("m2", "c", 91)], thread)).toEqual([]);
});

it("E2 an answer has the subject of what it answers, marked once", () => {
  const older = message("m0", "c", 80, { subject: "Invoice" });
  expect(threadSubject([older, mail({}, "Your prices")], "m1")).toBe("Re: Your prices");
  expect(threadSubject([older, mail({}, "AW: Your prices")], "m1")).toBe("AW: Your prices");
  expect(threadSubject([older, message("m2", "c", 91)], "m2")).toBe("Re: Invoice");
  expect(threadSubject([], null)).toBe("");
});

it("E2 addresses are typed or pasted, with names and in lists; what is none is told apart", () => {
  expect(readAddresses("Rosa Iyer <Rosa@harbour.test>; ben@harbour.test,\n mo")).toEqual({
    addresses: ["rosa@harbour.test", "ben@harbour.test"],
    wrong: ["mo"],
  });
  expect(readAddresses(" ")).toEqual({ addresses: [], wrong: [] });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MailThread, mailRecipients, othersIn } from "../../src/core/mail-recipients.ts";
import type { Message } from "../../src/protocol/records.ts";

interface Mail {
  readonly from: string;
  readonly replyTo?: string;
  readonly answerTo?: readonly string[];
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
}

const person = (address: string) => ({ address, name: null });

function inbound({ from, replyTo, answerTo, to = ["support@acme.test"], cc = [] }: Mail): Message {
  const mail = {
    from: person(from),
    to: to.map(person),
    cc: cc.map(person),
    ...(replyTo === undefined ? {} : { replyTo: person(replyTo) }),
    ...(answerTo === undefined ? {} : { answerTo }),
  };
  // Only these of its fields say who gets an answer.
  return { direction: "inbound", content: { mail } } as unknown as Message;
}

const outbound = (to: string[], cc: string[] = []): Message =>
  ({ direction: "outbound", content: { to, cc } }) as unknown as Message;

const rosa = ["old@customer.test", "rosa@customer.test"];

function thread(
  answered: Message | null,
  given: Partial<MailThread> & { customer?: never } = {},
  customer = rosa,
): MailThread {
  return {
    answered,
    isQuoted: false,
    ours: ["Support@acme.test", "sales@acme.test"],
    ...given,
    customer: customer.map((value) => ({ kind: "email", value })),
  };
}

const quoted = { isQuoted: true };

describe("Co5 who gets an answer", () => {
  test.each<[string, MailThread, string | null, string[]]>([
    ["nothing came yet: the customer's first address", thread(null), "old@customer.test", []],
    [
      "the address that the customer wrote from",
      thread(inbound({ from: "rosa@customer.test" })),
      "rosa@customer.test",
      [],
    ],
    [
      "where the customer wants answers, when that is trusted",
      thread(inbound({ from: "rosa@customer.test", replyTo: "desk@customer.test", answerTo: ["desk@customer.test"] })),
      "desk@customer.test",
      [],
    ],
    [
      "several such addresses: the others in copy",
      thread(
        inbound({
          from: "rosa@customer.test",
          replyTo: "a@customer.test",
          answerTo: ["a@customer.test", "b@customer.test"],
        }),
      ),
      "a@customer.test",
      ["b@customer.test"],
    ],
    [
      "not where a forged mail wants them",
      thread(inbound({ from: "rosa@customer.test", replyTo: "rosa@evil.test" })),
      "rosa@customer.test",
      [],
    ],
    [
      "nor when the forged mail is quoted",
      thread(inbound({ from: "rosa@customer.test", replyTo: "rosa@evil.test" }), quoted),
      "rosa@customer.test",
      [],
    ],
    [
      "the customer's own other address, whoever vouches for it",
      thread(inbound({ from: "rosa@customer.test", replyTo: "old@customer.test" })),
      "old@customer.test",
      [],
    ],
    [
      "a contact that a Reply-To made, at that address",
      thread(inbound({ from: "mia@work.test", replyTo: "mia@home.test" }), {}, ["mia@home.test"]),
      "mia@home.test",
      [],
    ],
    [
      "somebody else's mail, quoted: them, with the customer in copy who had one",
      thread(inbound({ from: "tom@customer.test", cc: ["rosa@customer.test"] }), quoted),
      "tom@customer.test",
      ["rosa@customer.test"],
    ],
    [
      "somebody else's mail, quoted, that the customer did not get: them alone",
      thread(inbound({ from: "tom@customer.test" }), quoted),
      "tom@customer.test",
      [],
    ],
    [
      "somebody else's mail, not quoted: the customer",
      thread(inbound({ from: "tom@customer.test", cc: ["rosa@customer.test"] })),
      "rosa@customer.test",
      [],
    ],
    ["our own mail, quoted: who got that", thread(outbound(["tom@customer.test"]), quoted), "tom@customer.test", []],
    ["a customer without an address", thread(null, {}, []), null, []],
    [
      "a customer who is a channel of ours",
      thread(inbound({ from: "sales@acme.test" }), {}, ["sales@acme.test"]),
      null,
      [],
    ],
    [
      "never our own address with its tag",
      thread(inbound({ from: "rosa@customer.test", replyTo: "x", answerTo: ["support+abc@ACME.test"] })),
      "old@customer.test",
      [],
    ],
  ])("%s", (_, given, to, cc) => expect(mailRecipients(given, undefined)).toEqual({ to, cc }));

  test("chosen copies take the place of those by default, each once, none to ourselves or twice", () => {
    const given = thread(inbound({ from: "tom@customer.test", cc: ["rosa@customer.test"] }), quoted);
    const cc = ["BO@x.test", "bo@x.test ", "tom@customer.test", "support+1@acme.test"];
    expect(mailRecipients(given, cc)).toEqual({ to: "tom@customer.test", cc: ["bo@x.test"] });
    expect(mailRecipients(given, [])).toEqual({ to: "tom@customer.test", cc: [] });
  });

  test("whatever a mail says, nothing goes to our own addresses, and a Reply-To counts only where it is trusted", () => {
    const address = fc.constantFrom(
      "support@acme.test",
      "SUPPORT+a@acme.test",
      "sales@acme.test",
      "rosa@customer.test",
      "tom@x.test",
      "evil@evil.test",
    );
    const mail = fc.record(
      { from: address, replyTo: address, answerTo: fc.array(address), to: fc.array(address), cc: fc.array(address) },
      { requiredKeys: ["from"] },
    );
    fc.assert(
      fc.property(mail, fc.array(address), fc.boolean(), fc.array(address), (one, customer, isQuoted, cc) => {
        const { to, cc: copies } = mailRecipients(thread(inbound(one), { isQuoted }, customer), cc);
        const all = [...(to === null ? [] : [to]), ...copies];
        expect(all.filter((to) => /^(?:support|sales)\b.*@acme/i.test(to))).toEqual([]);
        expect(new Set(all).size).toBe(all.length);
        if (to !== null) expect([one.from, ...(one.answerTo ?? []), ...customer]).toContain(to);
      }),
    );
  });
});

test("Co6 everybody of the thread is offered, the newest mail's people first", () => {
  const messages = [
    inbound({ from: "rosa@customer.test", cc: ["finance@customer.test"] }),
    outbound(["rosa@customer.test"], ["bo@x.test"]),
    inbound({ from: "tom@customer.test", to: ["support+t@acme.test", "rosa@customer.test"] }),
  ];
  expect(othersIn(messages, thread(null))).toEqual(["tom@customer.test", "bo@x.test", "finance@customer.test"]);
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brief, failed, type Headers, passed, people, person, rosa } from "./people.ts";

const from = { From: "Rosa Iyer <rosa@customer.test>" };

describe("Co3 where an answer may go", () => {
  test.each<[string, Headers, object]>([
    [
      "the same organisation",
      { ...from, "Reply-To": "desk@mail.customer.test" },
      { ...rosa, answerTo: ["desk@mail.customer.test"] },
    ],
    [
      "the same organisation, though the check failed",
      { ...from, "Reply-To": "desk@customer.test", "Authentication-Results": failed("customer.test") },
      { ...rosa, answerTo: ["desk@customer.test"] },
    ],
    [
      "another organisation",
      { ...from, "Reply-To": "Rosa at home <rosa@home.test>" },
      { ...rosa, contact: "rosa@home.test" },
    ],
    [
      "another organisation, proven",
      { ...from, "Reply-To": "rosa@home.test", "Authentication-Results": passed("customer.test") },
      { ...rosa, contact: "rosa@home.test", answerTo: ["rosa@home.test"] },
    ],
    [
      "another user of a mailbox provider",
      { From: "rosa@gmail.com", "Reply-To": "rosa.iyer@gmail.com" },
      { ...person("rosa@gmail.com", null), contact: "rosa.iyer@gmail.com" },
    ],
    [
      "another shop of one platform",
      { From: "rosa@one.myshopify.com", "Reply-To": "x@two.myshopify.com" },
      { ...person("rosa@one.myshopify.com", null), contact: "x@two.myshopify.com" },
    ],
    [
      "domains below one public suffix",
      { From: "rosa@one.co.uk", "Reply-To": "x@two.co.uk" },
      { ...person("rosa@one.co.uk", null), contact: "x@two.co.uk" },
    ],
    ["our own address", { ...from, "Reply-To": "support+abc@acme.test" }, rosa],
    ["no address", { ...from, "Reply-To": "Rosa" }, rosa],
    ["the author's own", { ...from, "Reply-To": "ROSA@customer.test" }, rosa],
    [
      "several",
      { ...from, "Reply-To": "a@customer.test, b@customer.test" },
      { ...rosa, answerTo: ["a@customer.test", "b@customer.test"] },
    ],
  ])("%s", async (_, headers, expected) => expect(await brief(headers)).toEqual(expected));
});

const check = async (headers: Headers) => (await people(headers))?.authentication;
const result = (value: string): Headers => [
  ["Authentication-Results", value],
  ["From", from.From],
];

describe("Co4 whether the sender is proven", () => {
  test.each<[string, Headers, string]>([
    ["nothing is said", from, "unknown"],
    ["DMARC passed", result(passed("customer.test")), "passed"],
    [
      "DMARC passed for a domain above",
      [
        ["Authentication-Results", passed("customer.test")],
        ["From", "r@mail.customer.test"],
      ],
      "passed",
    ],
    ["DMARC failed", result(failed("customer.test")), "failed"],
    ["DMARC passed for another domain", result(passed("evil.test")), "unknown"],
    [
      "no policy, a signature of the domain",
      result("mx.cloudflare.net; dmarc=none; dkim=pass header.d=customer.test"),
      "passed",
    ],
    [
      "no policy, a signature of another domain",
      result("mx.cloudflare.net; dmarc=none; dkim=pass header.d=esp.test"),
      "unknown",
    ],
    [
      "no policy, the domain's server",
      result("mx.cloudflare.net; dmarc=none; spf=pass smtp.mailfrom=bounce@mail.customer.test"),
      "passed",
    ],
    ["the check broke", result("mx.cloudflare.net; dmarc=temperror; dkim=pass header.d=customer.test"), "unknown"],
    ["another server says so", result(`mx.evil.test; dmarc=pass header.from=customer.test`), "unknown"],
    ["a version", result("mx.cloudflare.net 1; dmarc/1 = pass (p=none) header.from=customer.test"), "passed"],
    [
      "a result in a comment",
      result("mx.cloudflare.net; spf=fail (x; dmarc=pass header.from=customer.test)"),
      "unknown",
    ],
    [
      "a result in quotes",
      result('mx.cloudflare.net; spf=fail reason="; dmarc=pass header.from=customer.test"'),
      "unknown",
    ],
    [
      "the sender's own result below",
      [
        ["Authentication-Results", failed("customer.test")],
        ["Authentication-Results", passed("customer.test")],
        ["From", from.From],
      ],
      "failed",
    ],
    [
      "the sender's own result below another server's",
      [
        ["Authentication-Results", "mx.other.test; arc=none"],
        ["Authentication-Results", passed("customer.test")],
        ["From", from.From],
      ],
      "unknown",
    ],
    [
      "a folded line that lengthens the receiver's header",
      result(`${failed("customer.test")}\r\n\t; dmarc=pass header.from=customer.test`),
      "failed",
    ],
    [
      "two authors",
      [
        ["Authentication-Results", passed("customer.test")],
        ["From", "rosa@customer.test, tom@customer.test"],
      ],
      "unknown",
    ],
    [
      "two From headers",
      [
        ["Authentication-Results", passed("customer.test")],
        ["From", from.From],
        ["From", from.From],
      ],
      "unknown",
    ],
    [
      "Cloudflare's seal stands above its result",
      [
        ["ARC-Authentication-Results", `i=1; ${passed("customer.test")}`],
        ["Authentication-Results", passed("customer.test")],
        ["From", from.From],
      ],
      "passed",
    ],
  ])("%s", async (_, headers, expected) => expect(await check(headers)).toBe(expected));

  test("a forwarder breaks the check; a trusted one that sealed what it found is believed", async () => {
    const chain = (sealer: string, first: string, arc = "pass"): Headers => [
      ["ARC-Seal", "i=2; a=rsa-sha256; s=cf2024-1; d=cloudflare-email.net; cv=pass"],
      ["ARC-Authentication-Results", `i=2; mx.cloudflare.net; dmarc=fail header.from=customer.test; arc=${arc}`],
      ["ARC-Seal", `i=1; a=rsa-sha256; t=1; cv=none; d=${sealer}; s=arc-20240605`],
      [
        "ARC-Authentication-Results",
        `i=1; mx.google.com; dkim=pass header.i=@customer.test; dmarc=${first} header.from=customer.test`,
      ],
      ["From", from.From],
    ];
    expect(await check(chain("google.com", "pass"))).toBe("passed");
    expect(await check(chain("google.com", "fail"))).toBe("failed");
    expect(await check(chain("google.com", "pass", "fail"))).toBe("failed");
    expect(await check(chain("evil.test", "pass"))).toBe("failed");
  });
});

describe("Co1 whatever the headers are", () => {
  const address = fc.constantFrom(
    "support@acme.test",
    "Support+x-1@ACME.test",
    "Rosa <rosa@customer.test>",
    "Doe, Jane <jane@x.test>",
    "no-reply@site.test",
    "a@b@c.test",
    "group: rosa@customer.test, support@acme.test;",
    "<>",
    '"',
    "rosa@gmail.com",
  );
  const text = fc.oneof(
    address,
    fc.string({ unit: "binary" }),
    fc.array(address).map((all) => all.join(", ")),
  );
  const names = [
    "From",
    "Sender",
    "Reply-To",
    "X-Original-From",
    "To",
    "List-ID",
    "Authentication-Results",
    "X-Mailer",
  ];
  const headers = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), text), { selector: ([name]) => name });
  const onLine = ([name, value]: readonly [string, string]) => [name, value.replace(/[\r\n]+/g, " ")] as const;

  test("none throws, no answer goes to our own address, and their order does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(headers, fc.oneof(address, fc.string()), async (given, envelope) => {
        const lines = given.map(onLine);
        const found = await people(lines, envelope);
        if (found !== null) {
          const all = [
            found.contact.address,
            found.author.address,
            ...found.replyTo.map((one) => one.address),
            ...found.answerTo,
          ];
          expect(all.filter((one) => /^support(?:\+.*)?@acme\.test$/.test(one))).toEqual([]);
        }
        expect(await people(lines.toReversed(), envelope)).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });
});

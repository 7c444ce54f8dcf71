import * as fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { correspondentsOf } from "../../../src/channels/email/correspondent.ts";

/** Headers as mail programs, forms and lists write them, and who is who in them. */

const passed = (domain: string) =>
  `mx.cloudflare.net;\n\tdkim=pass header.d=${domain} header.s=s1 header.b=L6CZ3OJ0;\n\tdmarc=pass header.from=${domain} policy.dmarc=none;\n\tspf=none (mx.cloudflare.net: no SPF records found for postmaster@mail.${domain}) smtp.helo=mail.${domain};\n\tarc=none smtp.remote-ip="192.0.2.1"`;
const failed = (domain: string) =>
  `mx.cloudflare.net; dkim=none; dmarc=fail header.from=${domain} policy.dmarc=none; spf=fail`;

type Headers = readonly (readonly [name: string, value: string])[] | Readonly<Record<string, string>>;

async function people(headers: Headers, envelopeFrom = "bounce-12@mailer.test") {
  const lines = Array.isArray(headers) ? headers : Object.entries(headers);
  const raw = `${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\nHello\r\n`;
  const mail = await PostalMime.parse(new TextEncoder().encode(raw));
  return correspondentsOf(mail.headers, { envelopeFrom, address: "support@acme.test" });
}

/** Who wrote, whose conversation it is, and which of the addresses that are asked for an answer may go to. */
async function brief(headers: Headers, envelopeFrom?: string) {
  const found = await people(headers, envelopeFrom);
  if (found === null) return null;
  const { author, contact, via, answerTo } = found;
  return {
    author: author.address,
    name: author.name,
    contact: contact.address,
    ...(via === null ? {} : { via: via.address }),
    ...(answerTo.length === 0 ? {} : { answerTo }),
  };
}

const rosa = { author: "rosa@customer.test", name: "Rosa Iyer", contact: "rosa@customer.test" };
const person = (address: string, name: string | null) => ({ author: address, name, contact: address });

describe("Co1 who wrote", () => {
  test.each<[string, Headers, object | null]>([
    ["Gmail", { From: "Rosa Iyer <rosa@customer.test>" }, rosa],
    ["a comma without quotes", { From: "Iyer, Rosa <rosa@customer.test>" }, { ...rosa, name: "Iyer, Rosa" }],
    ["a semicolon without quotes", { From: "Iyer; Rosa <rosa@customer.test>" }, { ...rosa, name: "Iyer, Rosa" }],
    ["two commas", { From: "Iyer, Rosa, Dr. <Rosa@Customer.test>" }, { ...rosa, name: "Iyer, Rosa, Dr." }],
    [
      "a comma in an encoded word",
      { From: "=?utf-8?Q?Iyer=2C_R=C3=B3sa?= <rosa@customer.test>" },
      { ...rosa, name: "Iyer, Rósa" },
    ],
    ["a comment for a name", { From: "rosa@customer.test (Rosa Iyer)" }, rosa],
    ["no brackets", { From: "Rosa Iyer rosa@customer.test" }, rosa],
    ["a colon in the name", { From: "Sales: Rosa Iyer <rosa@customer.test>" }, rosa],
    ["Outlook's mailto", { From: "Rosa Iyer [mailto:rosa@customer.test]" }, { ...rosa, name: null }],
    ["a source route", { From: "Rosa Iyer <@relay.test:rosa@customer.test>" }, rosa],
    [
      "a local part of other letters",
      { From: "Jürgen <jürgen@exämple.test>" },
      person("jürgen@exämple.test", "Jürgen"),
    ],
    ["letters that are made of two signs", { From: "<jose\u0301@customer.test>" }, person("josé@customer.test", null)],
    ["quotes that are not needed", { From: '"rosa"@customer.test' }, person("rosa@customer.test", null)],
    [
      "quotes that are needed",
      { From: 'Rosa <"rosa iyer"@customer.test>' },
      person('"rosa iyer"@customer.test', "Rosa"),
    ],
    [
      "an address in quotes within the local part",
      { From: '"rosa@customer.test"@evil.test' },
      person('"rosa@customer.test"@evil.test', null),
    ],
    ["another's address for a name", { From: '"rosa@customer.test" <x@evil.test>' }, person("x@evil.test", null)],
    ["a group of one", { From: "Team: Rosa Iyer <rosa@customer.test>;" }, rosa],
    ["Outlook on behalf of", { From: "Rosa Iyer <rosa@customer.test>", Sender: "Tom <tom@customer.test>" }, rosa],
    ["a mailing service as Sender", { From: "Rosa Iyer <rosa@customer.test>", Sender: "<bounces@esp.test>" }, rosa],
    [
      "two authors: the one who sent it",
      { From: "Tom <tom@x.test>, Rosa Iyer <rosa@customer.test>", Sender: "rosa@customer.test" },
      rosa,
    ],
    ["two authors without a Sender: the first", { From: "Rosa Iyer <rosa@customer.test>, tom@x.test" }, rosa],
    ["two authors, of which the channel is one", { From: "support@acme.test, Rosa Iyer <rosa@customer.test>" }, rosa],
  ])("%s", async (_, headers, expected) => expect(await brief(headers)).toEqual(expected));

  test.each([
    ["an empty From", { From: "undisclosed-recipients:;" }, "rosa@customer.test", "rosa@customer.test"],
    ["a name alone", { From: "Rosa Iyer" }, "rosa@customer.test", "rosa@customer.test"],
    ["no From, forwarded (SRS0)", {}, "SRS0=oHsH=3G=customer.test=rosa@forward.test", "rosa@customer.test"],
    [
      "forwarded twice (SRS1)",
      {},
      "SRS1=aB3d=first.test==oHsH=3G=customer.test=rosa@second.test",
      "rosa@customer.test",
    ],
    ["a tag against forged bounces (BATV)", {}, "prvs=0123ab4567=rosa@customer.test", "rosa@customer.test"],
    [
      "Sender before the envelope",
      { Sender: "Rosa <rosa@customer.test>" },
      "bounce-1@mailer.test",
      "rosa@customer.test",
    ],
    [
      "Reply-To before the envelope",
      { "Reply-To": "rosa@customer.test" },
      "bounce-1@mailer.test",
      "rosa@customer.test",
    ],
  ])("the envelope is the last resort: %s", async (_, headers, envelope, address) =>
    expect((await people(headers, envelope))?.contact.address).toBe(address),
  );

  test("nobody is named anywhere", async () => expect(await people({ From: "Rosa" }, "")).toBeNull());

  test("who sent it on the author's behalf is told, a mailing service is not", async () => {
    const from = { From: "Rosa <rosa@customer.test>" };
    expect((await people({ ...from, Sender: "Tom <tom@mail.customer.test>" }))?.onBehalf?.address).toBe(
      "tom@mail.customer.test",
    );
    expect((await people({ ...from, Sender: "bounces@esp.test" }))?.onBehalf).toBeNull();
  });
});

const mia = { ...person("mia@example.com", "Mia Test") };
const asks = { "Reply-To": "Mia Test <mia@example.com>" };

describe("Co2 forms and groups write for somebody", () => {
  test.each<[string, Headers, object | null]>([
    [
      "the channel's own address",
      { From: "Web form <support@acme.test>", ...asks },
      { ...mia, via: "support@acme.test" },
    ],
    [
      "the same with a tag",
      { From: "Shop <support+web@acme.test>", ...asks },
      { ...mia, via: "support+web@acme.test" },
    ],
    [
      "the channel's own address and no person",
      { From: "support@acme.test", "Reply-To": "support+abc@acme.test" },
      null,
    ],
    [
      "WordPress, Contact Form 7",
      { From: "My site <wordpress@site.test>", ...asks },
      { ...mia, via: "wordpress@site.test" },
    ],
    ["Shopify", { From: '"Store (Shopify)" <mailer@shopify.com>', ...asks }, { ...mia, via: "mailer@shopify.com" }],
    [
      "Typeform",
      { From: "Typeform <notifications@followups.typeform.io>", ...asks },
      { ...mia, via: "notifications@followups.typeform.io" },
    ],
    ["Jotform", { From: "Jotform <noreply@jotform.com>", ...asks }, { ...mia, via: "noreply@jotform.com" }],
    ["Wix", { From: "Store <no-reply@crm.wix.com>", ...asks }, { ...mia, via: "no-reply@crm.wix.com" }],
    ["Webflow", { From: "<no-reply-forms@webflow.com>", ...asks }, { ...mia, via: "no-reply-forms@webflow.com" }],
    ["Netlify", { From: "Netlify <formresponses@netlify.com>", ...asks }, { ...mia, via: "formresponses@netlify.com" }],
    [
      "Squarespace",
      { From: "Squarespace <form-submission@squarespace.info>", ...asks },
      { ...mia, via: "form-submission@squarespace.info" },
    ],
    [
      "a server's own user",
      { From: "www-data <www-data@web01.site.test>", ...asks },
      { ...mia, via: "www-data@web01.site.test" },
    ],
    [
      "a site's script, whatever its address is",
      { From: "Shop <info@site.test>", "X-Mailer": "PHPMailer 6.9.1", ...asks },
      { ...mia, via: "info@site.test" },
    ],
    ["a German form", { From: "<kontaktformular@laden.test>", ...asks }, { ...mia, via: "kontaktformular@laden.test" }],
    [
      "a form of the person's own organisation",
      { From: "noreply@example.com", ...asks },
      { ...mia, via: "noreply@example.com" },
    ],
    ["nobody to answer", { From: "No reply <no-reply@site.test>" }, person("no-reply@site.test", "No reply")],
    [
      "itself to answer",
      { From: "no-reply@site.test", "Reply-To": "no-reply@site.test" },
      person("no-reply@site.test", null),
    ],
    [
      "an address that nobody knows, of another organisation",
      { From: "Shop <info@site.test>", ...asks },
      { author: "info@site.test", name: "Shop", contact: "mia@example.com" },
    ],
    [
      "Google Groups",
      {
        From: "'Mia Test' via Buyers <buyers@corp.test>",
        "X-Original-From": "Mia Test <mia@example.com>",
        "Reply-To": "Mia Test <mia@example.com>",
        "List-ID": "<buyers.corp.test>",
        "X-Google-Group-Id": "123",
      },
      { ...mia, via: "buyers@corp.test" },
    ],
    [
      "Google Groups that answers to the group",
      {
        From: "Mia Test via Buyers <buyers@corp.test>",
        "X-Original-From": "mia@example.com",
        "Reply-To": "Buyers <buyers@corp.test>",
        "List-ID": "<buyers.corp.test>",
      },
      { ...mia, via: "buyers@corp.test" },
    ],
    [
      "Mailman",
      {
        From: "Mia Test via Users <users@lists.test>",
        "Reply-To": "users@lists.test, Mia Test <mia@example.com>",
        "List-Id": "<users.lists.test>",
      },
      { ...mia, via: "users@lists.test" },
    ],
    [
      "a list that keeps the author's From",
      { From: "Mia Test <mia@example.com>", "List-Id": "<users.lists.test>", "Reply-To": "mia@example.com" },
      mia,
    ],
    [
      "an original author that no list vouches for",
      { From: "Tom <tom@evil.test>", "X-Original-From": "mia@example.com" },
      person("tom@evil.test", "Tom"),
    ],
    [
      "a ticket system",
      { From: "Desk (Help) <support@shop.zendesk.test>", "Reply-To": "Desk <support+id42@shop.zendesk.test>" },
      { ...person("support@shop.zendesk.test", "Desk"), answerTo: ["support+id42@shop.zendesk.test"] },
    ],
  ])("%s", async (_, headers, expected) => expect(await brief(headers)).toEqual(expected));

  test("two submissions of one form are two contacts", async () => {
    const from = { From: "Shop form <form@shop.test>" };
    const contacts = await Promise.all(
      ["mia@example.com", "tom@example.com"].map(async (one) => (await people({ ...from, "Reply-To": one }))?.contact),
    );
    expect(contacts).toEqual([
      { address: "mia@example.com", name: null },
      { address: "tom@example.com", name: null },
    ]);
  });
});

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
      { numRuns: 500 },
    );
  });
});

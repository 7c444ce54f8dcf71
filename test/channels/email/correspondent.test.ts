import { describe, expect, test } from "vitest";
import { brief, type Headers, people, person, rosa } from "./people.ts";

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

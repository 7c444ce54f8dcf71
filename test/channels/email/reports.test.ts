import { describe, expect, it, test } from "vitest";
import { robotOf } from "../../../src/channels/email/automatic.ts";
import { readMailEvent } from "../../../src/channels/email/event.ts";
import { tokenHeader } from "../../../src/channels/email/report.ts";
import { threadToken } from "../../../src/channels/email/tokens.ts";
import { channelId, keys, mail, messageOf, parsed, readToken } from "./mails.ts";

const token = await threadToken(keys, channelId, 77);
const ours = `Message-ID: <${token}@acme.test>\n${tokenHeader}: ${token}\nFrom: support@acme.test\nSubject: Re: x\n\nHello`;
const daemon = {
  From: "Mail Delivery System <MAILER-DAEMON@mx.test>",
  Subject: "Undelivered Mail",
  "Message-ID": "<d@mx>",
};
const gone = { envelopeFrom: "<>" };

const block = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
const failure = (address: string) =>
  block({
    "Final-Recipient": `rfc822; ${address}`,
    Action: "failed",
    Status: "5.1.1",
    "Diagnostic-Code": "smtp; 550 5.1.1 no such user",
  });
const status = (...blocks: string[]) =>
  `Content-Type: message/delivery-status\n\n${["Reporting-MTA: dns; mx.test", ...blocks].join("\n\n")}\n`;
const original = `Content-Type: message/rfc822\n\n${ours}`;

let boundaries = 0;

function multipart(type: string, parts: readonly string[], headers: Record<string, string> = {}): string {
  const boundary = `boundary-${(boundaries += 1)}`;
  return mail(
    { ...daemon, "Content-Type": `${type}; boundary=${boundary}`, ...headers },
    `${parts.map((part) => `--${boundary}\n${part}\n`).join("")}--${boundary}--`,
  );
}

/** The statuses that a mail brings, without what is the same of all. */
async function told(raw: string, given = {}) {
  const { facts } = await parsed(raw, { ...gone, ...given });
  return facts.map((fact) =>
    fact.fact === "status"
      ? { status: fact.status, position: fact.position, recipients: fact.recipients, code: fact.error?.code ?? null }
      : { fact: fact.fact, ...(fact.fact === "ignored" ? { reason: fact.reason } : {}) },
  );
}

const failed = { status: "failed", position: 77, recipients: ["mia@customer.test"], code: "5.1.1" };

describe("Rp1: a report in any shape", () => {
  const words = "Content-Type: text/plain\n\nIt could not be delivered.";
  const whole = [words, status(failure("mia@customer.test")), original];
  const report = "multipart/report; report-type=delivery-status";
  const shapes: readonly [string, string][] = [
    ["a report", multipart(report, whole)],
    ["multipart/mixed", multipart("multipart/mixed", whole)],
    ["a report without words", multipart(report, whole.slice(1))],
    [
      "a report with the headers of the mail alone",
      multipart(report, [whole[1] ?? "", `Content-Type: text/rfc822-headers\n\n${ours}`]),
    ],
    [
      "a report within a mail",
      multipart("multipart/mixed", [words, `Content-Type: message/rfc822\n\n${multipart(report, whole)}`]),
    ],
    [
      "a report within a mail within a mail",
      multipart("multipart/mixed", [
        `Content-Type: message/rfc822\n\n${multipart("multipart/mixed", [`Content-Type: message/rfc822\n\n${multipart(report, whole)}`])}`,
      ]),
    ],
    [
      "a report in parts of parts",
      multipart("multipart/mixed", [
        `Content-Type: multipart/mixed; boundary=c\n\n--c\n${whole[1] ?? ""}\n--c\n${original}\n--c--`,
      ]),
    ],
    [
      "an internationalised report",
      multipart(report, [
        (whole[1] ?? "").replace("message/delivery-status", "message/global-delivery-status"),
        original,
      ]),
    ],
  ];
  it.each(shapes)("Rp1 N5: %s is the failure of that recipient", async (_, raw) => {
    expect(await told(raw)).toEqual([failed]);
  });

  it("Rp1: a person who sends a report on has written a message", async () => {
    const raw = multipart("multipart/mixed", whole, {
      From: "Rosa <rosa@customer.test>",
      Subject: "Fwd: what is this?",
    });
    expect(await told(raw, { envelopeFrom: "rosa@customer.test" })).toMatchObject([{ fact: "message" }]);
  });

  it("Rp1 Do5: without a token of ours it has no effect, in whatever shape", async () => {
    const others = original.replaceAll(token, "77-0123456789abcdef0123");
    for (const type of [report, "multipart/mixed"])
      expect(await told(multipart(type, [status(failure("mia@customer.test")), others]))).toEqual([
        { fact: "ignored", reason: "delivery report without a token of ours" },
      ]);
  });
});

describe("Rp2: one outcome for each recipient", () => {
  const about = (...blocks: string[]) => told(multipart("multipart/report", [status(...blocks), original]));

  it("Rp2: those who got it, those who did not, and those who still may", async () => {
    const delivered = block({ "Final-Recipient": "rfc822; ben@x.test", Action: "relayed", Status: "2.0.0" });
    const delayed = block({ "Final-Recipient": "rfc822; cy@x.test", Action: "delayed", Status: "4.4.1" });
    expect(await about(failure("mia@customer.test"), delivered, delayed)).toEqual([
      failed,
      { status: "delivered", position: 77, recipients: ["ben@x.test"], code: null },
      { fact: "ignored", reason: "delivery is delayed" },
    ]);
  });

  it("Rp2: a recipient who is led on has both names, as it was sent first", async () => {
    const led = block({
      "Original-Recipient": "rfc822;Mia@Customer.test",
      "Final-Recipient": "rfc822; <m.box@elsewhere.test>",
      Action: "failed (mailbox is full)",
      Status: "5.2.2",
    });
    expect(await about(led)).toEqual([
      { ...failed, recipients: ["mia@customer.test", "m.box@elsewhere.test"], code: "5.2.2" },
    ]);
  });

  it("Rp3: what is tried again has not failed, also where only a code says so; what was tried to the end has", async () => {
    const silent = block({ "Final-Recipient": "rfc822; a@x.test", Status: "4.2.0" });
    const given = block({ "Final-Recipient": "rfc822; a@x.test", Action: "failed", Status: "4.4.7" });
    expect(await about(silent)).toEqual([{ fact: "ignored", reason: "delivery is delayed" }]);
    expect(await about(given)).toMatchObject([{ status: "failed", code: "4.4.7" }]);
  });

  it("Rp2 N5: a service's webhook names whom it came back for", async () => {
    const event = (data: object) => ({
      type: "email.bounced",
      from: "support@acme.test",
      token,
      at: "2026-03-01T10:00:00.000Z",
      data: { to: ["mia@customer.test", "ben@x.test"], ...data },
    });
    const diagnosticCode = ["smtp; 550 5.1.1 <Ben@X.test>: user unknown"];
    expect(await readMailEvent(event({ bounce: { diagnosticCode } }), readToken)).toMatchObject([
      { status: "failed", recipients: ["ben@x.test"], error: { code: "5.1.1" } },
    ]);
    expect(await readMailEvent(event({ to: ["mia@customer.test"], bounce: {} }), readToken)).toMatchObject([
      { recipients: ["mia@customer.test"] },
    ]);
  });
});

describe("Rp4: a notice in words alone", () => {
  const qmail = `Hi. This is the qmail-send program at mx.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<mia@customer.test>:
198.51.100.7 does not like recipient.
Remote host said: 550 5.1.1 no such user
Giving up on 198.51.100.7.

--- Below this line is a copy of the message.

Return-Path: <support@acme.test>
${ours}`;
  const exim = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  mia@customer.test
    host mx.customer.test [198.51.100.7]
    SMTP error from remote mail server after RCPT TO:<mia@customer.test>:
    550 5.1.1 no such user

------ This is a copy of the message, including all the headers. ------

${ours}`;
  const exchange = `Your message did not reach some or all of the intended recipients.

      Subject: Re: x

The following recipient(s) could not be reached:

      mia@customer.test
            550 5.1.1 RESOLVER.ADR.RecipNotFound; not found

Original message headers:
${ours}`;
  const postfix = `I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<mia@customer.test>: host mx.customer.test[198.51.100.7] said: 550 5.1.1
    <mia@customer.test>: no such user (in reply to RCPT TO command)

${ours}`;
  const german = `Ihre Nachricht konnte nicht zugestellt werden.\n\nmia@customer.test: 550 5.1.1 unbekannt\n\n${ours}`;

  test.each([
    ["qmail", qmail, { From: "MAILER-DAEMON@mx.test", Subject: "failure notice" }],
    ["Exim", exim, { "X-Failed-Recipients": "mia@customer.test", "Auto-Submitted": "auto-replied" }],
    ["Exchange", exchange, { From: "postmaster@customer.test", "Auto-Submitted": "auto-replied" }],
    ["Postfix", postfix, {}],
    ["a German one", german, { Subject: "Unzustellbar: Re: x" }],
  ])("Rp4: %s", async (_, text, headers) => {
    expect(await told(mail({ ...daemon, ...headers }, text))).toMatchObject([
      { status: "failed", position: 77, code: "5.1.1" },
    ]);
    const [fact] = await told(mail({ ...daemon, ...headers }, text));
    expect(fact).toMatchObject({ recipients: expect.arrayContaining(["mia@customer.test"]) as string[] });
  });

  it("Rp4: our token may also be in the address that it came to, or in an attached copy", async () => {
    const text = "<mia@customer.test>: 550 5.1.1 no such user";
    expect(await told(mail(daemon, text), { tag: token })).toMatchObject([failed]);
    expect(await told(multipart("multipart/mixed", [`Content-Type: text/plain\n\n${text}`, original]))).toMatchObject([
      failed,
    ]);
  });

  it("Rp3 Rp4: a warning that it takes longer is no failure", async () => {
    const text = `THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.
Delivery to mia@customer.test has been delayed. 451 4.4.1 connection timed out. It will be retried.\n\n${ours}`;
    expect(await told(mail({ ...daemon, Subject: "Warning: could not send message for past 4 hours" }, text))).toEqual([
      { fact: "ignored", reason: "delivery is delayed" },
    ]);
  });

  it("Rp4 Do5: without a token, or about something else, it is a message", async () => {
    const bare = qmail.replaceAll(token, "x");
    expect(await told(mail(daemon, bare), { envelopeFrom: "MAILER-DAEMON@mx.test" })).toMatchObject([
      { fact: "message" },
    ]);
    const hello = mail({ ...daemon, Subject: "Maintenance" }, `We move servers on Sunday.\n\n${ours}`);
    expect(await told(hello, { envelopeFrom: "MAILER-DAEMON@mx.test" })).toMatchObject([{ fact: "message" }]);
  });

  it("Rp4: a person's words about a bounce are a message, though they bring our token", async () => {
    const text = `My other address does not exist any more: 550 5.1.1 user unknown\n\n> ${token}`;
    const { facts } = await parsed(mail({ "In-Reply-To": `<${token}@acme.test>` }, text));
    expect(facts[0]?.fact).toBe("message");
    expect(facts[0]).not.toHaveProperty("isAutomatic");
    const away = mail({ "Auto-Submitted": "auto-replied" }, "I could not be reached: user unknown 550 5.1.1");
    expect(await told(away, { tag: token })).toMatchObject([{ fact: "message" }, { status: "delivered" }]);
  });
});

describe("Rp6: what a machine wrote", () => {
  const answered = { "In-Reply-To": `<${token}@acme.test>` };
  test.each([
    [{ "Auto-Submitted": "auto-replied" }, "reply"],
    [{ "Auto-Submitted": "auto-replied (vacation)" }, "reply"],
    [{ "X-Autoreply": "yes" }, "reply"],
    [{ "X-Autorespond": "Away" }, "reply"],
    [{ "X-Auto-Reply": "1" }, "reply"],
    [{ Precedence: "auto_reply" }, "reply"],
    [{ "X-Precedence": "auto_reply" }, "reply"],
    [{ "X-Vacation": "Abwesend" }, "reply"],
    [{ "X-TMDA-Fingerprint": "x", Precedence: "bulk" }, "reply"],
    [{ Precedence: "bulk" }, "bulk"],
    [{ Precedence: "junk" }, "bulk"],
    [{ "List-Unsubscribe": "<mailto:x@x.test>" }, "bulk"],
  ])("Rp6 F4: %o waits for nobody", async (headers, robot) => {
    expect(await messageOf(mail(headers))).toMatchObject({
      isAutomatic: true,
      content: { mail: { automatic: robot } },
    });
  });

  test.each([
    [{ "X-Auto-Response-Suppress": "All" }],
    [{ "Auto-Submitted": "auto-generated" }],
    [{ "X-Autogenerated": "Reply" }],
    [{ From: "no-reply@customer.test" }],
  ])("Rp6: %o is a receipt where it answers a mail of ours, else may be somebody's wish", async (headers) => {
    expect(await messageOf(mail({ ...headers, ...answered }))).toMatchObject({ isAutomatic: true });
    expect((await messageOf(mail(headers))).isAutomatic).toBeUndefined();
  });

  it("Rp6: who writes by way of a mailing list is a person", async () => {
    const list = { "List-Id": "<team.customer.test>", "List-Post": "<mailto:team@customer.test>", Precedence: "list" };
    expect((await messageOf(mail(list))).isAutomatic).toBeUndefined();
    expect(robotOf((name) => (name === "precedence" ? "list" : undefined), "a@x.test", "a@x.test")).toBe("list");
  });
});

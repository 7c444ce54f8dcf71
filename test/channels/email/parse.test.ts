import { describe, expect, test } from "vitest";
import { threadToken } from "../../../src/channels/email/tokens.ts";
import { limits } from "../../../src/protocol/limits.ts";
import { channelId, incoming, keys, mail, messageOf, parsed } from "./mails.ts";

describe("E2 mail as facts", () => {
  test("who, what about, and the words", async () => {
    const fact = await messageOf(mail({ Subject: "=?utf-8?Q?Caf=C3=A9?=", Cc: "Bo <bo@customer.test>" }, "Hi ☕"));
    expect(fact).toMatchObject({
      providerId: "q1@customer.test",
      at: "2026-03-01T10:00:00.000Z",
      from: { aliases: [{ kind: "email", value: "rosa@customer.test" }], name: "Rosa Iyer" },
      type: "text",
      body: "Hi ☕",
      subject: "Café",
    });
    expect(fact.content).toMatchObject({
      mail: { from: { address: "rosa@customer.test" }, cc: [{ address: "bo@customer.test", name: "Bo" }] },
    });
  });

  test("what it quotes is folded away and kept", async () => {
    const body = "Thursday is fine.\n\nOn Mon, 2 Mar 2026 at 10:00, Acme <support@acme.test> wrote:\n> Which day?\n";
    const fact = await messageOf(mail({}, body));
    expect(fact.body).toBe("Thursday is fine.");
    expect(fact.content).toMatchObject({ mail: { quoted: expect.stringContaining("> Which day?") } });
  });

  test("HTML alone has words, and is a file", async () => {
    const raw = mail({ "Content-Type": "text/html" }, "<style>p{}</style><p>Hello <b>you</b></p><script>x()</script>");
    const { facts, files } = await parsed(raw);
    expect(facts[0]).toMatchObject({ fact: "message", body: expect.stringContaining("Hello") });
    expect(JSON.stringify(facts[0])).not.toContain('x()"');
    expect(files.map(({ role, mimeType }) => [role, mimeType])).toEqual([["html", "text/html"]]);
  });

  test("pictures within the HTML are told from files beside it", async () => {
    const raw = mail(
      { "Content-Type": "multipart/related; boundary=b" },
      [
        '--b\nContent-Type: text/html\n\n<img src="cid:logo@x">',
        "--b\nContent-Type: image/png; name=logo.png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=",
        '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="../../etc/notes.txt"\n\nnotes',
        "--b--",
      ].join("\n"),
    );
    const { files } = await parsed(raw);
    expect(files.map(({ role, filename, contentId }) => [role, filename, contentId])).toEqual([
      ["html", null, null],
      ["inline", "logo.png", "logo@x"],
      ["attachment", expect.not.stringContaining("/"), null],
    ]);
  });

  test("more files than a message carries: the whole mail is one of them", async () => {
    const parts = Array.from(
      { length: limits.mailFiles + 5 },
      (_, n) => `--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=${n}.txt\n\n${n}`,
    );
    const { files } = await parsed(
      mail({ "Content-Type": "multipart/mixed; boundary=b" }, `${parts.join("\n")}\n--b--`),
    );
    expect(files).toHaveLength(limits.mailFiles + 1);
    expect(files.at(-1)).toMatchObject({ role: "original", filename: "message.eml" });
  });

  test("an invitation is recognised", async () => {
    const calendar =
      "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Tasting\\, samples\nDTSTART;TZID=Europe/Berlin:20260402T110000\nEND:VEVENT\nEND:VCALENDAR";
    const fact = await messageOf(mail({ "Content-Type": "text/calendar; method=REQUEST" }, calendar));
    expect(fact.content).toMatchObject({
      mail: { invitation: { method: "REQUEST", summary: "Tasting, samples", timeZone: "Europe/Berlin" } },
    });
  });
});

describe("E2 threads", () => {
  test("names what it answers, the nearest first, and proves what was ours", async () => {
    const token = await threadToken(keys, channelId, 4_321);
    const fact = await messageOf(
      mail({ "In-Reply-To": `<${token}@acme.test>`, References: `<a@x.test> <${token}@acme.test>` }),
    );
    expect(fact.thread).toEqual({ positions: [4_321], references: [`${token}@acme.test`, "a@x.test"] });
  });

  test("I10 a token of another channel, or one made up, proves nothing", async () => {
    const other = await threadToken(keys, "another", 4_321);
    const fact = await messageOf(mail({ "In-Reply-To": `<${other}@acme.test>` }), { tag: "3c1-00000000000000000000" });
    expect(fact.thread?.positions).toEqual([]);
  });

  test("the tag behind the plus finds the thread where a service changed the Message-ID, in any case", async () => {
    const token = await threadToken(keys, channelId, 99);
    const { facts } = await parsed(mail({ "In-Reply-To": "<rewritten@service.test>" }), { tag: token.toUpperCase() });
    expect(facts[0]).toMatchObject({ thread: { positions: [99] } });
    expect(facts[1]).toMatchObject({ fact: "status", position: 99, status: "delivered" });
  });

  test("a Message-ID too long for an id of ours is found all the same", async () => {
    const long = `${"x".repeat(900)}@customer.test`;
    const first = await messageOf(mail({ "Message-ID": `<${long}>` }));
    const second = await messageOf(mail({ "In-Reply-To": `<${long}>` }));
    expect(first.providerId.length).toBeLessThan(100);
    expect(second.thread?.references).toEqual([first.providerId]);
  });
});

const report = (type: string, status: string, original: string): string =>
  mail(
    { "Content-Type": `multipart/report; report-type=${type}; boundary=b`, From: "MAILER-DAEMON@mx.test" },
    `--b\nContent-Type: text/plain\n\nSorry.\n--b\n${status}\n--b\nContent-Type: message/rfc822\n\n${original}\n--b--`,
  );

describe("E2 machines", () => {
  test.each([
    ["reply", { "Auto-Submitted": "auto-replied" }],
    ["reply", { "X-Autoreply": "yes" }],
    ["reply", { Precedence: "auto_reply" }],
    ["bulk", { Precedence: "bulk" }],
    ["bulk", { "List-Unsubscribe": "<https://x.test/u>" }],
    ["notice", { "Auto-Submitted": "auto-generated" }],
    ["notice", { From: "No-Reply <no-reply@shop.test>" }],
    ["bounce", { From: "MAILER-DAEMON@mx.test" }],
  ])("%s: %o", async (kind, headers) => {
    expect((await messageOf(mail(headers))).content).toMatchObject({ mail: { automatic: kind } });
  });

  test("a person's mail is no machine's", async () => {
    expect((await messageOf(mail({ "Auto-Submitted": "no" }))).content).not.toHaveProperty("mail.automatic");
  });

  test("a bounce is the failure of the mail that it is about, with the reason in words", async () => {
    const token = await threadToken(keys, channelId, 77);
    const status =
      "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; rosa@customer.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user";
    const raw = report(
      "delivery-status",
      status,
      mail({ "Message-ID": "<new@service.test>", "X-Parley-Message": token }),
    );
    expect((await parsed(raw, { envelopeFrom: "" })).facts).toEqual([
      expect.objectContaining({
        fact: "status",
        providerId: "new@service.test",
        position: 77,
        status: "failed",
        error: {
          code: "5.1.1",
          message: "There is no such mailbox. 550 5.1.1 no such user",
          advice: expect.any(String),
        },
      }),
    ]);
  });

  test("a delay is no failure, and a receipt is a delivery", async () => {
    const status = (action: string) =>
      `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: ${action}\nStatus: 4.4.1`;
    const ours = mail({ "X-Parley-Message": await threadToken(keys, channelId, 77) });
    const delayed = await parsed(report("delivery-status", status("delayed"), ours));
    const relayed = await parsed(report("delivery-status", status("relayed"), ours));
    expect(delayed.facts[0]).toMatchObject({ fact: "ignored", reason: "delivery is delayed" });
    expect(relayed.facts[0]).toMatchObject({ fact: "status", status: "delivered", error: null });
  });

  const feedback =
    "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <victim@elsewhere.test>";

  test("D9 Do5 a complaint with our token is an opt-out of the message's own recipient, whoever it names", async () => {
    const ours = mail({ "X-Parley-Message": await threadToken(keys, channelId, 77) });
    const complained = expect.objectContaining({
      fact: "consent",
      position: 77,
      from: { aliases: [], name: null },
      categories: ["marketing"],
      state: "opted_out",
    });
    expect((await parsed(report("feedback-report", feedback, ours))).facts).toEqual([complained]);
  });

  describe("Do5 a report without a token of ours has no effect", () => {
    const failure = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: failed\nStatus: 5.1.1";
    const elsewhere = "8f0a1b2c-0000-4000-8000-000000000000";

    test.each([
      ["names no mail", async () => mail()],
      ["a mail of ours by a Message-ID that is no token", async () => mail({ "Message-ID": "<q1@acme.test>" })],
      ["a made-up token", async () => mail({ "X-Parley-Message": `1z-${"0".repeat(20)}` })],
      [
        "a token of another channel",
        async () =>
          mail({ "X-Parley-Message": await threadToken(keys, elsewhere, 77), "Message-ID": "<q1@acme.test>" }),
      ],
    ])("%s", async (_, original) => {
      for (const [type, part] of [
        ["feedback-report", feedback],
        ["delivery-status", failure],
        ["delivery-status", failure.replace("failed", "delivered")],
      ] as const) {
        const { facts } = await parsed(report(type, part, await original()), { tag: "not-a-token" });
        expect(facts).toEqual([
          expect.objectContaining({ fact: "ignored", reason: expect.stringContaining("without a token of ours") }),
        ]);
      }
    });

    test("the token behind the plus of the address that it came to is one", async () => {
      const tag = await threadToken(keys, channelId, 77);
      const { facts } = await parsed(report("delivery-status", failure, mail()), { tag });
      expect(facts).toEqual([expect.objectContaining({ fact: "status", position: 77, status: "failed" })]);
    });
  });

  test("I9 a copy of our own mail proves that it left; without a token it is a loop", async () => {
    const token = await threadToken(keys, channelId, 5);
    const own = { From: "Acme <support@acme.test>" };
    expect((await parsed(mail({ ...own, "X-Parley-Message": token }))).facts).toEqual([
      expect.objectContaining({ fact: "status", position: 5, status: "sent" }),
    ]);
    expect((await parsed(mail(own))).facts[0]).toMatchObject({ fact: "ignored", reason: "from the channel itself" });
  });
});

describe("I13 bad mail", () => {
  test.each([
    ["nothing", ""],
    ["NUL bytes", "\0\0\0"],
    ["no headers", "just words"],
    ["a multipart without parts", mail({ "Content-Type": "multipart/mixed; boundary=b" }, "")],
    ["a charset that does not exist", mail({ "Content-Type": "text/plain; charset=klingon" }, "Hi")],
    ["broken base64", mail({ "Content-Transfer-Encoding": "base64" }, "%%%%")],
    ["a header without an end", `From: rosa@customer.test\nSubject: ${"=?utf-8?B?".repeat(2_000)}`],
    ["a thousand parts within each other", nested(1_000)],
  ])("%s is kept", async (_, raw) => {
    const { facts } = await parsed(raw);
    expect(facts).toHaveLength(1);
    expect(facts[0]?.fact).toBe("message");
    expect(JSON.stringify(facts)).not.toContain("\\u0000");
  });

  test("what cannot be taken apart is a file, whole", async () => {
    const { facts, files } = await parsed(nested(1_000));
    expect(facts[0]).toMatchObject({ fact: "message", type: "unsupported" });
    expect(files).toMatchObject([{ role: "original", filename: "message.eml" }]);
  });

  test("words in a wrong charset lose no more than their accents", async () => {
    const latin = new Uint8Array([...new TextEncoder().encode("From: r@x.test\r\n\r\nCaf"), 0xe9, 0x20, 0x31]);
    expect((await messageOf(latin)).body).toMatch(/^Caf.? 1$/);
  });

  test("without a sender anywhere it is noted, not told", async () => {
    const { facts } = await parsed("Subject: hi\n\nhello", { envelopeFrom: "" });
    expect(facts[0]).toMatchObject({ fact: "ignored", reason: "no sender" });
  });

  test("a mail without a name of its own is the same when it is delivered again", async () => {
    const [first, again] = [await messageOf("From: a@x.test\n\nhi"), await messageOf("From: a@x.test\n\nhi")];
    expect(first.providerId).toBe(again.providerId);
  });

  test("a long text is cut, and whole in the file", async () => {
    const { facts, files } = await parsed(incoming(mail({}, "long ".repeat(40_000))).raw);
    expect(facts[0]).toMatchObject({ fact: "message" });
    expect((await messageOf(mail({}, "long ".repeat(40_000)))).body.length).toBeLessThanOrEqual(limits.mailBodyLength);
    expect(files).toMatchObject([{ role: "original" }]);
  });
});

function nested(depth: number): string {
  let raw = "From: rosa@customer.test\n";
  for (let level = 0; level < depth; level += 1)
    raw += `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`;
  return `${raw}Content-Type: text/plain\n\nhi`;
}

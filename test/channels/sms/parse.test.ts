import { describe, expect, it } from "vitest";
import { parseTwilio } from "../../../src/channels/sms/parse.ts";
import type { FactGroup } from "../../../src/protocol/facts.ts";

const receivedAt = "2026-09-01T12:00:00.000Z";
const inbound = { AccountSid: "AC1", MessageSid: "SM1", From: "+34600111222", To: "+12025550199", NumMedia: "0" };

function groupOf(params: Record<string, string>): FactGroup {
  const parsed = parseTwilio(new URLSearchParams(params), receivedAt);
  if (!parsed.ok || parsed.groups[0] === undefined) throw new Error("No group");
  return parsed.groups[0];
}
const factsOf = (params: Record<string, string>) => groupOf({ ...inbound, ...params }).facts;

describe("Do9 forms of unknown shape", () => {
  it.each([
    ["no MessageSid", { ...inbound, MessageSid: "" }],
    ["an older name for it alone", { ...inbound, MessageSid: "", SmsSid: "SM1" }],
    ["no From", { ...inbound, From: "" }],
    ["no AccountSid", { ...inbound, AccountSid: "" }],
    ["names that run into their values", { AccountSid: "AC1", MessageSidSM1: "", "From+34600111222": "", To: "+1" }],
  ])("%s: refused", (_, params) => {
    expect(parseTwilio(new URLSearchParams(params), receivedAt).ok).toBe(false);
  });
});

describe("E4: messages", () => {
  it("E4: are of the number that they were sent to, by the sender's number", () => {
    expect(groupOf({ ...inbound, Body: "Olá 👋", SomethingNew: "x" })).toMatchObject({
      channel: "sms",
      externalId: "+12025550199",
      accountId: "AC1",
      facts: [
        {
          fact: "message",
          providerId: "SM1",
          at: receivedAt,
          from: { aliases: [{ kind: "phone", value: "34600111222" }], name: null },
          type: "text",
          body: "Olá 👋",
          raw: expect.stringContaining("SomethingNew=x"),
        },
      ],
    });
  });

  it("E4: MMS: each file is loading, with its type; an address that is none of the web is no file", () => {
    const media = { MediaUrl0: "https://api.twilio.com/1", MediaContentType0: "image/jpeg" };
    const second = { MediaUrl1: "https://api.twilio.com/2", MediaContentType1: "text/vcard" };
    expect(factsOf({ Body: "see", NumMedia: "3", ...media, ...second, MediaUrl2: "file:///etc" })).toMatchObject([
      {
        type: "image",
        body: "see",
        attachments: [
          {
            id: "SM1:0",
            type: "image",
            state: "loading",
            mimeType: "image/jpeg",
            sourceUrl: "https://api.twilio.com/1",
          },
          { id: "SM1:1", type: "document", sourceUrl: "https://api.twilio.com/2" },
        ],
      },
    ]);
  });

  it("E4: a place, and one that is none", () => {
    expect(factsOf({ Latitude: "12.16", Longitude: "75.26", Label: "Café" })).toMatchObject([
      { type: "location", body: "Café", content: { location: { latitude: 12.16, longitude: 75.26, name: "Café" } } },
    ]);
    expect(factsOf({ Body: "x", Latitude: "120", Longitude: "a" })).toMatchObject([{ type: "text" }]);
  });

  it.each([
    ["68849", "sms_sender", "68849", null],
    ["12345678", "sms_sender", "12345678", null],
    ["1069012345678", "sms_sender", "1069012345678", null],
    ["0912345678", "sms_sender", "0912345678", null],
    ["BANK", "sms_sender", "BANK", "BANK"],
    ["Acme 24", "sms_sender", "Acme 24", "Acme 24"],
    ["+34600111222", "phone", "34600111222", null],
    ["34600111222", "phone", "34600111222", null],
    ["+12345", "phone", "12345", null],
  ])("Nu5 E4: the sender %s is a %s, as it came", (From, kind, value, name) => {
    expect(factsOf({ From, Body: "x" })[0]).toMatchObject({ from: { aliases: [{ kind, value }], name } });
  });

  it("E4: WhatsApp through Twilio is not taken for SMS", () => {
    expect(factsOf({ From: "whatsapp:+34600111222", Body: "x" })).toEqual([
      { fact: "ignored", reason: "whatsapp through Twilio: only SMS is taken here", providerId: "SM1" },
    ]);
  });
});

describe("D9: consent", () => {
  it.each([
    ["STOP", "opted_out"],
    ["  stop \n", "opted_out"],
    ["Unsubscribe", "opted_out"],
    ["QUIT", "opted_out"],
    ["start", "opted_in"],
    ["UNSTOP", "opted_in"],
    ["Arrêt", "opted_out"],
    ["\u200bSTOP\u200b", "opted_out"],
    ["ＳＴＯＰ", "opted_out"],
  ])("D9: %j is kept as a message and as consent: %s", (Body, state) => {
    expect(factsOf({ Body })).toMatchObject([
      { fact: "message", body: Body },
      { fact: "consent", state, categories: ["marketing", "service"], from: { aliases: [{ value: "34600111222" }] } },
    ]);
  });

  it("Nu6 D9: YES lifts what was barred, and says nothing else", () => {
    expect(factsOf({ Body: "Yes" })[1]).toMatchObject({ fact: "consent", state: "opted_in", lifts: true });
    expect(factsOf({ Body: "start" })[1]).not.toHaveProperty("lifts");
    for (const Body of ["Yes please", "Yes.", "yess"]) expect(factsOf({ Body })).toHaveLength(1);
    expect(factsOf({ Body: "JA", OptOutType: "START" })[1]).toMatchObject({ state: "opted_in" });
  });

  it("D9: only as the whole text; HELP is none; Twilio's own word counts, whatever the language", () => {
    for (const Body of ["please stop", "STOP it", "HELP", "end."]) expect(factsOf({ Body })).toHaveLength(1);
    expect(factsOf({ Body: "ARRET", OptOutType: "STOP" })[1]).toMatchObject({ state: "opted_out" });
    expect(factsOf({ Body: "STOP", OptOutType: "HELP" })).toHaveLength(1);
  });
});

describe("D1: status callbacks", () => {
  const callback = { AccountSid: "AC1", MessageSid: "SM9", From: "+12025550199", To: "+34600111222" };

  it.each([
    ["queued", "sent"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["undelivered", "failed"],
    ["failed", "failed"],
    ["canceled", "failed"],
  ])("D1: %s is %s, of our message", (MessageStatus, status) => {
    expect(groupOf({ ...callback, MessageStatus, message: "m-1" })).toMatchObject({
      externalId: "+12025550199",
      facts: [{ fact: "status", providerId: "SM9", messageId: "m-1", status }],
    });
  });

  it("D2: a failure has its code, in words and with what to do", () => {
    for (const code of ["30003", "30004", "30005", "30006", "30007", "30008", "21610", "21211", "21614"]) {
      const [fact] = groupOf({ ...callback, MessageStatus: "undelivered", ErrorCode: code }).facts;
      expect(fact).toMatchObject({
        error: { code, message: expect.stringMatching(/\w{3}/), advice: expect.any(String) },
      });
    }
    const strange = { MessageStatus: "failed", ErrorCode: "99999", ErrorMessage: "Odd" };
    expect(groupOf({ ...callback, ...strange }).facts).toMatchObject([{ error: { code: "99999", message: "Odd" } }]);
  });

  it("I13: a status of tomorrow is recorded; what names no account is no webhook", () => {
    expect(groupOf({ ...callback, MessageStatus: "teleported" }).facts).toMatchObject([
      { fact: "ignored", reason: "status: teleported", providerId: "SM9" },
    ]);
    expect(parseTwilio(new URLSearchParams("Body=x"), receivedAt)).toMatchObject({ ok: false });
  });
});

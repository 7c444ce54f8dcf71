import { describe, expect, it } from "vitest";
import { partOfInstagram } from "../../../src/channels/instagram/part.ts";
import { parseInstagram } from "../../../src/channels/instagram/parse.ts";
import type { Fact, FactGroup } from "../../../src/protocol/facts.ts";

const receivedAt = "2026-09-01T12:00:00.000Z";
const account = "17841400000000001";
const customer = "1234567890";
const at = Date.parse("2026-09-01T11:59:00.123Z");

const from = (what: object) => ({ sender: { id: customer }, recipient: { id: account }, timestamp: at, ...what });
const by = (what: object) => ({ sender: { id: account }, recipient: { id: customer }, timestamp: at, ...what });
const webhook = (...messaging: unknown[]) => ({ object: "instagram", entry: [{ id: account, time: at, messaging }] });

function groupsOf(payload: unknown): readonly FactGroup[] {
  const parsed = parseInstagram(payload, receivedAt);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.groups;
}
const factsOf = (payload: unknown): readonly Fact[] => groupsOf(payload).flatMap((group) => group.facts);
const factOf = (item: unknown) => factsOf(webhook(item))[0];

describe("E3: what customers write", () => {
  it("E3 A10: a text is a message of the customer's Instagram id, at Instagram's time, without a name", () => {
    expect(groupsOf(webhook(from({ message: { mid: "m1", text: "Hola" } })))).toMatchObject([
      {
        channel: "instagram",
        externalId: account,
        facts: [
          {
            fact: "message",
            providerId: "m1",
            at: "2026-09-01T11:59:00.123Z",
            from: { aliases: [{ kind: "instagram_id", value: customer }], name: null },
            type: "text",
            body: "Hola",
            fromAd: false,
          },
        ],
      },
    ]);
  });

  it("E3: times in seconds, as text, or none at all", () => {
    const timed = (timestamp: unknown) => factOf(from({ timestamp, message: { mid: "m", text: "x" } }));
    expect(timed("1788263940")).toMatchObject({ at: "2026-09-01T11:59:00.000Z" });
    expect(timed("2026-09-01T11:59:00+0000")).toMatchObject({ at: "2026-09-01T11:59:00.000Z" });
    for (const wrong of [undefined, "soon", -1, at + 90_000_000_000])
      expect(timed(wrong)).toMatchObject({ at: receivedAt });
  });

  it("E3: files are loading, by their address; an album is one message", () => {
    const attachments = [
      { type: "image", payload: { url: "https://cdn.example/1" } },
      { type: "video", payload: { url: "https://cdn.example/2" } },
    ];
    expect(factOf(from({ message: { mid: "m2", text: "look", attachments } }))).toMatchObject({
      type: "image",
      body: "look",
      attachments: [
        { id: "m2:0", type: "image", state: "loading", sourceUrl: "https://cdn.example/1" },
        { id: "m2:1", type: "video", state: "loading", sourceUrl: "https://cdn.example/2" },
      ],
    });
  });

  it("I13: an address that is none of the web is no file", () => {
    const attachments = [{ type: "image", payload: { url: "javascript:alert(1)" } }];
    expect(factOf(from({ message: { mid: "m", attachments } }))).toMatchObject({
      type: "unsupported",
      attachments: [],
    });
  });

  it("E3: a story reply quotes the story, a mention shows it, a reel and a post are shares", () => {
    const story = { id: "s1", url: "https://cdn.example/s" };
    expect(factOf(from({ message: { mid: "m", text: "wow", reply_to: { story } } }))).toMatchObject({
      type: "text",
      content: { story: { ...story, expires: true, mention: false } },
    });
    const mention = { type: "story_mention", payload: { url: "https://cdn.example/s" } };
    expect(factOf(from({ message: { mid: "m", attachments: [mention] } }))).toMatchObject({
      type: "image",
      content: { story: { url: "https://cdn.example/s", mention: true } },
    });
    const reel = { type: "ig_reel", payload: { reel_video_id: "r", title: "T", url: "https://cdn.example/r" } };
    expect(factOf(from({ message: { mid: "m", attachments: [reel] } }))).toMatchObject({
      type: "video",
      content: { shares: [{ kind: "ig_reel", id: "r", title: "T" }] },
    });
  });

  it("D7: a reply quotes a message; a quick reply and a postback are buttons; a heart is a heart", () => {
    expect(factOf(from({ message: { mid: "m", text: "yes", reply_to: { mid: "m0" } } }))).toMatchObject({
      quotes: "m0",
    });
    expect(factOf(from({ message: { mid: "m", text: "Yes", quick_reply: { payload: "Y" } } }))).toMatchObject({
      type: "button",
      body: "Yes",
      content: { button: { text: "Yes", payload: "Y" } },
    });
    const postback = { title: "Prices", payload: "P", referral: { source: "ADS", ad_id: "1" } };
    expect(factOf(from({ postback }))).toMatchObject({
      fact: "message",
      providerId: `postback:${customer}:${at}`,
      type: "button",
      content: { referral: { ad_id: "1" } },
    });
    expect(factOf(from({ message: { mid: "m", attachments: [{ type: "like_heart" }] } }))).toMatchObject({
      type: "text",
      body: "❤️",
    });
  });

  it("E3: a conversation that another app holds is shown all the same", () => {
    const entry = [{ id: account, standby: [from({ message: { mid: "m", text: "x" } })] }];
    expect(factsOf({ object: "instagram", entry })).toMatchObject([{ fact: "message", content: { standby: true } }]);
  });
});

describe("E3: what is said about messages", () => {
  it("D7: reactions come and go; the account's own is not the customer's", () => {
    const reaction = { mid: "m1", action: "react", reaction: "love", emoji: "❤" };
    expect(factOf(from({ reaction }))).toMatchObject({ fact: "reaction", target: "m1", emoji: "❤" });
    expect(factOf(from({ reaction: { mid: "m1", action: "unreact" } }))).toMatchObject({ emoji: null });
    expect(factOf(by({ reaction }))).toMatchObject({ fact: "reaction", target: "m1", emoji: "❤", isOwn: true });
  });

  it("E3 D1: unsent, edited, seen", () => {
    expect(factOf(from({ message: { mid: "m1", is_deleted: true } }))).toMatchObject({ fact: "revoke", target: "m1" });
    const message_edit = { mid: "m1", text: "better", num_edit: 1 };
    expect(factOf(from({ message_edit }))).toMatchObject({ fact: "edit", target: "m1", body: "better" });
    expect(factOf(from({ read: { mid: "m9" } }))).toMatchObject({
      fact: "status",
      providerId: "m9",
      status: "read",
      andEarlier: true,
    });
  });

  it("A12: what the account wrote is an echo to the customer", () => {
    expect(factOf(by({ message: { mid: "m1", text: "Hi", is_echo: true } }))).toMatchObject({
      fact: "echo",
      direction: "outbound",
      history: false,
      from: { aliases: [{ kind: "instagram_id", value: customer }] },
    });
  });
});

describe("A5 I13: whatever else comes", () => {
  it("A5: changes and the flat form are read like messaging; comments are no conversation", () => {
    const value = from({ message: { mid: "m", text: "x" } });
    const comment = { field: "comments", value: { id: "c1", text: "nice", from: { id: "9" } } };
    const entry = [
      { id: account, changes: [{ field: "messages", value }, comment] },
      { id: account, field: "messages", value },
      { id: account, ...comment },
    ];
    expect(factsOf({ object: "instagram", entry })).toMatchObject([
      { fact: "message", providerId: "m" },
      { fact: "ignored", reason: "field comments", providerId: "c1" },
      { fact: "message", providerId: "m" },
      { fact: "ignored", reason: "field comments", providerId: "c1" },
    ]);
  });

  it("I13: the dashboard's test, an unknown event, and nothing at all have a reason each", () => {
    const test = { sender: { id: "12334" }, recipient: { id: "23245" }, message: { mid: "random_mid", text: "x" } };
    const entry = [
      { id: "0", changes: [{ field: "messages", value: test }] },
      { id: account, messaging: [from({ pass_thread_control: {} }), null, from({})] },
      { id: account },
      "?",
    ];
    const reasons = factsOf({ object: "instagram", entry }).map((fact) =>
      fact.fact === "ignored" ? fact.reason : "?",
    );
    expect(reasons).toEqual([
      "a test of Meta's",
      "event pass_thread_control",
      "malformed event",
      "event without a content",
      "entry without events",
      "malformed event",
    ]);
    expect(parseInstagram({ object: "instagram" }, receivedAt)).toMatchObject({ ok: false });
  });

  it("I10: of a payload of several accounts each org keeps its own part", () => {
    const other = { sender: { id: "9" }, recipient: { id: "555" }, message: { mid: "mx", text: "secret" } };
    const mine = from({ message: { mid: "m", text: "ours" } });
    const payload = {
      object: "instagram",
      entry: [
        { id: account, messaging: [mine], changes: [{ field: "messages", value: other }] },
        { id: "555", standby: [other] },
        { id: account, field: "comments", value: { id: "c" } },
      ],
    };
    const part = partOfInstagram(payload, new Set([account]));
    expect(part).not.toContain("secret");
    expect(factsOf(JSON.parse(part))).toMatchObject([{ providerId: "m" }, { reason: "field comments" }]);
  });
});

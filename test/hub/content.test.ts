import { expect } from "vitest";
import { parseInstagram } from "../../src/channels/instagram/parse.ts";
import { parseWhatsApp } from "../../src/channels/whatsapp/parse.ts";
import { wordsOf } from "../../src/core/content/words.ts";
import type { Fact } from "../../src/protocol/facts.ts";
import { shared } from "../channels/content/instagram-samples.ts";
import { forms, things, unknowns } from "../channels/content/whatsapp-samples.ts";
import { hubCases, type TestOrg, text } from "./harness.ts";

const seconds = Math.floor(Date.now() / 1_000);
const phone = "34600111222";

function whatsappFacts(field: string, parts: object): Fact[] {
  const value = {
    metadata: { phone_number_id: "1" },
    contacts: [{ wa_id: phone, profile: { name: "Mia" } }],
    ...parts,
  };
  const payload = { entry: [{ id: "900", changes: [{ field, value }] }] };
  const parsed = parseWhatsApp(payload, new Date().toISOString());
  return parsed.ok ? parsed.groups.flatMap(({ facts }) => facts) : [];
}

function instagramFacts(...messaging: object[]): Fact[] {
  const payload = { object: "instagram", entry: [{ id: "17841400000000001", messaging }] };
  const parsed = parseInstagram(payload, new Date().toISOString());
  return parsed.ok ? parsed.groups.flatMap(({ facts }) => facts) : [];
}

const call = (parts: object) =>
  whatsappFacts("calls", {
    calls: [
      {
        id: "wacid.1",
        from: phone,
        to: "15550001111",
        event: "terminate",
        direction: "USER_INITIATED",
        timestamp: String(seconds),
        ...parts,
      },
    ],
  });

/** What everybody sees of it, without the order in which it came. */
async function seen(org: TestOrg) {
  const messages = await org.messages();
  return messages
    .map(({ providerId, type, body, content, reactions }) => ({ providerId, type, body, content, reactions }))
    .toSorted((a, b) => String(a.providerId).localeCompare(String(b.providerId)));
}

hubCases("content", (hubCase) => {
  hubCase("Wd1 I1: every kind has words or files; twice and in reverse they come to the same", async (org) => {
    const samples = [...forms, ...things, ...unknowns].map(({ parts }, index) => ({
      from: phone,
      id: `wamid.${index}`,
      timestamp: String(seconds - 600 + index),
      ...parts,
    }));
    const posts = shared.map(({ parts }, index) => ({
      sender: { id: "1234567890" },
      recipient: { id: "17841400000000001" },
      timestamp: (seconds - 600 + index) * 1_000,
      message: { mid: `mid.${index}`, ...parts },
    }));
    const facts = [...whatsappFacts("messages", { messages: samples }), ...instagramFacts(...posts)];
    expect(facts.length).toBe(samples.length + posts.length);
    const outcomes = await org.ingest(...facts);
    expect(outcomes.every(({ outcome }) => outcome === "stored")).toBe(true);
    const once = await seen(org);
    for (const message of await org.messages())
      expect(message.body !== "" || message.attachments.length > 0, JSON.stringify(message)).toBe(true);
    const again = await org.ingest(...facts.toReversed());
    expect(again.every(({ outcome }) => outcome === "duplicate")).toBe(true);
    expect(await seen(org)).toEqual(once);
    for (const fact of facts)
      if (fact.fact === "message")
        expect(once.find(({ providerId }) => providerId === fact.providerId)?.body).toBe(wordsOf(fact));
  });

  hubCase("Wd1: who is told of a form is told its answers, and the list shows them", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello();
    const [sample] = forms;
    await org.ingest(
      ...whatsappFacts("messages", {
        messages: [{ from: phone, id: "wamid.f", timestamp: String(seconds), ...sample?.parts }],
      }),
    );
    await ana.until(() => ana.events().some(({ event }) => event === "message:received"));
    const told = ana.events().find(({ event }) => event === "message:received");
    expect(told?.payload["body"]).toBe(sample?.says);
    expect((await org.onlyConversation()).lastMessagePreview).toContain("Very good");
  });

  hubCase("Wd6 D7 F4: a missed call is a line, opens the window and reopens", async (org) => {
    const [first] = whatsappFacts("messages", {
      messages: [
        { from: phone, id: "wamid.0", timestamp: String(seconds - 90_000), type: "text", text: { body: "x" } },
      ],
    });
    await org.ingest(first as Fact);
    const { id: conversationId, windowClosesAt } = await org.onlyConversation();
    expect(Date.parse(windowClosesAt ?? "")).toBeLessThan(Date.now());
    await org.execute("ana", { command: "conversation:close", payload: { conversationId } });
    expect(await org.ingest(...call({ status: "FAILED", duration: 0 }))).toMatchObject([{ outcome: "stored" }]);
    const after = await org.onlyConversation();
    expect(after).toMatchObject({ status: "active", inboundCount: 2, lastMessagePreview: "Missed call" });
    expect(Date.parse(after.windowClosesAt ?? "")).toBeGreaterThan(Date.now());
    expect((await org.messages()).find(({ type }) => type === "system")).toMatchObject({
      type: "system",
      direction: "inbound",
      body: "Missed call",
      content: { call: { answered: false, duration: 0 } },
    });
    expect(await org.ingest(...call({ status: "FAILED", duration: 0 }))).toMatchObject([{ outcome: "duplicate" }]);
  });

  hubCase("Wd6 F7: a call of the business is an echo; a taken one says how long it was", async (org) => {
    await org.ingest(...call({ id: "wacid.2", status: "COMPLETED", duration: 185, start_time: "1" }));
    const ours = { id: "wacid.3", from: "15550001111", to: phone, direction: "BUSINESS_INITIATED" };
    await org.ingest(...call({ ...ours, status: "COMPLETED", duration: "3725" }));
    expect(await seen(org)).toMatchObject([{ body: "Call, 3:05" }, { body: "Call, 1:02:05" }]);
    expect(await org.onlyConversation()).toMatchObject({ inboundCount: 1, lastMessageDirection: "outbound" });
    expect(await org.ingest(...call({ event: "connect" }))).toMatchObject([
      { outcome: "ignored", reason: "call: connect" },
    ]);
  });

  hubCase("F13: a heart given in the provider's app is the business's, before or after its message", async (org) => {
    const sides = { sender: { id: "17841400000000001" }, recipient: { id: "1234567890" }, timestamp: Date.now() };
    const heart = instagramFacts({ ...sides, reaction: { mid: "m.1", action: "react", reaction: "love", emoji: "❤" } });
    const from = { aliases: [{ kind: "instagram_id" as const, value: "1234567890" }], name: null };
    expect(await org.ingest(...heart)).toMatchObject([{ outcome: "parked" }]);
    await org.ingest(text("m.1", { from }));
    expect((await org.messages())[0]?.reactions).toMatchObject([{ emoji: "❤", by: "business" }]);
    expect(await org.ingest(...heart)).toMatchObject([{ outcome: "duplicate" }]);
    const taken = { ...sides, timestamp: Date.now() + 5, reaction: { mid: "m.1", action: "unreact" } };
    await org.ingest(...instagramFacts(taken));
    expect((await org.messages())[0]?.reactions).toEqual([]);
  });

  hubCase("F12: a customer whose user id is replaced stays one, without a sender in the news", async (org) => {
    const told = (id: string, parts: object, contact: object = {}) =>
      whatsappFacts("messages", { contacts: [contact], messages: [{ id, timestamp: String(seconds), ...parts }] });
    const said = { type: "text", text: { body: "Hi" } };
    const old = told("wamid.1", { from_user_id: "US.1", ...said }, { user_id: "US.1", profile: { name: "Mia" } });
    const news = whatsappFacts("messages", {
      contacts: [],
      messages: [
        {
          id: "wamid.s",
          timestamp: String(seconds),
          type: "system",
          system: { type: "user_changed_user_id", previous_user_id: "US.1", user_id: "US.2" },
        },
      ],
    });
    const next = told("wamid.2", { from_user_id: "US.2", ...said }, { user_id: "US.2" });
    expect(news).toMatchObject([{ fact: "identity", adds: [{ value: "US.2" }] }]);
    await org.ingest(...old);
    expect(await org.ingest(...news)).toMatchObject([{ outcome: "stored" }]);
    expect(await org.ingest(...news)).toMatchObject([{ outcome: "duplicate" }]);
    await org.ingest(...next);
    expect(await org.onlyConversation()).toMatchObject({ inboundCount: 2 });
  });

  hubCase("F12: the same in reverse, and by the number", async (org) => {
    const news = (system: object) =>
      whatsappFacts("messages", {
        contacts: [],
        messages: [{ id: "wamid.s", timestamp: String(seconds), type: "system", system }],
      });
    const by = (user: string) => ({ aliases: [{ kind: "wa_user_id" as const, value: user }], name: null });
    await org.ingest(text("late", { from: by("US.2") }));
    await org.ingest(
      ...news({ type: "user_changed_user_id", previous_user_id: "US.1", user_id: "US.2", wa_id: phone }),
    );
    await org.ingest(text("early", { from: by("US.1") }));
    await org.ingest(text("numbered", { from: { aliases: [{ kind: "phone", value: phone }], name: null } }));
    expect(await org.onlyConversation()).toMatchObject({ inboundCount: 3 });
    expect(news({ type: "user_changed_user_id", user_id: "US.3" })).toMatchObject([
      { fact: "ignored", reason: "system: user_changed_user_id without an old id" },
    ]);
  });
});

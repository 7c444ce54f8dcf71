import { expect } from "vitest";
import { hubCases, text } from "./harness.ts";

hubCases("inbound", (hubCase) => {
  hubCase("I1: one provider id gives one message and one unread step, in any batch", async (org) => {
    expect(await org.ingest(text("a"))).toEqual([{ outcome: "stored", providerId: "a" }]);
    expect(await org.ingest(text("a"))).toEqual([{ outcome: "duplicate", providerId: "a" }]);
    const batch = await org.ingest(text("b"), text("a"), text("b"));
    expect(batch.map(({ outcome }) => outcome)).toEqual(["stored", "duplicate", "duplicate"]);
    expect((await org.messages()).map(({ providerId }) => providerId)).toEqual(["a", "b"]);
    expect((await org.onlyConversation()).inboundCount).toBe(2);
  });

  hubCase("I1: concurrent webhooks with the same message store it once", async (org) => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => org.hub.ingest(org.batch([text("same"), text(`own-${n}`)]))),
    );
    const outcomes = answers.map(([same]) => same?.outcome);
    expect(outcomes.filter((outcome) => outcome === "stored")).toHaveLength(1);
    expect((await org.onlyConversation()).inboundCount).toBe(13);
  });

  hubCase("I2: every fact takes its own seq, in payload order, and frames only rise", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello();
    await org.ingest(text("a"), text("b"), text("c"));
    await org.ingest(text("d"));
    await ana.until(() => ana.events().filter(({ event }) => event === "message:received").length === 4);
    const seqs = ana.changes().map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set(seqs).size).toBe(seqs.length);
    const positions = (await org.messages()).map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  hubCase("B2: message:received comes before conversation:unread_updated", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello();
    await org.ingest(text("a"));
    await ana.until(() => ana.events().length === 4);
    expect(ana.events().map(({ event }) => event)).toEqual([
      "contact:created",
      "conversation:created",
      "message:received",
      "conversation:unread_updated",
    ]);
  });

  hubCase("I13: a fact that the tables refuse fails alone", async (org) => {
    const bad = text("bad", { content: { toJSON: "x" } });
    const broken = { ...bad, from: { aliases: [], name: null }, at: "not a time" };
    const outcomes = await org.ingest(text("a"), broken, text("c"));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["stored", "failed", "stored"]);
    expect((await org.messages()).map(({ providerId }) => providerId)).toEqual(["a", "c"]);
    expect((await org.hub.ingestReport()).deliveries).toHaveLength(1);
  });

  hubCase("A6: a closed conversation reopens when the contact writes", async (org) => {
    await org.ingest(text("a"));
    const { id: conversationId } = await org.onlyConversation();
    await org.execute("ana", { command: "conversation:close", payload: { conversationId } });
    expect(await org.onlyConversation()).toMatchObject({ status: "closed", resolvedAt: expect.any(String) });
    await org.ingest(text("b"));
    expect(await org.onlyConversation()).toMatchObject({ status: "active", resolvedAt: null });
  });

  hubCase("A10: names of one customer meet in one contact, with or without a number", async (org) => {
    const user = { kind: "wa_user_id" as const, value: "DE.1" };
    const phone = { kind: "phone" as const, value: "15550101" };
    await org.ingest(text("a", { from: { aliases: [user], name: null } }));
    await org.ingest(text("b", { from: { aliases: [phone, user], name: "Maria" } }));
    await org.ingest(text("c", { from: { aliases: [phone], name: null } }));
    expect((await org.onlyConversation()).inboundCount).toBe(3);
    const [contact] = await org.rows<{ json: string }>("SELECT json FROM contact");
    expect(JSON.parse(contact?.json ?? "{}")).toMatchObject({ name: "Maria", phoneNumber: "+15550101" });
  });

  hubCase("A7: outcomes are counted per hour, duplicates too", async (org) => {
    await org.ingest(text("a"), text("a"), { fact: "ignored", reason: "group message", providerId: "g" });
    const [hour] = (await org.hub.ingestReport()).hours;
    expect(hour).toMatchObject({ stored: 1, duplicate: 1, ignored: 1 });
  });

  hubCase("A12: an echo is outbound, without unread or a new window; history lies before all of it", async (org) => {
    await org.ingest(text("a"));
    const before = await org.onlyConversation();
    const { fromAd: _, ...base } = text("echo");
    await org.ingest({ ...base, fact: "echo", direction: "outbound", history: false });
    const old = {
      ...base,
      providerId: "old",
      at: "2025-01-01T00:00:00.000Z",
      fact: "echo" as const,
      direction: "inbound" as const,
      history: true,
    };
    await org.ingest(old);
    expect(await org.onlyConversation()).toMatchObject({ inboundCount: 1, windowClosesAt: before.windowClosesAt });
    expect((await org.messages()).map(({ providerId }) => providerId)).toEqual(["old", "a", "echo"]);
  });

  hubCase("old news: an inbound fact older than 40 days is ignored, and said so", async (org) => {
    const outcomes = await org.ingest(text("a", { at: "2024-01-01T00:00:00.000Z" }));
    expect(outcomes).toEqual([{ outcome: "ignored", providerId: "a", reason: "too old" }]);
  });
});

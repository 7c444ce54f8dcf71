import { expect } from "vitest";
import { parseWhatsApp } from "../../src/channels/whatsapp/parse.ts";
import type { Fact } from "../../src/protocol/facts.ts";
import type { Channel } from "../../src/protocol/records.ts";
import { hubCases, type TestOrg } from "./harness.ts";

const now = Math.floor(Date.now() / 1_000);

/** A change of an account, as Meta sends it: without a number, dated by its entry. */
function news(field: string, value: object, ago = 60): Fact[] {
  const payload = { entry: [{ id: "waba", time: now - ago, changes: [{ field, value }] }] };
  const parsed = parseWhatsApp(payload, new Date().toISOString());
  return parsed.ok ? parsed.groups.flatMap(({ facts }) => facts) : [];
}

const channelOf = async (org: TestOrg): Promise<Channel> => {
  const [channel] = await org.hub.channels();
  if (channel === undefined) throw new Error("no channel");
  return channel;
};
const said = async (org: TestOrg) =>
  ((await channelOf(org)).notices ?? []).map(({ topic, level, code, isOver = false }) => [topic, level, code, isOver]);

const flagged = { display_phone_number: "15550100", event: "FLAGGED", current_limit: "TIER_10K" };
const ban = (waba_ban_state: string) => ({
  event: "DISABLED_UPDATE",
  ban_info: { waba_ban_state, waba_ban_date: "May 1" },
});

hubCases("what a provider says of a number", (hubCase) => {
  hubCase("Cn1: a warning is kept with its channel, told at once, an alert, and in the report", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello();
    expect(await org.ingest(...news("phone_number_quality_update", flagged))).toMatchObject([{ outcome: "stored" }]);
    await ana.until(() => ana.events().some(({ event }) => event === "channel:updated"));
    expect((await channelOf(org)).notices).toMatchObject([
      { topic: "quality", level: "warning", code: "FLAGGED", at: new Date((now - 60) * 1_000).toISOString() },
    ]);
    expect((await org.hub.health()).alertDetails).toMatchObject([{ kind: "channel_warned" }]);
    expect((await org.hub.ingestReport()).deliveries).toMatchObject([{ outcomes: [{ outcome: "stored" }] }]);
    expect(await org.ingest(...news("phone_number_quality_update", flagged))).toMatchObject([{ outcome: "duplicate" }]);
  });

  hubCase("Cn1: what is a warning, what is information, and what is no news of a number", async (org) => {
    const expiration = now + 86_400;
    const restriction_info = [{ restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING", expiration }];
    await org.ingest(
      ...news("account_update", { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SCAM" } }),
      ...news("account_update", { event: "ACCOUNT_RESTRICTION", restriction_info }),
      ...news("account_update", ban("SCHEDULE_FOR_DISABLE")),
      ...news("account_update", { event: "PARTNER_REMOVED" }),
      ...news("account_review_update", { decision: "REJECTED" }),
      ...news("account_alerts", {
        alert_info: { alert_severity: "CRITICAL", alert_type: "OBA_REJECTED", alert_status: "ACTIVE" },
      }),
      ...news("account_alerts", { alert_info: { alert_severity: "INFORMATIONAL", alert_type: "OBA_APPROVED" } }),
      ...news("business_capability_update", { max_daily_conversation_per_phone: 1_000 }),
    );
    expect(await said(org)).toEqual([
      ["violation", "warning", "ACCOUNT_VIOLATION", false],
      ["restriction", "warning", "ACCOUNT_RESTRICTION", false],
      ["ban", "warning", "SCHEDULE_FOR_DISABLE", false],
      ["account", "warning", "PARTNER_REMOVED", false],
      ["review", "warning", "REJECTED", false],
      ["alert OBA_REJECTED", "warning", "OBA_REJECTED", false],
      ["alert OBA_APPROVED", "info", "OBA_APPROVED", false],
      ["limit", "info", "business_capability_update", false],
    ]);
    expect((await channelOf(org)).notices?.[1]?.until).toBe(new Date(expiration * 1_000).toISOString());
    expect(news("account_update", { event: "AD_ACCOUNT_LINKED" })).toMatchObject([{ fact: "ignored" }]);
    expect((await org.hub.health()).alertDetails).toHaveLength(6);
  });

  hubCase("Cn2: of one topic the newest holds, in whatever order it comes", async (org) => {
    const [bad, good] = [news("account_update", ban("DISABLE"), 120), news("account_update", ban("REINSTATE"), 60)];
    await org.ingest(...good, ...bad);
    expect(await said(org)).toEqual([["ban", "info", "REINSTATE", true]]);
    await org.ingest(...bad, ...good, ...news("account_update", ban("DISABLE"), 30));
    expect(await said(org)).toEqual([["ban", "warning", "DISABLE", false]]);
    expect((await org.hub.health()).alertDetails).toHaveLength(1);
  });

  hubCase("Cn2: who manages the channel marks it as seen; what is said later is told again", async (org) => {
    await org.ingest(...news("phone_number_quality_update", flagged));
    const { id } = await channelOf(org);
    expect(await org.hub.updateChannel({ type: "agent", agentId: "ana" }, id, { resume: true })).toMatchObject({
      ok: true,
    });
    expect((await org.hub.health()).alertDetails).toEqual([]);
    await org.ingest(...news("phone_number_quality_update", flagged));
    expect((await org.hub.health()).alertDetails).toEqual([]);
    await org.ingest(...news("phone_number_quality_update", flagged, 10));
    expect((await org.hub.health()).alertDetails).toHaveLength(1);
  });

  hubCase("Cn3: that a number is in a group is told once; each message is in the report, with why", async (org) => {
    const value = (parts: object) => ({ metadata: { phone_number_id: "1" }, ...parts });
    const message = (id: string) => ({
      id,
      from: "1",
      group_id: "g",
      timestamp: String(now),
      type: "text",
      text: { body: "x" },
    });
    const status = { id: "wamid.s", status: "sent", timestamp: String(now), recipient_type: "group" };
    for (const parts of [
      { messages: [message("wamid.g1")] },
      { messages: [message("wamid.g2")] },
      { statuses: [status] },
    ])
      expect(await org.ingest(...news("messages", value(parts)))).toMatchObject([
        { outcome: "ignored", reason: expect.stringContaining("group message") as string },
      ]);
    expect(await said(org)).toEqual([["groups", "info", "group_messages", false]]);
    expect((await org.hub.ingestReport()).deliveries).toHaveLength(3);
    expect((await org.hub.health()).alertDetails).toEqual([]);
  });
});

import { createHmac } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

describe("the ingest page", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  /** A webhook as Meta would sign it: whatever is given as the items of a change. */
  async function deliver(value: Record<string, unknown>, field = "messages"): Promise<void> {
    const { wabaId, phoneNumberId, appSecret } = parley.demo.whatsapp;
    const metadata = { display_phone_number: "34910000000", phone_number_id: phoneNumberId };
    const body = JSON.stringify({
      object: "whatsapp_business_account",
      entry: [{ id: wabaId, changes: [{ field, value: { messaging_product: "whatsapp", metadata, ...value } }] }],
    });
    const signature = createHmac("sha256", appSecret).update(body).digest("hex");
    const response = await fetch(`${parley.url}/webhooks/meta`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` },
      body,
    });
    expect(response.status).toBe(200);
  }

  const text = (id: string, body: string) => ({
    from: "4915112345678",
    id,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: "text",
    text: { body },
  });
  const open = (window: AgentWindow) => window.page.getByRole("link", { name: "Ingest" }).click();
  const row = (words: string | RegExp) =>
    ana.page.getByRole("list", { name: "Deliveries" }).getByRole("listitem").filter({ hasText: words });
  const refresh = () => ana.page.getByRole("button", { name: "Refresh" }).click();

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("A13 says in words that everything that arrived was stored", async () => {
    await parley.customerWrites({ from: "+4915112345678", name: "Jonas Keller", text: "Is it open?" });
    await open(ana);
    await ana.page.getByText("Everything that arrived was stored.").waitFor();
    await ana.page.getByRole("heading", { name: "Everything that arrived was stored" }).waitFor();
    await ana.page.getByText("Numbers per hour").click();
    const table = ana.page.getByRole("table");
    expect(await table.getByRole("row").nth(1).getByRole("cell").allInnerTexts()).toEqual([
      "1",
      "1",
      "0",
      "0",
      "0",
      "0",
    ]);
  });

  it("A13 shows what was not stored, why, and its bytes as they came", async () => {
    await deliver({ messages: [text("wamid.kept", "kept"), { ...text("wamid.group", "all"), group_id: "g" }] });
    await deliver({ event: "flow_status" }, "flows");
    await refresh();
    await ana.page.getByText("2 of 4 that arrived were not stored: 2 ignored.").waitFor();
    const group = row("A message in a group");
    expect(await group.innerText()).toContain("Stored");
    expect(await row("News of the kind “flows”").count()).toBe(1);

    await group.getByRole("button", { expanded: false }).click();
    expect(await group.getByRole("list", { name: "What became of its items" }).innerText()).toContain("wamid.group");
    const raw = await group.locator("pre").innerText();
    expect(raw).toContain('"group_id": "g"');
    expect(raw.split("\n").length).toBeGreaterThan(10);
  });

  it("A13 copies the bytes exactly", async () => {
    await ana.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await row("A message in a group").getByRole("button", { name: "Copy" }).click();
    await row("A message in a group").getByRole("button", { name: "Copied" }).waitFor();
    const copied = await ana.page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toContain('"group_id":"g"');
    expect(JSON.parse(copied)).toMatchObject({ object: "whatsapp_business_account" });
  });

  it("A13 a replay takes it in again, doubles nothing, and says what came of it", async () => {
    const group = row("A message in a group");
    await group.getByRole("button", { name: "Replay" }).click();
    await group.getByText("Taken in again: 1 duplicate, 1 ignored.").waitFor();
    expect(await group.getByRole("button", { expanded: true }).innerText()).toContain("Duplicate");
    await ana.page.getByText(/1 came again and counted once/u).waitFor();
  });

  it("A13 what waits for its message is parked; a filter shows it alone", async () => {
    await deliver({
      statuses: [{ id: "wamid.none", status: "sent", timestamp: "1760000000", recipient_id: "4915112345678" }],
    });
    await ana.page.getByLabel("Outcome").selectOption("parked");
    await expect.poll(() => ana.page.getByRole("list", { name: "Deliveries" }).getByRole("listitem").count()).toBe(1);
    await row("about a message that is not here yet").waitFor();
    await ana.page.getByLabel("Outcome").selectOption("failed");
    await ana.page.getByRole("heading", { name: "None of that kind" }).waitFor();
    await ana.page.getByLabel("Outcome").selectOption("");
    await row("A message in a group").waitFor();
  });

  it("A13 older ones come page by page", async () => {
    for (let n = 0; n < 55; n++) await deliver({ event: `e${n}` }, `field_${n}`);
    await refresh();
    await row("“field_54”").waitFor();
    const count = () => ana.page.locator(".delivery").count();
    // More came than a page holds: what was shown before lies behind them, on the next one.
    await expect.poll(count).toBe(50);
    await ana.page.getByRole("button", { name: "Show older ones" }).click();
    await expect.poll(count).toBe(58);
    expect(await ana.page.getByRole("button", { name: "Show older ones" }).count()).toBe(0);
  });

  it("A13 who may not see it is told so, and by whom it is seen", async () => {
    const agent = parley.demo.agents.find((one) => one.role === "agent");
    if (agent === undefined) throw new Error("the demo has an agent of that role");
    const ben = await AgentWindow.signedIn(browser, parley.url, agent);
    expect(await ben.page.getByRole("link", { name: "Ingest" }).count()).toBe(0);
    await ben.page.goto(`${parley.url}/o/${parley.demo.org}/ingest`);
    await ben.page.getByText("This page is for owners and admins").waitFor();
    await ben.close();
  });

  it.each(["light", "dark"] as const)(
    "A13, H5 has no violations in the %s theme, wide and narrow",
    async (colorScheme) => {
      await ana.page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await ana.page.setViewportSize({ width, height: 800 });
        await ana.page.reload();
        await row("“field_54”").getByRole("button").click();
        await row("“field_54”").locator("pre").waitFor();
        await ana.page.getByText("Numbers per hour").click();
        expect(await violations(ana)).toEqual([]);
        expect(await ana.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
      await ana.page.setViewportSize({ width: 1280, height: 800 });
    },
  );
});

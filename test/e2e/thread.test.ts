import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const customer = { from: "+4915112345678", name: "Jonas Keller" };

describe("a thread", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    for (let n = 1; n <= 160; n++) await parley.customerWrites({ ...customer, text: `line ${n} of the story` });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    await ana.openConversation(customer.name);
    // What was unread is read: it opens at its newest from then on.
    await ana.page.getByRole("log").waitFor();
    await ana.page.keyboard.press("End");
    await ana.row(customer.name).locator(".row-unread").waitFor({ state: "detached" });
    await ana.page.reload();
    await ana.page.getByRole("log").waitFor();
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  async function scrollTo(top: number): Promise<void> {
    await ana.page.getByRole("log").evaluate((log: { scrollTop: number }, to: number) => {
      log.scrollTop = to;
    }, top);
  }

  it("H2 opens at its newest message", async () => {
    await ana.message("line 160 of the story").waitFor();
    expect(await ana.page.locator("[data-message]").count()).toBeLessThan(60);
  });

  it("H2 loads older messages as one reads back, and what one reads keeps its place", async () => {
    const log = ana.page.getByRole("log");
    const height = () => log.evaluate((element: { scrollHeight: number }) => element.scrollHeight);
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = false;
    await ana.page.route(/\/messages\?.*before=/u, async (route) => {
      asked = true;
      await held;
      await route.continue();
    });
    await log.hover();
    await expect
      .poll(async () => {
        await ana.page.mouse.wheel(0, -200);
        return asked;
      })
      .toBe(true);
    const line = ana.message("line 120 of the story");
    await line.scrollIntoViewIfNeeded();
    const [before, heightBefore] = [await line.boundingBox(), await height()];
    release();
    await expect.poll(height).toBeGreaterThan(heightBefore + 500);
    const after = await line.boundingBox();
    expect(before).not.toBeNull();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(1);
    await ana.page.unroute(/\/messages\?.*before=/u);

    await expect
      .poll(async () => {
        await scrollTo(0);
        return ana.message("line 1 of the story").isVisible();
      })
      .toBe(true);
  });

  it("H2 news do not move a reader of the past: they are counted, and a press leads to them", async () => {
    const before = await ana.message("line 3 of the story").first().boundingBox();
    await parley.customerWrites({ ...customer, text: "first news" });
    await parley.customerWrites({ ...customer, text: "second news" });
    const pill = ana.page.getByRole("button", { name: "2 new" });
    await pill.waitFor();
    expect(await ana.message("line 3 of the story").first().boundingBox()).toEqual(before);
    expect(await ana.rowText(customer.name)).toContain("2 unread");
    await pill.click();
    await ana.message("second news").waitFor();
    await expect.poll(() => ana.rowText(customer.name)).not.toContain("unread");
    expect(await pill.isVisible()).toBe(false);
  });

  it("H2 whoever is at the end sees news at once", async () => {
    await parley.customerWrites({ ...customer, text: "third news" });
    await ana.message("third news").waitFor();
    await expect.poll(() => ana.message("third news").isVisible()).toBe(true);
  });
});

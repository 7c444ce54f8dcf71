import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sections } from "../../src/web/settings/sections.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { moving, outOfReach } from "./support/reach.ts";

/** A window of 1280 pixels at 200 % has half of them; a small phone has fewer. */
const looks = [
  { name: "at 200 %", viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  { name: "on a small phone", viewport: { width: 360, height: 740 }, hasTouch: true },
] as const;

describe("little room", () => {
  let parley: LocalParley;
  let browser: Browser;
  let owner: LocalParley["demo"]["agents"][number];

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first] = parley.demo.agents;
    if (first === undefined) throw new Error("the demo has an agent");
    owner = first;
    const from = "+46701740650";
    const name = "Wilhelmina Featherstonehaugh-Montgomery of the Lower Valley Wholesale Cooperative";
    await parley.customerWrites({ from, name, text: `https://example.com/${"a-very-long-address/".repeat(12)}` });
    await parley.customerWrites({ from, name, text: "Is it there?" });
    await parley.customerWrites({ from: "+4915112345678", text: "No name" });
  });

  afterAll(async () => {
    await browser?.close();
    await parley?.stop();
  });

  it.each(looks)(
    "H5 everything is reached, and nothing scrolls to the side: $name",
    async ({ name: _, ...options }) => {
      const window = await AgentWindow.signedIn(browser, parley.url, owner, { ...options, reducedMotion: "reduce" });
      const { page } = window;
      /** Says which screen it was. */
      const isFine = async (screen: string) => {
        expect([screen, ...(await outOfReach(page)), ...(await moving(page))]).toEqual([screen]);
      };
      await window.row("Wilhelmina").waitFor();
      await isFine("list");
      await page.getByRole("button", { name: "Filter" }).click();
      await window.dialog().getByLabel("Assignee").waitFor();
      await isFine("filter");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Select conversations" }).click();
      await page.getByRole("button", { name: "Select all shown" }).click();
      await page.getByRole("region", { name: "Selected conversations" }).getByText("2 selected").waitFor();
      await isFine("selection");
      await page.getByRole("button", { name: "End the selection" }).click();

      await window.row("Wilhelmina").click();
      await window.message("Is it there?").waitFor();
      await isFine("thread");
      await window.replyField().fill(`${"A long reply. ".repeat(60)}\n`.repeat(5));
      await isFine("writing");
      await window.replyField().fill("");
      await page.getByRole("button", { name: "Emoji" }).click();
      await page.getByRole("gridcell").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "Archive" }).waitFor();
      await isFine("menu");
      await page.keyboard.press("Escape");

      for (const path of ["mentions", "contacts", "ingest", ...sections.map((one) => `settings/${one}`)]) {
        await page.goto(`${parley.url}/o/acme/${path}`);
        await page.getByRole("main").getByRole("heading").first().waitFor();
        await page.waitForLoadState("networkidle");
        await isFine(path);
      }
      await page.goto(`${parley.url}/o/acme/inbox/all`);
      await window.row("Wilhelmina").waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").waitFor();
      await isFine("command bar");
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await page.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
      await isFine("keys");
      await window.close();
    },
  );

  it.each(looks)("H5 so is what comes before the inbox: $name", async ({ name: _, ...options }) => {
    const window = await AgentWindow.open(browser, parley.url, { ...options, reducedMotion: "reduce" });
    for (const path of ["sign-in", "sign-up", "forgot-password", "reset-password?token=x"]) {
      await window.page.goto(`${parley.url}/${path}`);
      await window.page.getByRole("heading", { level: 1 }).waitFor();
      expect([path, ...(await outOfReach(window.page)), ...(await moving(window.page))]).toEqual([path]);
    }
    await window.close();
  });
});

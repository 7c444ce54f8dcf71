import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const customer = { from: "+46701740610", name: "Rosa Lind" };

describe("the connection", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, admin] = parley.demo.agents;
    if (owner === undefined || admin === undefined) throw new Error("the demo has two agents at least");
    await parley.customerWrites({ ...customer, text: "Are you open today?" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    ben = await AgentWindow.signedIn(browser, parley.url, admin);
    await ana.openConversation(customer.name);
    await ben.openConversation(customer.name);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("B4 B5 I9 what is written offline is shown waiting, and sent once when the network is back", async () => {
    await ana.page.context().setOffline(true);
    await ana.page.getByText("You are offline — messages will be sent when you are back").waitFor();
    await ana.reply("Until eight");
    await ana.reply("and Sundays too");
    await ana.showsTick("Until eight", "Waiting");
    expect(await parley.textsSent()).toEqual([]);

    await parley.customerWrites({ ...customer, text: "Hello?" });
    await ana.page.context().setOffline(false);
    await ana.isLive();
    await ana.message("Hello?").waitFor();
    await ana.showsTick("and Sundays too", "Read at");
    await ben.message("and Sundays too").waitFor();
    expect(await parley.textsSent()).toEqual(["Until eight", "and Sundays too"]);
    expect(await ben.texts()).toEqual(await ana.texts());
  });

  it("I3 B3 B6 a restart of the server loses nothing, and what was written meanwhile is sent once", async () => {
    const before = await ana.texts();
    const startAgain = await parley.interrupt();
    await ana.page.getByText("Reconnecting…").waitFor();
    await ana.reply("Written while nobody listened");
    await startAgain();
    for (const agent of [ana, ben]) {
      await agent.isLive();
      await agent.showsTick("Written while nobody listened", "Read at");
      expect(await agent.texts()).toEqual([...before, "Written while nobody listened"]);
    }
    const sent = await parley.textsSent();
    expect(sent.filter((text) => text === "Written while nobody listened")).toHaveLength(1);
  });

  it("I7 B4 a message without an answer survives a reload of the page", async () => {
    const startAgain = await parley.interrupt();
    await ana.page.getByText("Reconnecting…").waitFor();
    await ana.reply("Kept over a reload");
    await ana.showsTick("Kept over a reload", "Waiting");
    await startAgain();
    await ana.page.reload();
    await ana.showsTick("Kept over a reload", "Read at");
    expect((await parley.textsSent()).filter((text) => text === "Kept over a reload")).toHaveLength(1);
  });

  it("B3 two tabs of one profile live side by side, a duplicated one too", async () => {
    const second = await ana.page.context().newPage();
    // What a browser does when it duplicates a tab: the new one begins with a copy of sessionStorage.
    const copied = await ana.page.evaluate("JSON.stringify(sessionStorage)");
    await second.addInitScript(
      `for (const [key, value] of Object.entries(${String(copied)})) sessionStorage.setItem(key, value);`,
    );
    await second.goto(ana.page.url());
    await second.getByText("Live", { exact: true }).waitFor();
    await parley.customerWrites({ ...customer, text: "Seen in both tabs" });
    for (const tab of [ana.page, second])
      await tab.getByRole("article").filter({ hasText: "Seen in both tabs" }).waitFor();
    await ana.isLive();
    await second.close();
  });
});

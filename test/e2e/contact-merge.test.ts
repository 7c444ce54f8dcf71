import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const nils = { from: "+46701740661", name: "Nils Holm" };
const work = { from: "+46701740662", name: "Holm at work" };

/** One customer who writes by two numbers, and who wants no more. The cases follow one another. */
describe("E6: one contact of several", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const { agents } = parley.demo;
    await parley.customerWrites({ ...work, text: "From my desk" });
    await parley.customerWrites({ ...nils, text: "From the train" });
    const [first, second] = agents;
    if (first === undefined || second === undefined) throw new Error("the demo has three agents");
    ana = await AgentWindow.signedIn(browser, parley.url, first);
    ben = await AgentWindow.signedIn(browser, parley.url, second);
    await ana.openConversation(nils.name);
    await ben.openConversation(work.name);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  const panel = (agent: AgentWindow): Locator => agent.page.getByRole("complementary", { name: "Contact" });
  const same = (agent: AgentWindow): Locator => panel(agent).getByRole("region", { name: "Same customer" });
  const heading = (agent: AgentWindow, name: string): Locator =>
    panel(agent).getByRole("heading", { level: 3, name, exact: true });

  it("found by the name, said what comes together, merged by keyboard: everybody sees one contact", async () => {
    await same(ana).getByRole("button", { name: "Merge another contact" }).press("Enter");
    const dialog = ana.page.getByRole("dialog", { name: `Merge another contact into ${nils.name}` });
    await dialog.getByRole("searchbox", { name: "Name or number" }).fill("holm");
    await dialog.getByRole("radio", { name: work.name }).press("Space");
    await dialog.getByRole("region", { name: "What comes together" }).getByText(`It is called ${nils.name}.`).waitFor();
    expect(await violations(ana)).toEqual([]);
    await dialog.getByRole("button", { name: "Merge", exact: true }).press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await same(ana).getByText(work.from).waitFor();
    await heading(ben, nils.name).waitFor();
    // The other conversation is listed beside this one.
    await panel(ana).getByText("From my desk").waitFor();
    expect(await violations(ana)).toEqual([]);
  });

  it("taken back at once, or separated later: each is who it was", async () => {
    await same(ana).getByRole("button", { name: "Undo" }).click();
    await heading(ben, work.name).waitFor();
    await same(ana).getByText("One contact.").waitFor();
    await same(ana).getByRole("button", { name: "Merge another contact" }).click();
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill(work.from);
    await dialog.getByRole("radio", { name: work.name }).check();
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await heading(ben, nils.name).waitFor();
    await same(ana)
      .getByRole("button", { name: `Separate ${work.name}` })
      .press("Enter");
    await heading(ben, work.name).waitFor();
  });

  it("D11: who wants no messages is marked in the panel and above the box, until they want them again", async () => {
    const wants = panel(ana).getByRole("region", { name: "What they want to get" });
    await wants.getByRole("combobox", { name: "All messages by WhatsApp" }).selectOption("Opted out");
    await panel(ana).getByText("Opted out: All messages by WhatsApp").waitFor();
    await wants.getByText(/Noted by the team/).waitFor();
    const hint = ana.page.getByText("The customer has opted out of messages by WhatsApp.");
    await hint.waitFor();
    expect(await violations(ana)).toEqual([]);
    await wants.getByRole("combobox", { name: "All messages by WhatsApp" }).selectOption("Wants it");
    await hint.waitFor({ state: "hidden" });
  });
});

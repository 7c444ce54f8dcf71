import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const rosa = { from: "+46701740610", name: "Rosa Lind" };
const tomas = { from: "+46701740611", name: "Tomas Berg" };

/** Two agents on one conversation. The cases follow one another, as a day does. */
describe("working together", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, admin] = parley.demo.agents;
    if (owner === undefined || admin === undefined) throw new Error("the demo has two agents at least");
    await parley.customerWrites({ ...tomas, text: "Do you ship to Norway?" });
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    ben = await AgentWindow.signedIn(browser, parley.url, admin);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  const header = (agent: AgentWindow): Locator => agent.page.locator(".thread-header");
  const banner = (agent: AgentWindow): Locator => agent.page.getByLabel("Who is replying");

  const focused = (agent: AgentWindow): Promise<unknown> =>
    agent.page.evaluate("document.activeElement?.getAttribute('aria-label')");

  it("C2 who looks at a conversation is seen in its header and in the list, and seen leaving", async () => {
    await ana.openConversation(rosa.name);
    await ben.row(rosa.name).getByText("Ana is looking at this").waitFor({ state: "attached" });
    await ben.openConversation(rosa.name);
    await header(ana).getByText("Ben is looking at this").waitFor({ state: "attached" });
    await ben.openConversation(tomas.name);
    await header(ana).getByText("Ben is looking at this").waitFor({ state: "detached" });
    await ana.row(tomas.name).getByText("Ben is looking at this").waitFor({ state: "attached" });
    await ben.openConversation(rosa.name);
  });

  it("C2 busy is chosen in the menu, and shown to the others", async () => {
    await ben.page.getByRole("button", { name: /^Account of/u }).click();
    await ben.page.getByRole("menuitemradio", { name: "Busy" }).click();
    await header(ana).locator(".avatar-dot-busy").waitFor();
    await ben.page.getByRole("menuitemradio", { name: "Online" }).click();
    await ben.page.keyboard.press("Escape");
    await header(ana).locator(".avatar-dot-online").waitFor();
  });

  it("C1 C3 the focus of the reply box locks: the others read who replies, and see the typing begin and end", async () => {
    await ana.replyField().focus();
    await banner(ben).getByText("Ana is replying").waitFor();
    await ben.row(rosa.name).getByText("Ana is replying").waitFor();
    await ana.replyField().pressSequentially("Yes, we");
    await ben.page.locator(".composer-typing").getByText("Ana is typing…").waitFor();
    await ben.row(rosa.name).getByText("Ana is typing…").waitFor();
    // Its end comes by its short life alone.
    await ben.page.getByText("Ana is typing…").first().waitFor({ state: "detached", timeout: 10_000 });
    expect(await banner(ana).innerText()).toBe("");
  });

  it("I6 C1 a takeover is one step; who lost it reads by whom, and keeps what was typed", async () => {
    await banner(ben).getByRole("button", { name: "Take over" }).click();
    await banner(ana).getByText("Ben took over. What you typed is kept.").waitFor();
    expect(await ana.replyField().inputValue()).toBe("Yes, we");
    expect(await banner(ben).innerText()).toBe("");
  });

  it("I6 a send while another replies is refused and comes back; taking over and sending is one step", async () => {
    await ana.reply("Yes, we have it");
    const takeOver = banner(ana).getByRole("button", { name: "Take over and send" });
    await takeOver.waitFor();
    expect(await ana.replyField().inputValue()).toBe("Yes, we have it");
    expect(await parley.textsSent()).toEqual([]);
    await takeOver.click();
    for (const agent of [ana, ben]) await agent.showsTick("Yes, we have it", "Read at");
    expect(await ana.replyField().inputValue()).toBe("");
    await banner(ben).getByText("Ana took over").waitFor();
    expect(await parley.textsSent()).toEqual(["Yes, we have it"]);
  });

  it("C1 leaving the conversation frees it at once", async () => {
    await ana.openConversation(tomas.name);
    await expect.poll(() => banner(ben).innerText()).toBe("");
    await ana.openConversation(rosa.name);
  });

  it("C5 a draft is saved, marked in the list, and there again after a reload and in a second tab", async () => {
    await ben.replyField().fill("About the oat milk");
    await ben.page.getByText("Draft saved").waitFor();
    await ben.page.reload();
    await expect.poll(() => ben.replyField().inputValue()).toBe("About the oat milk");
    const second = new AgentWindow(await ben.page.context().newPage());
    await second.page.goto(ben.page.url());
    await expect.poll(() => second.replyField().inputValue()).toBe("About the oat milk");
    await second.row(rosa.name).getByText("Draft:").waitFor();
    // What one tab writes on, the other follows.
    await second.replyField().fill("About the oat milk and more");
    await expect.poll(() => ben.replyField().inputValue()).toBe("About the oat milk and more");
    // Private to its author.
    expect(await ana.rowText(rosa.name)).not.toContain("Draft");
    await second.page.close();
  });

  it("I7 C5 typed in two places at once: what is typed here stays, and the choice is offered", async () => {
    const second = new AgentWindow(await ben.page.context().newPage());
    await second.page.goto(ben.page.url());
    await expect.poll(() => second.replyField().inputValue()).toBe("About the oat milk and more");
    await ben.page.context().setOffline(true);
    await ben.page.getByText("You are offline").waitFor();
    await ben.replyField().fill("Written on the train");
    await second.page.getByText("You are offline").waitFor();
    await second.replyField().fill("Written in the other tab");
    await ben.page.context().setOffline(false);
    const tabs = [ben, second];
    for (const tab of tabs) await tab.isLive();
    const loser = await Promise.any(
      tabs.map(async (tab) => {
        await tab.page.getByText("This draft was changed elsewhere.").waitFor();
        return tab;
      }),
    );
    const kept = await loser.replyField().inputValue();
    await loser.page.getByRole("button", { name: "Keep mine" }).click();
    for (const tab of tabs) await expect.poll(() => tab.replyField().inputValue()).toBe(kept);
    // Whichever tab holds the lock lets go of it, as a tab does that is closed by a person.
    for (const tab of tabs) await tab.openConversation(tomas.name);
    await expect.poll(() => banner(ana).innerText()).toBe("");
    await ben.openConversation(rosa.name);
    await second.page.close();
  });

  it("C5 sending clears the draft in every tab", async () => {
    const second = new AgentWindow(await ben.page.context().newPage());
    await second.page.goto(ben.page.url());
    await expect.poll(() => second.replyField().inputValue()).not.toBe("");
    await ben.reply("We also have soy");
    await ben.showsTick("We also have soy", "Read at");
    await expect.poll(() => second.replyField().inputValue()).toBe("");
    await ben.page.reload();
    await ben.message("We also have soy").waitFor();
    expect(await ben.replyField().inputValue()).toBe("");
    await second.page.close();
  });

  it("C8 a note with a mention is seen by the colleagues, and never sent to the customer", async () => {
    const sentBefore = await parley.textsSent();
    await ana.page.locator(".thread-name").click();
    await ana.page.keyboard.press("r");
    await banner(ben).getByText("Ana is replying").waitFor();
    await ana.page.keyboard.press("Escape");
    await ana.page.keyboard.press("n");
    // A note keeps nobody from replying.
    await expect.poll(() => banner(ben).innerText()).toBe("");
    const field = ana.page.getByRole("textbox", { name: /^Note on/u });
    await expect.poll(() => focused(ana)).toBe(`Note on ${rosa.name}`);
    await field.pressSequentially("Ask @be");
    await ana.page.getByRole("option", { name: "Ben" }).waitFor();
    await field.press("Enter");
    await field.pressSequentially("for the price");
    await field.press("Enter");
    for (const agent of [ana, ben]) {
      const note = agent.page.getByRole("article", { name: /^Note by/u });
      await note.getByText("@Ben", { exact: true }).waitFor();
      expect(await note.innerText()).toContain("Ask @Ben for the price");
      // The list shows what customers and business said to each other.
      await expect.poll(() => agent.rowText(rosa.name)).toContain("We also have soy");
    }
    // A message after it has arrived: had the note been sent, it would be there too.
    await ben.reply("And oat");
    await ben.showsTick("And oat", "Read at");
    expect(await parley.textsSent()).toEqual([...sentBefore, "And oat"]);
    await ana.page.keyboard.press("Escape");
    await ana.page.keyboard.press("r");
    await expect.poll(() => focused(ana)).toBe(`Reply to ${rosa.name}`);
  });

  it("C7 a conversation is assigned, found under Mine and Unassigned, and seen on its row", async () => {
    await ana.assign("Me");
    await ben.row(rosa.name).getByText("Ana has this").waitFor({ state: "attached" });
    await ana.view("Mine");
    await ana.row(rosa.name).waitFor();
    expect(await ana.row(tomas.name).count()).toBe(0);
    await ana.view("Unassigned");
    await ana.row(tomas.name).waitFor();
    expect(await ana.row(rosa.name).count()).toBe(0);
    await ana.view("Open");
    await ana.openConversation(rosa.name);
  });

  it("C7 of two who claim it, one learns who has it, and may still take it", async () => {
    await ana.page.context().setOffline(true);
    await ana.page.getByText("You are offline").waitFor();
    await ben.assign("Me");
    await ana.assign("Chioma");
    await ana.page.getByRole("button", { name: "Assigned to Chioma" }).waitFor();
    await ana.page.context().setOffline(false);
    await ana.page.getByText(/Assigning .* did not work: Ben has it\./u).waitFor();
    await ana.page.getByRole("button", { name: "Assigned to Ben" }).waitFor();
    await ana.page.getByRole("button", { name: "Assign anyway" }).click();
    await ben.page.getByRole("button", { name: "Assigned to Chioma" }).waitFor();
    await ana.assign("Nobody");
    await ben.page.getByRole("button", { name: "Assign", exact: true }).waitFor();
  });

  it("C1 C2 I5 an agent who goes offline and comes back replies on, and the others see it", async () => {
    await ana.replyField().fill("Typed before the tunnel");
    await banner(ben).getByText("Ana is replying").waitFor();
    await ana.page.context().setOffline(true);
    await ana.page.getByText("You are offline").waitFor();
    await ana.replyField().fill("Typed before and in the tunnel");
    await ana.page.context().setOffline(false);
    await ana.isLive();
    await banner(ben).getByText("Ana is replying").waitFor();
    await header(ben).getByText("Ana is looking at this").waitFor({ state: "attached" });
    await ana.page.getByText("Draft saved").waitFor();
    await ana.replyField().press("Enter");
    for (const agent of [ana, ben]) await agent.showsTick("Typed before and in the tunnel", "Read at");
    expect(await banner(ana).innerText()).toBe("");
  });

  it("C2 nobody at the keys for five minutes is away, and a key brings back", async () => {
    await ben.page.clock.install();
    await ben.page.keyboard.press("Shift");
    await ben.page.clock.fastForward("05:01");
    await header(ana).locator(".avatar-dot-away").waitFor();
    await ben.page.keyboard.press("Shift");
    await header(ana).locator(".avatar-dot-online").waitFor();
  });
});

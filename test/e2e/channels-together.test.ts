import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

/** Her WhatsApp and her phone have one number: she is one customer with two conversations. */
const rosa = { from: "+12025550123", name: "Rosa Lind" };

const kim = "kim@harbour.test";
const leo = { from: "+12025550124" };

/** One customer over several channels. The cases follow one another, as a day does. */
describe("a customer on several channels", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first, second] = parley.demo.agents;
    if (first === undefined || second === undefined) throw new Error("the demo has three agents");
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    await parley.customerWrites({ ...rosa, channel: "sms", text: "I am on the road now" });
    await parley.customerWrites({ ...rosa, text: "Back on WiFi" });
    ana = await AgentWindow.signedIn(browser, parley.url, first);
    ben = await AgentWindow.signedIn(browser, parley.url, second);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  const row = (agent: AgentWindow, channel: string) =>
    agent.row(rosa.name).filter({ has: agent.page.getByTitle(channel, { exact: true }) });
  const together = (agent: AgentWindow) => agent.page.getByRole("button", { name: "All channels" });
  const channel = (agent: AgentWindow) => agent.page.getByRole("button", { name: /^Write by/u });
  /** What was said, with the lines that name a channel. */
  const thread = (agent: AgentWindow) =>
    agent.page.getByRole("log").locator(".channel-line, .bubble-text").allTextContents();

  async function open(agent: AgentWindow, by: string): Promise<void> {
    await row(agent, by).click();
    await agent.page.getByRole("heading", { level: 2, name: rosa.name }).hover();
  }

  it("E6 the thread shows what was said on all of them, by time, and reads it in all of them", async () => {
    await open(ana, "WhatsApp");
    await ana.message("I am on the road now").waitFor();
    expect(await thread(ana)).toEqual([
      "WhatsApp",
      "Do you have oat milk?",
      "SMS",
      "I am on the road now",
      "WhatsApp",
      "Back on WiFi",
    ]);
    for (const by of ["WhatsApp", "SMS"]) await row(ana, by).and(ana.page.locator(":not([data-unread])")).waitFor();
    expect(await violations(ana)).toEqual([]);
  });

  it("E6 or each by itself, which is remembered", async () => {
    await together(ana).click();
    await ana.message("I am on the road now").waitFor({ state: "detached" });
    expect(await thread(ana)).toEqual(["Do you have oat milk?", "Back on WiFi"]);
    await ana.page.reload();
    await ana.isLive();
    await ana.message("Back on WiFi").waitFor();
    await ana.page.locator("button[aria-pressed=false]").and(together(ana)).waitFor();
    await together(ana).click();
    await ana.message("I am on the road now").waitFor();
  });

  it("E6 a colleague sees on which channel somebody replies", async () => {
    await open(ben, "WhatsApp");
    await open(ana, "SMS");
    await ana.replyField().fill("Shall we");
    await ben.page.getByText("Ana is replying by SMS").waitFor();
    // The other conversation is free.
    await ben.replyField().fill("Yes, we do");
    await ana.page.getByText("Ben is replying by WhatsApp").waitFor();
    await ben.replyField().fill("");
    await ben.replyField().blur();
    await ana.page.getByText("Ben is replying by WhatsApp").waitFor({ state: "detached" });
  });

  it("E6 the channel is chosen by keyboard; each has its own draft, and what is written goes there", async () => {
    await channel(ana).focus();
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("menuitemradio", { name: /^WhatsApp/u }).focus();
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("button", { name: "Write by WhatsApp" }).waitFor();
    // The thread stays where it is, and whoever has chosen goes on writing.
    await ana.page.locator("textarea:focus").waitFor();
    expect(await ana.replyField().inputValue()).toBe("");
    await ana.page.keyboard.type("We do, in the blue box");
    await ana.page.keyboard.press("Enter");
    await ana.showsTick("We do, in the blue box", "Read");
    expect(await parley.textsSent()).toEqual(["We do, in the blue box"]);
    await channel(ana).click();
    await ana.page.getByRole("menuitemradio", { name: /^SMS/u }).click();
    await ana.page.getByRole("button", { name: "Write by SMS" }).waitFor();
    expect(await ana.replyField().inputValue()).toBe("Shall we");
    await ana.reply("Shall we bring it?");
    await ana.showsTick("Shall we bring it?", "Delivered");
    expect((await thread(ana)).slice(-3)).toEqual(["We do, in the blue box", "SMS", "Shall we bring it?"]);
  });

  it("E6 an answer to a message goes by the channel that it came by", async () => {
    await ana.message("Back on WiFi").hover();
    await ana.message("Back on WiFi").getByRole("button", { name: "Reply to this message" }).click();
    await ana.page.getByRole("button", { name: "Write by WhatsApp" }).waitFor();
    await ana.page.locator(".composer-quote").getByText("Back on WiFi").waitFor();
    await ana.page.locator("textarea:focus").waitFor();
  });

  it("E6 what is taken back is in the box of its own channel, which is shown", async () => {
    await ana.page.evaluate('localStorage.setItem("parley.undoSend", "10000")');
    await ana.reply("One moment");
    await channel(ana).click();
    await ana.page.getByRole("menuitemradio", { name: /^SMS/u }).click();
    await ana.page.getByRole("button", { name: "Write by SMS" }).waitFor();
    await ana.message("One moment").getByRole("button", { name: "Undo" }).click();
    await ana.page.getByRole("button", { name: "Write by WhatsApp" }).waitFor();
    await ana.page.locator("textarea").getByText("One moment").waitFor();
    await ana.replyField().fill("");
  });

  const dialog = (agent: AgentWindow) => agent.page.getByRole("dialog", { name: "New conversation", exact: true });

  it("E6 a mail of nobody is known by its address, and begins from the list to somebody new", async () => {
    await parley.customerWrites({ channel: "email", from: kim, subject: "A question", text: "Are you open?" });
    await ana.row(kim).waitFor();
    await ana.page.getByRole("button", { name: "New conversation", exact: true }).click();
    await dialog(ana).getByRole("combobox", { name: "Customer" }).fill("noor@harbour.test");
    await ana.page.getByRole("option", { name: "Write to noor@harbour.test" }).click();
    expect(await violations(ana)).toEqual([]);
    await dialog(ana).getByRole("textbox", { name: "Name (optional)" }).fill("Noor Haddad");
    await dialog(ana).getByRole("textbox", { name: "Subject" }).fill("Your order");
    await dialog(ana).getByRole("button", { name: "Send" }).click();
    await dialog(ana).getByText("Write a message first.").waitFor();
    await dialog(ana).getByRole("textbox", { name: "Message" }).fill("It leaves today.");
    await dialog(ana).getByRole("button", { name: "Send" }).click();
    await dialog(ana).waitFor({ state: "detached" });
    await ana.page.getByRole("heading", { level: 2, name: "Noor Haddad" }).waitFor();
    await ana.showsTick("It leaves today.", "Sent");
  });

  it("E6 a channel on which nothing was said yet begins from the composer, on WhatsApp with a template", async () => {
    await parley.customerWrites({ ...leo, channel: "sms", text: "Hello from the road" });
    await ana.openConversation(leo.from);
    await channel(ana).click();
    await ana.page.getByRole("menuitem", { name: "WhatsApp" }).click();
    await dialog(ana).getByText("the first message is a template").waitFor();
    await dialog(ana).getByRole("button", { name: "Choose a template…" }).click();
    await ana.page.getByRole("button", { name: /^order_update en/u }).click();
    const template = ana.page.getByRole("dialog", { name: "order_update" });
    await template.getByRole("textbox").first().waitFor();
    for (const variable of await template.getByRole("textbox").all()) await variable.fill("A-1042");
    await template.getByRole("button", { name: "Send" }).click();
    await dialog(ana).waitFor({ state: "detached" });
    await ana.page.getByRole("button", { name: "Write by WhatsApp" }).waitFor();
    await ana.page.locator(".channel-line").filter({ hasText: "WhatsApp" }).waitFor();
    expect(await parley.templatesSent()).toEqual(["order_update"]);
  });

  it("E6 the command bar finds somebody known, and leads to what was said", async () => {
    await parley.customerWrites({ ...rosa, text: "Thank you" });
    await row(ana, "WhatsApp").filter({ hasText: "Thank you" }).waitFor();
    await ana.page.keyboard.press("Control+k");
    await ana.page.getByRole("combobox", { name: /^What do you want/u }).fill("new conversation");
    await ana.page.getByRole("option", { name: "New conversation" }).waitFor();
    await ana.page.keyboard.press("Enter");
    await dialog(ana).getByRole("combobox", { name: "Customer" }).fill("rosa");
    await ana.page.getByRole("option", { name: rosa.name }).waitFor();
    await ana.page.keyboard.press("Enter");
    // The channel on which was talked last.
    await dialog(ana).getByText("There is a conversation on this channel already.").waitFor();
    await dialog(ana).getByRole("button", { name: "Open" }).click();
    await ana.page.getByRole("heading", { level: 2, name: rosa.name }).waitFor();
    await ana.page.getByRole("button", { name: "Write by WhatsApp" }).waitFor();
  });
});

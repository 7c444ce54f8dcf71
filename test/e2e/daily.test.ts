import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const keiko = { from: "+46701740710", name: "Keiko Sato" };
const rosa = { from: "+46701740711", name: "Rosa Lind" };
const tomas = { from: "+46701740712", name: "Tomas Berg" };
const lea = { channel: "email", from: "lea@customer.example", name: "Lea Blanc", subject: "Oat milk" };

/** What a day at the inbox asks for, at the keyboard above all. The cases follow one another. */
describe("a working day", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, admin] = parley.demo.agents;
    if (owner === undefined || admin === undefined) throw new Error("the demo has two agents at least");
    for (const one of [keiko, rosa, tomas]) await parley.customerWrites({ ...one, text: `Hello from ${one.name}` });
    await parley.customerWrites({ ...lea, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    ben = await AgentWindow.signedIn(browser, parley.url, admin);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  const searchField = (): Locator => ana.page.getByRole("textbox", { name: "Search conversations" });
  const banner = (agent: AgentWindow): Locator => agent.page.getByLabel("Who is replying");
  const draftSaved = (agent: AgentWindow): Promise<void> => agent.page.getByText("Draft saved").waitFor();

  it("H7 the slash searches in the view one is in, right after a load, and its letters do nothing else", async () => {
    await ana.page.goto(`${parley.url}/o/acme/inbox/unassigned`);
    await ana.row(keiko.name).waitFor();
    await ana.page.keyboard.press("/");
    await ana.page.keyboard.type("Keiko");
    await expect.poll(() => searchField().inputValue()).toMatch(/eiko$/u);
    expect(new URL(ana.page.url()).pathname).toBe("/o/acme/inbox/unassigned");
    await searchField().fill("Keiko");
    await expect.poll(() => ana.names()).toEqual([keiko.name]);
    await searchField().press("Escape");
    await expect.poll(() => ana.names()).toHaveLength(4);
    // From another page it opens the field too.
    await ana.page.goto(`${parley.url}/o/acme/settings/team`);
    await ana.page.getByRole("combobox", { name: "Role of Ben" }).waitFor();
    await ana.page.keyboard.press("/");
    await searchField().waitFor();
    await expect.poll(() => ana.hasFocus(searchField())).toBe(true);
    await searchField().press("Escape");
  });

  it("H7 a customer is found by e-mail address, and in every status, grouped", async () => {
    await ana.view("Open");
    await ana.page.keyboard.press("/");
    await searchField().fill("lea@customer");
    await expect.poll(() => ana.names()).toEqual([lea.name]);
    await searchField().fill("");
    await searchField().press("Escape");
    await ana.openConversation(tomas.name);
    await ana.page.keyboard.press("e");
    await ana.row(tomas.name).waitFor({ state: "detached" });
    await ana.page.keyboard.press("/");
    await searchField().fill("Hello from");
    await expect.poll(() => ana.names()).toEqual([rosa.name, keiko.name, tomas.name]);
    await ana.page.getByRole("heading", { name: "Closed" }).waitFor();
    await searchField().press("Escape");
  });

  it("H7 after the open conversation is closed, the next key goes on from its place", async () => {
    await expect.poll(() => ana.names()).toEqual([lea.name, rosa.name, keiko.name]);
    await ana.openConversation(rosa.name);
    await ana.page.keyboard.press("e");
    await ana.row(rosa.name).waitFor({ state: "detached" });
    await ana.page.keyboard.press("j");
    await expect.poll(() => ana.hasFocus(ana.row(keiko.name))).toBe(true);
    await ana.page.keyboard.press("z");
    await ana.row(rosa.name).waitFor();
  });

  it("H7 the priority menu has its first entry at hand, and digits choose", async () => {
    await ana.openConversation(rosa.name);
    await ana.page.keyboard.press("p");
    await ana.page.getByRole("menuitemradio", { name: "Urgent" }).waitFor();
    await expect.poll(() => ana.page.evaluate("document.activeElement?.textContent ?? ''")).toContain("Urgent");
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("button", { name: "Priority: Urgent" }).waitFor();
    await ana.page.keyboard.press("p");
    await ana.page.getByRole("menuitemradio", { name: "Urgent" }).waitFor();
    await ana.page.keyboard.press("5");
    await ana.page.getByRole("button", { name: "Set priority" }).waitFor();
  });

  it("I6 a saved reply that is refused stands in the box again, and taking over sends it", async () => {
    for (const agent of [ana, ben]) await agent.openConversation(keiko.name);
    await ana.replyField().pressSequentially("I am on it");
    await banner(ben).getByText("Ana is replying").waitFor();
    await ben.replyField().fill("Ben has the answer");
    await draftSaved(ben);
    await ben.replyField().press("Enter");
    const takeOver = banner(ben).getByRole("button", { name: "Take over and send" });
    await takeOver.waitFor();
    expect(await ben.replyField().inputValue()).toBe("Ben has the answer");
    await takeOver.click();
    await ben.showsTick("Ben has the answer", "Read at");
    expect(await parley.textsSent()).toEqual(["Ben has the answer"]);
    await ana.replyField().fill("");
  });

  it("C1 taking over puts the caret behind the draft in the reply box", async () => {
    await ana.openConversation(rosa.name);
    await ana.replyField().fill("Dear Rosa, ");
    await draftSaved(ana);
    await ana.openConversation(keiko.name);
    await ben.openConversation(rosa.name);
    await ben.replyField().pressSequentially("B");
    await ana.openConversation(rosa.name);
    await banner(ana).getByRole("button", { name: "Take over", exact: true }).click();
    await banner(ben).getByText("Ana took over").waitFor();
    await ana.page.keyboard.type("thank you");
    expect(await ana.replyField().inputValue()).toBe("Dear Rosa, thank you");
    await ben.replyField().fill("");
    // The same by the key.
    await ana.replyField().press("Escape");
    await ana.page.keyboard.press("r");
    await expect.poll(() => ana.hasFocus(ana.replyField())).toBe(true);
    await ana.page.keyboard.type("!");
    expect(await ana.replyField().inputValue()).toBe("Dear Rosa, thank you!");
    await ana.replyField().fill("");
  });

  it("D16 the writer of a message that failed is told, and its row is marked until it is sent again", async () => {
    // Who leaves a conversation frees it.
    await ana.openConversation(keiko.name);
    await ben.openConversation(rosa.name);
    await expect.poll(() => banner(ben).innerText()).toBe("");
    await parley.fault("reject");
    await ben.reply("This one fails");
    await ben.openConversation(keiko.name);
    await ben.page
      .locator(".notification")
      .getByText(/Not delivered to .?Rosa Lind/u)
      .waitFor();
    for (const agent of [ana, ben]) await agent.row(rosa.name).getByText("Not delivered").waitFor();
    await ben.openConversation(rosa.name);
    await ben.message("This one fails").getByRole("button", { name: "Retry" }).click();
    await ben.showsTick("This one fails", "Read at");
    for (const agent of [ana, ben])
      await agent.row(rosa.name).getByText("Not delivered").waitFor({ state: "detached" });
  });

  it("H2 a thread opens at what is unread, and stays unread until its end was seen", async () => {
    await ana.openConversation(lea.name);
    for (let n = 1; n <= 40; n++) await parley.customerWrites({ ...keiko, text: `Line ${n}\nof a long\nstory` });
    await ana.row(keiko.name).getByText("40 unread").waitFor();
    await ana.openConversation(keiko.name);
    await ana.page.locator(".thread-unread").waitFor();
    await ana.message("Line 1").first().waitFor();
    expect(await ana.message("Line 40").count()).toBe(0);
    expect(await ana.rowText(keiko.name)).toContain("unread");
    await ana.page.getByRole("log").focus();
    await ana.page.keyboard.press("End");
    await ana.message("Line 40").waitFor();
    await ana.row(keiko.name).getByText("unread").waitFor({ state: "detached" });
  });

  it("E2 Enter starts a line in a mail, and Ctrl+Enter sends it", async () => {
    await ana.openConversation(lea.name);
    await ana.replyField().pressSequentially("Dear Lea,");
    await ana.replyField().press("Enter");
    await ana.replyField().pressSequentially("we have it.");
    expect(await ana.replyField().inputValue()).toBe("Dear Lea,\nwe have it.");
    await ana.page.getByText("Ctrl+Enter to send").waitFor();
    await ana.replyField().press("Control+Enter");
    await expect.poll(() => ana.replyField().inputValue()).toBe("");
    await ana.message("we have it.").waitFor();
  });

  it("H7 who prefers lines has Enter start one in chats too", async () => {
    await ana.page.goto(`${parley.url}/o/acme/settings/preferences`);
    await ana.page.getByRole("radio", { name: "Starts a new line" }).check();
    await ana.page.goto(`${parley.url}/o/acme/inbox/all`);
    await ana.openConversation(rosa.name);
    await ana.replyField().pressSequentially("One");
    await ana.replyField().press("Enter");
    await ana.replyField().pressSequentially("two");
    expect(await ana.replyField().inputValue()).toBe("One\ntwo");
    await ana.replyField().fill("");
    await ana.page.goto(`${parley.url}/o/acme/settings/preferences`);
    await ana.page.getByRole("radio", { name: "Sends the message" }).check();
    await ana.page.goto(`${parley.url}/o/acme/inbox/all`);
  });

  it("H7 Escape asks before it throws away a conversation that is being written", async () => {
    await ana.row(rosa.name).waitFor();
    await ana.page.getByRole("button", { name: "New conversation" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "New conversation" });
    await dialog.getByRole("combobox").first().fill("someone@new.example");
    await dialog.getByText("Write to someone@new.example").click();
    const message = dialog.getByRole("textbox", { name: "Message" });
    await message.fill("Three paragraphs");
    await ana.page.keyboard.press("Escape");
    const question = ana.page.getByRole("alertdialog");
    await question.getByText("Discard what you wrote?").waitFor();
    await question.getByRole("button", { name: "Keep editing" }).click();
    expect(await message.inputValue()).toBe("Three paragraphs");
    await ana.page.keyboard.press("Escape");
    await question.getByRole("button", { name: "Discard" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  it("C4 a new role is asked for with what it does, and given only then", async () => {
    await ana.page.goto(`${parley.url}/o/acme/settings/team`);
    const role = ana.page.getByRole("combobox", { name: "Role of Ben" });
    await role.selectOption("Read-only");
    const question = ana.page.getByRole("alertdialog");
    await question.getByText(/leave their teams/u).waitFor();
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => role.inputValue()).toBe("admin");
    await role.selectOption("Agent");
    await question.getByRole("button", { name: "Change role" }).click();
    await question.waitFor({ state: "detached" });
    await expect.poll(() => role.inputValue()).toBe("agent");
  });
});

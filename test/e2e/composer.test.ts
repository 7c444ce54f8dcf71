import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { twoLooks } from "./support/looks.ts";

const rosa = { from: "+46701740620", name: "Rosa Lind" };
const tomas = { from: "+46701740621", name: "Tomas Berg" };
/** Writing to a customer. The cases follow one another. */
describe("the composer", () => {
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
    for (const [shortcut, body] of [
      ["salute", "Hello {{contact.first_name|there}}, this is {{agent.first_name}}."],
      ["opening", "We are open from nine; a salute any time."],
      ["moneyback", "Your money is on its way."],
    ]) {
      const data = { shortcut, body };
      expect((await ana.page.request.post(`${parley.url}/api/orgs/acme/canned-responses`, { data })).status()).toBe(
        201,
      );
    }
    await ana.openConversation(rosa.name);
    await ben.openConversation(rosa.name);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  const options = (): Locator => ana.page.getByRole("listbox", { name: "Canned responses" }).getByRole("option");
  const undo = (agent: AgentWindow, text: string): Locator => agent.message(text).getByRole("button", { name: "Undo" });

  /** What the list shows of Rosa's conversation to whoever neither writes nor sees anyone write. */
  async function lastShown(): Promise<string | null | undefined> {
    const answer = await ana.page.request.get(`${parley.url}/api/orgs/acme/conversations?filter=all`);
    const { items } = (await answer.json()) as {
      items: { contact: { name: string | null }; lastMessagePreview: string | null }[];
    };
    return items.find(({ contact }) => contact.name === rosa.name)?.lastMessagePreview;
  }

  it("C8 a slash offers the canned responses, by shortcut and by text; Escape leaves what was typed", async () => {
    const field = ana.replyField();
    await field.pressSequentially("/");
    await options().filter({ hasText: "/moneyback" }).waitFor();
    await field.pressSequentially("sal");
    await expect
      .poll(() => options().allInnerTexts())
      .toEqual([expect.stringContaining("/salute"), expect.stringContaining("/opening")]);
    expect(await options().first().getAttribute("aria-selected")).toBe("true");
    expect(await field.getAttribute("aria-activedescendant")).toBe(await options().first().getAttribute("id"));
    await field.press("Escape");
    await options().first().waitFor({ state: "detached" });
    expect(await field.inputValue()).toBe("/sal");
    await field.fill("and/or");
    expect(await options().count()).toBe(0);
    await field.fill("");
  });

  it("C8 the chosen one is inserted with its variables filled, where the slash stood", async () => {
    const field = ana.replyField();
    await field.pressSequentially("Good day. /sa");
    await field.press("Enter");
    await expect.poll(() => field.inputValue()).toBe("Good day. Hello Rosa, this is Ana.");
    expect(await ana.page.evaluate("document.activeElement.selectionStart")).toBe(34);
    await field.fill("");
    await field.pressSequentially("/sal");
    await field.press("ArrowDown");
    await field.press("Tab");
    await expect.poll(() => field.inputValue()).toBe("We are open from nine; a salute any time.");
    await field.fill("");
    await field.pressSequentially("/money");
    await options().first().click();
    await expect.poll(() => field.inputValue()).toBe("Your money is on its way.");
    await field.fill("");
  });

  it("H3 an emoji is found by its name and stands where the caret was; by keyboard alone, and from nowhere else", async () => {
    const { page } = ana;
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(parley.url) && !request.url().startsWith("data:")) elsewhere.push(request.url());
    });
    const field = ana.replyField();
    await field.fill("Thank you, Rosa");
    for (let step = 0; step < ", Rosa".length; step++) await field.press("ArrowLeft");
    await field.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("searchbox", { name: "Search emoji" }).waitFor();
    await page.keyboard.type("waving hand");
    await page.getByRole("gridcell", { name: "waving hand" }).first().waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => field.inputValue()).toBe("Thank you👋, Rosa");
    // What is typed next follows it.
    await expect.poll(() => page.evaluate("document.activeElement?.tagName")).toBe("TEXTAREA");
    await page.keyboard.type("!");
    expect(await field.inputValue()).toBe("Thank you👋!, Rosa");
    await page.getByRole("button", { name: "Emoji" }).click();
    expect(await violations(ana)).toEqual([]);
    await page.getByRole("gridcell", { name: "grinning face", exact: true }).click();
    await expect.poll(() => field.inputValue()).toBe("Thank you👋!😀, Rosa");
    expect(elsewhere).toEqual([]);
    await field.fill("");
  });

  it("C3 typing is told for a reply, and not for a note", async () => {
    await ana.page.getByRole("button", { name: "Note", exact: true }).click();
    await ana.page.getByRole("textbox", { name: /^Note on/u }).pressSequentially("For us alone");
    // The draft's save comes after the typing would have been told.
    await ana.page.getByText("Draft saved").waitFor();
    expect(await ben.page.getByText("Ana is typing…").count()).toBe(0);
    await ana.page.getByRole("textbox", { name: /^Note on/u }).fill("");
    await ana.page.getByRole("button", { name: "Reply", exact: true }).click();
    await ana.replyField().pressSequentially("Yes");
    await ben.page.getByText("Ana is typing…").first().waitFor();
    await ana.replyField().fill("");
  });

  it("C10 a sent reply waits with its clock, and is taken back with its words; the customer gets nothing", async () => {
    await ana.reply("Yes, we do");
    await ana.showsTick("Yes, we do", "Waiting to be sent");
    await ben.message("Yes, we do").waitFor();
    expect(await undo(ben, "Yes, we do").count()).toBe(0);
    await undo(ana, "Yes, we do").click();
    await expect.poll(() => ana.replyField().inputValue()).toBe("Yes, we do");
    await expect.poll(() => ana.page.evaluate("document.activeElement?.tagName")).toBe("TEXTAREA");
    for (const agent of [ana, ben]) await agent.message("Yes, we do").waitFor({ state: "detached" });
    // The list shows what it showed before.
    await expect.poll(lastShown).toBe("Do you have oat milk?");
    await ana.replyField().fill("Yes, we have three kinds");
    await ana.replyField().press("Enter");
    await ana.showsTick("Yes, we have three kinds", "Read at");
    expect(await undo(ana, "Yes, we have three kinds").count()).toBe(0);
    expect(await parley.textsSent()).toEqual(["Yes, we have three kinds"]);
  });

  it("C10 z takes a reply back too, also from another conversation; what was typed since stays below it", async () => {
    await ana.reply("Too early");
    await ana.replyField().pressSequentially("next");
    await ana.replyField().press("Escape");
    await ana.page.keyboard.press("z");
    await expect.poll(() => ana.replyField().inputValue()).toBe("Too early\nnext");
    await ana.replyField().fill("");
    await ana.reply("Also too early");
    await ana.openConversation(tomas.name);
    await ana.page.locator(".thread-name").click();
    await ana.page.keyboard.press("z");
    await ana.row(rosa.name).getByText("Draft:").waitFor();
    await ana.openConversation(rosa.name);
    await expect.poll(() => ana.replyField().inputValue()).toBe("Also too early");
    await ana.replyField().fill("");
    expect(await parley.textsSent()).toEqual(["Yes, we have three kinds"]);
  });

  it("C10 I5 a reply written without a network is taken back before it ever leaves", async () => {
    await ana.page.context().setOffline(true);
    await ana.page.getByText("You are offline").waitFor();
    await ana.reply("From the tunnel");
    await undo(ana, "From the tunnel").click();
    await expect.poll(() => ana.replyField().inputValue()).toBe("From the tunnel");
    await ana.message("From the tunnel").waitFor({ state: "detached" });
    await ana.page.context().setOffline(false);
    await ana.isLive();
    await ana.page.getByText("Draft saved").waitFor();
    await ana.replyField().fill("");
    // What is sent after it has arrived: had the other been sent, it would be there too.
    await ana.reply("And soy");
    await ana.showsTick("And soy", "Read at");
    expect(await parley.textsSent()).toEqual(["Yes, we have three kinds", "And soy"]);
  });

  it("C10 a customer's quoted message is quoted again when the reply is taken back", async () => {
    await ana.message("Do you have oat milk?").first().hover();
    await ana.message("Do you have oat milk?").getByRole("button", { name: "Reply to this message" }).first().click();
    await ana.reply("To this one");
    await undo(ana, "To this one").click();
    await ana.page.getByRole("button", { name: "Do not quote" }).waitFor();
    await ana.page.getByRole("button", { name: "Do not quote" }).click();
    await ana.replyField().fill("");
  });

  it("C5 a draft too long to be saved says so, and nothing that was typed is lost", async () => {
    await ana.page.getByRole("button", { name: "Note", exact: true }).click();
    const field = ana.page.getByRole("textbox", { name: /^Note on/u });
    const long = "a".repeat(20_001);
    await field.fill(long);
    await ana.page.locator(".draft-problem").getByText("A draft has at most 20000 characters.").waitFor();
    await ana.openConversation(tomas.name);
    await ana.openConversation(rosa.name);
    await ana.page.getByRole("button", { name: "Note", exact: true }).click();
    await expect.poll(() => field.inputValue()).toBe(long);
    await field.fill(long.slice(0, 30));
    await ana.page.getByText("Draft saved").waitFor();
    await field.fill("");
    await ana.page.getByRole("button", { name: "Reply", exact: true }).click();
  });

  it.each(twoLooks)("H5 axe finds nothing while one writes: $name", async ({ colorScheme, viewport }) => {
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    await window.openConversation(tomas.name);
    await window.replyField().pressSequentially("/");
    await window.page.getByRole("option").first().waitFor();
    expect(await violations(window)).toEqual([]);
    await window.replyField().fill("Held for a moment");
    await window.replyField().press("Enter");
    await undo(window, "Held for a moment").waitFor();
    expect(await violations(window)).toEqual([]);
    await window.replyField().fill("");
    await window.close();
  });
});

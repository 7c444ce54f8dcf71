import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

/** Two agents and a customer's phone, each in a window of their own. The cases follow one another, as a day does. */
describe("the inbox", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;
  let phone: Page;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, admin] = parley.demo.agents;
    if (owner === undefined || admin === undefined) throw new Error("the demo has two agents at least");
    // High enough to show the whole of a short thread: the virtual list draws no more than the window holds.
    const viewport = { width: 1280, height: 2_400 };
    ana = await AgentWindow.signedIn(browser, parley.url, owner, { viewport });
    ben = await AgentWindow.signedIn(browser, parley.url, admin, { viewport });
    phone = await (await browser.newContext()).newPage();
    await phone.goto(parley.simulator);
    await phone.getByRole("button", { name: "New customer" }).click();
    await phone.getByLabel("Name").fill("Rosa Lind");
    await phone.getByLabel("Phone").last().fill("+46701740610");
    await phone.getByRole("button", { name: "Add" }).click();
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  async function writeOnPhone(text: string): Promise<void> {
    const field = phone.getByRole("textbox", { name: "Message as the customer" });
    await field.fill(text);
    await field.press("Enter");
  }

  it("H1 an inbox without conversations says what happens next", async () => {
    await ana.page.getByRole("heading", { name: "No open conversations" }).waitFor();
  });

  it("A1 H1 what a customer writes is in every agent's list, unread, with name and number", async () => {
    await writeOnPhone("Do you have oat milk?");
    for (const agent of [ana, ben]) {
      await agent.row("Rosa Lind").waitFor();
      const shown = await agent.rowText("Rosa Lind");
      expect(shown).toContain("+46701740610");
      expect(shown).toContain("Do you have oat milk?");
      expect(shown).toContain("1 unread");
      await expect.poll(() => agent.page.title()).toBe("(1) Inbox · Parley");
    }
  });

  it("I4 C4 opening it marks it read for that agent alone", async () => {
    await ana.openConversation("Rosa Lind");
    await ana.message("Do you have oat milk?").waitFor();
    await expect.poll(() => ana.rowText("Rosa Lind")).not.toContain("unread");
    await expect.poll(() => ana.page.title()).toBe("Rosa Lind · Parley");
    expect(await ben.rowText("Rosa Lind")).toContain("1 unread");
  });

  it("D1 H2 a reply is there at once, reaches the phone, and its ticks turn blue in both windows", async () => {
    await ben.openConversation("Rosa Lind");
    await ana.reply("We do, and it is free.");
    await ana.message("We do, and it is free.").waitFor();
    await phone.getByRole("list", { name: "Messages" }).getByText("We do, and it is free.").waitFor();
    for (const agent of [ana, ben]) await agent.showsTick("We do, and it is free.", "Read at");
    await ben.page.getByRole("article", { name: /^Ana,/u }).waitFor();
    await ana.page.getByRole("article", { name: /^You,/u }).waitFor();
  });

  it("D7 H2 a quote is shown with whose words they were, on both sides", async () => {
    const asked = ana.message("Do you have oat milk?").first();
    await asked.hover();
    await asked.getByRole("button", { name: "Reply to this message" }).click();
    await ana.reply("Always in the fridge.");
    const quote = ana.message("Always in the fridge.").getByRole("button", { name: /Rosa Lind.*oat milk/su });
    await quote.waitFor();
    await phone.locator(".quoted", { hasText: "Do you have oat milk?" }).waitFor();
  });

  it("I2 B1 both agents see one order, whoever wrote when", async () => {
    const writes = ["one", "two", "three", "four"];
    await Promise.all([
      (async () => {
        for (const text of writes) await writeOnPhone(`customer ${text}`);
      })(),
      (async () => {
        for (const text of writes) await ana.reply(`ana ${text}`);
      })(),
      (async () => {
        // While Ana replies, Ben can say something to her alone.
        for (const text of writes) await ben.note(`ben ${text}`);
      })(),
    ]);
    await expect.poll(async () => (await ana.texts()).length).toBe(3 + 3 * writes.length);
    await expect.poll(async () => (await ben.texts()).length).toBe(3 + 3 * writes.length);
    for (const agent of [ana, ben]) await agent.showsTick("ana four", "Read at");
    const seen = await ana.texts();
    expect(await ben.texts()).toEqual(seen);
    for (const author of ["customer", "ana", "ben"]) {
      expect(seen.filter((text) => text.startsWith(author))).toEqual(writes.map((text) => `${author} ${text}`));
    }
  });

  it("I3 H1 a reload shows the same thread again", async () => {
    const before = await ana.texts();
    await ana.page.reload();
    await ana.message("ana four").waitFor();
    await expect.poll(() => ana.texts()).toEqual(before);
  });

  it("C6 A6 a closed conversation leaves the list, and reopens when the customer writes", async () => {
    await ana.page.getByRole("button", { name: "Close" }).click();
    await ben.page.getByRole("button", { name: "Reopen" }).waitFor();
    await ben.page.getByRole("heading", { name: "No open conversations" }).waitFor();
    await ben.view("Closed");
    await ben.row("Rosa Lind").waitFor();
    await writeOnPhone("One more thing");
    await ben.page.getByRole("heading", { name: "Nothing closed yet" }).waitFor();
    await ben.view("Open");
    await ben.row("Rosa Lind").waitFor();
    await ana.page.getByRole("button", { name: "Close" }).waitFor();
  });

  it("C6 archive and reopen by hand", async () => {
    await ana.page.getByRole("button", { name: "More actions" }).click();
    await ana.page.getByRole("menuitem", { name: "Archive" }).click();
    await ana.view("Archived");
    await ana.openConversation("Rosa Lind");
    await ana.page.getByRole("button", { name: "Reopen" }).click();
    await ana.view("Open");
    await ana.row("Rosa Lind").waitFor();
  });

  it("C4 C9 the keyboard moves, opens and marks unread, for oneself alone", async () => {
    await parley.customerWrites({ from: "+4915112345678", name: "Jonas Keller", text: "Guten Tag" });
    await ana.row("Jonas Keller").waitFor();
    await ana.page.keyboard.press("j");
    await ana.page.keyboard.press("j");
    await ana.page.keyboard.press("k");
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("heading", { level: 2, name: "Jonas Keller" }).waitFor();
    await expect.poll(() => ana.rowText("Jonas Keller")).not.toContain("unread");
    await ana.page.keyboard.press("r");
    await ana.page.keyboard.type("u and e are letters here");
    await ana.page.keyboard.press("Enter");
    // It is held for a moment, and must not meet what the provider does in the next case.
    await ana.showsTick("u and e are letters here", "Read at");
    await ana.page.keyboard.press("Escape");
    await ana.page.keyboard.press("u");
    await expect.poll(() => ana.rowText("Jonas Keller")).toContain("1 unread");
    await ana.page.getByRole("heading", { name: "No conversation open" }).waitFor();
  });

  it("D3 a failed message says why and can be sent again, under its own place", async () => {
    await ana.openConversation("Rosa Lind");
    await parley.fault("reject");
    await ana.reply("This one is refused first");
    await ana.showsTick("This one is refused first", "Failed");
    await ana.message("This one is refused first").getByText("Not delivered.").waitFor();
    await ana.message("This one is refused first").getByRole("button", { name: "Retry" }).click();
    await ana.showsTick("This one is refused first", "Read at");
    expect((await ana.texts()).filter((text) => text === "This one is refused first")).toHaveLength(1);
  });

  it("I9 D2 a message whose answer was lost is settled by the provider, and never sent twice", async () => {
    await parley.fault("accept_then_drop");
    await ana.reply("The answer to this is lost");
    await ana.showsTick("The answer to this is lost", "Read at");
    expect((await parley.textsSent()).filter((text) => text === "The answer to this is lost")).toHaveLength(1);
  });

  it("H3 the composer counts near the limit and sends nothing above it", async () => {
    const field = ana.page.getByRole("textbox", { name: /^Reply to/u });
    await field.fill("x".repeat(4_000));
    await ana.page.getByText("4,000 / 4,096").waitFor();
    await field.fill("x".repeat(4_097));
    await ana.page.getByText("too long for one message").waitFor();
    await field.press("Enter");
    expect(await field.inputValue()).toHaveLength(4_097);
    await field.fill("first line");
    await field.press("Shift+Enter");
    expect(await field.inputValue()).toBe("first line\n");
    await field.fill("");
  });

  it("H3 what is typed stays while one looks elsewhere", async () => {
    await ana.page.getByRole("textbox", { name: /^Reply to/u }).fill("half a thought");
    await ana.openConversation("Jonas Keller");
    await ana.openConversation("Rosa Lind");
    expect(await ana.page.getByRole("textbox", { name: /^Reply to/u }).inputValue()).toBe("half a thought");
    await ana.page.getByRole("textbox", { name: /^Reply to/u }).fill("");
  });

  it("A11 I13 every kind of message shows as something, also what nobody knows", async () => {
    const from = "+4915112345678";
    await ana.openConversation("Jonas Keller");
    await parley.customerWrites({
      from,
      type: "location",
      content: { location: { latitude: 52.52, longitude: 13.405, name: "Rathaus" } },
    });
    await ana.message("Rathaus").getByText("52.52000, 13.40500").waitFor();
    await parley.customerWrites({ from, type: "contacts", content: { contacts: [] } });
    await parley.customerWrites({ from, type: "hologram", content: { hologram: { any: "thing" } } });
    await ana.message("Unsupported message").first().waitFor();
    await parley.customerWrites({ from, text: "see https://example.com/menu. <b>bold</b>" });
    const link = ana.message("<b>bold</b>").getByRole("link");
    expect(await link.getAttribute("href")).toBe("https://example.com/menu");
  });
});

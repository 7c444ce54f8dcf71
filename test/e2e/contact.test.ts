import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { looks } from "./support/looks.ts";
import { OtherNumber } from "./support/other-number.ts";
import { changeRole } from "./support/roles.ts";

const rosa = { from: "+46701740650", name: "rosa 🌸" };
const tomas = { from: "+46701740651", name: "Tomas Berg" };
const phone = { width: 390, height: 844 };
/** Who a conversation is with, and what the team knows of them. The cases follow one another, as a day does. */
describe("the contact", () => {
  let parley: LocalParley;
  let browser: Browser;
  let agents: LocalParley["demo"]["agents"];
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    agents = parley.demo.agents;
    await parley.customerWrites({ ...tomas, text: "Do you ship to Norway?" });
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, agentAt(0));
    ben = await AgentWindow.signedIn(browser, parley.url, agentAt(1));
    for (const one of [ana, ben]) await one.openConversation(rosa.name);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  function agentAt(index: number): LocalParley["demo"]["agents"][number] {
    const agent = agents[index];
    if (agent === undefined) throw new Error("the demo has three agents");
    return agent;
  }

  const panel = (agent: AgentWindow): Locator => agent.page.getByRole("complementary", { name: "Contact" });
  const button = (within: Locator, name: string): Locator => within.getByRole("button", { name, exact: true });

  /** Adds an attribute where none is being written. */
  async function note(within: Locator, name: string, value: string): Promise<void> {
    await button(within, "Add an attribute").click();
    await within.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await within.getByRole("textbox", { name: "Value", exact: true }).last().fill(value);
    await within.getByRole("textbox", { name: "Value", exact: true }).last().press("Enter");
    await within.getByRole("definition").filter({ hasText: value }).waitFor();
  }

  it("H1 who it is stands beside the thread; a name is changed in its place, and everybody sees it", async () => {
    await panel(ana).getByRole("heading", { name: rosa.name }).waitFor();
    await panel(ana).getByText(rosa.from).waitFor();
    await button(panel(ana), "Edit the name").click();
    await panel(ana).getByRole("textbox", { name: "Name", exact: true }).fill("Rosa Lind");
    await panel(ana).getByRole("textbox", { name: "Name", exact: true }).press("Enter");
    for (const agent of [ana, ben]) {
      await panel(agent).getByRole("heading", { name: "Rosa Lind" }).waitFor();
      await agent.page.getByRole("heading", { level: 2, name: "Rosa Lind" }).waitFor();
      await agent.row("Rosa Lind").waitFor();
    }
    // Whoever edits by keyboard goes on from where they were.
    await panel(ana).locator("button[aria-label='Edit the name']:focus").waitFor();
    // Her profile still has another name.
    await parley.customerWrites({ ...rosa, text: "And soy?" });
    await ben.message("And soy?").waitFor();
    expect(await panel(ben).getByRole("heading", { name: "Rosa Lind" }).count()).toBe(1);
  });

  it("H1 stage and value are kept; what is no number is told beside its field", async () => {
    await panel(ana).getByRole("combobox", { name: "Stage" }).selectOption("Qualified");
    const value = panel(ana).getByRole("textbox", { name: "Value", exact: true });
    await value.fill("1,200");
    await value.press("Enter");
    await panel(ana).getByText("Enter a number, such as 1200 or 99.50.").waitFor();
    expect(await value.getAttribute("aria-invalid")).toBe("true");
    await value.fill("1 200");
    await value.press("Enter");
    for (const agent of [ana, ben])
      await expect
        .poll(() => panel(agent).getByRole("textbox", { name: "Value", exact: true }).inputValue())
        .toBe("1,200");
    expect(await panel(ben).getByRole("combobox", { name: "Stage" }).inputValue()).toBe("qualified");
    expect(await panel(ana).getByRole("alert").count()).toBe(0);
  });

  it("C8 a customer has labels of their own, found and made as those of conversations are", async () => {
    await button(panel(ana), "Label the contact").click();
    await ana.page.getByRole("searchbox", { name: "Label…" }).fill("Key account");
    await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.press("Escape");
    const labels = (agent: AgentWindow) => panel(agent).getByRole("region", { name: "Labels of the contact" });
    await labels(ben).getByText("Key account").waitFor();
    await button(panel(ben), "Label the contact").click();
    await ben.page.getByRole("menuitemcheckbox", { name: "VIP" }).click();
    await ben.page.keyboard.press("Escape");
    await labels(ana).getByText("VIP").waitFor();
    expect(await labels(ana).getByRole("listitem").count()).toBe(2);
    // The conversation has none of them.
    await ana.page.locator(".thread-header").getByRole("button", { name: "Label", exact: true }).waitFor();
  });

  it("H1 attributes are added, changed and deleted; what was deleted comes back", async () => {
    await panel(ana).getByText("Nothing yet. Note what helps").waitFor();
    await note(panel(ana), "Plan", "Trial");
    await button(panel(ana), "Add an attribute").click();
    await panel(ana).getByRole("textbox", { name: "Name", exact: true }).fill("Plan");
    await button(panel(ana), "Add").click();
    await panel(ana).getByText("There is one of this name already.").waitFor();
    await panel(ana).getByRole("textbox", { name: "Name", exact: true }).press("Escape");
    await panel(ana).getByText("Trial").hover();
    await button(panel(ana), "Edit Plan").click();
    await panel(ana).getByRole("textbox", { name: "Plan", exact: true }).fill("Pro");
    await button(panel(ana), "Save").click();
    await panel(ben).getByText("Pro", { exact: true }).waitFor();
    await panel(ana).getByText("Pro", { exact: true }).hover();
    await button(panel(ana), "Delete Plan").click();
    await panel(ben).getByText("Nothing yet.").waitFor();
    await button(panel(ana), "Undo").click();
    await panel(ben).getByText("Pro", { exact: true }).waitFor();
  });

  it("H1 a number is copied; who follows is named", async () => {
    await ana.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await panel(ana).getByText(rosa.from).hover();
    await button(panel(ana), `Copy ${rosa.from}`).click();
    await panel(ana).getByText(`Copied ${rosa.from}`).waitFor({ state: "attached" });
    expect(await ana.page.evaluate("navigator.clipboard.readText()")).toBe(rosa.from);
    await panel(ana).getByText("Press Follow above the thread").waitFor();
    await ben.page.locator(".thread-header").getByRole("button", { name: "Follow" }).click();
    await panel(ana).getByRole("region", { name: "Followers" }).getByText("Ben").waitFor();
  });

  it("H1 folded away it stays so on this device, until it is asked for", async () => {
    await button(panel(ana), "Fold the contact away").click();
    await panel(ana).waitFor({ state: "detached" });
    await ana.page.reload();
    await ana.page.getByRole("heading", { level: 2, name: "Rosa Lind" }).waitFor();
    await ana.message("Do you have oat milk?").waitFor();
    expect(await panel(ana).count()).toBe(0);
    await ana.page.keyboard.press("c");
    await panel(ana).getByRole("heading", { name: "Rosa Lind" }).waitFor();
    await ana.page.getByRole("button", { name: "Rosa Lind", exact: true }).click();
    await panel(ana).waitFor({ state: "detached" });
    await ana.page.getByRole("button", { name: "Rosa Lind", exact: true }).press("Enter");
    await panel(ana).waitFor();
  });

  it("H1 what was said on another number is a step away, with its state", async () => {
    const desk = await OtherNumber.connect(parley, ana, "Wholesale desk");
    await desk.receives(rosa, "Can I order ten boxes?");
    const others = panel(ana).getByRole("region", { name: "History of the contact" });
    await others.getByRole("link", { name: /Wholesale desk/u }).waitFor();
    expect(await others.innerText()).toMatch(/Open/u);
    await others.getByRole("link", { name: /Wholesale desk/u }).click();
    await ana.message("Can I order ten boxes?").waitFor();
    await ana.page.getByRole("button", { name: "Close", exact: true }).click();
    await ana.row("Tomas Berg").waitFor();
    await ben.page.reload();
    const seen = panel(ben).getByRole("region", { name: "History of the contact" });
    await seen.getByText("Closed").waitFor();
  });

  it("H1 all customers have a page: found by a part of the name, opened by keyboard, changed there too", async () => {
    await ana.page.keyboard.press("g");
    await ana.page.keyboard.press("c");
    await ana.page.getByRole("heading", { level: 1, name: "Contacts" }).waitFor();
    const list = ana.page.getByRole("region", { name: "Contacts" });
    await list.getByRole("link", { name: /Rosa Lind.*Qualified/u }).waitFor();
    await ana.page.keyboard.press("/");
    await ana.page.keyboard.type("tom");
    await list.getByRole("link", { name: /Rosa Lind/u }).waitFor({ state: "detached" });
    await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.press("Enter");
    const one = ana.page.getByRole("region", { name: "Contact", exact: true });
    await one.getByRole("heading", { name: "Tomas Berg" }).waitFor();
    await one.getByRole("combobox", { name: "Stage" }).selectOption("Lost");
    await list.getByRole("link", { name: /Tomas Berg.*Lost/u }).waitFor();
    await ana.page.getByRole("searchbox", { name: "Search contacts" }).fill("nobody of that name");
    await ana.page.getByText("Nobody by that name or number").waitFor();
    await one.getByRole("region", { name: "History of the contact" }).getByRole("link").click();
    await ana.message("Do you ship to Norway?").waitFor();
  });

  it("H1 who has never written is there as soon as they do", async () => {
    await ben.page.getByRole("link", { name: "Contacts" }).click();
    const list = ben.page.getByRole("region", { name: "Contacts" });
    await list.getByRole("link", { name: /Tomas Berg/u }).waitFor();
    await parley.customerWrites({ from: "+46701740652", name: "Ines Falk", text: "Hello" });
    await list.getByRole("link", { name: /Ines Falk/u }).waitFor();
    await list.getByRole("link", { name: /Rosa Lind/u }).click();
    const talks = ben.page.getByRole("region", { name: "History of the contact" });
    await talks.getByText("Wholesale desk").waitFor();
    expect(await talks.getByRole("link").count()).toBe(2);
  });

  it("J1 who may only read sees all of it and changes nothing", async () => {
    const chioma = agentAt(2);
    await changeRole(parley, ana, chioma.id, "viewer");
    const window = await AgentWindow.signedIn(browser, parley.url, chioma);
    await window.openConversation("Rosa Lind");
    await panel(window).getByText("Qualified").waitFor();
    await panel(window).getByText("1,200").waitFor();
    await panel(window).getByText("Pro", { exact: true }).waitFor();
    for (const name of ["Edit the name", "Add an attribute", "Label the contact", "Edit Plan", "Delete Plan"])
      expect(await button(panel(window), name).count()).toBe(0);
    expect(await panel(window).locator("select, input").count()).toBe(0);
    await window.close();
  });

  it("H5 on a phone it is a sheet over the thread, and the contacts are pages", async () => {
    const window = await AgentWindow.signedIn(browser, parley.url, agentAt(0), { viewport: phone });
    await window.openConversation("Rosa Lind");
    await window.page.getByRole("button", { name: "Rosa Lind", exact: true }).click();
    const sheet = window.page.getByRole("dialog", { name: "Contact" });
    await sheet.getByRole("heading", { name: "Rosa Lind" }).waitFor();
    await button(sheet, "Edit the name").click();
    await sheet.getByRole("textbox", { name: "Name", exact: true }).press("Escape");
    await button(sheet, "Edit the name").waitFor();
    await window.page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await window.page.locator(".thread-name button:focus").waitFor();
    await window.page.goto(`${parley.url}/o/acme/contacts`);
    await window.page.getByRole("link", { name: /Tomas Berg/u }).click();
    await window.page.getByRole("heading", { name: "Tomas Berg" }).waitFor();
    await window.page.getByRole("link", { name: "Back to the list" }).click();
    await window.page.getByRole("searchbox", { name: "Search contacts" }).waitFor();
    await window.close();
  });

  it.each(looks)("H5 axe finds nothing: $name", async ({ colorScheme, viewport }) => {
    const window = await AgentWindow.signedIn(browser, parley.url, agentAt(0), { colorScheme, viewport });
    await window.openConversation("Rosa Lind");
    const isNarrow = viewport.width < 1200;
    if (isNarrow) await window.page.getByRole("button", { name: "Rosa Lind", exact: true }).click();
    const shown = isNarrow ? window.page.getByRole("dialog", { name: "Contact" }) : panel(window);
    await shown.getByText("Pro", { exact: true }).waitFor();
    await shown.getByText("Wholesale desk").waitFor();
    const look = async (what: string) => {
      expect([what, ...(await violations(window))]).toEqual([what]);
    };
    await look("contact");
    await button(shown, "Label the contact").click();
    await window.page.getByRole("menuitemcheckbox", { name: "VIP" }).waitFor();
    await look("labels");
    await window.page.keyboard.press("Escape");
    await button(shown, "Add an attribute").click();
    await button(shown, "Add").click();
    await shown.getByText("Give it a name.").waitFor();
    await look("problem");
    await window.page.goto(`${parley.url}/o/acme/contacts`);
    await window.page.getByRole("link", { name: /Rosa Lind/u }).waitFor();
    await look("contacts");
    await window.page.getByRole("link", { name: /Rosa Lind/u }).click();
    await window.page.getByText("Wholesale desk").first().waitFor();
    await look("one of the contacts");
    await window.close();
  });
});

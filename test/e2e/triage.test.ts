import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { looks } from "./support/looks.ts";

const rosa = { from: "+46701740630", name: "Rosa Lind" };
const tomas = { from: "+46701740631", name: "Tomas Berg" };

/** What a team does with a conversation beside answering it. The cases follow one another, as a day does. */
describe("triage", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;
  let chioma: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, admin, agent] = parley.demo.agents;
    if (owner === undefined || admin === undefined || agent === undefined) throw new Error("the demo has three agents");
    await parley.customerWrites({ ...tomas, text: "Do you ship to Norway?" });
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    ben = await AgentWindow.signedIn(browser, parley.url, admin);
    chioma = await AgentWindow.signedIn(browser, parley.url, agent);
    await create("teams", { name: "Support", agentIds: [owner.id, admin.id] });
    await create("macros", {
      name: "Thank and close",
      actions: [{ do: "reply", body: "Thank you, {{contact.first_name}}!" }, { do: "close" }],
    });
    for (const one of [ana, ben, chioma]) await one.openConversation(rosa.name);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await chioma?.close();
    await browser?.close();
    await parley?.stop();
  });

  async function create(path: string, data: unknown): Promise<void> {
    const answer = await ana.page.request.post(`${parley.url}/api/orgs/acme/${path}`, { data });
    expect(answer.status()).toBe(201);
  }

  const header = (agent: AgentWindow): Locator => agent.page.locator(".thread-header");
  const activity = (agent: AgentWindow, words: string): Locator =>
    agent.page.getByRole("log").locator(".activity").getByText(words, { exact: true });
  /** Every line of activity, as one who did none of it reads them. */
  const activities = (agent: AgentWindow): Promise<string[]> =>
    agent.page.locator(".activity .activity-words").allInnerTexts();

  /** A shortcut, pressed where nothing is typed. */
  async function press(agent: AgentWindow, key: string): Promise<void> {
    await agent.page.locator(".thread-name").click();
    await agent.page.keyboard.press(key);
  }

  it("C8 a label is made and put on by keyboard, and the others see it: chip, row and line", async () => {
    await press(ana, "l");
    await ana.page.getByRole("searchbox", { name: "Label…" }).waitFor();
    await ana.page.keyboard.type("Barista");
    await ana.page.getByRole("menuitem", { name: "Create label “Barista”" }).waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("menuitemcheckbox", { name: "Barista", checked: true }).waitFor();
    await ana.page.keyboard.press("Escape");
    await header(ben).getByRole("button", { name: "Labels: Barista" }).waitFor();
    await ben.row(rosa.name).getByText("Barista").waitFor();
    await activity(ben, "Ana added Barista").waitFor();
    await activity(ana, "You added Barista").waitFor();
    // Its time is read by the pointer that rests on it.
    expect(await ben.page.locator(".activity").first().getAttribute("title")).toMatch(/\d{4}.*\d:\d\d/u);
  });

  it("C8 one that is there is found by what is typed; two agents' labels do not undo each other", async () => {
    await create("labels", { name: "Trial", color: "teal" });
    await press(ben, "l");
    await ben.page.keyboard.type("tri");
    await ben.page.getByRole("menuitemcheckbox", { name: "Trial" }).waitFor();
    await ben.page.keyboard.press("Enter");
    await header(ana).getByRole("button", { name: "Labels: Barista, Trial" }).waitFor();
    await activity(ana, "Ben added Trial").waitFor();
    // The field is empty again: the next one can be typed at once.
    await ben.page.getByRole("menuitemcheckbox", { name: "Barista" }).click();
    await ben.page.keyboard.press("Escape");
    await header(ana).getByRole("button", { name: "Labels: Trial", exact: true }).waitFor();
    await activity(ana, "Ben removed Barista").waitFor();
  });

  it("C8 a priority is shown in the header and on the row", async () => {
    await press(ana, "p");
    await ana.page.getByRole("menuitemradio", { name: "Urgent" }).click();
    await header(ben).getByRole("button", { name: "Priority: Urgent" }).waitFor();
    await ben.row(rosa.name).getByText("Urgent").waitFor({ state: "attached" });
    await activity(ben, "Urgent, set by Ana").waitFor();
  });

  it("C7 a team takes a conversation, and a person of it", async () => {
    await press(ana, "a");
    await ana.page.keyboard.type("supp");
    await ana.page.getByRole("menuitem", { name: "Support" }).waitFor();
    await ana.page.keyboard.press("Enter");
    await header(ben).getByRole("button", { name: "Assigned to Support" }).waitFor();
    await ben.row(rosa.name).getByText("Support").waitFor();
    await activity(ben, "Assigned to team Support by Ana").waitFor();
    await ben.assign("Me");
    await activity(ana, "Ben took this").waitFor();
    await header(ana).getByRole("button", { name: "Assigned to Ben" }).waitFor();
    await ana.row(rosa.name).getByText("Ben has this").waitFor({ state: "attached" });
  });

  it("C8 followers are seen by all", async () => {
    await header(chioma).getByRole("button", { name: "Follow" }).click();
    await header(ana).getByText("Chioma follows this").waitFor({ state: "attached" });
    await header(chioma).getByRole("button", { name: "Follow", pressed: true }).click();
    await header(ana).getByText("Chioma follows this").waitFor({ state: "detached" });
  });

  it("C8 lines of activity are no news: the list shows what was said last, and nothing is unread", async () => {
    await expect.poll(() => ana.rowText(rosa.name)).toContain("Do you have oat milk?");
    expect(await ana.row(tomas.name).getByText("1 unread").count()).toBe(1);
    expect(await ana.row(rosa.name).locator(".row-unread").count()).toBe(0);
  });

  it("C6 snoozed until a usual time, it leaves the list; the customer brings it back", async () => {
    await press(ana, "h");
    await ana.page.getByRole("menuitem", { name: "Tomorrow" }).click();
    await ben.row(rosa.name).waitFor({ state: "detached" });
    await header(ben)
      .getByText(/^Snoozed until .*9:00/u)
      .waitFor();
    await expect.poll(() => activities(ben)).toContainEqual(expect.stringMatching(/^Snoozed until .*9:00.* by Ana$/u));
    await parley.customerWrites({ ...rosa, text: "Are you there?" });
    await ben.row(rosa.name).waitFor();
    for (const agent of [ana, ben]) await activity(agent, "Reopened: the customer wrote").waitFor();
  });

  it("C6 snoozed until a date and time of one's own; a time that is over is not taken", async () => {
    await press(ana, "h");
    await ana.page.getByRole("menuitem", { name: "Date and time…" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Snooze until" });
    await dialog.getByLabel("Date and time").fill("2020-01-01T09:00");
    await dialog.getByRole("button", { name: "Snooze" }).click();
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByLabel("Date and time").fill("2099-03-04T15:30");
    await dialog.getByRole("button", { name: "Snooze" }).click();
    await dialog.waitFor({ state: "detached" });
    await header(ben)
      .getByText(/^Snoozed until 4 Mar.*15:30$/u)
      .waitFor();
    await press(ana, "h");
    await ana.page.getByRole("menuitem", { name: "Wake up now" }).click();
    await activity(ben, "Ana reopened this").waitFor();
    await ben.row(rosa.name).waitFor();
  });

  it("C6 C10 closed with a key, and opened again with z", async () => {
    await press(ana, "e");
    await activity(ben, "Ana closed this").waitFor();
    await header(ben).getByText("Closed", { exact: true }).waitFor();
    await ana.page.keyboard.press("z");
    await header(ben).getByText("Closed", { exact: true }).waitFor({ state: "detached" });
    await ben.row(rosa.name).waitFor();
  });

  it("C9 C10 a macro does its steps as one, and is taken back as one", async () => {
    await press(ana, "m");
    await ana.page.keyboard.type("thank");
    await ana.page.getByRole("menuitem", { name: "Thank and close" }).waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("searchbox").waitFor({ state: "detached" });
    await ben.message("Thank you, Rosa!").waitFor();
    await header(ben).getByText("Closed", { exact: true }).waitFor();
    await ana.page.keyboard.press("z");
    await ben.message("Thank you, Rosa!").waitFor({ state: "detached" });
    await header(ben).getByText("Closed", { exact: true }).waitFor({ state: "detached" });
    expect(await parley.textsSent()).toEqual([]);
  });

  it("C9 everything is in the menu behind the dots too, and a menu opened from there keeps the focus", async () => {
    const more = header(ana).getByRole("button", { name: "More actions" });
    await more.click();
    await ana.page.getByRole("menuitem", { name: "Label…" }).click();
    await ana.page.getByRole("menuitemcheckbox", { name: "Trial" }).waitFor();
    await expect.poll(() => ana.page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe("Label…");
    await ana.page.keyboard.press("Escape");
    await more.click();
    await ana.page.getByRole("menuitem", { name: "Archive" }).click();
    await activity(ben, "Ana archived this").waitFor();
    await ana.page.keyboard.press("z");
    await header(ben).getByText("Archived", { exact: true }).waitFor({ state: "detached" });
  });

  it("C1-C8 I7 three in one conversation, one of them offline for a while: in the end they see the same", async () => {
    const banner = (agent: AgentWindow): Locator => agent.page.getByLabel("Who is replying");
    await chioma.page.context().setOffline(true);
    await chioma.page.getByText("You are offline").waitFor();
    // Meanwhile she works on, and so do the others.
    await press(chioma, "l");
    await chioma.page.keyboard.type("bari");
    await chioma.page.keyboard.press("Enter");
    await chioma.page.keyboard.press("Escape");
    await header(chioma).getByRole("button", { name: "Labels: Barista, Trial" }).waitFor();
    await chioma.replyField().fill("Written by Chioma in the tunnel");
    await press(ana, "l");
    await ana.page.keyboard.type("trial");
    await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.press("Escape");
    await ana.replyField().fill("Ana is faster");
    await banner(ben).getByText("Ana is replying").waitFor();
    await ben.note("Ask @Chioma about the delivery");
    await ana.assign("Me");
    // The menu had the focus. Whoever leaves a reply for some seconds lets go of it, and Chioma is about to want it.
    await ana.replyField().focus();
    await activity(ben, "Ana took this").waitFor();
    await chioma.page.context().setOffline(false);
    await chioma.isLive();
    for (const agent of [ana, ben, chioma]) {
      await header(agent).getByRole("button", { name: "Labels: Barista", exact: true }).waitFor();
      await agent.page
        .getByRole("article", { name: /^Note by/u })
        .getByText("@Chioma", { exact: true })
        .waitFor();
    }
    for (const agent of [ben, chioma]) {
      await banner(agent).getByText("Ana is replying").waitFor();
      await header(agent).getByRole("button", { name: "Assigned to Ana" }).waitFor();
      await activity(agent, "Ana took this").waitFor();
    }
    await activity(ana, "Chioma added Barista").waitFor();
    // Her draft is kept, and hers alone.
    expect(await chioma.replyField().inputValue()).toBe("Written by Chioma in the tunnel");
    await chioma.page.getByText("Draft saved").waitFor();
    expect(await ana.rowText(rosa.name)).not.toContain("Written by Chioma");
    // The same lines in the same order for everyone, but for who is "you".
    const inWords = async (agent: AgentWindow, name: string) =>
      (await activities(agent)).map((line) => line.replace(/\byou\b/giu, name));
    const seen = await inWords(ben, "Ben");
    await expect.poll(() => inWords(ana, "Ana")).toEqual(seen);
    await expect.poll(() => inWords(chioma, "Chioma")).toEqual(seen);
    await ana.replyField().press("Enter");
    for (const agent of [ana, ben, chioma]) await agent.showsTick("Ana is faster", "Read at");
  });

  it.each(looks)("H5 axe finds nothing in the header's menus: $name", async ({ colorScheme, viewport }) => {
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    await window.row(rosa.name).waitFor();
    expect(["list", ...(await violations(window))]).toEqual(["list"]);
    await window.openConversation(rosa.name);
    await activity(window, "Chioma added Barista").waitFor();
    expect(["thread", ...(await violations(window))]).toEqual(["thread"]);
    for (const [menu, shown] of [
      ["Label…", "menuitemcheckbox"],
      ["Priority…", "menuitemradio"],
      ["Snooze…", "menuitem"],
      ["Run a macro…", "menuitem"],
    ] as const) {
      await header(window).getByRole("button", { name: "More actions" }).click();
      await window.page.getByRole("menuitem", { name: menu }).click();
      await window.page.getByRole("menuitem", { name: menu }).waitFor({ state: "detached" });
      await window.page.getByRole(shown).first().waitFor();
      expect([menu, ...(await violations(window))]).toEqual([menu]);
      await window.page.keyboard.press("Escape");
      await window.page.getByRole(shown).first().waitFor({ state: "detached" });
    }
    await header(window)
      .getByRole("button", { name: /^Assigned to/u })
      .click();
    await window.page.getByRole("menuitem", { name: "Support" }).waitFor();
    expect(["assign", ...(await violations(window))]).toEqual(["assign"]);
    await window.close();
  });
});

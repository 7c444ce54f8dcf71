import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { twoLooks } from "./support/looks.ts";

const rosa = { from: "+46701740660", name: "Rosa Lind" };
const tomas = { from: "+46701740661", name: "Tomas Berg" };
/** A colleague asks for help. The cases follow one another, as a day does. */
describe("mentions", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;
  let owner: LocalParley["demo"]["agents"][number];

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first, second] = parley.demo.agents;
    if (first === undefined || second === undefined) throw new Error("the demo has two agents");
    owner = first;
    await parley.customerWrites({ ...tomas, text: "Do you ship to Norway?" });
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, first);
    ben = await AgentWindow.signedIn(browser, parley.url, second);
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  const entry = (agent: AgentWindow): Locator =>
    agent.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Mentions/u });
  const badge = (agent: AgentWindow): Locator => entry(agent).locator(".rail-badge");
  const rows = (agent: AgentWindow): Promise<string[]> => agent.page.locator(".mention-row").allInnerTexts();

  it("C8 one who was never mentioned reads how it is done", async () => {
    await entry(ana).click();
    await ana.page.getByRole("heading", { name: "Nobody has mentioned you yet" }).waitFor();
    await ana.page.getByText("type @ and a name").waitFor();
    expect(await badge(ana).count()).toBe(0);
  });

  it("C8 who is named in a note sees it at once: who, about whom, what; the others do not", async () => {
    await ben.openConversation(tomas.name);
    await ben.note("Ask @Ana for the price to Oslo");
    await expect.poll(() => badge(ana).innerText()).toMatch(/^1/u);
    await expect.poll(() => rows(ana)).toHaveLength(1);
    const [row = ""] = await rows(ana);
    for (const part of ["Ben", "Tomas Berg", "Ask @Ana for the price to Oslo"]) expect(row).toContain(part);
    expect(await badge(ben).count()).toBe(0);
  });

  it("C8 opening it shows the note, however far back, and marks it read, for good", async () => {
    // More than one page of the thread comes after it.
    for (let n = 1; n <= 60; n++) await parley.customerWrites({ ...tomas, text: `Another question, ${n}` });
    await ana.page.locator(".mention-row").click();
    await ana.page.getByRole("heading", { level: 2, name: tomas.name }).waitFor();
    const note = ana.page.getByRole("article", { name: /^Note by Ben/u });
    await note.getByText("for the price to Oslo").waitFor();
    // In the middle of what is seen, not where the newest messages are.
    await expect.poll(async () => Math.round((await note.boundingBox())?.y ?? -1)).toBeGreaterThan(100);
    expect((await note.boundingBox())?.y).toBeLessThan(600);
    await expect.poll(() => badge(ana).count()).toBe(0);
    await ana.page.reload();
    await ana.isLive();
    await entry(ana).click();
    await expect.poll(() => rows(ana)).toHaveLength(1);
    expect(await badge(ana).count()).toBe(0);
    expect(await rows(ana)).not.toContain("unread");
  });

  it("C8 the newest stands first, and all can be marked as read", async () => {
    await ben.openConversation(rosa.name);
    await ben.note("@Ana she asked again");
    await ben.note("@Ana and again");
    await expect
      .poll(async () => (await rows(ana)).map((row) => row.includes("and again")))
      .toEqual([true, false, false]);
    await expect.poll(() => badge(ana).innerText()).toMatch(/^2/u);
    await ana.page.getByRole("button", { name: "Mark all as read" }).click();
    await expect.poll(() => badge(ana).count()).toBe(0);
  });

  it("C8 a note that was seen in its thread is not unread among the mentions", async () => {
    await ana.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Inbox/u }).click();
    await ana.openConversation(rosa.name);
    await ben.note("@Ana right here");
    await ana.page
      .getByRole("article", { name: /^Note by Ben/u })
      .getByText("right here")
      .waitFor();
    await entry(ana).click();
    await expect.poll(async () => (await rows(ana))[0]).toContain("right here");
    await expect.poll(async () => (await rows(ana)).filter((row) => row.includes("unread"))).toEqual([]);
    expect(await badge(ana).count()).toBe(0);
  });

  it.each(twoLooks)("H5 axe finds nothing among the mentions: $name", async ({ colorScheme, viewport }) => {
    await ben.note(`@Ana one more, ${colorScheme}`);
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    await entry(window).click();
    await window.page.getByText(`@Ana one more, ${colorScheme}`).waitFor();
    expect(await violations(window)).toEqual([]);
    await window.close();
  });
});

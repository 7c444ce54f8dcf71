import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const jonas = { from: "+4915112345678", name: "Jonas Keller" };
const lena = { from: "+4915187654321", name: "Lena Fuchs" };
const days = 30;
const linesPerDay = 10;
/** Noon of the day so many days ago, in the browser's zone. */
const noon = (daysAgo: number) => new Date(new Date().setHours(12, 0, 0, 0) - daysAgo * 86_400_000);

describe("finding one's way in a thread", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  const asked: string[] = [];

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    for (let day = days; day >= 1; day--) {
      for (let line = 1; line <= linesPerDay; line++) {
        const timestamp = new Date(noon(day).getTime() + line * 60_000).toISOString();
        const id = `wamid.${day}.${line}`;
        await parley.customerWrites({ ...jonas, id, timestamp, text: `Day ${day}, line ${line}.` });
      }
    }
    await parley.customerWrites({ ...lena, text: "Just one thing" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    ana.page.on("request", (request) => {
      if (request.url().includes("/messages?")) asked.push(new URL(request.url()).search);
    });
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  const line = (day: number, n: number) => ana.message(`Day ${day}, line ${n}.`);
  const first = () => line(days, 1);
  const newest = () => line(1, linesPerDay);
  const log = () => ana.page.getByRole("log");

  /** Whether a part of it can be seen, not only be drawn. */
  async function isSeen(message: Locator): Promise<boolean> {
    const [box, frame] = [await message.boundingBox({ timeout: 500 }).catch(() => null), await log().boundingBox()];
    if (box === null || frame === null) return false;
    return box.y + box.height > frame.y && box.y < frame.y + frame.height;
  }
  const sees = (message: () => Locator) => expect.poll(() => isSeen(message()), { timeout: 10_000 }).toBe(true);

  async function reopen(name: string): Promise<void> {
    await ana.page.goto(parley.url);
    await ana.isLive();
    await ana.openConversation(name);
  }

  it("H2 opens at the first unread message, under a line that says so, when it is out of view", async () => {
    await ana.openConversation(jonas.name);
    await sees(first);
    expect(await isSeen(ana.page.getByText("New messages"))).toBe(true);
    expect(await isSeen(newest())).toBe(false);
    // What was not seen is not read.
    expect(await ana.rowText(jonas.name)).toContain("99+ unread");
    await ana.page.keyboard.press("End");
    await sees(newest);
    await expect.poll(() => ana.rowText(jonas.name)).not.toContain("unread");
  });

  it("H2 opens at the newest when nothing is unread; Home and End lead to the first and the newest in one step", async () => {
    await reopen(jonas.name);
    await sees(newest);
    expect(await ana.page.getByText("New messages").count()).toBe(0);
    asked.length = 0;
    await ana.page.keyboard.press("Home");
    await sees(first);
    expect(asked.filter((query) => query.includes("at="))).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(await ana.page.getByRole("article").count()).toBeLessThan(60);
    await ana.page.getByRole("button", { name: "Newest" }).waitFor();
    await ana.page.keyboard.press("End");
    await sees(newest);
    expect(await ana.page.getByRole("button", { name: "Newest" }).count()).toBe(0);
  });

  it("H2 jumps to a date, and from there reads on to the newest without a gap", async () => {
    await reopen(jonas.name);
    await sees(newest);
    await ana.page.getByRole("button", { name: /jump to a date/u }).click();
    const day = noon(20);
    const two = (n: number) => String(n).padStart(2, "0");
    const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
    await ana.page.getByLabel("Jump to a date").last().fill(date);
    await ana.page.getByRole("button", { name: "Go" }).click();
    await sees(() => line(20, 1));
    const top = (await line(20, 1).boundingBox())?.y ?? 0;
    expect(top - ((await log().boundingBox())?.y ?? 0)).toBeLessThan(120);
    expect(await line(1, 1).count()).toBe(0);

    const seen = new Set<string>();
    await log().hover();
    await expect
      .poll(
        async () => {
          for (const text of await ana.texts()) seen.add(text);
          await ana.page.mouse.wheel(0, 500);
          return isSeen(newest());
        },
        { timeout: 40_000, interval: 20 },
      )
      .toBe(true);
    for (const text of await ana.texts()) seen.add(text);
    for (let n = 20; n >= 1; n--) for (let l = 1; l <= linesPerDay; l++) expect(seen).toContain(`Day ${n}, line ${l}.`);
  });

  it("H2 a quote leads to its message, however long ago that was", async () => {
    await parley.customerWrites({ ...jonas, quotes: `wamid.${days}.3`, text: "I meant this" });
    await reopen(jonas.name);
    await sees(() => ana.message("I meant this"));
    await ana.message("I meant this").getByRole("button", { name: "An earlier message" }).click();
    await sees(() => line(days, 3));
  });

  it("H2 a thread that was left in the past is found there again", async () => {
    await sees(() => line(days, 3));
    const before = await line(days, 3).boundingBox();
    await ana.openConversation(lena.name);
    await ana.message("Just one thing").waitFor();
    await ana.openConversation(jonas.name);
    await sees(() => line(days, 3));
    await expect
      .poll(async () => Math.abs(((await line(days, 3).boundingBox())?.y ?? 0) - (before?.y ?? 0)))
      .toBeLessThanOrEqual(2);
  });

  it("H2 whoever answers from the past is at the newest again", async () => {
    await ana.reply("Here it is.");
    await sees(() => ana.message("Here it is."));
    expect(await line(days, 3).count()).toBe(0);
  });

  it("H2 a few unread that are in view need no jump: the end is shown, and they are read", async () => {
    await ana.openConversation(lena.name);
    await parley.customerWrites({ ...jonas, text: "One more" });
    await expect.poll(() => ana.rowText(jonas.name)).toContain("1 unread");
    await ana.openConversation(jonas.name);
    await sees(() => ana.message("One more"));
    expect(await isSeen(ana.page.getByText("New messages"))).toBe(true);
    await expect.poll(() => ana.rowText(jonas.name)).not.toContain("unread");
  });

  it("H2, C8 a link to a message from long ago opens there, in one step", async () => {
    const link = new URL(ana.page.url());
    const address = `${link.origin}${link.pathname}?message=${encodeURIComponent(`${parley.demo.whatsapp.channelId}:wamid.25.5`)}`;
    asked.length = 0;
    await ana.page.goto(address);
    await sees(() => line(25, 5));
    expect(asked.filter((query) => query.includes("around="))).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(3);
    await ana.page.goto(`${link.origin}${link.pathname}?message=nothing`);
    await ana.page.getByText("That message is not here").waitFor();
  });

  it.each(["light", "dark"] as const)(
    "H2, H5 has no violations in the %s theme, wide and narrow",
    async (colorScheme) => {
      await ana.page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await ana.page.setViewportSize({ width, height: 800 });
        await ana.page.reload();
        await ana.page.getByRole("button", { name: /jump to a date/u }).click();
        await ana.page.getByRole("button", { name: "To the first message" }).waitFor();
        expect(await violations(ana)).toEqual([]);
      }
      await ana.page.setViewportSize({ width: 1280, height: 800 });
    },
  );
});

import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { open } from "./support/settings.ts";
import { ToldAgent } from "./support/told-agent.ts";

const rosa = { from: "+46701740610", name: "Rosa Lind" };
const jonas = { from: "+4915112345678", name: "Jonas Keller" };

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** An agent among customers who write. The cases follow one another, as a day does. */
describe("notifications", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: ToldAgent;
  let ben: ToldAgent;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    await parley.customerWrites({ ...jonas, text: "Is my order on its way?" });
    ana = await signedIn(0, "granted");
    ben = await signedIn(1, "default");
    await ana.row(jonas.name).waitFor();
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  // Nothing of one story is on the screen in the next.
  afterEach(async () => {
    await ana.page.reload();
    await ana.isLive();
  });

  function signedIn(n: number, permission: "default" | "granted", options?: BrowserContextOptions) {
    const agent = parley.demo.agents[n];
    if (agent === undefined) throw new Error("the demo has two agents at least");
    return ToldAgent.enter(browser, parley.url, { agent, permission, ...(options === undefined ? {} : { options }) });
  }

  it("H4 a message is told inside the page, with who wrote, what and a sound; a click opens it", async () => {
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    const shown = ana.toast("New message from Rosa Lind");
    await shown.getByText("Do you have oat milk?").waitFor();
    expect(await ana.notes()).toBe(2);
    expect(await ana.titles()).toEqual([]);
    await shown.getByRole("button", { name: "Do you have oat milk?" }).click();
    await ana.page.getByRole("heading", { level: 2, name: rosa.name }).waitFor();
    await shown.waitFor({ state: "detached" });
  });

  it("H4 what is open and looked at is not told; what is written elsewhere meanwhile is", async () => {
    await parley.customerWrites({ ...rosa, text: "This is before your eyes" });
    await ana.message("This is before your eyes").waitFor();
    await parley.customerWrites({ ...jonas, text: "This is not" });
    await ana.toast("New message from Jonas Keller").waitFor();
    expect(await ana.toasts().allInnerTexts()).toEqual(["New message from Jonas Keller\nThis is not"]);
  });

  it("H4 while nobody looks the system tells it: the first hundred characters, one notification a conversation", async () => {
    await ana.openConversation(rosa.name);
    await ana.leaves();
    const long = "A long question about beans. ".repeat(8);
    await parley.customerWrites({ ...rosa, text: long });
    await expect.poll(() => ana.told()).toHaveLength(1);
    const [first] = await ana.told();
    expect(first).toMatchObject({ title: "New message from Rosa Lind", body: long.slice(0, 100), silent: true });
    expect(await ana.notes()).toBe(2);
    await parley.customerWrites({ ...rosa, text: "And one more thing" });
    await expect.poll(() => ana.told()).toHaveLength(2);
    expect((await ana.told())[1]).toMatchObject({
      title: "2 new messages from Rosa Lind",
      body: "And one more thing",
      tag: first?.tag,
    });
    expect(await ana.toasts().count()).toBe(0);
  });

  it("H4 the tab tells how many wait, in its title and on its icon", async () => {
    const icon = async () =>
      decodeURIComponent(await ana.page.evaluate<string>("document.querySelector('link[rel=icon]').href"));
    await ana.page.goto(`${parley.url}/o/acme/inbox/all`);
    await ana.isLive();
    await expect.poll(() => ana.page.title()).toMatch(/^\(\d+\) Inbox/u);
    const [, count] = (await ana.page.title()).match(/^\((\d+)\)/u) ?? [];
    await expect.poll(icon).toContain(`>${count}</text>`);
    for (const { name } of [rosa, jonas]) {
      await ana.openConversation(name);
      await expect.poll(() => ana.rowText(name)).not.toContain("unread");
    }
    await expect.poll(icon).toBe(`${parley.url}/favicon.svg`);
    expect(await ana.page.title()).toBe("Jonas Keller · Parley");
  });

  it("H4 a click on the system's notification opens the conversation; reading it takes the notification back", async () => {
    await ana.leaves();
    await parley.customerWrites({ ...rosa, text: "Are you there?" });
    await expect.poll(() => ana.titles()).toEqual(["New message from Rosa Lind"]);
    await parley.customerWrites({ ...jonas, text: "And you?" });
    await expect.poll(() => ana.told()).toHaveLength(2);
    await ana.isThere();
    // Jonas is open, and is looked at now.
    await expect.poll(() => ana.page.evaluate("window.told[1].system.isClosed")).toBe(true);
    expect(await ana.page.evaluate("window.told[0].system.isClosed")).toBeUndefined();
    await ana.page.evaluate('window.told[0].system.dispatchEvent(new Event("click"))');
    await ana.page.getByRole("heading", { level: 2, name: rosa.name }).waitFor();
  });

  it("H4 C6 a mention and an assignment are told to whom they concern", async () => {
    await ana.openConversation(jonas.name);
    await ben.openConversation(rosa.name);
    await ben.note("@Ana could you look at this?");
    const mention = ana.toast("Ben mentioned you: Rosa Lind");
    await mention.getByText("@Ana could you look at this?").waitFor();
    await ben.assign("Ana");
    await ana.toast("Assigned to you by Ben: Rosa Lind").waitFor();
    // The later one of a conversation takes the place of the earlier one.
    expect(await ana.toasts().count()).toBe(1);
    expect(await ben.toasts().filter({ hasText: "Assigned" }).count()).toBe(0);
  });

  it("H4 C2 whoever is busy is told nothing, and counts go on", async () => {
    const choose = async (state: string) => {
      await ana.page.getByRole("button", { name: /^Account of/u }).click();
      await ana.page.getByRole("menuitemradio", { name: state }).click();
      await ana.page.keyboard.press("Escape");
      await ana.page.locator(`.rail-account .avatar-dot-${state.toLowerCase()}`).waitFor();
    };
    await ana.openConversation(rosa.name);
    await choose("Busy");
    await parley.customerWrites({ ...jonas, text: "While busy" });
    await expect.poll(() => ana.rowText(jonas.name)).toContain("1 unread");
    await choose("Online");
    await parley.customerWrites({ ...jonas, text: "Afterwards" });
    // The first was not told: this one is alone.
    await ana.toast("New message from Jonas Keller").getByText("Afterwards").waitFor();
  });

  it("H4 each topic is told, or not, as the agent chose, and the choice stays", async () => {
    await open(ana, "Notifications");
    const messages = ana.page.getByRole("group", { name: "New message" });
    await messages.getByLabel("Sound").uncheck();
    await ana.page.getByRole("group", { name: "Mention" }).getByRole("combobox").selectOption("Off");
    await ana.page.reload();
    await ana.isLive();
    expect(await messages.getByLabel("Sound").isChecked()).toBe(false);
    // Whoever has not touched the page hears nothing of it anyway.
    await ana.page.getByRole("heading", { level: 1 }).click();
    expect(await ana.page.getByRole("group", { name: "Mention" }).getByLabel("Desktop").isDisabled()).toBe(true);
    const mentions = () => ana.page.getByRole("link", { name: /^Mentions|Mentions$/u }).innerText();
    const before = await mentions();
    await ben.note("@Ana this one is not told");
    await expect.poll(mentions).not.toBe(before);
    await parley.customerWrites({ ...jonas, text: "Seen, not heard" });
    await ana.toast("New message from Jonas Keller").waitFor();
    expect(await ana.toasts().count()).toBe(1);
    expect(await ana.notes()).toBe(0);

    await messages.getByRole("combobox").selectOption("Off");
    await parley.customerWrites({ ...rosa, text: "Not told at all" });
    await parley.customerWrites({ from: "+46701740699", name: "Nils Ek", text: "A new one is" });
    await ana.toast("New message from Nils Ek · new conversation").waitFor();
    expect(await ana.toast("Not told at all").count()).toBe(0);
    await messages.getByRole("combobox").selectOption("Mine and unassigned");
    await messages.getByLabel("Sound").check();
    await ana.page.getByRole("group", { name: "Mention" }).getByRole("combobox").selectOption("On");
    await ana.page.goto(`${parley.url}/o/acme/inbox/all`);
    await ana.isLive();
  });

  it("H4 of two tabs of an agent one tells, and none what the other one shows", async () => {
    const second = new ToldAgent(await ana.page.context().newPage());
    await second.page.goto(`${parley.url}/o/acme/inbox/all`);
    await second.isLive();
    await ana.leaves();
    await parley.customerWrites({ ...rosa, text: "To whom is this told?" });
    await second.toast("New message from Rosa Lind").waitFor();
    await second.openConversation(rosa.name);
    await parley.customerWrites({ ...rosa, text: "Seen in the other tab" });
    await second.message("Seen in the other tab").waitFor();
    await parley.customerWrites({ ...jonas, text: "Out of sight in both" });
    await second.toast("Out of sight in both").waitFor();
    await second.page.close();
    // The one that is left tells again.
    await parley.customerWrites({ ...jonas, text: "Only one is left" });
    await expect.poll(() => ana.titles()).toEqual([expect.stringContaining("from Jonas Keller")]);
    expect(second.complaints).toEqual([]);
  });

  it("H4 nobody is asked by the page itself; a hint offers it after something was missed, once and for all", async () => {
    await ben.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Inbox" }).click();
    expect(await ben.page.evaluate("window.asked")).toBe(0);
    expect(await ben.hint().count()).toBe(0);
    await ben.leaves();
    await parley.customerWrites({ ...jonas, text: "Where did you go?" });
    await ben.hint().getByText("Jonas Keller wrote while you were elsewhere.").waitFor();
    await ben.isThere();
    expect(await violations(ben)).toEqual([]);
    await ben.hint().getByRole("button", { name: "Not now" }).click();
    await ben.hint().waitFor({ state: "detached" });
    await ben.page.reload();
    await ben.isLive();
    await ben.leaves();
    await parley.customerWrites({ ...jonas, text: "Again nobody?" });
    await expect.poll(() => ben.rowText(jonas.name)).toContain("Again nobody?");
    await ben.isThere();
    await parley.customerWrites({ ...jonas, text: "Is anybody back?" });
    await ben.toast("Is anybody back?").waitFor();
    expect(await ben.hint().count()).toBe(0);
    expect(await ben.page.evaluate("window.asked")).toBe(0);
    await open(ben, "Notifications");
    await ben.page.getByRole("button", { name: "Allow desktop notifications" }).click();
    await ben.page.getByText("They are allowed").waitFor();
    expect(await ben.page.evaluate("window.asked")).toBe(1);
    expect(await ben.hint().count()).toBe(0);
    await ben.leaves();
    await parley.customerWrites({ ...jonas, text: "Now it is told" });
    await expect.poll(async () => (await ben.told()).at(-1)?.body).toBe("Now it is told");
  });

  it.each([
    { name: "light and wide", colorScheme: "light", viewport: wide },
    { name: "dark and wide", colorScheme: "dark", viewport: wide },
    { name: "light on a phone", colorScheme: "light", viewport: phone },
    { name: "dark on a phone", colorScheme: "dark", viewport: phone },
  ] as const)("H4 H5 axe finds nothing in the settings, the toast and the hint: $name", async (look) => {
    const window = await signedIn(0, "default", look);
    await window.leaves();
    await parley.customerWrites({ ...rosa, text: "Is anybody there?" });
    await window.hint().waitFor();
    await window.isThere();
    await parley.customerWrites({ ...rosa, text: "Hello again, I would like to know when you open tomorrow" });
    await window.toast("from Rosa Lind").waitFor();
    await window.page.mouse.move(0, 0);
    expect(await violations(window)).toEqual([]);
    await open(window, "Notifications");
    await window.page.getByRole("group", { name: "Mention" }).getByRole("combobox").selectOption("Off");
    expect(await violations(window)).toEqual([]);
    expect(await window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await window.close();
  });
});

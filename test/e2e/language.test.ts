import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Stack } from "../../src/dev/stack.ts";
import { contacts } from "../../src/web/messages/ar/contacts.ts";
import { commandBar } from "../../src/web/messages/ar/command-bar.ts";
import { ingest } from "../../src/web/messages/ar/ingest.ts";
import { mentions } from "../../src/web/messages/ar/mentions.ts";
import { settingsSections } from "../../src/web/messages/ar/settings-sections.ts";
import { shell } from "../../src/web/messages/ar/shell.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { control, startTestStack } from "./support/stack.ts";

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startTestStack(), launchChromium()]);
  const inbound = { channel: "whatsapp", from: "+46701740650", name: "Rosa Lind", text: "Do you have oat milk?" };
  await control(stack, "inbound", inbound);
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
});

it("H5 Arabic is chosen, the page turns round where it is, and it opens so again; English comes back", async () => {
  const [agent] = stack.demo.agents;
  if (agent === undefined) throw new Error("the demo has agents");
  const window = await AgentWindow.signedIn(browser, stack.url, agent);
  const { page } = window;
  const rail = page.getByRole("navigation").first();
  const middle = async () => {
    const box = await rail.boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0) / 2;
  };
  const width = page.viewportSize()?.width ?? 0;
  await page.goto(`${stack.url}/o/acme/settings/preferences`);
  await page.getByRole("radio", { name: "العربية" }).check();

  await page.getByRole("link", { name: "الوارد" }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  expect(await page.locator("html").getAttribute("lang")).toBe("ar");
  expect(await middle()).toBeGreaterThan(width / 2);
  // The keyboard is where it was.
  await page.locator("input[name=language]:focus").waitFor();

  await page.reload();
  await page.getByRole("link", { name: "الوارد" }).waitFor();
  expect(await middle()).toBeGreaterThan(width / 2);

  await page.getByRole("radio", { name: "English" }).check();
  await page.getByRole("link", { name: "Inbox" }).waitFor();
  expect(await middle()).toBeLessThan(width / 2);
  await window.close();
});

it("H5 without a choice the page speaks as the browser asks", async () => {
  const context = await browser.newContext({ locale: "ar-EG" });
  const page = await context.newPage();
  await page.goto(stack.url);
  await page.locator("html[dir=rtl][lang=ar-EG]").waitFor();
  await context.close();
});

/** Each main screen, and what says that it is there. */
const screens = [
  ["inbox/all", shell.inbox],
  ["mentions", mentions.title],
  ["contacts", contacts.title],
  ["ingest", ingest.arrived],
  ["settings/team", settingsSections["section.team"]],
  ["settings/channels", settingsSections["section.channels"]],
  ["settings/notifications", settingsSections["section.notifications"]],
] as const;

/** What would have to be scrolled sideways. */
const widerThanTheirPlace = `[document.documentElement, ...document.querySelectorAll("main, [role=dialog]")]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ tagName, className }) => tagName + " " + className)`;

// What axe looks for on a phone does not depend on the language; what is too long for it does.
it.each([
  ["axe finds nothing, and nothing reaches over the edge", { width: 1280, height: 800 }, true],
  ["nothing reaches over the edge on a phone", { width: 390, height: 844 }, false],
] as const)("H5 in Arabic %s", async (_, viewport, isLookedThrough) => {
  const [agent] = stack.demo.agents;
  if (agent === undefined) throw new Error("the demo has agents");
  const window = await AgentWindow.signedIn(browser, stack.url, agent, { viewport });
  const { page } = window;
  await page.evaluate(`localStorage.setItem("parley.language", "ar")`);
  const look = async (what: string) => {
    const wider = await page.evaluate(widerThanTheirPlace);
    expect([what, wider, ...(isLookedThrough ? await violations(window) : [])]).toEqual([what, []]);
  };
  for (const [path, name] of screens) {
    await page.goto(`${stack.url}/o/acme/${path}`);
    // The rail says most of these too, before the screen is there.
    await page.getByRole("main").waitFor();
    await page.getByText(name, { exact: true }).first().waitFor();
    await look(path);
  }
  await page.goto(`${stack.url}/o/acme/contacts`);
  await page.getByRole("link", { name: "Rosa Lind" }).click();
  await page.getByRole("heading", { name: "Rosa Lind" }).waitFor();
  await look("a contact");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: commandBar.title }).waitFor();
  await look("the command bar");
  await window.close();
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Stack } from "../../src/dev/stack.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { startTestStack } from "./support/stack.ts";

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startTestStack(), launchChromium()]);
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

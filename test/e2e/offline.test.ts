import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const customer = { from: "+46701740650", name: "Rosa Lind" };
/** What changed is written some seconds later. */
const keptWithinMs = 15_000;
const isOffline = "You are offline — messages will be sent when you are back";

/** An agent whose browser keeps the page's files, as every browser but the other tests' does. */
async function signedIn(browser: Browser, url: string, agent: { email: string; password: string }) {
  const window = await AgentWindow.signedIn(browser, url, agent, { serviceWorkers: "allow" });
  await window.page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  return window;
}

/** Keys of what is kept of records: agent, org, row. */
function keptRows({ page }: AgentWindow): Promise<string[][]> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open("parley-records", 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction("rows").objectStore("rows").getAllKeys();
      reading.onsuccess = () => {
        opening.result.close();
        resolve(reading.result);
      };
    };
  })`);
}

async function keepsThread(window: AgentWindow, text: string): Promise<void> {
  await window.message(text).waitFor();
  const hasThread = async () => (await keptRows(window)).some(([, , row]) => row?.startsWith("thread/"));
  await expect.poll(hasThread, { timeout: keptWithinMs }).toBe(true);
}

async function signOut({ page }: AgentWindow): Promise<void> {
  await page.getByRole("button", { name: /^Account of/u }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Password").waitFor();
}

describe("without a network", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an owner");
    await parley.customerWrites({ ...customer, text: "Are you open today?" });
    ana = await signedIn(browser, parley.url, owner);
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("H5 the page can be installed: its manifest says how, its worker is there, its icons are what they say", async () => {
    const manifest = (await (await fetch(`${parley.url}/manifest.webmanifest`)).json()) as {
      name: string;
      display: string;
      start_url: string;
      icons: { src: string; sizes: string; type: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ name: "Parley", display: "standalone", start_url: "/" });
    for (const [sizes, purpose] of [
      ["192x192", "any"],
      ["512x512", "any"],
      ["512x512", "maskable"],
    ]) {
      const icon = manifest.icons.find((one) => one.sizes === sizes && one.purpose === purpose);
      const picture = new DataView(await (await fetch(`${parley.url}${icon?.src}`)).arrayBuffer());
      // Width and height stand at the head of a PNG.
      expect(`${picture.getUint32(16)}x${picture.getUint32(20)}`).toBe(sizes);
    }
    const devTools = await ana.page.context().newCDPSession(ana.page);
    const { installabilityErrors } = await devTools.send("Page.getInstallabilityErrors");
    // One that stays attached undoes what another emulates.
    await devTools.detach();
    const wrong = installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito");
    expect(wrong).toEqual([]);
    const worker = "navigator.serviceWorker.getRegistration().then((one) => new URL(one.active.scriptURL).pathname)";
    expect(await ana.page.evaluate(worker)).toBe("/service-worker.js");
    const served = await fetch(`${parley.url}/service-worker.js`);
    expect(served.headers.get("cache-control")).toBe("no-cache");
    expect(served.headers.get("content-type")).toContain("javascript");
  });

  it("H8 the list and what was read are there after a reload, and a reply waits and goes out once", async () => {
    const { page } = ana;
    await ana.openConversation(customer.name);
    await keepsThread(ana, "Are you open today?");
    await page.context().setOffline(true);
    await page.getByText(isOffline).waitFor();

    await page.reload();
    await ana.row(customer.name).waitFor();
    await ana.message("Are you open today?").waitFor();
    await page.getByText(isOffline).waitFor();
    await ana.reply("Until eight");
    await ana.showsTick("Until eight", "Waiting");
    await page.reload();
    await ana.showsTick("Until eight", "Waiting");
    expect(await parley.textsSent()).toEqual([]);

    await parley.customerWrites({ ...customer, text: "Hello?" });
    await page.context().setOffline(false);
    await ana.isLive();
    await ana.message("Hello?").waitFor();
    await ana.showsTick("Until eight", "Read at");
    expect(await parley.textsSent()).toEqual(["Until eight"]);
  });

  it("H8 answers of the server are never kept with the page's files", async () => {
    const paths = `caches.keys().then(async (names) => {
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().map(({ url }) => new URL(url).pathname);
    })`;
    const kept = (await ana.page.evaluate(paths)) as string[];
    expect(kept).toContain("/");
    expect(kept.filter((path) => path.startsWith("/api") || path.startsWith("/o/"))).toEqual([]);
  });

  it("H8 a newer version waits until the reader is ready for it", async () => {
    const { page } = ana;
    // The same worker at another address is another version of it.
    await page.evaluate("window.isOlder = true; void navigator.serviceWorker.register('/service-worker.js?newer')");
    await page.getByText("A new version is here.").waitFor();
    await ana.message("Until eight").waitFor();
    expect(await page.evaluate("window.isOlder")).toBe(true);
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
    expect(await page.evaluate("window.isOlder")).toBeUndefined();
    await ana.message("Until eight").waitFor();
  });

  it("H8 I10 signing out takes all of it away, and another agent finds nothing", async () => {
    const { page } = ana;
    const [, admin] = parley.demo.agents;
    if (admin === undefined) throw new Error("the demo has an admin");
    const second = new AgentWindow(await page.context().newPage());
    await second.page.goto(page.url());
    await second.isLive();
    await signOut(ana);
    expect(await keptRows(ana)).toEqual([]);
    // The other tab too, and it keeps nothing more.
    await second.page.getByLabel("Password").waitFor();
    expect(await keptRows(ana)).toEqual([]);
    await second.page.close();

    await page.context().setOffline(true);
    await page.goto(parley.url);
    await page.getByText("Parley could not be reached").first().waitFor();
    expect(await page.getByText(customer.name).count()).toBe(0);
    await page.context().setOffline(false);
    await page.reload();
    await ana.signIn(admin);
    await ana.isLive();
    await expect.poll(async () => (await keptRows(ana)).length, { timeout: keptWithinMs }).toBeGreaterThan(0);
    expect(new Set((await keptRows(ana)).map(([agentId]) => agentId))).toEqual(new Set([admin.id]));
  });

  it("H8 I10 what is left of somebody whose sign-in has ended is gone before the next one looks", async () => {
    const { page } = ana;
    await page.context().clearCookies();
    await page.reload();
    await page.getByLabel("Password").waitFor();
    expect(await keptRows(ana)).toEqual([]);
    expect(await page.evaluate("localStorage.getItem('parley.signedIn')")).toBeNull();
  });
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { png } from "../../src/dev/simulator/samples.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const rosa = { from: "+46701740660", name: "Rosa Lind" };
const tomas = { from: "+46701740661", name: "Tomas Berg" };
/** There and back, in milliseconds; and as many kilobits a second as a weak signal gives. */
const latency = 400;
const throughput = (400 * 1024) / 8;

/** The browser slows requests down, but no sockets: those wait here. */
async function slowSockets(page: Page): Promise<void> {
  await page.routeWebSocket(/\/realtime/u, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => setTimeout(() => server.send(message), latency / 2));
    server.onMessage((message) => setTimeout(() => socket.send(message), latency / 2));
  });
}

async function slowRequests(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Network.enable");
  await devTools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}

/** 50 ms at 60 frames a second. Counted in frames, since a busy machine makes each of them longer. */
const fewFrames = 3;

/** Counts in the page the frames from the event of that name until `isThere`, an expression of the page's, is true. */
function framesUntil(page: Page, event: "click" | "keydown", isThere: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    let frames = 0;
    const look = () => {
      frames++;
      if (${isThere}) resolve(frames);
      else requestAnimationFrame(look);
    };
    addEventListener("${event}", () => requestAnimationFrame(look), { capture: true, once: true });
  })`);
}

/** In how many frames after a click something was there. */
async function answered(page: Page, clicked: string, there: string): Promise<number> {
  const frames = framesUntil(page, "click", `document.querySelector(${JSON.stringify(there)}) !== null`);
  await page.evaluate(`document.querySelector(${JSON.stringify(clicked)}).click()`);
  return frames;
}

/** In how many frames after the Enter key a reply of that text was there, with the clock of one that waits. */
async function repliedWith(ana: AgentWindow, text: string): Promise<number> {
  await ana.replyField().fill(text);
  const waits = `[...document.querySelectorAll("[data-message]")].some((message) =>
    message.querySelector(".bubble-text")?.textContent === ${JSON.stringify(text)} &&
    message.querySelector(".tick")?.innerText.startsWith("Waiting"))`;
  const frames = framesUntil(ana.page, "keydown", waits);
  await ana.replyField().press("Enter");
  return frames;
}

describe("a slow network", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    await parley.customerWrites({ ...tomas, text: "Do you ship to Norway?" });
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.open(browser, parley.url, { serviceWorkers: "allow" });
    await slowSockets(ana.page);
    await ana.page.reload();
    await ana.signIn(owner);
    await ana.isLive();
    await ana.page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await ana.openConversation(rosa.name);
    await ana.message("Do you have oat milk?").waitFor();
    await slowRequests(ana.page);
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("H8 every click shows its result within 50 ms, though the answer takes longer", async () => {
    const { page } = ana;
    const close = ".thread-action:has(.lucide-circle-check)";
    const reopen = ".thread-action:has(.lucide-rotate-ccw)";
    const frames = [
      await answered(page, close, reopen),
      await answered(page, reopen, close),
      await answered(page, ".list-view:nth-child(2)", ".list-view:nth-child(2)[aria-current]"),
      await answered(page, ".list-view:nth-child(1)", ".list-view:nth-child(1)[aria-current]"),
      await answered(page, "a.row:not([aria-current])", ".thread-name"),
    ];
    expect(Math.max(...frames)).toBeLessThanOrEqual(fewFrames);
  });

  it("H8 I9 replies show at once with their clock, and each goes out once", async () => {
    await ana.openConversation(rosa.name);
    const frames: number[] = [];
    for (const text of ["One", "Two", "Three"]) frames.push(await repliedWith(ana, text));
    expect(Math.max(...frames)).toBeLessThanOrEqual(fewFrames);
    for (const text of ["One", "Two", "Three"]) await ana.showsTick(text, "Read at");
    expect(await parley.textsSent()).toEqual(["One", "Two", "Three"]);
    expect((await ana.texts()).slice(-3)).toEqual(["One", "Two", "Three"]);
  });

  it("H8 D6 a reply with a picture shows it at once, from this device, and is not drawn anew when it has gone", async () => {
    const { page } = ana;
    const picture = { name: "front.png", mimeType: "image/png", buffer: Buffer.from(png(60, 40)) };
    await page.locator("input[type=file]").setInputFiles(picture);
    await page.locator(".tray-file .tray-about").getByText("B").waitFor();
    await expect.poll(() => page.locator(".tray-progress").count()).toBe(0);
    await ana.reply("Like this?");
    const shown = ana.message("Like this?").locator("img");
    expect(await shown.getAttribute("src")).toMatch(/^blob:/u);
    expect(await ana.message("Like this?").locator(".tick").innerText()).toMatch(/^Waiting/u);
    await ana.showsTick("Like this?", "Read at");
    expect(await shown.getAttribute("src")).toMatch(/^blob:/u);
    expect(await parley.picturesSent()).toEqual(["Like this?"]);
  });

  it("H8 what is not here yet has a placeholder only after 200 ms", async () => {
    const { page } = ana;
    await page.getByRole("button", { name: "More views" }).click();
    const seen = page.evaluate<[string, string]>(`new Promise((resolve) => {
      const look = () => {
        const skeleton = document.querySelector(".list-skeleton");
        if (skeleton === null) return requestAnimationFrame(look);
        const atOnce = getComputedStyle(skeleton).visibility;
        const animation = skeleton.getAnimations()[0];
        animation.finished.then(() => resolve([atOnce, getComputedStyle(skeleton).visibility]));
      };
      look();
    })`);
    await page.getByRole("menuitem", { name: "Archived" }).click();
    expect(await seen).toEqual(["hidden", "visible"]);
    await page.getByRole("heading", { name: "Nothing archived yet" }).waitFor();
    await ana.view("Open");
  });

  it("H8 opened again, the list is there before the network has said anything", async () => {
    const { page } = ana;
    // What changed is written some seconds later; it is written at once when the page goes.
    await page.reload();
    await ana.row(rosa.name).waitFor();
    const isBefore = `!performance.getEntriesByType("resource").some(({ name, responseEnd }) =>
      name.includes("/api/orgs/") && name.includes("/conversations") && responseEnd > 0)`;
    expect(await page.evaluate(isBefore)).toBe(true);
    await ana.isLive();
  });
});

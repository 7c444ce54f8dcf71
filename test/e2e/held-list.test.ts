import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

/** The last to write stands first in the list. */
const customers = ["Rosa Lind", "Tomas Berg", "Jonas Keller", "Mira Sato", "Olu Adeyemi"] as const;
const newestFirst = customers.toReversed();

/** Two agents, one of whom looks at the list while it changes. The cases follow one another. */
describe("a list that is pointed at", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first, second] = parley.demo.agents;
    if (first === undefined || second === undefined) throw new Error("the demo has two agents");
    for (const [index, name] of customers.entries())
      await parley.customerWrites({ from: `+4670174064${index}`, name, text: `Hello from ${name}` });
    ana = await AgentWindow.signedIn(browser, parley.url, first);
    ben = await AgentWindow.signedIn(browser, parley.url, second);
    for (const one of [ana, ben]) await one.row("Rosa Lind").waitFor();
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("C9 rows keep their places under the pointer; what is new is offered", async () => {
    await ana.row("Mira Sato").hover();
    await parley.customerWrites({ from: "+46701740640", name: "Rosa Lind", text: "Me again" });
    await ana.row("Rosa Lind").getByText("Me again").waitFor();
    await parley.customerWrites({ from: "+46701740649", name: "Ada Brandt", text: "Hello from Ada" });
    const offer = ana.page.getByRole("button", { name: "2 new" });
    await offer.waitFor();
    expect(await ana.names()).toEqual(newestFirst);
    await expect.poll(() => ben.names()).toEqual(["Ada Brandt", "Rosa Lind", ...newestFirst.slice(0, -1)]);
    await offer.click();
    await expect.poll(() => ana.names()).toEqual(["Ada Brandt", "Rosa Lind", ...newestFirst.slice(0, -1)]);
  });

  it("C9 what a colleague closes stays until the pointer leaves", async () => {
    await ana.row("Mira Sato").hover();
    await ben.openConversation("Ada Brandt");
    await ben.page.keyboard.press("e");
    await ben.toast("Closed").waitFor();
    await expect.poll(() => ana.tab("Open")).toBe("Open 5");
    expect(await ana.names()).toContain("Ada Brandt");
    await ana.page.locator(".inbox-thread").hover();
    await expect.poll(() => ana.names()).toEqual(["Rosa Lind", ...newestFirst.slice(0, -1)]);
  });

  it("C9 C11 rows keep their places while the keyboard walks in them; above the first is what is new", async () => {
    await ana.page.keyboard.press("j");
    await parley.customerWrites({ from: "+46701740641", name: "Tomas Berg", text: "Me too" });
    await ana.page.getByRole("button", { name: "1 new" }).waitFor();
    for (let step = 0; step < 6; step++) await ana.page.keyboard.press("k");
    await expect
      .poll(() => ana.names())
      .toEqual(["Tomas Berg", "Rosa Lind", "Olu Adeyemi", "Mira Sato", "Jonas Keller"]);
    expect(await ana.page.evaluate("document.activeElement.innerText")).toContain("Tomas Berg");
  });

  it("C9 a finger leaves nothing behind that hovers: new rows come in at once", async () => {
    const [first] = parley.demo.agents;
    if (first === undefined) throw new Error("the demo has an agent");
    const window = await AgentWindow.signedIn(browser, parley.url, first, {
      viewport: { width: 1280, height: 800 },
      hasTouch: true,
    });
    await window.row("Mira Sato").tap();
    await window.page.getByRole("heading", { level: 2, name: "Mira Sato" }).waitFor();
    await parley.customerWrites({ from: "+46701740642", name: "Jonas Keller", text: "From me as well" });
    await expect.poll(async () => (await window.names())[0]).toBe("Jonas Keller");
    await window.close();
  });
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const rosa = { from: "+46701740620", name: "Rosa Lind" };

/** What a reply can be besides words and files. The cases follow one another. */
describe("more than words", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    await ana.openConversation(rosa.name);
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  async function add(what: string): Promise<void> {
    await ana.page.getByRole("button", { name: "Add to the reply" }).click();
    await ana.page.getByRole("menuitem", { name: what }).click();
  }

  it("D7 a location is where this device is, with a name; it shows at once, and what was being written stays", async () => {
    await ana.page.context().setGeolocation({ latitude: 59.33258, longitude: 18.0649 });
    await ana.replyField().fill("Half a sentence");
    await add("Location");
    const dialog = ana.dialog();
    await dialog.getByRole("button", { name: "Use where I am" }).click();
    await dialog.getByRole("alert").getByText("This page may not know where you are.").waitFor();
    await ana.page.context().grantPermissions(["geolocation"]);
    await dialog.getByRole("button", { name: "Use where I am" }).click();
    await expect.poll(() => dialog.getByLabel("Longitude").inputValue()).toBe("18.06490");
    await dialog.getByLabel("Latitude").fill("91");
    await dialog.getByRole("button", { name: "Send location" }).click();
    await dialog.getByRole("alert").getByText("A latitude is a number from −90 to 90.").waitFor();
    expect(await violations(ana)).toEqual([]);
    await dialog.getByLabel("Latitude").fill("59.33258, 18.06490");
    await dialog.getByLabel("Name, as the customer sees it").fill("Our shop");
    await dialog.getByRole("button", { name: "Send location" }).click();
    await dialog.waitFor({ state: "detached" });
    await ana.message("Our shop").getByRole("button", { name: "Undo" }).waitFor();
    await ana.showsTick("Our shop", "Read at");
    expect((await parley.sent()).at(-1)).toMatchObject({
      type: "location",
      location: { latitude: 59.33258, longitude: 18.0649, name: "Our shop" },
    });
    expect(await ana.replyField().inputValue()).toBe("Half a sentence");
    await ana.page.reload();
    await expect.poll(() => ana.replyField().inputValue(), { timeout: 10_000 }).toBe("Half a sentence");
  });

  it("D7 choices begin with what is in the box; too much is said at its field, and the customer gets them", async () => {
    await ana.replyField().fill("Which milk?");
    await add("Buttons or a list");
    const dialog = ana.dialog();
    expect(await dialog.getByLabel("Text", { exact: true }).inputValue()).toBe("Which milk?");
    await dialog.getByLabel("Button 1", { exact: true }).fill("Oat, barista edition, 1 l");
    await dialog.getByRole("button", { name: "Send choices" }).click();
    await dialog.getByText("25 / 20 — too long").waitFor();
    await dialog.getByText("Fill this in.").waitFor();
    expect(await violations(ana)).toEqual([]);
    await dialog.getByLabel("Button 1", { exact: true }).fill("Oat");
    await dialog.getByLabel("Button 2", { exact: true }).fill("Soy");
    await dialog.getByRole("region", { name: "Preview" }).getByText("Soy").waitFor();
    await dialog.getByRole("button", { name: "Send choices" }).click();
    await dialog.waitFor({ state: "detached" });
    await ana.message("Which milk?").getByText("Oat", { exact: true }).waitFor();
    await ana.showsTick("Which milk?", "Read at");
    expect((await parley.sent()).at(-1)).toMatchObject({
      interactive: { type: "button", action: { buttons: [{ reply: { title: "Oat" } }, { reply: { title: "Soy" } }] } },
    });
    expect(await ana.replyField().inputValue()).toBe("");
    await add("Buttons or a list");
    await dialog.getByLabel("As", { exact: true }).selectOption("A list behind a button");
    await dialog.getByLabel("Text", { exact: true }).fill("When shall we call?");
    await dialog.getByLabel("Button that opens the list").fill("Times");
    await dialog.getByLabel("Row 1", { exact: true }).fill("Morning");
    await dialog.getByRole("button", { name: "Add a row" }).click();
    await dialog.getByLabel("Row 2", { exact: true }).fill("Evening");
    await dialog.getByLabel("Explanation").nth(1).fill("From six");
    expect(await violations(ana)).toEqual([]);
    await dialog.getByRole("button", { name: "Send choices" }).click();
    await ana.showsTick("When shall we call?", "Read at");
    expect((await parley.sent()).at(-1)).toMatchObject({
      interactive: {
        type: "list",
        action: {
          button: "Times",
          sections: [{ rows: [{ title: "Morning" }, { title: "Evening", description: "From six" }] }],
        },
      },
    });
  });
});

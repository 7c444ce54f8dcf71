import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { png } from "../../src/dev/simulator/samples.ts";
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

  it("D4 a template with a picture at its top shows at once as it will be sent, and what was being written stays", async () => {
    await ana.replyField().fill("Also");
    await add("Template");
    const dialog = ana.dialog();
    await dialog.getByRole("button", { name: /^new_arrivals/u }).click();
    await dialog.getByLabel("Text: 1").fill("Rosa");
    await dialog.getByRole("button", { name: "Send template" }).click();
    await dialog.getByText("This template needs a file at its top.").waitFor();
    const picture = { name: "new.png", mimeType: "image/png", buffer: Buffer.from(png(60, 40)) };
    await dialog.locator("input[type=file]").setInputFiles(picture);
    await dialog.locator("progress").waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Send template" }).click();
    await dialog.waitFor({ state: "detached" });
    const sent = ana.message("Hi Rosa, have you seen what is new?");
    await sent.getByRole("button", { name: "Undo" }).waitFor();
    expect(await sent.locator("img").getAttribute("src")).toMatch(/^blob:/u);
    await ana.showsTick("Hi Rosa, have you seen what is new?", "Read at");
    expect((await parley.sent()).at(-1)).toMatchObject({
      template: {
        name: "new_arrivals",
        components: expect.arrayContaining([expect.objectContaining({ type: "header" })]),
      },
    });
    expect(await ana.replyField().inputValue()).toBe("Also");
  });

  it("D8 a reply is scheduled for a date and time of one's own", async () => {
    await ana.replyField().fill("We call you then");
    await ana.page.getByRole("button", { name: "Send later" }).click();
    await ana.page.getByRole("menuitem", { name: "Date and time…" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Send at" });
    const inHours = (hours: number) => {
      const time = Date.now() + hours * 3_600_000;
      return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    };
    // The customer's message opened the window for a day.
    await dialog.getByLabel("Date and time").fill(inHours(30));
    await dialog.getByRole("button", { name: "Schedule" }).click();
    await dialog.getByText(/^Replies can leave until /u).waitFor();
    const at = inHours(3);
    await dialog.getByLabel("Date and time").fill(at);
    await dialog.getByRole("button", { name: "Schedule" }).click();
    await dialog.waitFor({ state: "detached" });
    const later = ana.message("We call you then");
    await later.getByText(new RegExp(`^Leaves .*${at.slice(-5)}`, "u")).waitFor();
    await later.getByRole("button", { name: "Cancel" }).click();
    await later.waitFor({ state: "detached" });
    await expect.poll(() => ana.replyField().inputValue()).toBe("We call you then");
  });
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { twoLooks } from "./support/looks.ts";

describe("accessibility", () => {
  let parley: LocalParley;
  let browser: Browser;
  let owner: LocalParley["demo"]["agents"][number];

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first] = parley.demo.agents;
    if (first === undefined) throw new Error("the demo has an agent");
    owner = first;
    const from = "+46701740610";
    for (const type of ["text", "image", "document", "location", "hologram"]) {
      await parley.customerWrites({ from, name: "Rosa Lind", text: `A message: ${type}`, type });
    }
    await parley.customerWrites({ from: "+4915112345678", text: "No name, and a link https://example.com" });
  });

  afterAll(async () => {
    await browser?.close();
    await parley?.stop();
  });

  it.each(twoLooks)("H5 axe finds nothing before the inbox: $name", async ({ colorScheme, viewport }) => {
    const window = await AgentWindow.open(browser, parley.url, { colorScheme, viewport });
    for (const path of ["sign-in", "sign-up", "forgot-password", "reset-password", "reset-password?token=x"]) {
      await window.page.goto(`${parley.url}/${path}`);
      await window.page.getByRole("heading", { level: 1 }).waitFor();
      expect([path, ...(await violations(window))]).toEqual([path]);
    }
    await window.page.goto(`${parley.url}/sign-in`);
    await window.signIn({ email: owner.email, password: "not it" });
    await window.page.getByRole("alert").waitFor();
    expect(await violations(window)).toEqual([]);
    await window.close();
  });

  it.each(twoLooks)("H5 axe finds nothing in the inbox: $name", async ({ colorScheme, viewport }) => {
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    await window.row("Rosa Lind").waitFor();
    expect(await violations(window)).toEqual([]);
    await window.openConversation("Rosa Lind");
    await window.message("Unsupported message").waitFor();
    await parley.fault("reject");
    await window.reply("This fails");
    await window.message("This fails").last().getByText("Not delivered.").waitFor();
    await window.reply("This arrives");
    await window.showsTick("This arrives", "Read at");
    expect(await violations(window)).toEqual([]);
    await window.page.getByRole("button", { name: "More actions" }).click();
    await window.page.getByRole("menuitem", { name: "Archive" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await window.page.keyboard.press("Escape");
    await window.page.context().setOffline(true);
    await window.page.getByText("You are offline").waitFor();
    expect(await violations(window)).toEqual([]);
    await window.close();
  });

  it.each(twoLooks)("H5 axe finds nothing while two work together: $name", async ({ colorScheme, viewport }) => {
    const [, admin] = parley.demo.agents;
    if (admin === undefined) throw new Error("the demo has two agents at least");
    const other = await AgentWindow.signedIn(browser, parley.url, admin);
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    await other.openConversation("Rosa Lind");
    await other.replyField().fill("Begun by Ben");
    await window.row("Rosa Lind").getByText("Ben is").first().waitFor();
    expect(await violations(window)).toEqual([]);
    await window.openConversation("Rosa Lind");
    await window.reply("Refused");
    await window.page.getByRole("button", { name: "Take over and send" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await window.page.getByRole("button", { name: "Note", exact: true }).click();
    const note = window.page.getByRole("textbox", { name: /^Note on/u });
    await note.pressSequentially("@be");
    await window.page.getByRole("option", { name: "Ben" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await note.press("Enter");
    await note.press("Enter");
    await window.page
      .getByRole("article", { name: /^Note by/u })
      .last()
      .waitFor();
    await window.assign("Me");
    await window.page.getByRole("button", { name: "Assigned to you", exact: true }).click();
    await window.page.getByRole("menuitem", { name: "Nobody" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await window.page.getByRole("menuitem", { name: "Nobody" }).click();
    await window.page.getByRole("button", { name: "Assign", exact: true }).waitFor();
    await other.close();
    await window.close();
  });

  it.each(twoLooks)("H5 axe finds nothing in the settings: $name", async ({ colorScheme, viewport }) => {
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    for (const section of ["Team", "Channels", "API keys"]) {
      await window.page.goto(`${parley.url}/o/acme/settings/${section.toLowerCase().replace(" ", "-")}`);
      await window.page.getByRole("heading", { level: 1, name: section }).waitFor();
      await window.page.getByRole("listitem").first().waitFor();
      expect([section, ...(await violations(window))]).toEqual([section]);
    }
    await window.page
      .getByRole("button", { name: /^Revoke/u })
      .first()
      .click();
    await window.page.getByRole("alertdialog").waitFor();
    expect(await violations(window)).toEqual([]);
    await window.page.goto(`${parley.url}/organisations/new`);
    await window.page.getByLabel("Address").waitFor();
    expect(await violations(window)).toEqual([]);
    await window.close();
  });
});

import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { button, dialog, item, open } from "./support/settings.ts";

const rosa = { from: "+46701740610", name: "Rosa Lind" };
const tomas = { from: "+46701740611", name: "Tomas Berg" };

/** What a team sets up, and who sees it at once. The cases follow one another. */
describe("settings", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;
  let chioma: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, , agent] = parley.demo.agents;
    if (owner === undefined || agent === undefined) throw new Error("the demo has three agents");
    await parley.customerWrites({ ...rosa, text: "Do you have oat milk?" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    chioma = await AgentWindow.signedIn(browser, parley.url, agent);
  });

  afterAll(async () => {
    await ana?.close();
    await chioma?.close();
    await browser?.close();
    await parley?.stop();
  });

  /** The page of one of the demo's channels. */
  async function openWhatsapp(window: AgentWindow): Promise<Locator> {
    await open(window, "Channels");
    await item(window, "WhatsApp").first().getByRole("link").click();
    await window.page.getByRole("heading", { level: 2, name: "Settings" }).waitFor();
    return window.page.getByRole("main");
  }
  const closed = (window: AgentWindow): Promise<void> => dialog(window).waitFor({ state: "detached" });

  async function makeLabel(window: AgentWindow, name: string, colour: string): Promise<void> {
    await button(window, "New label").click();
    await dialog(window).getByLabel("Name").fill(name);
    await dialog(window).getByText(colour, { exact: true }).click({ force: true });
    await dialog(window).getByRole("button", { name: "Make label" }).click();
    await closed(window);
  }

  it("C8 who answers makes a label, and everybody has it at once; one who manages renames and recolours it", async () => {
    await open(ana, "Labels");
    await open(chioma, "Labels");
    await makeLabel(chioma, "Billing", "Violet");
    await item(ana, "Billing").locator(".label-violet").waitFor();
    await item(ana, "Billing").getByText("No active conversation").waitFor();
    await button(ana, "Edit Billing").click();
    await dialog(ana).getByLabel("Name").fill("Invoices");
    await dialog(ana).getByText("Teal", { exact: true }).click({ force: true });
    await dialog(ana).getByRole("button", { name: "Save" }).click();
    await item(chioma, "Invoices").locator(".label-teal").waitFor();
    expect(await item(chioma, "Billing").count()).toBe(0);
    // Changing and deleting is for those who manage.
    expect(await button(chioma, "Edit Invoices").count()).toBe(0);
    expect(await button(chioma, "Delete Invoices").count()).toBe(0);
  });

  it("C8 a name that is taken is said beside the field, and what was typed stays", async () => {
    await button(ana, "New label").click();
    const name = dialog(ana).getByLabel("Name");
    await name.fill("invoices");
    await dialog(ana).getByRole("button", { name: "Make label" }).click();
    await dialog(ana).getByRole("alert").waitFor();
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    expect(await name.inputValue()).toBe("invoices");
    await name.fill("Returns");
    await dialog(ana).getByRole("button", { name: "Make label" }).click();
    await item(ana, "Returns").waitFor();
  });

  it("C8 a label tells how many active conversations have it, and is taken off them when it is deleted", async () => {
    const conversations = (await (await ana.page.request.get(`${parley.url}/api/orgs/acme/conversations`)).json()) as {
      items: { id: string; labels: string[] }[];
    };
    const id = conversations.items[0]?.id ?? "";
    const labelled = await ana.page.request.put(`${parley.url}/api/orgs/acme/conversations/${id}/labels`, {
      data: { labels: ["returns"] },
    });
    expect([labelled.status(), (await labelled.json()) as unknown]).toMatchObject([200, { labels: ["returns"] }]);
    for (const window of [ana, chioma]) await item(window, "Returns").getByText("1 active conversation").waitFor();
    await button(ana, "Delete Returns").click();
    await ana.page.getByRole("alertdialog").getByText("taken off all conversations").waitFor();
    await button(ana, "Cancel").click();
    await ana.page.getByRole("alertdialog").waitFor({ state: "detached" });
    await button(ana, "Delete Returns").click();
    await ana.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    for (const window of [ana, chioma]) await item(window, "Returns").waitFor({ state: "detached" });
    const labels = async (): Promise<unknown> => {
      const read = await ana.page.request.get(`${parley.url}/api/orgs/acme/conversations/${id}`);
      return ((await read.json()) as { labels: unknown }).labels;
    };
    await expect.poll(labels).toEqual([]);
  });

  it("C7 a team with turns: a channel's new conversation goes to its agent who is online", async () => {
    await open(ana, "Teams");
    await button(ana, "New team").click();
    await dialog(ana).getByLabel("Name").fill("Support");
    const members = dialog(ana).getByRole("combobox", { name: "Members" });
    await members.fill("chi");
    await members.press("Enter");
    await dialog(ana).getByText("Chioma", { exact: true }).waitFor();
    await dialog(ana).getByLabel("Assign new conversations in turn").check();
    await dialog(ana).getByLabel("Active conversations an agent can have").fill("1");
    await dialog(ana).getByRole("button", { name: "Make team" }).click();
    await item(ana, "Support").getByText("Assigned in turn, up to 1 each").waitFor();
    await open(chioma, "Teams");
    await item(chioma, "Support").getByText("Chioma").waitFor();
    await (await openWhatsapp(ana)).getByLabel("New conversations go to").selectOption({ label: "Support" });
    await (await openWhatsapp(chioma)).getByText("New conversations go to Support.").waitFor();
    await parley.customerWrites({ ...tomas, text: "Do you ship to Norway?" });
    await ana.page.getByRole("link", { name: "Inbox" }).click();
    await ana.row(tomas.name).getByText("Chioma has this").waitFor({ state: "attached" });
  });

  it("C7 a team loses a member and its turns, and goes; its channel then has no team", async () => {
    await open(ana, "Teams");
    await button(ana, "Edit Support").click();
    await dialog(ana).getByRole("button", { name: "Remove Chioma" }).click();
    await dialog(ana).getByLabel("Assign new conversations in turn").uncheck();
    await dialog(ana).getByRole("button", { name: "Save" }).click();
    await item(ana, "Support").getByText("Nobody is in it yet").waitFor();
    await item(ana, "Support").getByText("Agents take conversations themselves").waitFor();
    await button(ana, "Delete Support").click();
    await ana.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await item(ana, "Support").waitFor({ state: "detached" });
    await chioma.page.getByText("New conversations go to no team.").waitFor();
  });

  it("C7 an admin limits agents to what their teams have: they lose sight of the rest at once, and get it back", async () => {
    await chioma.page.getByRole("link", { name: "Inbox" }).click();
    await chioma.row(rosa.name).waitFor();
    const conversations = (await (await ana.page.request.get(`${parley.url}/api/orgs/acme/conversations`)).json()) as {
      items: { id: string; contact: { name: string | null } }[];
    };
    const id = conversations.items.find(({ contact }) => contact.name === rosa.name)?.id;
    const teams = (await (await ana.page.request.get(`${parley.url}/api/orgs/acme/teams`)).json()) as {
      items: { id: string; name: string }[];
    };
    const teamId = teams.items.find(({ name }) => name === "Wholesale")?.id;
    const given = await ana.page.request.post(`${parley.url}/api/orgs/acme/conversations/${id}/assign`, {
      data: { teamId, agentId: null },
    });
    expect(given.status()).toBe(200);
    await open(ana, "Teams");
    const limits = ana.page.getByLabel("Agents see their teams' conversations alone");
    await limits.check();
    await chioma.row(rosa.name).waitFor({ state: "detached" });
    await chioma.row(tomas.name).waitFor();
    await ana.page.reload();
    await expect.poll(() => limits.isChecked()).toBe(true);
    await limits.uncheck();
    await chioma.row(rosa.name).waitFor();
  });

  it("C8 a canned response with a variable, shown as two customers would read it, found by its words", async () => {
    await open(chioma, "Canned responses");
    await button(chioma, "New canned response").click();
    await dialog(chioma).getByLabel("Shortcut").fill("Opening");
    const text = dialog(chioma).getByLabel("Text");
    await text.fill("Hi , we open at nine.");
    await text.press("Home");
    for (const _ of "Hi ") await text.press("ArrowRight");
    await button(chioma, "Insert a variable").click();
    await chioma.page.getByRole("menuitem", { name: "Customer's first name" }).click();
    expect(await text.inputValue()).toBe("Hi {{contact.first_name|there}}, we open at nine.");
    await dialog(chioma).getByText("Hi Rosa, we open at nine.").waitFor();
    await dialog(chioma).getByText("Hi there, we open at nine.").waitFor();
    await dialog(chioma).getByRole("button", { name: "Make canned response" }).click();
    await open(ana, "Canned responses");
    await item(ana, "/opening").waitFor();
    await button(ana, "New canned response").click();
    await dialog(ana).getByLabel("Shortcut").fill("opening");
    await dialog(ana).getByLabel("Text").fill("Another one");
    await dialog(ana).getByRole("button", { name: "Make canned response" }).click();
    await dialog(ana).getByRole("alert").waitFor();
    expect(await dialog(ana).getByLabel("Shortcut").getAttribute("aria-invalid")).toBe("true");
    await dialog(ana).getByLabel("Shortcut").fill("bye");
    await dialog(ana).getByRole("button", { name: "Make canned response" }).click();
    await item(ana, "/bye").waitFor();
    const search = ana.page.getByRole("searchbox", { name: "Search canned responses" });
    await search.fill("nine");
    await item(ana, "/bye").waitFor({ state: "detached" });
    await item(ana, "/opening").waitFor();
    await search.fill("holidays");
    await ana.page.getByText("Nothing has “holidays” in it").waitFor();
    await search.fill("");
    await button(ana, "Delete /bye").click();
    await ana.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await item(chioma, "/bye").waitFor({ state: "detached" });
  });

  it("C9 a macro is put together step by step, in the order that is chosen, and changed later", async () => {
    await open(chioma, "Macros");
    await button(chioma, "New macro").click();
    const form = dialog(chioma);
    const addStep = async (name: string): Promise<void> => {
      await form.getByRole("button", { name: "Add a step" }).click();
      await chioma.page.getByRole("menuitem", { name, exact: true }).click();
    };
    await form.getByLabel("Name").fill("Thank and close");
    await form.getByRole("button", { name: "Make macro" }).click();
    await form.getByText("Add at least one step").waitFor();
    await addStep("Close");
    await addStep("Change labels");
    await addStep("Assign");
    await addStep("Snooze");
    await form.getByRole("button", { name: "Make macro" }).click();
    await form.getByText("Step 2 is not complete.").waitFor();
    await form.getByText("Choose a label to add or remove.").waitFor();
    const add = form.getByRole("combobox", { name: "Add", exact: true });
    await add.fill("inv");
    await add.press("Enter");
    // Down to the end, with the keyboard, which keeps its place.
    await form.getByRole("button", { name: "Move step 1 down" }).focus();
    for (const _ of [1, 2, 3]) await chioma.page.keyboard.press("Enter");
    await form.getByText("Close is now step 4 of 4.").waitFor({ state: "attached" });
    await form.getByRole("button", { name: "Remove step 3" }).click();
    await form.getByRole("button", { name: "Make macro" }).click();
    await closed(chioma);
    await open(ana, "Macros");
    await item(ana, "Thank and close").getByText("Add Invoices → Assign to me → Close").waitFor();
    await button(ana, "Edit Thank and close").click();
    await dialog(ana).getByLabel("To", { exact: true }).selectOption({ label: "Nobody" });
    await dialog(ana).getByRole("button", { name: "Save" }).click();
    await item(chioma, "Thank and close").getByText("Add Invoices → Assign to nobody → Close").waitFor();
  });

  it("C3 an admin chooses whether customers see typing, and is told that they see more", async () => {
    const shows = (await openWhatsapp(ana)).getByLabel("Show customers that an agent is typing");
    expect(await shows.isChecked()).toBe(false);
    await ana.page.getByText("also marks their message as read").waitFor();
    await shows.check();
    await (await openWhatsapp(chioma)).getByText("Customers see that an agent is typing.").waitFor();
    await ana.page.reload();
    await expect.poll(() => shows.isChecked()).toBe(true);
  });

  it("C10 how long a send can be taken back is the agent's own choice, kept in the browser", async () => {
    await open(ana, "Preferences");
    expect(await ana.page.getByRole("radio", { name: "3 seconds" }).isChecked()).toBe(true);
    await ana.page.getByRole("radio", { name: "10 seconds" }).check();
    await ana.page.reload();
    await expect.poll(() => ana.page.getByRole("radio", { name: "10 seconds" }).isChecked()).toBe(true);
    await open(chioma, "Preferences");
    expect(await chioma.page.getByRole("radio", { name: "3 seconds" }).isChecked()).toBe(true);
  });

  it("J1 an agent cannot make teams, and who may only read changes nothing", async () => {
    await open(chioma, "Teams");
    await item(chioma, "Orders").waitFor();
    expect(await button(chioma, "New team").count()).toBe(0);
    await open(ana, "Team members");
    await ana.page.getByLabel("Role of Chioma").selectOption({ label: "Read-only" });
    await button(ana, "Change role").click();
    for (const [title, noun, shown] of [
      ["Labels", "label", "Invoices"],
      ["Canned responses", "canned response", "/opening"],
      ["Macros", "macro", "Thank and close"],
    ] as const) {
      await open(chioma, title);
      await item(chioma, shown).waitFor();
      await button(chioma, `New ${noun}`).waitFor({ state: "detached" });
      expect(await button(chioma, `Edit ${shown}`).count()).toBe(0);
      expect(await button(chioma, `Delete ${shown}`).count()).toBe(0);
    }
  });
});

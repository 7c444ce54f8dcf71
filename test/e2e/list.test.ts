import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { looks } from "./support/looks.ts";

/** The last to write stands first in the list. */
const customers = ["Rosa Lind", "Tomas Berg", "Jonas Keller", "Mira Sato", "Olu Adeyemi"] as const;
const newestFirst = customers.toReversed();
/** Two agents sort what came in. The cases follow one another, as a day does. */
describe("the list", () => {
  let parley: LocalParley;
  let browser: Browser;
  let owner: LocalParley["demo"]["agents"][number];
  let ana: AgentWindow;
  let ben: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first, second] = parley.demo.agents;
    if (first === undefined || second === undefined) throw new Error("the demo has two agents");
    owner = first;
    for (const [index, name] of customers.entries())
      await parley.customerWrites({ from: `+4670174064${index}`, name, text: `Hello from ${name}` });
    ana = await AgentWindow.signedIn(browser, parley.url, first);
    ben = await AgentWindow.signedIn(browser, parley.url, second);
    await create("labels", { name: "Gold", color: "violet" });
    await create("labels", { name: "Invoice", color: "amber" });
    await create("teams", { name: "Night shift", agentIds: [first.id, second.id] });
    await create("macros", {
      name: "Sort out",
      actions: [
        { do: "label", add: ["invoice"], remove: [] },
        { do: "prioritize", priority: "high" },
      ],
    });
    for (const one of [ana, ben]) await one.row("Rosa Lind").waitFor();
  });

  afterAll(async () => {
    await ana?.close();
    await ben?.close();
    await browser?.close();
    await parley?.stop();
  });

  async function create(path: string, data: unknown): Promise<void> {
    const answer = await ana.page.request.post(`${parley.url}/api/orgs/acme/${path}`, { data });
    expect(answer.status()).toBe(201);
  }

  const box = (agent: AgentWindow, name: string): Locator =>
    agent.page.getByRole("checkbox", { name: `Select ${name}` });
  const bar = (agent: AgentWindow): Locator => agent.page.getByRole("region", { name: "Selected conversations" });

  async function choose(agent: AgentWindow, ...names: string[]): Promise<void> {
    for (const name of names) {
      // The box stands in the place of the avatar while the pointer is on the row.
      await agent.row(name).hover();
      await box(agent, name).check();
    }
  }

  /** Opens a menu of the bar and takes one of its items. */
  async function take(agent: AgentWindow, menu: string, item: string): Promise<void> {
    await bar(agent).getByRole("button", { name: menu, exact: true }).click();
    await agent.page.getByRole("menuitem", { name: item }).click();
  }

  it("C4 I4 each tab says how many wait: for all of the team, and for oneself", async () => {
    for (const agent of [ana, ben]) {
      await expect.poll(() => agent.tab("Open")).toBe("Open 5");
      await expect.poll(() => agent.tab("Unassigned")).toBe("Unassigned 5");
      await expect.poll(() => agent.tab("Unread")).toBe("Unread 5");
      expect(await agent.tab("Mine")).toBe("Mine");
    }
    await ana.openConversation("Rosa Lind");
    await ana.assign("Me");
    await expect.poll(() => ana.tab("Unread")).toBe("Unread 4");
    await expect.poll(() => ana.tab("Mine")).toBe("Mine 1");
    await expect.poll(() => ben.tab("Unassigned")).toBe("Unassigned 4");
    expect(await ben.tab("Unread")).toBe("Unread 5");
    expect(await ben.tab("Mine")).toBe("Mine");
  });

  it("C9 one is chosen by its box, a range with shift, all with Ctrl-A; Escape lets go of them", async () => {
    await choose(ana, "Olu Adeyemi");
    await bar(ana).getByText("1 selected").waitFor();
    await box(ana, "Jonas Keller").click({ modifiers: ["Shift"] });
    await bar(ana).getByText("3 selected").waitFor();
    expect(await box(ana, "Mira Sato").isChecked()).toBe(true);
    await box(ana, "Mira Sato").uncheck();
    await bar(ana).getByText("2 selected").waitFor();
    await ana.page.keyboard.press("Control+a");
    await bar(ana).getByText("5 selected").waitFor();
    await ana.page.keyboard.press("Escape");
    await bar(ana).waitFor({ state: "detached" });
    expect(await box(ana, "Olu Adeyemi").isChecked()).toBe(false);
  });

  it("C9 C10 many are closed at once, and Undo brings them back, for everybody", async () => {
    await choose(ana, "Olu Adeyemi", "Mira Sato", "Jonas Keller");
    await bar(ana).getByRole("button", { name: "Close" }).click();
    await ana.toast("3 conversations closed").waitFor();
    await expect.poll(() => ben.names()).toEqual(["Tomas Berg", "Rosa Lind"]);
    await expect.poll(() => ben.tab("Open")).toBe("Open 2");
    // Nothing that left the list stays chosen.
    await bar(ana).waitFor({ state: "detached" });
    await ana.page.getByRole("region", { name: "What was done" }).getByRole("button", { name: /^Undo/u }).click();
    await ana.toast("Undone").waitFor();
    await expect.poll(() => ben.names()).toEqual(newestFirst);
    await expect.poll(() => ben.tab("Open")).toBe("Open 5");
  });

  it("C8 C9 many are labelled, assigned, given a priority and snoozed at once, and z takes each back", async () => {
    await choose(ana, "Olu Adeyemi", "Mira Sato");
    await take(ana, "Label", "Gold");
    for (const name of ["Olu Adeyemi", "Mira Sato"]) await ben.row(name).getByText("Gold").waitFor();
    await take(ana, "Assign", "Ben");
    await expect.poll(() => ben.tab("Mine")).toBe("Mine 2");
    await take(ana, "Priority", "Urgent");
    for (const name of ["Olu Adeyemi", "Mira Sato"])
      await ben.row(name).getByText("Urgent").waitFor({ state: "attached" });
    await take(ana, "Snooze", "Tomorrow");
    await ana.toast("2 conversations snoozed").waitFor();
    await expect.poll(() => ben.names()).not.toContain("Mira Sato");
    await ana.page.keyboard.press("z");
    await expect.poll(() => ben.names()).toContain("Mira Sato");
    await ana.page.keyboard.press("z");
    await ben.row("Mira Sato").getByText("Urgent").waitFor({ state: "detached" });
    await ana.page.keyboard.press("z");
    await expect.poll(() => ben.tab("Mine")).toBe("Mine");
    await ben.row("Mira Sato").getByText("Gold").waitFor();
  });

  it("C4 C9 many are marked read and unread, for oneself alone", async () => {
    await choose(ana, "Olu Adeyemi", "Mira Sato");
    await take(ana, "More actions", "Mark as read");
    await expect.poll(() => ana.tab("Unread")).toBe("Unread 2");
    expect(await ben.tab("Unread")).toBe("Unread 5");
    await choose(ana, "Olu Adeyemi", "Mira Sato");
    await take(ana, "More actions", "Mark as unread");
    await expect.poll(() => ana.tab("Unread")).toBe("Unread 4");
    await ana.page.keyboard.press("Escape");
  });

  it("C9 a macro runs on many as one, and is taken back as one", async () => {
    await choose(ana, "Tomas Berg", "Jonas Keller");
    await take(ana, "Macro", "Sort out");
    await ana.toast("Macro done on 2 conversations").waitFor();
    for (const name of ["Tomas Berg", "Jonas Keller"]) {
      await ben.row(name).getByText("Invoice").waitFor();
      await ben.row(name).getByText("High priority").waitFor({ state: "attached" });
    }
    await ana.page.keyboard.press("z");
    for (const name of ["Tomas Berg", "Jonas Keller"]) {
      await ben.row(name).getByText("Invoice").waitFor({ state: "detached" });
      await ben.row(name).getByText("High priority").waitFor({ state: "detached" });
    }
    await ana.page.keyboard.press("Escape");
  });

  it("C7 C9 B4 while it waits it says how far it is; what is refused afterwards is said in words", async () => {
    await ana.page.context().setOffline(true);
    await ana.page.getByText("You are offline").waitFor();
    await choose(ana, "Tomas Berg", "Jonas Keller", "Mira Sato");
    await take(ana, "Assign", "Chioma");
    await ana.toast("Assigning 3 conversations…").waitFor();
    await ana.page.getByText("0 of 3").waitFor();
    await ben.openConversation("Jonas Keller");
    await ben.assign("Me");
    await ben.page.getByRole("button", { name: "Assigned to you", exact: true }).waitFor();
    await ana.page.context().setOffline(false);
    await ana.toast("2 of 3 conversations assigned").waitFor();
    await ana.page.getByText("Assigning the conversation with Jonas Keller did not work: Ben has it.").waitFor();
    await ana.page.getByRole("button", { name: "Dismiss" }).first().click();
    await ben.row("Tomas Berg").getByText("Chioma has this").waitFor({ state: "attached" });
    await ben.row("Jonas Keller").getByText("Ben has this").waitFor({ state: "attached" });
    await ana.page.keyboard.press("Escape");
  });

  it("C8 the list is narrowed by label, and its address says so; a chip widens it again", async () => {
    await ana.page.getByRole("button", { name: "Filter" }).click();
    await ana.dialog().getByLabel("Label").selectOption("Gold");
    await expect.poll(() => ana.names()).toEqual(["Olu Adeyemi", "Mira Sato"]);
    await ana.dialog().getByLabel("Assignee").selectOption("Chioma");
    await expect.poll(() => ana.names()).toEqual(["Mira Sato"]);
    await ana.page.keyboard.press("Escape");
    await ben.page.goto(ana.page.url());
    await expect.poll(() => ben.names()).toEqual(["Mira Sato"]);
    await ana.page.getByRole("button", { name: "Remove the filter Assignee: Chioma" }).click();
    await expect.poll(() => ana.names()).toEqual(["Olu Adeyemi", "Mira Sato"]);
    await expect.poll(() => ana.page.getByRole("button", { name: /^Remove the filter/u }).count()).toBe(1);
  });

  it("C9 a view is saved for the team, counted, opened by another, renamed, and deleted", async () => {
    await ana.page.getByRole("button", { name: "Save view" }).click();
    await ana.page.getByRole("textbox", { name: "Name" }).fill("Important");
    await ana.page.getByLabel("Share it with the team").check();
    await ana.page.getByRole("button", { name: "Save", exact: true }).click();
    await ana.page.getByRole("button", { name: "Important, more views" }).waitFor();
    const link = ana.page.url();
    await ben.view("Important");
    await expect.poll(() => ben.names()).toEqual(["Olu Adeyemi", "Mira Sato"]);
    await ben.page.goto(link);
    await expect.poll(() => ben.names()).toEqual(["Olu Adeyemi", "Mira Sato"]);
    await ben.page.getByRole("button", { name: "Important, more views" }).click();
    expect(await ben.page.getByRole("menuitem", { name: "Important" }).innerText()).toContain("2");
    await ben.page.keyboard.press("Escape");
    await ana.page.getByRole("button", { name: "What to do with the view Important" }).click();
    await ana.page.getByRole("menuitem", { name: "Rename or share…" }).click();
    await ana.page.getByRole("textbox", { name: "Name" }).fill("Our best");
    await ana.page.getByRole("button", { name: "Save", exact: true }).click();
    await ben.page.getByRole("button", { name: "Our best, more views" }).waitFor();
    await ana.page.getByRole("button", { name: "What to do with the view Our best" }).click();
    await ana.page.getByRole("menuitem", { name: "Delete…" }).click();
    await ana.page.getByRole("button", { name: "Delete", exact: true }).click();
    await ben.page.getByRole("heading", { name: "This view is not here" }).waitFor();
    await ben.page.getByRole("link", { name: "All conversations" }).click();
    await expect.poll(() => ben.names()).toEqual(newestFirst);
    await ana.view("Open");
  });

  it("C9 a view of one's own is nobody else's", async () => {
    await ana.page.goto(`${parley.url}/o/acme/inbox/all?priority=none`);
    await ana.page.getByRole("button", { name: "Save view" }).click();
    await ana.page.getByRole("textbox", { name: "Name" }).fill("Not yet sorted");
    await ana.page.getByRole("button", { name: "Save", exact: true }).click();
    await ana.page.getByRole("button", { name: "Not yet sorted, more views" }).waitFor();
    await ben.page.reload();
    await ben.row("Rosa Lind").waitFor();
    await ben.page.getByRole("button", { name: "More views" }).click();
    await ben.page.getByRole("menuitem", { name: "Snoozed" }).waitFor();
    expect(await ben.page.getByRole("menuitem", { name: "Not yet sorted" }).count()).toBe(0);
    await ben.page.keyboard.press("Escape");
    await ana.view("Open");
  });

  it("H1 the search finds a part of a name, of a number and of the last words; Escape ends it", async () => {
    await ana.page.getByRole("button", { name: "Search", exact: true }).click();
    const field = ana.page.getByRole("textbox", { name: "Search conversations" });
    await field.fill("ber");
    await expect.poll(() => ana.names()).toEqual(["Tomas Berg"]);
    await field.fill("740 643");
    await expect.poll(() => ana.names()).toEqual(["Mira Sato"]);
    await field.fill("from olu");
    await expect.poll(() => ana.names()).toEqual(["Olu Adeyemi"]);
    await field.fill("nobody at all");
    await ana.page.getByRole("heading", { name: "Nothing found for “nobody at all”" }).waitFor();
    await field.press("Escape");
    await field.waitFor({ state: "detached" });
    await expect.poll(() => ana.names()).toEqual(newestFirst);
  });

  it.each(looks)("H5 C9 a thumb reaches it all, and axe finds nothing: $name", async ({ colorScheme, viewport }) => {
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport, hasTouch: true });
    const { page } = window;
    await window.row("Rosa Lind").waitFor();
    expect(await violations(window)).toEqual([]);
    await page.getByRole("button", { name: "More views" }).click();
    await page.getByRole("menuitem", { name: "Snoozed" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Filter" }).click();
    await window.dialog().getByLabel("Label").selectOption("Gold");
    expect(await violations(window)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByLabel("Share it with the team").waitFor();
    expect(await violations(window)).toEqual([]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Select conversations" }).click();
    await box(window, "Mira Sato").check();
    await bar(window).getByRole("button", { name: "Priority" }).click();
    await page.getByRole("menuitem", { name: "Low" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await page.getByRole("menuitem", { name: "Low" }).click();
    await window.toast("Priority set to low").waitFor();
    expect(await violations(window)).toEqual([]);
    await page.getByRole("region", { name: "What was done" }).getByRole("button", { name: /^Undo/u }).click();
    await window.toast("Undone").waitFor();
    await window.close();
  });
});

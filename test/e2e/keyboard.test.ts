import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { looks } from "./support/looks.ts";

const customers = ["Rosa Lind", "Tomas Berg", "Jonas Keller", "Mira Sato"] as const;
const newestFirst = customers.toReversed();
/** An agent who does not touch the mouse. The cases follow one another, as a day does. */
describe("the keyboard", () => {
  let parley: LocalParley;
  let browser: Browser;
  let owner: LocalParley["demo"]["agents"][number];
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first] = parley.demo.agents;
    if (first === undefined) throw new Error("the demo has an agent");
    owner = first;
    for (const [index, name] of customers.entries())
      await parley.customerWrites({ from: `+4670174065${index}`, name, text: `Hello from ${name}` });
    ana = await AgentWindow.signedIn(browser, parley.url, first);
    await create("labels", { name: "Gold", color: "violet" });
    await create("teams", { name: "Night shift", agentIds: [first.id] });
    await create("macros", { name: "Sort out", actions: [{ do: "prioritize", priority: "high" }, { do: "close" }] });
    await create("views", { name: "Waiting for parts", query: { filter: "all", label: "gold" } });
    for (const name of customers) await ana.row(name).waitFor();
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  async function create(path: string, data: unknown): Promise<void> {
    const answer = await ana.page.request.post(`${parley.url}/api/orgs/acme/${path}`, { data });
    expect(answer.status()).toBe(201);
  }

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await ana.page.keyboard.press(key);
  };
  const selected = (): Locator => ana.page.getByRole("region", { name: "Selected conversations" });
  const commandBar = (): Locator => ana.page.getByRole("dialog", { name: "Command bar" });
  const focused = (): Promise<string> =>
    ana.page.evaluate<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText");

  /** Opens the command bar, types, and takes the first of what it finds. */
  async function command(typed: string, found: string): Promise<void> {
    await press("Control+k");
    await commandBar().getByRole("combobox").fill(typed);
    await commandBar().getByRole("option").first().filter({ hasText: found }).waitFor();
    await press("Enter");
    await commandBar().waitFor({ state: "detached" });
  }

  it("C9 ? shows every key on a sheet, and Escape puts it away", async () => {
    await press("?");
    const sheet = ana.page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const does of ["Next conversation", "Snooze", "Undo what you did last", "Mentions"])
      await sheet.getByText(does, { exact: true }).waitFor();
    // Keys belong to the dialog while it is open.
    await press("j", "e", "Escape");
    await sheet.waitFor({ state: "detached" });
    expect(await ana.names()).toEqual(newestFirst);
  });

  it("C9 g and a letter go to the pages", async () => {
    await press("g", "s");
    await ana.page.getByRole("heading", { level: 1, name: "Team members" }).waitFor();
    await press("g", "m");
    await ana.page.getByRole("heading", { level: 1, name: "Mentions" }).waitFor();
    await press("g", "i");
    await expect.poll(() => ana.names()).toEqual(newestFirst);
    // A letter alone is what it always is: the first row takes the focus.
    await press("j");
    await expect.poll(focused).toContain("Mira Sato");
  });

  it("C9 C10 e closes what the cursor is on and goes on to the next; z takes it back", async () => {
    await press("e");
    await ana.toast("Closed").waitFor();
    await expect.poll(() => ana.names()).toEqual(["Jonas Keller", "Tomas Berg", "Rosa Lind"]);
    await expect.poll(focused).toContain("Jonas Keller");
    await press("e");
    await expect.poll(() => ana.names()).toEqual(["Tomas Berg", "Rosa Lind"]);
    await press("z");
    await expect.poll(() => ana.names()).toEqual(["Jonas Keller", "Tomas Berg", "Rosa Lind"]);
    await press("z");
    await expect.poll(() => ana.names()).toEqual(newestFirst);
    await ana.toast("Undone").waitFor();
  });

  it("C9 x chooses, a opens the menu of those chosen, and Escape lets go", async () => {
    await press("k", "k", "k", "k", "x", "j", "x");
    await selected().getByText("2 selected").waitFor();
    await press("a");
    await ana.page.getByRole("menuitem", { name: "Me" }).waitFor();
    await ana.page.keyboard.type("nob");
    await expect.poll(() => ana.page.getByRole("menuitem").allInnerTexts()).toEqual(["Nobody"]);
    await press("Escape");
    await ana.page.getByPlaceholder("Assign…").waitFor({ state: "detached" });
    await press("a");
    await ana.page.getByRole("menuitem", { name: "Me" }).waitFor();
    await ana.page.keyboard.type("me");
    await expect.poll(() => ana.page.getByRole("menuitem").first().innerText()).toContain("Me");
    await press("Enter");
    await expect.poll(() => ana.tab("Mine")).toBe("Mine 2");
    // What was chosen shows before the menu has gone, and until then Escape is the menu's.
    await ana.page.getByPlaceholder("Assign…").waitFor({ state: "detached" });
    await press("Escape");
    await selected().waitFor({ state: "detached" });
    await press("z");
    await expect.poll(() => ana.tab("Mine")).toBe("Mine");
  });

  it("C9 the open conversation's menus open by key, and no key fires while one types", async () => {
    await ana.openConversation("Rosa Lind");
    for (const [key, item] of [
      ["a", "Nobody"],
      ["h", "Tomorrow"],
      ["p", "Urgent"],
      ["m", "Sort out"],
    ] as const) {
      await ana.page.locator(".thread-name").click();
      await press(key);
      await ana.page
        .getByRole("menuitem", { name: item })
        .or(ana.page.getByRole("menuitemradio", { name: item }))
        .first()
        .waitFor();
      await press("Escape");
    }
    await ana.page.locator(".thread-name").click();
    await press("r");
    await expect.poll(focused).toBe("Reply to Rosa Lind");
    await ana.page.keyboard.type("e?xz/jk");
    expect(await ana.replyField().inputValue()).toBe("e?xz/jk");
    expect(await ana.page.getByRole("dialog", { name: "Keyboard shortcuts" }).count()).toBe(0);
    await expect.poll(() => ana.names()).toEqual(newestFirst);
  });

  it("C9 Ctrl-K is heard while one types, and Escape gives the words back", async () => {
    await press("Control+k");
    await commandBar().getByRole("combobox").waitFor();
    await press("Escape");
    await commandBar().waitFor({ state: "detached" });
    await expect.poll(focused).toBe("Reply to Rosa Lind");
    await ana.replyField().fill("");
  });

  it("C9 the command bar acts on the open conversation: assign, label, priority, snooze, macro, by a part of their names", async () => {
    await command("assign me", "Assign to Me");
    await ana.toast("Assigned to you").waitFor();
    await command("lab gold", "Label Gold");
    await ana.row("Rosa Lind").getByText("Gold").waitFor();
    await command("urgent", "Priority: Urgent");
    await ana.row("Rosa Lind").getByText("Urgent").waitFor({ state: "attached" });
    await command("snooze tom", "Snooze: Tomorrow");
    await expect.poll(() => ana.names()).not.toContain("Rosa Lind");
    await command("undo", "Undo");
    await expect.poll(() => ana.names()).toContain("Rosa Lind");
    await command("macro sort", "Macro: Sort out");
    await ana.toast("Macro done").waitFor();
    await expect.poll(() => ana.names()).not.toContain("Rosa Lind");
    await command("undo", "Undo");
    await expect.poll(() => ana.names()).toContain("Rosa Lind");
  });

  it("C9 its menus narrow the bar itself, and Backspace goes back", async () => {
    await press("Control+k");
    await commandBar().getByRole("combobox").fill("assign to");
    await commandBar().getByRole("option", { name: "Assign to…" }).click();
    await commandBar().getByRole("combobox", { name: "Assign to…" }).waitFor();
    await commandBar().getByRole("option", { name: "Assign to Team Night shift" }).waitFor();
    await press("Backspace");
    await commandBar().getByRole("option", { name: "Archive" }).waitFor();
    await press("Escape");
    await commandBar().waitFor({ state: "detached" });
  });

  it("C9 it acts on all that are chosen", async () => {
    await ana.page.goto(`${parley.url}/o/acme/inbox/all`);
    await ana.row("Mira Sato").waitFor();
    await press("j", "x", "j", "x");
    await command("close", "Close");
    await ana.toast("2 conversations closed").waitFor();
    await expect.poll(() => ana.names()).toEqual(["Tomas Berg", "Rosa Lind"]);
  });

  it("C9 it goes to saved views, settings and conversations, closed ones too, and changes one's state", async () => {
    await command("waiting", "Waiting for parts");
    await expect.poll(() => ana.names()).toEqual(["Rosa Lind"]);
    await command("canned", "Settings: Canned responses");
    await ana.page.getByRole("heading", { level: 1, name: "Canned responses" }).waitFor();
    await command("busy", "Be busy");
    await ana.page.getByRole("button", { name: "Account of Ana" }).locator(".avatar-dot-busy").waitFor();
    await command("be online", "Be online");
    await command("mira sa", "Mira Sato");
    await ana.page.getByRole("heading", { level: 2, name: "Mira Sato" }).waitFor();
    await command("reopen", "Reopen");
    await ana.toast("Reopened").waitFor();
    await command("inbox: all", "Inbox: all conversations");
    await expect.poll(() => ana.names()).toContain("Mira Sato");
  });

  it("C9 what nothing answers to says so", async () => {
    await press("Control+k");
    await commandBar().getByRole("combobox").fill("qqqqqq");
    await commandBar().getByText("Nothing answers to “qqqqqq”.").waitFor();
    await press("Escape");
    await commandBar().waitFor({ state: "detached" });
  });

  it.each(looks)("H5 axe finds nothing in the bar and on the sheet: $name", async ({ colorScheme, viewport }) => {
    const window = await AgentWindow.signedIn(browser, parley.url, owner, { colorScheme, viewport });
    const { page } = window;
    await window.openConversation("Rosa Lind");
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "Command bar" });
    await dialog.getByRole("option", { name: "Archive" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await page.keyboard.type("assign");
    await dialog.getByRole("option", { name: "Assign to Me" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    // Away from the box, where keys are letters.
    await page.locator(".thread-messages").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await violations(window)).toEqual([]);
    await window.close();
  });
});

import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** What a person at the inbox sees and does, in a browser profile of their own. */
export class AgentWindow {
  readonly page: Page;
  /** Errors of scripts and refusals of the Content-Security-Policy, which no page may have. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<AgentWindow> {
    // The worker that keeps the page's files would answer for the server that a test restarts or watches.
    const usual = { viewport: { width: 1280, height: 800 }, locale: "en-GB", serviceWorkers: "block" } as const;
    const context = await browser.newContext({ ...usual, ...options });
    const window = new AgentWindow(await context.newPage());
    await window.page.goto(url);
    return window;
  }

  static async signedIn(
    browser: Browser,
    url: string,
    agent: { email: string; password: string },
    options: BrowserContextOptions = {},
  ): Promise<AgentWindow> {
    const window = await AgentWindow.open(browser, url, options);
    await window.signIn(agent);
    await window.isLive();
    return window;
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.page.getByLabel("E-mail").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  async isLive(): Promise<void> {
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  /** The row of a contact in the list. */
  row(name: string): Locator {
    return this.page.getByRole("region", { name: "Conversations" }).getByRole("link").filter({ hasText: name });
  }

  /** What the row of a contact says, in one line. */
  async rowText(name: string): Promise<string> {
    return (await this.row(name).innerText()).replaceAll(/\s+/gu, " ");
  }

  async openConversation(name: string): Promise<void> {
    await this.row(name).click();
    // On to the thread, as a reader's pointer goes: while it is in the list, rows keep their places.
    await this.page.getByRole("heading", { level: 2, name }).hover();
  }

  /** What was opened over the page. A notification has the same role, but opens by itself. */
  dialog(): Locator {
    return this.page.locator("[role=dialog]:not(.notification)");
  }

  replyField(): Locator {
    return this.page.getByRole("textbox", { name: /^Reply to/u });
  }

  /** Writes a private note; the box stays on notes. */
  async note(text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Note", exact: true }).click();
    const field = this.page.getByRole("textbox", { name: /^Note on/u });
    await field.fill(text);
    await field.press("Enter");
  }

  /** Gives the open conversation to "Me", to "Nobody" or to the colleague of that name. */
  async assign(to: string): Promise<void> {
    await this.page
      .getByRole("button", { name: /^Assign/u })
      .first()
      .click();
    await this.page.getByRole("menuitem", { name: to }).click();
  }

  hasFocus(element: Locator): Promise<boolean> {
    return element.evaluate((one: { matches(selector: string): boolean }) => one.matches(":focus"));
  }

  async reply(text: string): Promise<void> {
    const field = this.replyField();
    await field.fill(text);
    // Sends on every channel; plain Enter starts a line in a mail.
    await field.press("Control+Enter");
  }

  message(text: string): Locator {
    return this.page.getByRole("log").getByRole("article").filter({ hasText: text });
  }

  /** Waits until a message's tick says so: "Sent", "Delivered", "Read", "Failed"… */
  async showsTick(text: string, tick: string): Promise<void> {
    await this.message(text)
      .locator(".tick")
      .getByText(new RegExp(`^${tick}`, "u"))
      .waitFor({ state: "attached" });
  }

  /** Texts of the thread's messages as they stand in it. */
  texts(): Promise<string[]> {
    return this.page.locator("[data-message] .bubble-text").allTextContents();
  }

  /** From the list to the tab of that name, or to the view of that name in the menu beside them. */
  async view(name: string): Promise<void> {
    const tabs = this.page.getByRole("navigation", { name: "Views" });
    if (["Open", "Mine", "Unassigned", "Unread"].includes(name)) return tabs.getByRole("link", { name }).click();
    await tabs.getByRole("button", { name: /more views/iu }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  /** The tab of the list, with its count as it stands there: "Unread 3". */
  async tab(name: "Open" | "Mine" | "Unassigned" | "Unread"): Promise<string> {
    const tab = this.page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
    return (await tab.innerText()).replaceAll(/\s+/gu, " ");
  }

  /** Names in the list, as they stand in it. */
  async names(): Promise<string[]> {
    const rows = await this.page.locator(".row .row-name").allInnerTexts();
    return rows.map((row) => row.split("\n")[0]?.replace(/\s*\+\d+$/u, "") ?? "");
  }

  /** What was done just now, as it is told at the foot of the page. */
  toast(words: string | RegExp): Locator {
    // The newest one stands first; the one before it may be fading away.
    return this.page.getByRole("region", { name: "What was done" }).getByText(words).first();
  }

  async close(): Promise<void> {
    if (this.complaints.length > 0) throw new Error(`The page complained: ${this.complaints.join("\n")}`);
    await this.page.context().close();
  }
}

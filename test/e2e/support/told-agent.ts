import type { Browser, BrowserContextOptions, Locator } from "playwright-core";
import { AgentWindow } from "./agent-window.ts";

/**
 * Keeps what the page asks of the system, and lets a test say whether somebody looks at the page: a window that is
 * driven always has the focus. `permission` is what the system says until it is asked.
 */
const recorder = (permission: "default" | "granted") => `
  window.told = [];
  window.asked = 0;
  window.notes = 0;
  window.isAway = false;
  const asked = sessionStorage.getItem("asked") === "yes";
  let permission = asked ? "granted" : ${JSON.stringify(permission)};
  window.Notification = class extends EventTarget {
    static get permission() { return permission; }
    static async requestPermission() {
      window.asked++;
      sessionStorage.setItem("asked", "yes");
      return (permission = "granted");
    }
    constructor(title, options) {
      super();
      window.told.push({ title, ...options, system: this });
    }
    close() {
      this.isClosed = true;
      this.dispatchEvent(new Event("close"));
    }
  };
  document.hasFocus = () => !window.isAway;
  Object.defineProperty(document, "visibilityState", { get: () => (window.isAway ? "hidden" : "visible") });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    window.notes++;
    start.call(this, at);
  };
`;

interface Told {
  title: string;
  body: string;
  tag: string;
  silent: boolean;
}

/** An agent whose system and loudspeaker are listened to. */
export class ToldAgent extends AgentWindow {
  static async enter(
    browser: Browser,
    url: string,
    {
      agent,
      permission,
      options = {},
    }: {
      agent: { email: string; password: string };
      permission: "default" | "granted";
      options?: BrowserContextOptions;
    },
  ): Promise<ToldAgent> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
    await context.addInitScript(recorder(permission));
    const window = new ToldAgent(await context.newPage());
    await window.page.goto(url);
    await window.signIn(agent);
    await window.isLive();
    return window;
  }

  /** What tells is not a part of the first load. */
  override async isLive(): Promise<void> {
    await super.isLive();
    await this.page.locator(".notifications").waitFor({ state: "attached" });
  }

  /** Those on the screen, without what is on its way out. */
  toasts(): Locator {
    return this.page.getByRole("region", { name: "Notifications" }).locator(".notification:not([data-ending-style])");
  }

  override toast(text: string): Locator {
    return this.toasts().filter({ hasText: text });
  }

  hint(): Locator {
    return this.page.getByRole("complementary", { name: "Desktop notifications" });
  }

  /** What the system was asked to tell, in order. */
  told(): Promise<Told[]> {
    return this.page.evaluate("window.told.map(({ title, body, tag, silent }) => ({ title, body, tag, silent }))");
  }

  async titles(): Promise<string[]> {
    return (await this.told()).map(({ title }) => title);
  }

  /** How many notes were played; a sound has two. */
  notes(): Promise<number> {
    return this.page.evaluate("window.notes");
  }

  /** Another window is before the page. */
  leaves(): Promise<unknown> {
    return this.#attend(true);
  }

  isThere(): Promise<unknown> {
    return this.#attend(false);
  }

  /** The agent opens the newest notification, or puts it away. */
  systemSays(event: "click" | "close"): Promise<unknown> {
    return this.page.evaluate(`window.told.at(-1).system.dispatchEvent(new Event("${event}"))`);
  }

  #attend(isAway: boolean): Promise<unknown> {
    return this.page.evaluate(`window.isAway = ${isAway}; document.dispatchEvent(new Event("visibilitychange"))`);
  }
}

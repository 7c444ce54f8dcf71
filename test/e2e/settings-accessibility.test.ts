import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { looks } from "./support/looks.ts";
import { button, dialog, pages } from "./support/settings.ts";

/** Of an org where nothing is set up. */
const founder = { name: "Noor", email: "noor@begun.test", password: "a long enough password" };

describe("accessibility of the settings", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: LocalParley["demo"]["agents"][number];

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [owner, admin] = parley.demo.agents;
    if (owner === undefined || admin === undefined) throw new Error("the demo has two agents at least");
    ana = owner;
    const window = await AgentWindow.signedIn(browser, parley.url, ana);
    const make = (path: string, data: object): Promise<void> => post(window, path, data);
    const colours = ["grey", "red", "amber", "green", "teal", "blue", "violet", "pink"];
    for (const color of colours) await make("orgs/acme/labels", { name: `In ${color}`, color });
    const agentIds = [owner.id, admin.id];
    await make("orgs/acme/teams", { name: "Support", agentIds, autoAssign: true, capacity: 10 });
    await make("orgs/acme/canned-responses", {
      shortcut: "opening",
      body: "Hi {{contact.first_name|there}},\nwe open at nine.",
    });
    const actions = [
      { do: "label", add: ["in-red"], remove: [] },
      { do: "assign", agentId: "me" },
      { do: "snooze", minutes: 120 },
      { do: "reply", body: "Thank you, {{contact.first_name|there}}!" },
      { do: "close" },
    ];
    await make("orgs/acme/macros", { name: "Thank and close", actions });
    await window.close();
    const other = await AgentWindow.open(browser, parley.url);
    await post(other, "auth/sign-up/email", founder);
    await post(other, "auth/organization/create", { name: "Begun today", slug: "begun-today" });
    await other.close();
  });

  afterAll(async () => {
    await browser?.close();
    await parley?.stop();
  });

  async function post(window: AgentWindow, path: string, data: object): Promise<void> {
    const headers = { origin: parley.url };
    const answer = await window.page.request.post(`${parley.url}/api/${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()}: ${await answer.text()}`);
  }

  async function violations(window: AgentWindow): Promise<string[]> {
    // Colours in the middle of a fade have no contrast to speak of.
    await window.page.evaluate(
      "Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))",
    );
    const { violations: found } = await new AxeBuilder({ page: window.page }).analyze();
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }

  async function checkPages(window: AgentWindow, org: string): Promise<void> {
    for (const { path, title } of pages) {
      await window.page.goto(`${parley.url}/o/${org}/settings/${path}`);
      await window.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      await window.page.getByRole("main").locator("li, .empty, fieldset").first().waitFor();
      expect([path, ...(await violations(window))]).toEqual([path]);
      // Nothing sticks out, and the section that is open is in sight.
      expect(await window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      const place = await window.page.locator(".settings-link[aria-current]").boundingBox();
      expect(place?.x).toBeGreaterThanOrEqual(0);
      expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(window.page.viewportSize()?.width ?? 0);
    }
  }

  it.each(looks)("H5 axe finds nothing in the settings where all is set up: $name", async (look) => {
    const window = await AgentWindow.signedIn(browser, parley.url, ana, look);
    await checkPages(window, "acme");
    await window.close();
  });

  // The page around them was looked at in all four.
  it.each([looks[0], looks[3]])("H5 axe finds nothing in the settings where nothing is set up: $name", async (look) => {
    const window = await AgentWindow.signedIn(browser, parley.url, founder, look);
    await checkPages(window, "begun-today");
    await window.close();
  });

  it.each(looks)(
    "H5 axe finds nothing in what edits labels, teams, canned responses and macros: $name",
    async (look) => {
      const window = await AgentWindow.signedIn(browser, parley.url, ana, look);
      for (const [path, name] of [
        ["labels", "New label"],
        ["teams", "Edit Support"],
        ["canned-responses", "Edit /opening"],
        ["macros", "Edit Thank and close"],
      ] as const) {
        await window.page.goto(`${parley.url}/o/acme/settings/${path}`);
        await button(window, name).click();
        await dialog(window).waitFor();
        expect([name, ...(await violations(window))]).toEqual([name]);
        const several = dialog(window).getByRole("combobox", { name: /^(?:Members|Add)$/u });
        if ((await several.count()) === 0) continue;
        await several.click();
        await window.page.getByRole("option").first().waitFor();
        expect([name, ...(await violations(window))]).toEqual([name]);
      }
      await window.close();
    },
  );
});

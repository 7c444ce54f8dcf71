import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const customer = { from: "+46701740622", name: "Vera Strand" };

describe("signed out elsewhere", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    await parley.customerWrites({ ...customer, text: "Is this between us?" });
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("Se2 the page leaves at once, with what it showed, and keeps nothing of it in the browser", async () => {
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent at least");
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    await ana.openConversation(customer.name);
    await ana.message("Is this between us?").waitFor();
    await endOthers(parley.url, owner);
    await ana.page.getByLabel("Password").waitFor();
    expect(new URL(ana.page.url()).pathname).toBe("/sign-in");
    expect(await ana.page.getByText(customer.name).count()).toBe(0);
    expect(await ana.page.evaluate(() => localStorage.getItem("parley.signedIn"))).toBeNull();
    // Whoever signs in again is where they were.
    await ana.signIn(owner);
    await ana.isLive();
    await ana.message("Is this between us?").waitFor();
    expect(ana.complaints).toEqual([]);
  });
});

/** As the agent does on another device: signs in there, and ends every other sign-in. */
async function endOthers(url: string, { email, password }: { email: string; password: string }): Promise<void> {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, ...headers },
      body: JSON.stringify(body),
    });
  const signedIn = await post("/sign-in/email", { email, password });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(";")[0]);
  const ended = await post("/revoke-other-sessions", {}, { cookie: cookie.join("; ") });
  expect(ended.status).toBe(200);
}

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstLoadBytes } from "../../src/dev/first-load.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const dora = { name: "Dora Example", email: "dora@acme.test", password: "a password of Dora" };

describe("doors", () => {
  let parley: LocalParley;
  let browser: Browser;
  let owner: LocalParley["demo"]["agents"][number];
  let ana: AgentWindow;
  let newcomer: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    const [first] = parley.demo.agents;
    if (first === undefined) throw new Error("the demo has an agent");
    owner = first;
    ana = await AgentWindow.open(browser, parley.url);
  });

  afterAll(async () => {
    await ana?.close();
    await newcomer?.close();
    await browser?.close();
    await parley?.stop();
  });

  it("J2 the page comes with a strict policy, and lives under it", async () => {
    const response = await ana.page.goto(parley.url);
    const headers = response?.headers() ?? {};
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    // A policy that is there but broken would be told on the console; every window counts those.
    expect(ana.complaints).toEqual([]);
  });

  it("H8 the first load is less than 200 kB of JavaScript, gzipped", async () => {
    const bytes = await firstLoadBytes();
    console.log(`The page's JavaScript: ${(bytes / 1_000).toFixed(1)} kB gzip`);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(200_000);
  });

  it("J1 a wrong password is said in words and keeps the e-mail", async () => {
    await ana.signIn({ email: owner.email, password: "not it" });
    await ana.page.getByRole("alert").getByText("Wrong email or password").waitFor();
    expect(await ana.page.getByLabel("E-mail").inputValue()).toBe(owner.email);
  });

  it("J1 signing in leads to where one wanted to go", async () => {
    await ana.page.goto(`${parley.url}/o/acme/settings/team`);
    await ana.signIn(owner);
    await ana.page.getByRole("heading", { level: 1, name: "Team" }).waitFor();
  });

  it("Au11 where accounts are made by invitation, or not at all, the page says so in place of the form", async () => {
    const stranger = await AgentWindow.open(browser, parley.url);
    for (const [signUps, title] of [
      ["invited", "Accounts by invitation"],
      ["closed", "No new accounts"],
    ] as const) {
      await stranger.page.route("**/api/auth/sign-ups", (route) => route.fulfill({ json: { signUps } }));
      await stranger.page.goto(`${parley.url}/sign-up`);
      await stranger.page.getByRole("heading", { name: title }).waitFor();
      expect(await stranger.page.getByRole("button", { name: "Create account" }).count()).toBe(0);
    }
    await stranger.page.route("**/api/auth/sign-ups", (route) => route.fulfill({ json: { signUps: "invited" } }));
    await stranger.page.goto(`${parley.url}/sign-up?next=${encodeURIComponent("/accept-invitation?id=x.y")}`);
    await stranger.page.getByText("Use the e-mail address that your invitation was sent to.").waitFor();
    await stranger.close();
  });

  it("J1 an invitation is mailed, accepted by a new account, and shown to whoever invited", async () => {
    await ana.page.getByLabel("E-mail").fill(dora.email);
    await ana.page.getByLabel("Role", { exact: true }).selectOption("agent");
    await ana.page.getByRole("button", { name: "Send invitation" }).click();
    await ana.page.getByRole("list", { name: "Open invitations" }).getByText(dora.email).waitFor();
    await expect.poll(() => parley.mailedLink(dora.email)).toContain("/accept-invitation?id=");

    newcomer = await AgentWindow.open(browser, (await parley.mailedLink(dora.email)) ?? "");
    await newcomer.page.getByRole("link", { name: "Create an account" }).click();
    await newcomer.page.getByLabel("Your name").fill(dora.name);
    await newcomer.page.getByLabel("E-mail").fill(dora.email);
    await newcomer.page.getByLabel("Password").fill(dora.password);
    await newcomer.page.getByRole("button", { name: "Create account" }).click();
    await newcomer.page.getByRole("button", { name: "Join Acme Coffee" }).click();
    await newcomer.isLive();

    await ana.page.reload();
    await ana.page.getByRole("list", { name: "Members" }).getByText(dora.email).waitFor();
  });

  it("J1 a role changes at once what its agent may do", async () => {
    await parley.customerWrites({ from: "+46701740610", name: "Rosa Lind", text: "Hello" });
    await newcomer.openConversation("Rosa Lind");
    await newcomer.page.getByRole("textbox", { name: /^Reply to/u }).waitFor();
    await ana.page.getByLabel(`Role of ${dora.name}`).selectOption("viewer");
    await ana.page.getByRole("alertdialog").getByRole("button", { name: "Change role" }).click();
    await newcomer.page.getByText("Your role may read, not answer.").waitFor();
  });

  it("J1 I10 who is removed is told so and has no way back in", async () => {
    await ana.page.getByRole("button", { name: `Remove ${dora.name}` }).click();
    await ana.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await newcomer.page.getByText("You are no longer a member of this organisation.").waitFor();
    await newcomer.page.reload();
    await newcomer.page.getByRole("heading", { name: "Welcome to Parley" }).waitFor();
  });

  it("J1 a new organisation starts with how to connect its first channel", async () => {
    await newcomer.page.getByRole("link", { name: "Create an organisation" }).click();
    await newcomer.page.getByLabel("Name").fill("Döra's Bäckerei");
    expect(await newcomer.page.getByLabel("Address").inputValue()).toBe("dora-s-backerei");
    await newcomer.page.getByRole("button", { name: "Create organisation" }).click();
    await newcomer.page.getByRole("heading", { name: "No channel yet" }).waitFor();
    await newcomer.page.getByRole("link", { name: "WhatsApp" }).click();
    await newcomer.page.getByLabel("Name").fill("Front desk");
    await newcomer.page.getByLabel("Phone number", { exact: true }).fill("+46 (70) 174-0600");
    await newcomer.page.getByLabel("Phone number ID").fill("105550000000077");
    await newcomer.page.getByLabel("WhatsApp Business Account ID").fill("205550000000077");
    await newcomer.page.getByLabel("Access token").fill("a token");
    await newcomer.page.getByRole("button", { name: "Connect number" }).click();
    await newcomer.page.getByRole("heading", { level: 1, name: "Front desk" }).waitFor();
    await newcomer.page.getByRole("link", { name: "All channels" }).click();
    await newcomer.page.getByRole("list", { name: "Connected channels" }).getByText("+46701740600").waitFor();
  });

  it("J1 a forgotten password is replaced by a mailed link, once", async () => {
    await newcomer.page.getByRole("button", { name: /^Account of/u }).click();
    await newcomer.page.getByRole("menuitem", { name: "Sign out" }).click();
    await newcomer.page.getByRole("link", { name: "Forgot your password?" }).click();
    await newcomer.page.getByLabel("E-mail").fill(dora.email);
    await newcomer.page.getByRole("button", { name: "Send the link" }).click();
    await expect.poll(() => parley.mailedLink(dora.email)).toContain("/reset-password?token=");
    const link = (await parley.mailedLink(dora.email)) ?? "";
    await newcomer.page.goto(link);
    await newcomer.page.getByLabel("New password").fill("another password");
    await newcomer.page.getByRole("button", { name: "Set the password" }).click();
    await newcomer.page.getByRole("link", { name: "Sign in" }).click();
    await newcomer.signIn({ email: dora.email, password: "another password" });
    await newcomer.isLive();

    await newcomer.page.goto(link);
    await newcomer.page.getByLabel("New password").fill("a third password");
    await newcomer.page.getByRole("button", { name: "Set the password" }).click();
    await newcomer.page.getByRole("alert").getByText("used already or is too old").waitFor();
  });

  it("J3 an API key is shown once, works, and is refused when it is revoked", async () => {
    await ana.page.getByRole("link", { name: "API keys" }).click();
    await ana.page.getByLabel("Name").fill("Billing");
    await ana.page.getByRole("button", { name: "Make key" }).click();
    const key = await ana.page.locator(".secret code").innerText();
    const ask = async () =>
      (await fetch(`${parley.url}/api/orgs/acme/conversations`, { headers: { authorization: `Bearer ${key}` } }))
        .status;
    expect(await ask()).toBe(200);
    await ana.page.getByRole("button", { name: "Revoke Billing" }).click();
    await ana.page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await ana.page.getByRole("button", { name: "Revoke Billing" }).waitFor({ state: "detached" });
    expect(await ask()).toBe(401);
  });
});

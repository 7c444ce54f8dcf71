import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { OtherNumber } from "./support/other-number.ts";
import { button, item, open } from "./support/settings.ts";

const rosa = { from: "+46701740610", name: "Rosa Lind" };
const tomas = { from: "+46701740611", name: "Tomas Berg" };
const demoNumber = "Acme Coffee";
/** Of the demo's other organisation. */
const numberOfAnother = "105550000000002";

/** Channels from their connecting to their end, and what becomes of the messages in them. The cases follow one another. */
describe("channels and the outbox", () => {
  let parley: LocalParley;
  let browser: Browser;
  /** Owner. */
  let ana: AgentWindow;
  /** Agent. */
  let chioma: AgentWindow;
  let reserve: OtherNumber;

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

  const field = (label: string): Locator => ana.page.getByLabel(label, { exact: true });
  const check = (text: string): Locator =>
    ana.page.getByRole("list", { name: "Health" }).getByRole("listitem").filter({ hasText: text });
  const messages = (): Locator => ana.page.getByRole("list", { name: "Messages" }).getByRole("listitem");

  /** Opens the form of a kind of channel and fills it in. */
  async function fill(kind: string, values: Readonly<Record<string, string>>): Promise<void> {
    await open(ana, "Channels");
    await ana.page.getByRole("heading", { name: "Connect a channel" }).waitFor();
    await ana.page.getByRole("main").getByRole("link", { name: kind }).last().click();
    for (const [label, value] of Object.entries(values)) await field(label).fill(value);
  }

  async function connected(name: string): Promise<void> {
    await ana.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** The error that stands with a field. */
  async function errorAt(label: string, text: string): Promise<void> {
    await expect.poll(() => field(label).getAttribute("aria-invalid")).toBe("true");
    // The reason comes first, the hint stays below it.
    const [described] = ((await field(label).getAttribute("aria-describedby")) ?? "").split(" ");
    await ana.page.locator(`[id="${described}"]`).getByText(text).waitFor();
  }

  async function outbox(state: string): Promise<void> {
    await ana.page.getByRole("link", { name: /Outbox$/u }).click();
    await ana.page.getByRole("heading", { level: 1, name: "Outbox" }).waitFor();
    await ana.page.getByRole("group", { name: "State" }).getByRole("button", { name: state }).click();
  }

  it("H6 a WhatsApp number is connected, what is wrong is said beside its field, and its health follows", async () => {
    await fill("WhatsApp", { Name: "Wholesale line" });
    await button(ana, "Connect number").click();
    await errorAt("Phone number", "This is needed.");
    await field("Phone number").fill("+46 (70) 174-0601");
    await field("Phone number ID").fill("support");
    await field("WhatsApp Business Account ID").fill("205550000000301");
    await field("Access token").fill("a token");
    await button(ana, "Connect number").click();
    await errorAt("Phone number ID", "It is made of digits alone.");
    await field("Phone number ID").fill(numberOfAnother);
    await button(ana, "Connect number").click();
    await errorAt("Phone number ID", "It is connected already, here or in another organisation.");
    await field("Phone number ID").fill("105550000000301");
    await button(ana, "Connect number").click();
    await connected("Wholesale line");
    await ana.page.getByText("Nothing is wrong.").waitFor();
    await check("WhatsApp accepts the token.").waitFor();
    await ana.page.getByText(`${parley.url}/webhooks/meta`, { exact: true }).waitFor();
  });

  it("H6 an Instagram account, with a Meta app of its own, whose verify token is made up", async () => {
    await fill("Instagram", { Name: "Stories", "Account ID": "17841400000000301", "Access token": "a token" });
    await ana.page.getByLabel("It has its own Meta app").check();
    expect(await field("Verify token").inputValue()).toMatch(/^[\da-f-]{36}$/u);
    await field("App secret").fill("a secret");
    await button(ana, "Connect account").click();
    await connected("Stories");
    await check("What customers write is sent on by Instagram.").waitFor();
    await ana.page.getByText(/\/webhooks\/meta\/[\da-f-]{36}$/u).waitFor();
  });

  it("H6 an SMS number: a token that is no good is said at its field; health says where messages go instead", async () => {
    const accountSid = `AC${"1".repeat(32)}`;
    await fill("SMS", {
      Name: "Texts",
      "Phone number": "+12025550188",
      "Account SID": accountSid,
      "Auth token": "wrong",
    });
    await button(ana, "Connect number").click();
    await errorAt("Auth token", "Twilio does not accept the token.");
    await field("Account SID").fill(`AC${"3".repeat(32)}`);
    await button(ana, "Connect number").click();
    await connected("Texts");
    const wrong = check("What customers write to the number goes elsewhere.");
    await wrong.getByText("In the Twilio console").waitFor();
    await ana.page.getByText("1 thing is wrong.").waitFor();
    await ana.page.getByText(/\/webhooks\/twilio\//u).waitFor();
  });

  it("H6 an e-mail address with a signature, and its settings", async () => {
    await fill("E-mail", { Name: "Sales", "E-mail address": "sales at acme" });
    await button(ana, "Connect address").click();
    await errorAt("E-mail address", "Write one address");
    await field("E-mail address").fill("sales@acme.test");
    await field("Signature").fill("Your sales team");
    await button(ana, "Connect address").click();
    await connected("Sales");
    await check("Whether mail to sales@acme.test comes here cannot be asked.").getByText("Email Routing").waitFor();
    const tells = ana.page.getByLabel("Tell when a reply is opened or a link in it is clicked");
    await tells.uncheck();
    await field("Messages a second").fill("many");
    await button(ana, "Save").first().click();
    await errorAt("Messages a second", "A number from 1 to");
    await field("Messages a second").fill("5");
    await button(ana, "Save").first().click();
    await ana.page.getByText("Saved.", { exact: true }).waitFor();
    await ana.page.reload();
    await expect.poll(() => tells.isChecked()).toBe(false);
    await expect.poll(() => field("Messages a second").inputValue()).toBe("5");
    expect(await field("Signature").inputValue()).toBe("Your sales team");
  });

  it("Do1 an address of a domain that is not proved: its TXT record is shown, and once DNS has it the address is connected", async () => {
    await fill("E-mail", { Name: "Shop", "E-mail address": "support@acme-coffee.com" });
    await ana.page.getByText("Addresses at acme.test are yours without any record.").waitFor();
    await button(ana, "Connect address").click();
    await errorAt("E-mail address", "It is not proved that acme-coffee.com is yours.");
    const record = ana.page.getByRole("region", { name: "Prove that acme-coffee.com is yours" });
    const name = await record.getByLabel("Name of the record").innerText();
    const value = await record.getByLabel("Value of the record").innerText();
    expect([name, value]).toEqual(["_parley.acme-coffee.com", expect.stringMatching(/^parley=[\da-f]{32}$/u)]);
    expect(await record.getByRole("button", { name: "Copy" }).count()).toBe(2);
    expect(await violations(ana)).toEqual([]);
    // The words stay the same, so the answer itself is waited for before DNS changes.
    const answered = ana.page.waitForResponse((response) => response.request().method() === "POST");
    await button(ana, "Check again").click();
    expect((await answered).ok()).toBe(false);
    await errorAt("E-mail address", "It is not proved that acme-coffee.com is yours.");
    await parley.setDns(name, [value]);
    await button(ana, "Check again").click();
    await connected("Shop");
    await check("acme-coffee.com is proved to be yours.").waitFor();
  });

  it("Do3 an address that is reserved is refused in words", async () => {
    await fill("E-mail", { Name: "Post", "E-mail address": "postmaster@acme.test" });
    await button(ana, "Connect address").click();
    await errorAt("E-mail address", "postmaster@acme.test is reserved");
  });

  it("D2 J7 a channel that has stopped is told everywhere, says why, and goes on with its queue once it is mended", async () => {
    await parley.fault("token_expired");
    await chioma.openConversation(rosa.name);
    await chioma.reply("Yes, we have.");
    await chioma.page.getByText("Replies wait here, and leave once an admin has mended it.").waitFor();
    expect(await chioma.page.getByRole("link", { name: "Mend it" }).count()).toBe(0);
    await ana.page.getByText(`${demoNumber} cannot send: replies wait.`).waitFor();
    await ana.page.getByRole("link", { name: "Mend it" }).click();
    await connected(demoNumber);
    await ana.page.getByRole("region", { name: "This channel cannot send. What waits for it is kept." }).waitFor();
    await check("Sending is stopped.").waitFor();
    await ana.page.getByRole("link", { name: "1 message waits" }).click();
    await messages().filter({ hasText: "Waits for its channel, which is stopped." }).waitFor();
    await messages().getByRole("link", { name: "To the channel" }).click();
    await field("Access token").fill("not the token");
    await button(ana, "Save and resume").click();
    await errorAt("Access token", "WhatsApp does not accept the token.");
    await button(ana, "Resume sending").click();
    await chioma.showsTick("Yes, we have.", "Delivered|Read");
    await ana.page.getByText("Nothing waits, and nothing has failed.").waitFor();
    await chioma.page.getByText("Replies wait here").waitFor({ state: "detached" });
  });

  it("D3 what has failed is counted in the navigation, and is sent again: some, or one", async () => {
    await parley.fault("reject", 2);
    await chioma.reply("It is oat milk from here.");
    await chioma.showsTick("It is oat milk from here.", "Failed");
    await chioma.reply("Shall I put one aside?");
    await chioma.showsTick("Shall I put one aside?", "Failed");
    // Who is writing there is not written over.
    await chioma.page.getByRole("link", { name: "Mentions" }).click();
    await ana.page.getByRole("link", { name: "2 failed or unconfirmed Outbox" }).waitFor();
    await outbox("Failed");
    const second = messages().filter({ hasText: "Shall I put one aside?" });
    await second.getByText("Message undeliverable").waitFor();
    await second.getByRole("checkbox").check();
    await button(ana, "Send 1 again").click();
    await second.waitFor({ state: "detached" });
    await ana.page.getByText("1 is on its way again.").waitFor();
    await messages().getByRole("button", { name: "Send again" }).click();
    await ana.page.getByRole("heading", { name: "Nothing has failed" }).waitFor();
    await ana.page.getByRole("link", { name: "Outbox", exact: true }).waitFor();
    await chioma.page.getByRole("link", { name: "Inbox" }).click();
    await chioma.openConversation(rosa.name);
    await chioma.showsTick("It is oat milk from here.", "Delivered|Read");
  });

  it("I9 of what nobody knows a person says that it arrived, and opens its conversation", async () => {
    reserve = await OtherNumber.connect(parley, ana, "Reserve");
    await reserve.receives(tomas, "Do you ship to Norway?");
    await chioma.openConversation(tomas.name);
    await parley.fault("accept_then_drop");
    await chioma.reply("Norway takes four days.");
    await chioma.showsTick("Norway takes four days.", "Not confirmed");
    await outbox("Unconfirmed");
    const lost = messages().filter({ hasText: "Norway takes four days." });
    await lost.getByText("The connection to WhatsApp broke.").waitFor();
    await lost.getByRole("button", { name: "It arrived" }).click();
    await ana.page.getByRole("heading", { name: "Everything is known to have arrived or not" }).waitFor();
    await chioma.showsTick("Norway takes four days.", "Sent");
  });

  it("J1 an agent sees a channel and its outbox as far as it is theirs to see, and changes nothing", async () => {
    await open(chioma, "Channels");
    expect(await chioma.page.getByRole("heading", { name: "Connect a channel" }).count()).toBe(0);
    await item(chioma, "Reserve").getByRole("link").click();
    await chioma.page.getByText("New conversations go to no team.").waitFor();
    for (const name of ["Disconnect", "Save", "Check now"]) expect(await button(chioma, name).count()).toBe(0);
    await chioma.page.getByRole("link", { name: "Outbox", exact: true }).click();
    await chioma.page.getByRole("heading", { name: "Nothing has failed" }).waitFor();
  });

  it("H6 a channel is disconnected after a question: its conversations can be read and not answered", async () => {
    await open(ana, "Channels");
    await item(ana, "Reserve").getByRole("link").click();
    await button(ana, "Disconnect").click();
    const question = ana.page.getByRole("alertdialog");
    await question.getByText("Nothing waits in its queue.").waitFor();
    await question.getByRole("button", { name: "Disconnect" }).click();
    await ana.page.getByText("This channel is disconnected.").waitFor();
    await chioma.page.getByRole("link", { name: "Inbox" }).click();
    await chioma.openConversation(tomas.name);
    await chioma.page.getByText("Reserve is disconnected: the conversation can be read, not answered.").waitFor();
    expect(await chioma.replyField().count()).toBe(0);
    await parley.fault("token_expired");
    await chioma.openConversation(rosa.name);
    await chioma.reply("See you tomorrow.");
    await ana.page.getByRole("link", { name: "Mend it" }).waitFor();
  });

  it.each([
    { name: "light and wide", colorScheme: "light", viewport: { width: 1280, height: 800 } },
    { name: "dark on a phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
  ] as const)("H5 axe finds nothing, and nothing sticks out: $name", async (look) => {
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an owner");
    const window = await AgentWindow.signedIn(browser, parley.url, owner, look);
    const { channelId } = parley.demo.whatsapp;
    // It stops, and is told above each of them.
    await window.page.getByText(`${demoNumber} cannot send: replies wait.`).waitFor();
    for (const path of [
      "settings/channels/connect/instagram",
      "settings/channels/connect/email",
      `settings/channels/${channelId}`,
      "outbox",
    ]) {
      await window.page.goto(`${parley.url}/o/acme/${path}`);
      await window.page.getByRole("main").locator("form, .empty, .outbox-row").first().waitFor();
      expect([path, ...(await violations(window))]).toEqual([path]);
      expect(await window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    }
    await window.close();
  });
});

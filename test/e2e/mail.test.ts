import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AgentWindow } from "./support/agent-window.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

let parley: LocalParley;
let browser: Browser;

beforeAll(async () => {
  [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await parley.stop();
});

/** A picture that another site counts; and what would run, were it let. */
const html = `<p>Hello, <b>which</b> prices?</p><script>document.title="ran"</script><img src="https://elsewhere.test/beacon.png" onerror="document.title='ran'"><p><a href="https://harbour.test/">Our hotel</a></p>`;

it("E2 E5 a mail is seen as it was laid out, answered, opened and clicked, and the agent learns of it", async () => {
  const ana = parley.demo.agents[0] ?? { email: "", password: "" };
  const agent = await AgentWindow.signedIn(browser, parley.url, ana);
  const customer = await browser.newContext();
  const mailbox = await customer.newPage();
  await mailbox.goto(`${parley.simulator}/mail`);
  await mailbox.getByLabel("Name").fill("Rosa Iyer");
  await mailbox.getByLabel("From").fill("rosa@harbour.test");
  await mailbox.getByLabel("Copies to").fill("ben@harbour.test");
  await mailbox.getByLabel("Subject").fill("Your prices");
  await mailbox.getByLabel("Message", { exact: true }).fill(html);
  await mailbox.getByLabel("The message is HTML").check();
  await mailbox.getByRole("button", { name: "Send" }).click();
  await mailbox.getByText("Sent.", { exact: true }).waitFor();

  await agent.openConversation("Rosa Iyer");
  // Its words stand there until it is laid out, and then only the frame does.
  await agent.page.locator("article.message-inbound .mail-frame:not(.mail-frame-loading)").waitFor();
  expect(await agent.page.locator("article.message-inbound .bubble-text").count()).toBe(0);
  const mail = agent.page.frameLocator("iframe[title='Mail: Your prices']");
  await mail.getByText("which").waitFor();
  expect(await mail.locator("b").innerText()).toBe("which");
  expect(await mail.locator("main :is(script, [onerror], img[src])").count()).toBe(0);
  const link = mail.getByRole("link", { name: "Our hotel" });
  expect([await link.getAttribute("target"), await link.getAttribute("rel")]).toEqual([
    "_blank",
    "noopener noreferrer nofollow",
  ]);
  await agent.page.getByRole("button", { name: "Show images" }).click();
  await mail.locator("img[src='https://elsewhere.test/beacon.png']").waitFor({ state: "attached" });

  await agent.replyField().fill("Here they are: https://acme.test/prices");
  const head = agent.page.getByRole("button", { name: "Subject and copies" });
  expect(await head.innerText()).toContain("Re: Your prices");
  await head.click();
  await agent.page.getByRole("button", { name: "Add 1 person of this thread" }).click();
  const copies = agent.page.getByRole("list", { name: "Who gets a copy" }).getByRole("listitem");
  await copies.getByText("ben@harbour.test").waitFor();
  await agent.page.getByLabel("Copies to").fill("mo@elsewhere.test, Rosa");
  await agent.page.getByLabel("Copies to").press("Enter");
  await agent.page.getByText("This is no mail address: rosa").waitFor();
  await agent.page.getByLabel("Copies to").fill("");
  await agent.page.getByLabel("Subject", { exact: true }).fill("Prices for Thursday");
  const composer = await new AxeBuilder({ page: agent.page }).include(".composer").analyze();
  expect(composer.violations.map(({ id }) => id)).toEqual([]);
  // What stands above the text is kept with it.
  await agent.page.getByText("Draft saved").waitFor();
  await agent.page.reload();
  await head.getByText("Prices for Thursday").waitFor();
  await head.getByText("2 copies").waitFor();
  await head.getByText("To rosa@harbour.test").waitFor();
  await head.click();
  await agent.page.getByRole("button", { name: "Remove mo@elsewhere.test" }).click();
  await agent.page.getByLabel("Subject", { exact: true }).press("Enter");
  await agent.page.keyboard.press("Control+Enter");
  const reply = mailbox.locator("#mails > li.reply").first();
  await reply.getByRole("heading", { name: "Prices for Thursday" }).waitFor();
  await reply.getByText("copy to ben@harbour.test").waitFor();
  const sent = agent.page.locator("article.message-outbound").last();
  await sent.getByText("Copies to ben@harbour.test").waitFor();
  await sent.locator(".tick[data-status=sent]").waitFor();

  await reply.getByRole("button", { name: "Open" }).click();
  await sent.locator(".tick[data-status=read]").waitFor();
  expect(await sent.innerText()).toMatch(/Read at \d\d:\d\d/);

  // Away from the conversation, its writer is told.
  await agent.page.getByRole("link", { name: "Mentions" }).click();
  const [visited] = await Promise.all([
    customer.waitForEvent("page"),
    mailbox.frameLocator("#mails iframe").getByRole("link", { name: "https://acme.test/prices" }).click(),
  ]);
  await visited.waitForURL(/acme\.test|chrome-error/).catch(() => undefined);
  await expect.poll(clickedAt).toEqual(expect.any(String));
  await agent.page.getByText("Rosa Iyer clicked a link in your mail").click();
  await sent.waitFor();

  // The customer answers: it comes into the same conversation, without what it quotes.
  await reply.getByRole("button", { name: "Reply" }).click();
  await mailbox.getByLabel("Message", { exact: true }).fill("Thursday is fine.");
  await mailbox.getByLabel("The message is HTML").uncheck();
  await mailbox.getByRole("button", { name: "Send" }).click();
  await agent.page.locator("article.message-inbound", { hasText: "Thursday is fine." }).waitFor();
  const answer = agent.page.locator("article.message-inbound").last();
  expect(await answer.getByText("Here they are").first().isVisible()).toBe(true);
  expect(await answer.getByText("Show what it quotes").count()).toBe(1);
  expect(await agent.row("Rosa Iyer").count()).toBe(1);

  // A customer's mail has no headings of ours; what stands around it has.
  const axe = new AxeBuilder({ page: agent.page }).disableRules(["page-has-heading-one", "region"]);
  const { violations } = await axe.include("article.message-inbound").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(await agent.page.title()).not.toBe("ran");
  // The browser itself reports what the sanitiser meets in a document that runs nothing.
  expect(agent.complaints.filter((one) => !one.includes("inline event handler"))).toEqual([]);
});

it("E2 D6 a file of a plain mail stands below its words, once", async () => {
  const agent = await AgentWindow.signedIn(browser, parley.url, parley.demo.agents[0] ?? { email: "", password: "" });
  await parley.customerWrites({
    channel: "email",
    from: "tomas@customer.test",
    name: "Tomas Berg",
    subject: "Invoice",
    text: "The data is in the file.",
    attachments: [{ filename: "company.txt", content: btoa("Berg & Partners") }],
  });
  await agent.openConversation("Tomas Berg");
  const mail = agent.page.locator("article.message-inbound");
  await mail.getByText("company.txt").waitFor();
  expect((await mail.innerText()).match(/The data is in the file\.|company\.txt/gu)).toEqual([
    "The data is in the file.",
    "company.txt",
  ]);
});

it("Hi6 an HTML mail shows what was written now; its history is one click away, and the row has the new words alone", async () => {
  const agent = await AgentWindow.signedIn(browser, parley.url, parley.demo.agents[0] ?? { email: "", password: "" });
  const line = "On Tue, Dec 1, 2026 at 10:00 AM Acme &lt;support@acme.test&gt; wrote:";
  await parley.customerWrites({
    channel: "email",
    from: "yuki@customer.test",
    name: "Yuki Mori",
    subject: "Re: Your order",
    headers: { References: "<older@acme.test>" },
    html: `<div dir="ltr">The parcel <b>has come</b>.</div><div class="gmail_quote"><div class="gmail_attr">${line}</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"><p>Has the parcel come?</p><p>Kind regards</p></blockquote></div>`,
  });
  expect(await agent.row("Yuki Mori").innerText()).toContain("The parcel has come.");
  await agent.openConversation("Yuki Mori");
  const frame = agent.page.locator("article.message-inbound .mail-frame:not(.mail-frame-loading)");
  await frame.waitFor();
  const mail = agent.page.frameLocator("iframe[title='Mail: Re: Your order']");
  await mail.getByText("has come").waitFor();
  expect(await mail.getByText("Has the parcel come?").isVisible()).toBe(false);
  const height = async () => (await frame.boundingBox())?.height ?? 0;
  const closed = await height();
  const control = mail.getByText("Show what it quotes");
  await control.click();
  await mail.getByText("Has the parcel come?").waitFor();
  await expect.poll(height).toBeGreaterThan(closed);
  await control.press("Enter");
  await expect.poll(height).toBe(closed);
});

/** When the newest reply's link was followed, as the API tells. */
async function clickedAt(): Promise<string | null> {
  const headers = { authorization: `Bearer ${parley.demo.apiKey}` };
  const get = async (path: string) => (await fetch(`${parley.url}/api/orgs/acme${path}`, { headers })).json();
  const conversations = (await get("/conversations?channel=email")) as { items: { id: string }[] };
  const id = encodeURIComponent(conversations.items[0]?.id ?? "");
  const messages = (await get(`/conversations/${id}/messages`)) as {
    items: { direction: string; clickedAt: string | null }[];
  };
  return messages.items.find(({ direction }) => direction === "outbound")?.clickedAt ?? null;
}

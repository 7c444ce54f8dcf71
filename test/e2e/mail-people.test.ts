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

const answers = { "In-Reply-To": "<offer@harbour.test>" };

it("Co6 the thread and the list say who wrote a mail, and the composer who gets the answer", async () => {
  const agent = await AgentWindow.signedIn(browser, parley.url, parley.demo.agents[0] ?? { email: "", password: "" });
  const lea = { channel: "email", from: "lea@harbour.test", name: "Léa Martin", subject: "Offer" } as const;
  const tom = { channel: "email", from: "tom@harbour.test", name: "Tom Berg", subject: "Re: Offer" } as const;
  const copies = ["tom@harbour.test", "finance@harbour.test"];
  await parley.customerWrites({ ...lea, cc: copies, id: "offer@harbour.test", text: "Please quote us a price." });
  await agent.openConversation("Léa Martin");
  await parley.customerWrites({ ...tom, cc: [lea.from], headers: answers, text: "I agree with Léa." });

  // Tom's words are Tom's.
  const his = agent.page.locator("article.message-inbound", { hasText: "I agree with Léa." });
  await his.waitFor();
  expect(await his.getAttribute("aria-label")).toContain("Tom Berg");
  expect(await his.locator(".mail-author").innerText()).toMatch(/Tom Berg\s+tom@harbour\.test/);
  expect(await agent.rowText("Léa Martin")).toContain("Tom Berg: I agree with Léa.");

  // Without a quote the customer is answered; quoting Tom answers Tom, with Léa in copy, who had one.
  const head = agent.page.getByRole("button", { name: "Subject and copies" });
  await head.getByText("To lea@harbour.test").waitFor();
  await his.hover();
  await his.getByRole("button", { name: "Reply to this message" }).click();
  await head.getByText("To tom@harbour.test").waitFor();
  await head.getByText("Copy to lea@harbour.test").waitFor();
  await agent.page.getByRole("button", { name: "Reply to all (1 more)" }).click();
  await head.getByText("2 copies").waitFor();
  await agent.replyField().fill("Two weeks.");
  await agent.replyField().press("Control+Enter");
  const sent = agent.page.locator("article.message-outbound", { hasText: "Two weeks." });
  await sent.getByText("To tom@harbour.test").waitFor();
  await sent.getByText("Copies to lea@harbour.test, finance@harbour.test").waitFor();
  await sent.locator(".tick[data-status=sent]").waitFor();

  // A forged mail says so, and moves nobody's answer.
  const forged = {
    "Reply-To": "lea@evil.test",
    "Authentication-Results": "mx.cloudflare.net; dmarc=fail header.from=harbour.test",
  };
  await parley.customerWrites({ ...lea, headers: forged, text: "Send the invoice again." });
  const hers = agent.page.locator("article.message-inbound", { hasText: "Send the invoice again." });
  await hers.getByText("Not verified: it may be forged").waitFor();
  await hers.getByText("Asks for answers at lea@evil.test").waitFor();
  await head.getByText("To lea@harbour.test").waitFor();
  expect(await head.innerText()).not.toContain("evil.test");

  const axe = new AxeBuilder({ page: agent.page }).disableRules(["page-has-heading-one", "region"]);
  const { violations } = await axe.include("[data-message]").include(".composer").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it("Co2 Co6 a form's mail is the visitor's, and says what carried it", async () => {
  const agent = await AgentWindow.signedIn(browser, parley.url, parley.demo.agents[0] ?? { email: "", password: "" });
  await parley.customerWrites({
    channel: "email",
    from: "form@shop.test",
    name: "Shop form",
    subject: "Enquiry",
    headers: { "Reply-To": "Mia Test <mia@visitor.test>" },
    text: "Do you ship to Oslo?",
  });
  await agent.openConversation("Mia Test");
  const mail = agent.page.locator("article.message-inbound", { hasText: "Do you ship to Oslo?" });
  await mail.getByText("Through Shop form <form@shop.test>").waitFor();
  await agent.page.getByRole("button", { name: "Subject and copies" }).getByText("To mia@visitor.test").waitFor();
});

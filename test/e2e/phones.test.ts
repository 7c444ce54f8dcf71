import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Stack } from "../../src/dev/stack.ts";
import { png } from "../../src/dev/simulator/samples.ts";
import type { Attachment, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page as Items } from "../../src/protocol/resources.ts";
import { launchChromium } from "./support/chromium.ts";
import { control, rest, signIn, startTestStack } from "./support/stack.ts";

let stack: Stack;
let browser: Browser;
let token: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startTestStack(), launchChromium()]);
  token = await signIn(stack, stack.demo.agents[0] ?? { email: "", password: "" });
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** The conversation with a number, once it has come. */
async function conversationWith(phoneNumber: string): Promise<ConversationItem> {
  return until(async () => {
    const { items } = await rest<Items<ConversationItem>>(stack, token, "GET", "/api/orgs/acme/conversations");
    return items.find((item) => item.contact.phoneNumber === phoneNumber);
  });
}

async function thread(conversation: ConversationItem): Promise<Message[]> {
  const path = `/api/orgs/acme/conversations/${encodeURIComponent(conversation.id)}/messages`;
  return (await rest<Items<Message>>(stack, token, "GET", path)).items;
}

/** Asks again until there is an answer; the test's own time limit ends it. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
}

async function openPhones(opener: Pick<Browser, "newPage"> = browser): Promise<Page> {
  const page = await opener.newPage();
  await page.goto(stack.simulator);
  await page.getByText("Live", { exact: true }).waitFor();
  return page;
}

/** The customer sends a picture from the page of phones, and the team has it. */
async function sendsFile(page: Page, conversation: ConversationItem): Promise<void> {
  const file = { name: "cup.png", mimeType: "image/png", buffer: Buffer.from(png(40, 30)) };
  await page.getByLabel("Send a file").setInputFiles(file);
  const { attachments } = await until(async () =>
    (await thread(conversation)).find(({ attachments: [first] }) => first?.state === "ready"),
  );
  expect(attachments).toMatchObject([{ type: "image", mimeType: "image/png", width: 40, height: 30 }]);
}

/** An agent sends a picture, and the phone shows it, whole. */
async function showsFile(page: Page, messages: string): Promise<void> {
  const response = await fetch(`${stack.url}/api/orgs/acme/media?filename=kettle.png`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "image/png" },
    body: png(50, 70),
  });
  const { id } = (await response.json()) as Attachment;
  await rest<Message>(stack, token, "POST", messages, { attachments: [id] });
  const shown = page.locator(".message[data-from=business] img.file");
  await shown.waitFor();
  const width = await shown.evaluate((image: { decode(): Promise<void>; naturalWidth: number }) =>
    image.decode().then(() => image.naturalWidth),
  );
  expect(width).toBe(50);
}

it("A1 D1 a customer writes on a phone, the team's reply appears there, and its delivery is known", async () => {
  const page = await openPhones();
  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByLabel("Name").fill("Maya Fischer");
  await page.getByLabel("Phone", { exact: true }).last().fill("+1 202 555 0123");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Message as the customer").fill("Is the kettle back? 🫖");
  await page.getByRole("button", { name: "Send", exact: true }).click();

  const conversation = await conversationWith("+12025550123");
  expect(conversation).toMatchObject({
    contact: { name: "Maya Fischer" },
    lastMessagePreview: "Is the kettle back? 🫖",
    unread: 1,
  });
  const path = `/api/orgs/acme/conversations/${encodeURIComponent(conversation.id)}/messages`;
  const reply = await rest<Message>(stack, token, "POST", path, { body: "It is. Shall I put one aside?" });

  await page.locator(".message[data-from=business]", { hasText: "It is. Shall I put one aside?" }).waitFor();
  const read = await until(async () =>
    (await thread(conversation)).find((item) => item.id === reply.id && item.status === "read"),
  );
  expect(read).toMatchObject({
    sentAt: expect.any(String),
    deliveredAt: expect.any(String),
    readAt: expect.any(String),
  });
  await page.close();
});

it.each([
  ["Instagram", "Instagram name", "lena.pours", null],
  ["SMS", "Phone", "+1 202 555 0141", "+12025550141"],
] as const)(
  "E3 E4 D6 a customer writes over %s, the reply arrives there, and files do both ways",
  async (channel, label, address, phone) => {
    const context = await browser.newContext();
    const page = await openPhones(context);
    await page.getByRole("button", { name: channel, exact: true }).click();
    await page.getByRole("button", { name: "New customer" }).click();
    await page.getByLabel(label, { exact: true }).last().fill(address);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByLabel("Message as the customer").fill(`Over ${channel}?`);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const conversation = await until(async () => {
      const { items } = await rest<Items<ConversationItem>>(stack, token, "GET", "/api/orgs/acme/conversations");
      return items.find((item) => item.lastMessagePreview === `Over ${channel}?`);
    });
    expect(conversation.contact.phoneNumber).toBe(phone);
    const path = `/api/orgs/acme/conversations/${encodeURIComponent(conversation.id)}/messages`;
    await rest<Message>(stack, token, "POST", path, { body: `Yes, over ${channel}.` });
    await page.locator(".message[data-from=business]", { hasText: `Yes, over ${channel}.` }).waitFor();
    await sendsFile(page, conversation);
    await showsFile(page, path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((violation) => violation.id)).toEqual([]);
    await context.close();
  },
);

it("I1 I3 what customers write while Parley is down arrives once when it is back", async () => {
  await control(stack, "inbound", { channel: "whatsapp", from: "+12025550124", name: "Noah", text: "Before" });
  const conversation = await conversationWith("+12025550124");
  await stack.parley.stop();
  const lost = await control<{ status: number | null }>(stack, "inbound", {
    channel: "whatsapp",
    from: "+12025550124",
    name: "Noah",
    text: "While it was down",
  });
  expect(lost.status).toBeNull();
  await stack.parley.start();
  const messages = await until(async () => {
    const all = await thread(conversation);
    return all.some((message) => message.body === "While it was down") ? all : undefined;
  });
  expect(messages.map((message) => message.body)).toEqual(["While it was down", "Before"]);
});

it("J1 the mailbox shows what Parley has mailed", async () => {
  const page = await browser.newPage();
  await page.goto(`${stack.simulator}/mail`);
  await page.getByRole("heading", { name: "Join Acme Coffee on Parley" }).first().waitFor();
  await page.close();
});

it.each(["light", "dark"] as const)(
  "H5 the phones have no accessibility violations, in %s and on a narrow screen",
  async (colorScheme) => {
    await control(stack, "inbound", { channel: "whatsapp", from: "+12025550125", name: "Priya", text: "Hi" });
    for (const width of [1_200, 380]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 740 } });
      const page = await context.newPage();
      await page.goto(stack.simulator);
      await page.getByRole("button", { name: /Priya/ }).click();
      await page.locator(".message").first().waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html)])).toEqual([]);
      await context.close();
    }
  },
);

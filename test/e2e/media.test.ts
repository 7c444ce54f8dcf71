import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { png } from "../../src/dev/simulator/samples.ts";
import type { Stack } from "../../src/dev/stack.ts";
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

const acme = "/api/orgs/acme";
const phone = "+12025550142";

/** Asks again until there is an answer; the test's own time limit ends it. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
}

function onlyConversation(): Promise<ConversationItem> {
  return until(async () => {
    const { items } = await rest<Items<ConversationItem>>(stack, token, "GET", `${acme}/conversations`);
    return items.find(({ contact }) => contact.phoneNumber === phone);
  });
}

async function messageThat(isSo: (message: Message) => boolean): Promise<Message> {
  const path = `${acme}/conversations/${encodeURIComponent((await onlyConversation()).id)}/messages`;
  return until(async () => (await rest<Items<Message>>(stack, token, "GET", path)).items.find(isSo));
}

async function bytesAt(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect([url, response.status]).toEqual([url, 200]);
  return new Uint8Array(await response.arrayBuffer());
}

it("D6 A8: a customer's picture reaches the agents as it was sent, also when the provider takes its time", async () => {
  const picture = png(64, 48);
  const media = { base64: Buffer.from(picture).toString("base64"), mimeType: "image/png" };
  await control(stack, "faults", { kind: "media_slow" });
  await control(stack, "inbound", { from: phone, name: "Mia", type: "image", text: "Broken on arrival", media });
  expect(await messageThat(({ type }) => type === "image")).toMatchObject({ body: "Broken on arrival" });
  const { attachments } = await messageThat((message) => message.attachments[0]?.state === "ready");
  const [file] = attachments as [Attachment];
  expect(file).toMatchObject({ mimeType: "image/png", sizeBytes: picture.byteLength, width: 64, height: 48 });
  expect(await bytesAt(`${stack.url}${file.url}`)).toEqual(new Uint8Array(picture));
});

it("D6: what a customer's phone no longer has can be asked for again", async () => {
  await control(stack, "faults", { kind: "media_gone" });
  await control(stack, "inbound", { from: phone, type: "voice" });
  const { attachments } = await messageThat((message) => message.attachments[0]?.state === "failed");
  const [file] = attachments as [Attachment];
  expect(file).toMatchObject({ type: "voice", error: { advice: "Ask the customer to send it again." } });
  await rest(stack, token, "POST", `${acme}/media/${encodeURIComponent(file.id)}/retry`);
  await messageThat(
    ({ type, attachments: [attachment] }) => type === "voice" && attachment?.state === "ready" && !attachment.error,
  );
});

it("D6: an agent's picture is on the customer's phone, whole, and its delivery is known", async () => {
  const picture = png(50, 70);
  const response = await fetch(`${stack.url}${acme}/media?filename=receipt.png`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "image/png" },
    body: picture,
  });
  const { id } = (await response.json()) as Attachment;
  const path = `${acme}/conversations/${encodeURIComponent((await onlyConversation()).id)}/messages`;
  const sent = await rest<Message>(stack, token, "POST", path, { attachments: [id], body: "Your receipt" });
  await messageThat((message) => message.id === sent.id && message.status === "read");

  const page = await browser.newPage();
  await page.goto(stack.simulator);
  await page.getByRole("button", { name: /Mia/ }).click();
  const shown = page.getByRole("img", { name: "receipt.png" });
  await shown.waitFor();
  expect(
    await shown.evaluate((image: { decode(): Promise<void>; naturalWidth: number }) =>
      image.decode().then(() => image.naturalWidth),
    ),
  ).toBe(50);
  const src = (await shown.getAttribute("src")) ?? "";
  expect(await bytesAt(`${stack.simulator}${src}`)).toEqual(new Uint8Array(picture));
  await page.close();
});

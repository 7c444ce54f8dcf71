import { readFile } from "node:fs/promises";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { png } from "../../src/dev/simulator/samples.ts";
import type { Attachment, Message } from "../../src/protocol/records.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";

const rosa = { from: "+46701740730", name: "Rosa Lind" };
const noor = { from: "+46701740731", name: "Noor Haddad" };

/** Files between a customer and an agent at the page. The cases follow one another. */
describe("files in the inbox", () => {
  let parley: LocalParley;
  let browser: Browser;
  let ana: AgentWindow;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([
      LocalParley.start(),
      // A microphone that beeps; whether it may be heard is asked as ever.
      launchChromium("--use-fake-device-for-media-stream"),
    ]);
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an agent");
    await parley.customerWrites({ ...rosa, text: "My parcel is broken" });
    ana = await AgentWindow.signedIn(browser, parley.url, owner);
    await ana.openConversation(rosa.name);
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await parley?.stop();
  });

  const chosen = (): Locator => ana.page.getByRole("list", { name: "Files of this reply" }).getByRole("listitem");
  const choose = (files: Parameters<Locator["setInputFiles"]>[0]) =>
    ana.page.locator("input[type=file]").setInputFiles(files);
  const picture = (name: string) => ({ name, mimeType: "image/png", buffer: Buffer.from(png(60, 40)) });

  const matching = (words: RegExp): unknown => expect.stringMatching(words);

  /** As the system gives a file to the page: dropped beside the composer, or pasted into its box. */
  async function give(how: "drop" | "paste", { name, mimeType, buffer }: ReturnType<typeof picture>): Promise<void> {
    const bytes = JSON.stringify(buffer.toString("base64"));
    const make = `const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(${bytes}), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(mimeType)} }));`;
    await ana.page.evaluate(
      how === "drop"
        ? `{ ${make} document.querySelector("[role=log]").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: data })); }`
        : `{ ${make} document.querySelector(".composer-text").dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData: data })); }`,
    );
  }

  /** The file of the newest message that has one, as the API answers it. */
  async function lastFile(): Promise<{ attachment: Attachment; bytes: Buffer }> {
    const id = new URL(ana.page.url()).pathname.split("/").at(-1) ?? "";
    const path = `${parley.url}/api/orgs/acme/conversations/${id}/messages`;
    const { items } = (await (await ana.page.request.get(path)).json()) as { items: Message[] };
    const attachment = items.find(({ attachments }) => attachments.length > 0)?.attachments[0];
    if (attachment === undefined) throw new Error("no message has a file");
    return { attachment, bytes: await (await ana.page.request.get(`${parley.url}${attachment.url ?? ""}`)).body() };
  }

  const uploaded = () => expect.poll(() => chosen().getByRole("progressbar").count()).toBe(0);

  function widthOf(image: Locator): Promise<number> {
    return image.evaluate((element: { decode(): Promise<void>; naturalWidth: number }) =>
      element.decode().then(() => element.naturalWidth),
    );
  }

  it("D6 a customer's picture stands in the thread in its own room, opens large, and can be downloaded", async () => {
    const base64 = Buffer.from(png(600, 300)).toString("base64");
    await parley.customerWrites({ ...rosa, type: "image", text: "Look", media: { base64, mimeType: "image/png" } });
    const shown = ana.message("Look").getByRole("button", { name: "Open the picture" });
    await shown.waitFor();
    expect(await widthOf(shown.locator("img"))).toBe(600);
    expect(await shown.boundingBox()).toMatchObject({ width: 280, height: 140 });
    await shown.click();
    expect(await widthOf(ana.dialog().locator("img"))).toBe(600);
    expect(await violations(ana)).toEqual([]);
    const [download] = await Promise.all([
      ana.page.waitForEvent("download"),
      ana
        .dialog()
        .getByRole("link", { name: /^Download/u })
        .click(),
    ]);
    expect(await readFile(await download.path())).toEqual(Buffer.from(png(600, 300)));
    await ana.page.keyboard.press("Escape");
    await ana.dialog().waitFor({ state: "detached" });
  });

  it("D7 an agent's reaction stands under the message, and the same again takes it back", async () => {
    const look = ana.message("Look");
    const reactions = look.getByRole("list", { name: "Reactions" });
    await look.getByRole("button", { name: "React to this message" }).click();
    await look.getByRole("menuitem", { name: "👍" }).click();
    await reactions.getByText("👍").waitFor();
    await look.getByRole("button", { name: "React to this message" }).click();
    await look.getByRole("menuitem", { name: "Take 👍 back" }).click();
    await reactions.waitFor({ state: "detached" });
  });

  it("D6 a voice message can be played, and a document is a download with its size", async () => {
    await parley.customerWrites({ ...rosa, type: "voice" });
    const player = ana.page.locator("audio");
    await player.waitFor();
    await expect
      .poll(() => player.evaluate((audio: { duration: number }) => Math.round(audio.duration)))
      .toBeGreaterThan(0);
    await parley.customerWrites({ ...rosa, type: "document" });
    await ana.page.getByRole("link", { name: "Download sample.pdf" }).waitFor();
  });

  it("D6 two pictures go as two messages in order, with what was typed beside the first", async () => {
    await choose([picture("front.png"), picture("back.png")]);
    await expect.poll(() => chosen().count()).toBe(2);
    await uploaded();
    await ana.reply("Both sides of the new one");
    const sent = ana.message("Both sides of the new one");
    expect(await widthOf(sent.locator("img"))).toBe(60);
    await ana.showsTick("Both sides of the new one", "Read");
    expect(await chosen().count()).toBe(0);
    expect(await ana.replyField().inputValue()).toBe("");
    await expect.poll(() => parley.picturesSent()).toEqual(["Both sides of the new one", ""]);
  });

  it("D6 an upload that breaks off is kept and tried again; what the channel does not take says so, and nothing is lost", async () => {
    await ana.page.route("**/media?*", (route) => route.abort(), { times: 1 });
    await choose([picture("receipt.png"), { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) }]);
    await ana.replyField().fill("Your receipt");
    await chosen().getByText("The upload broke off.").waitFor();
    await chosen().getByText("The file is empty.").waitFor();
    await ana.replyField().press("Enter");
    expect(await ana.replyField().inputValue()).toBe("Your receipt");
    expect(await violations(ana)).toEqual([]);
    await ana.page.getByRole("button", { name: "Remove empty.txt" }).click();
    await chosen().getByRole("button", { name: "Try again" }).click();
    await uploaded();
    await ana.replyField().press("Enter");
    await ana.showsTick("Your receipt", "Read");
  });

  it("D6 dropped and pasted files are of the reply, and those that are uploaded are still there after a reload", async () => {
    await give("drop", { name: "dropped.png", mimeType: "image/png", buffer: Buffer.from(png(60, 40)) });
    await chosen().getByText("dropped.png").waitFor();
    await give("paste", { name: "pasted.png", mimeType: "image/png", buffer: Buffer.from(png(50, 40)) });
    await chosen().getByText("pasted.png").waitFor();
    await uploaded();
    await ana.page.reload();
    await chosen().first().waitFor();
    await expect.poll(() => chosen().allInnerTexts()).toEqual([/dropped\.png/u, /pasted\.png/u].map(matching));
    await ana.reply("Kept");
    await ana.showsTick("Kept", "Read");
    expect(await chosen().count()).toBe(0);
    expect((await parley.picturesSent()).slice(-2)).toEqual(["Kept", ""]);
  });

  it("D6 a voice message is spoken, listened to and sent; without leave to use the microphone the page says what to do", async () => {
    const { page } = ana;
    const record = page.getByRole("button", { name: "Record a voice message" });
    const recorder = page.getByRole("group", { name: "Voice message" });
    await record.click();
    await recorder.getByRole("alert").getByText("This page may not use the microphone.").waitFor();
    await page.context().grantPermissions(["microphone"]);
    await recorder.getByRole("button", { name: "Try again" }).click();
    await recorder.getByText("0:01 of 15:00").waitFor();
    await expect
      .poll(() => recorder.getByRole("meter").evaluate((meter: { value: number }) => meter.value))
      .toBeGreaterThan(0);
    expect(await violations(ana)).toEqual([]);
    // The keyboard is on it.
    await page.keyboard.press("Enter");
    const player = chosen().locator("audio");
    await player.waitFor();
    await uploaded();
    await expect.poll(() => player.evaluate((audio: { duration: number }) => audio.duration)).toBeGreaterThan(0.5);
    expect(await violations(ana)).toEqual([]);
    await page.keyboard.press("Enter");
    const said = page
      .getByRole("log")
      .getByRole("article")
      .filter({ has: page.locator("audio") })
      .last();
    await said.locator(".tick").getByText(/^Read/u).waitFor({ state: "attached" });
    expect((await parley.sent()).at(-1)).toMatchObject({ type: "audio", audio: { voice: true } });
    expect(await chosen().count()).toBe(0);
    const spoken = await lastFile();
    expect(spoken.attachment).toMatchObject({ type: "voice", mimeType: "audio/ogg" });
    expect(spoken.bytes.subarray(0, 4).toString()).toBe("OggS");
    expect(spoken.bytes.includes("OpusHead")).toBe(true);
    // Discarded by the key that leaves everything.
    await record.click();
    await recorder.getByRole("button", { name: "Stop" }).press("Escape");
    await ana.replyField().waitFor();
    expect(await chosen().count()).toBe(0);
  });

  it("C10 D6 a file that is taken back is with the reply again", async () => {
    await choose([picture("wrong.png")]);
    await uploaded();
    await ana.reply("The wrong one");
    await ana.message("The wrong one").getByRole("button", { name: "Undo" }).click();
    await chosen().getByText("wrong.png").waitFor();
    await expect.poll(() => ana.replyField().inputValue()).toBe("The wrong one");
    await ana.page.getByRole("button", { name: "Remove wrong.png" }).click();
    await ana.replyField().fill("");
  });

  it("D8 a reply that leaves later stands in the thread with its time; cancelled there, it is in the box again", async () => {
    await ana.replyField().fill("We will call you");
    await ana.page.getByRole("button", { name: "Send later" }).click();
    await ana.page.getByRole("menuitem", { name: /^In 1 hour/u }).click();
    const later = ana.message("We will call you");
    await later.getByText(/^Leaves /u).waitFor();
    expect(await ana.replyField().inputValue()).toBe("");
    expect(await violations(ana)).toEqual([]);
    await later.getByRole("button", { name: "Cancel" }).click();
    await later.waitFor({ state: "detached" });
    await expect.poll(() => ana.replyField().inputValue()).toBe("We will call you");
    await ana.replyField().fill("");
  });

  it("D4 D5 after the window a template goes in the place of a reply: the page says why, and shows what will be sent", async () => {
    const longAgo = new Date(Date.now() - 48 * 3_600_000).toISOString();
    await parley.customerWrites({ ...noor, text: "Can I still return it?", timestamp: longAgo });
    await ana.openConversation(noor.name);
    await ana.page.getByText("The customer's last message is too long ago for a reply.").waitFor();
    expect(await ana.replyField().count()).toBe(0);
    await ana.page.getByRole("button", { name: "Choose a template" }).click();
    await ana.dialog().getByRole("searchbox", { name: "Search templates" }).fill("your order");
    await expect.poll(() => ana.dialog().getByRole("listitem").count()).toBe(1);
    await ana
      .dialog()
      .getByRole("button", { name: /^order_update en/u })
      .click();
    await ana.dialog().getByLabel("Text: 1").fill("Noor");
    await ana.dialog().getByText("Hi Noor, your order {{2}} is on its way.").waitFor();
    await ana.dialog().getByLabel("Text: 2").fill("A-7");
    await ana.dialog().getByLabel("Button: 1").fill("A-7");
    expect(await violations(ana)).toEqual([]);
    await ana.dialog().getByRole("button", { name: "Send template" }).click();
    await ana.dialog().waitFor({ state: "detached" });
    await ana.showsTick("Hi Noor, your order A-7 is on its way.", "Read");
    expect(await parley.templatesSent()).toEqual(["order_update"]);
  });
});

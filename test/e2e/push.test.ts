import type { Browser, BrowserContext, CDPSession, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PushMessage, PushSubscription } from "../../src/protocol/push.ts";
import { PushDevice } from "../support/push-device.ts";
import { AgentWindow } from "./support/agent-window.ts";
import { violations } from "./support/axe.ts";
import { launchChromium } from "./support/chromium.ts";
import { LocalParley } from "./support/local-parley.ts";
import { open } from "./support/settings.ts";

const rosa = { from: "+46701740690", name: "Rosa Lind" };

/**
 * Subscribing needs the browser's own push service, which is on the internet: this stands in its place, and for that
 * alone. What is subscribed goes to the hub, and what is pushed comes to the real worker through DevTools.
 */
const standIn = (subscription: Pick<PushSubscription, "endpoint" | "keys">) => `
  const key = "push.standIn";
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const held = () => {
    const publicKey = localStorage.getItem(key);
    if (publicKey === null) return null;
    return {
      endpoint: ${JSON.stringify(subscription.endpoint)},
      options: { userVisibleOnly: true, applicationServerKey: bytes(publicKey).buffer },
      toJSON: () => (${JSON.stringify(subscription)}),
      unsubscribe: async () => (localStorage.removeItem(key), true),
    };
  };
  PushManager.prototype.getSubscription = async () => held();
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    localStorage.setItem(key, applicationServerKey);
    return held();
  };
`;

describe("while no tab is open", () => {
  let parley: LocalParley;
  let browser: Browser;
  let context: BrowserContext;
  let ana: AgentWindow;
  let worker: Worker;
  let devTools: CDPSession;
  let registrationId: string;
  let device: PushSubscription;
  let conversationId: string;
  /** Of the same origin, and no page of the app. */
  let outside: Page;

  beforeAll(async () => {
    [parley, browser] = await Promise.all([LocalParley.start(), launchChromium()]);
    await parley.customerWrites({ ...rosa, text: "Are you open today?" });
    const [owner] = parley.demo.agents;
    if (owner === undefined) throw new Error("the demo has an owner");
    context = await browser.newContext({ serviceWorkers: "allow", permissions: ["notifications"], locale: "en-GB" });
    device = (await PushDevice.make()).subscription;
    await context.addInitScript(standIn({ endpoint: device.endpoint, keys: device.keys }));
    ana = new AgentWindow(await context.newPage());
    await ana.page.goto(parley.url);
    await ana.signIn(owner);
    await ana.isLive();
    await ana.page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    [worker] = context.serviceWorkers() as [Worker];
    await ana.openConversation(rosa.name);
    conversationId = new URL(ana.page.url()).pathname.split("/").at(-1) ?? "";
    outside = await context.newPage();
    await outside.goto(`${parley.url}/api/docs`);
    devTools = await context.newCDPSession(outside);
    const registered = new Promise<string>((resolve) =>
      devTools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        if (registrations[0] !== undefined) resolve(registrations[0].registrationId);
      }),
    );
    await devTools.send("ServiceWorker.enable");
    registrationId = await registered;
  });

  afterAll(async () => {
    await browser?.close();
    await parley?.stop();
  });

  const push = (given: Partial<PushMessage> = {}) => {
    const message: PushMessage = {
      org: "acme",
      locale: "en-GB",
      topic: "message",
      subject: { kind: "conversation", id: conversationId },
      contact: rosa.name,
      by: null,
      text: "Hello?",
      type: "text",
      value: null,
      messages: 1,
      ...given,
    };
    return devTools.send("ServiceWorker.deliverPushMessage", {
      origin: parley.url,
      registrationId,
      data: JSON.stringify(message),
    });
  };
  const shown = () =>
    worker.evaluate<{ title: string; body: string; tag: string }[]>(
      "self.registration.getNotifications().then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))",
    );

  it("H4 the settings show whether this device is told, and turn it on and off at the server too", async () => {
    await open(ana, "Notifications");
    const box = ana.page.getByLabel("Tell me on this device when Parley is closed");
    await ana.page.getByText("It is off for this device").waitFor();
    const ordered = ana.page.waitForResponse((one) => one.request().method() === "PUT");
    await box.click();
    const answer = await ordered;
    expect([answer.status(), await answer.json()]).toMatchObject([200, { topics: { message: "mine", lead: "off" } }]);
    await ana.page.getByText("It is on for this device").waitFor();
    expect(await violations(ana)).toEqual([]);
    // What is chosen for the desktop holds here too.
    const changed = ana.page.waitForResponse((one) => one.request().method() === "PUT");
    await ana.page.getByRole("group", { name: "Mention" }).getByLabel("Desktop").uncheck();
    expect(await (await changed).json()).toMatchObject({ topics: { mention: "off" } });
    const ended = ana.page.waitForResponse((one) => one.request().method() === "DELETE");
    await box.click();
    expect((await ended).status()).toBe(200);
    await ana.page.getByText("It is off for this device").waitFor();
    const again = ana.page.waitForResponse((one) => one.request().method() === "PUT");
    await box.click();
    await again;
  });

  it("H4 a push is shown, those of one conversation as one; where the page is looked at it is not", async () => {
    await ana.page.bringToFront();
    await push({ text: "This is before your eyes" });
    // Of an organisation that nobody looks at. The worker takes pushes in order: once this is here, the first was decided.
    await push({ org: "globex", text: "This is not" });
    await expect.poll(async () => (await shown()).map(({ body }) => body)).toEqual(["This is not"]);
    await worker.evaluate("self.registration.getNotifications().then((all) => all.forEach((one) => one.close()))");
    await ana.page.goto(`${parley.url}/api/docs`);
    await push({ text: "Do you have oat milk?" });
    await expect.poll(shown).toEqual([
      {
        title: "New message from Rosa Lind",
        body: "Do you have oat milk?",
        tag: `parley/acme/conversation/${conversationId}`,
      },
    ]);
    await push({ text: "And beans?", messages: 2 });
    await expect
      .poll(async () => (await shown()).map(({ title, body }) => `${title}: ${body}`))
      .toEqual(["3 new messages from Rosa Lind: And beans?"]);
    await push({ topic: "lead", subject: { kind: "contact", id: "c" }, text: "", type: null, value: 1200 });
    await expect.poll(async () => (await shown()).map(({ body }) => body)).toContain("Worth 1,200");
    // H5: in the language that the page had, which the push says.
    await push({ locale: "ar", topic: "lead", subject: { kind: "contact", id: "d" } });
    await expect.poll(async () => (await shown()).map(({ title }) => title).join()).toContain("تم كسب عميل");
    await worker.evaluate(
      `self.registration.getNotifications().then((all) => all.find(({ lang }) => lang === "ar").close())`,
    );
  });

  it("H4 a click leads the open page to the conversation, and takes the notification back", async () => {
    await ana.page.goto(`${parley.url}/o/acme/inbox/mine`);
    await ana.isLive();
    await ana.page.locator(".notifications").waitFor({ state: "attached" });
    await outside.bringToFront();
    // A click of the agent's cannot be made here: the event is, and only what needs the agent's hand is refused (the focus).
    await worker.evaluate(`(async () => {
      const all = await self.registration.getNotifications();
      const notification = all.find(({ tag }) => tag.includes("conversation"));
      const event = new NotificationEvent("notificationclick", { notification });
      event.waitUntil = (work) => work.catch(() => undefined);
      self.dispatchEvent(event);
    })()`);
    await ana.page.getByRole("heading", { level: 2, name: rosa.name }).waitFor();
    expect(new URL(ana.page.url()).pathname).toBe(`/o/acme/inbox/all/${conversationId}`);
    await expect.poll(async () => (await shown()).map(({ body }) => body)).toEqual(["Worth 1,200"]);
  });

  it("H4 U4 when the push service gives this browser another address, the worker tells the hub without a page", async () => {
    const remove = (endpoint: string) =>
      ana.page.evaluate<number>(
        `fetch("/api/orgs/acme/push/subscription?endpoint=${encodeURIComponent(endpoint)}", { method: "DELETE" }).then(({ status }) => status)`,
      );
    const moved = { endpoint: `${device.endpoint}/moved`, keys: device.keys };
    await worker.evaluate(`(async () => {
      const moved = ${JSON.stringify(moved)};
      const event = new Event("pushsubscriptionchange");
      event.oldSubscription = { endpoint: ${JSON.stringify(device.endpoint)} };
      event.newSubscription = { endpoint: moved.endpoint, toJSON: () => moved };
      const work = new Promise((resolve, reject) => (event.waitUntil = (one) => one.then(resolve, reject)));
      self.dispatchEvent(event);
      await work;
    })()`);
    expect([await remove(device.endpoint), await remove(moved.endpoint)]).toEqual([404, 200]);
    // The next start says anew where this browser is.
    const again = ana.page.waitForResponse((one) => one.request().method() === "PUT");
    await ana.page.reload();
    expect((await again).status()).toBe(200);
  });

  it("H4 I10 whoever signs out is told no more on this device", async () => {
    await ana.isLive();
    const ended = ana.page.waitForResponse((one) => one.request().method() === "DELETE");
    await ana.page.getByRole("button", { name: /^Account of/u }).click();
    await ana.page.getByRole("menuitem", { name: "Sign out" }).click();
    expect((await ended).status()).toBe(200);
    await ana.page.getByLabel("Password").waitFor();
    await expect.poll(() => ana.page.evaluate("localStorage.getItem('push.standIn')")).toBeNull();
  });
});

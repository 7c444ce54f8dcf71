import type { Page } from "playwright-core";
import { Poster } from "../load.ts";
import { api, ask, crowdFrom, phoneNumberId } from "../page-org.ts";
import type { Parley } from "../parley.ts";
import { type Figure, whole } from "../report.ts";
import { messagesWebhook, type Said } from "../webhook.ts";

/** A message a second, from customers who write six times, and a colleague who does something every twelve seconds. */
const hourMessages = 3_600;
const hourCustomers = 600;
const hourActs = 300;
/** Messages of a webhook. */
const atOnce = 6;
const hours = 3;
/** What an hour may leave behind once the page holds what it may hold, and nodes that come and go with the screen. */
const growthBytes = 2 * 2 ** 20;
const growthNodes = 500;

interface Memory {
  readonly bytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** What a page that stays open holds after hours of traffic, each as fast as it goes (H8). */
export async function anHour(shown: Page, parley: Pick<Parley, "url" | "appSecret">): Promise<Figure[]> {
  // Off the list, whose rows would keep their places.
  await shown.mouse.move(900, 400);
  const held = [await memory(shown)];
  for (let hour = 0; hour < hours; hour++) {
    await traffic(shown, parley, hour);
    held.push(await memory(shown));
  }
  const [before, ...after] = held;
  const [first, last] = [after.at(-2), after.at(-1)];
  if (before === undefined || first === undefined || last === undefined) throw new Error("Nothing was measured.");
  const grown = last.bytes - first.bytes;
  const nodes = last.nodes - first.nodes;
  return [
    {
      what: `JavaScript heap of the page, before and after each hour of ${whole(hourMessages)} messages and ${hourActs} acts`,
      figure: held.map(({ bytes }) => `${(bytes / 2 ** 20).toFixed(1)} MB`).join(", "),
      budget: `the last hour adds < ${growthBytes / 2 ** 20} MB`,
      met: grown < growthBytes,
      data: { bytes: held.map(({ bytes }) => bytes) },
    },
    {
      what: "its DOM nodes and listeners",
      figure: held.map((one) => `${one.nodes} / ${one.listeners}`).join(", "),
      budget: `the last hour adds < ${growthNodes} nodes`,
      met: nodes < growthNodes,
      data: { nodes: held.map((one) => one.nodes), listeners: held.map((one) => one.listeners) },
    },
  ];
}

async function traffic(shown: Page, { url, appSecret }: Pick<Parley, "url" | "appSecret">, hour: number) {
  const poster = new Poster(`${url}/webhooks/meta`, 1);
  const target = { appSecret, phoneNumberId };
  const said = Array.from({ length: hourMessages }, (_, n): Said => ({
    id: `page.hour.${hour}.${n}`,
    from: crowdFrom(hour * hourCustomers + (n % hourCustomers)),
  }));
  const customers = async (): Promise<void> => {
    for (let n = 0; n < hourMessages; n += atOnce)
      await poster.post(messagesWebhook(target, said.slice(n, n + atOnce)));
  };
  try {
    await Promise.all([customers(), colleague(shown)]);
    const last = `page.hour.${hour}.last`;
    await poster.post(messagesWebhook(target, [{ id: last, from: crowdFrom(0) }]));
    await shown.locator("a.row", { hasText: last }).waitFor();
  } finally {
    poster.close();
  }
}

/** Somebody who opens and closes and takes, elsewhere. */
async function colleague(shown: Page): Promise<void> {
  const window = await shown.context().newPage();
  try {
    await window.goto(new URL("/favicon.svg", shown.url()).href);
    interface Ids {
      items: { id: string }[];
    }
    const { items } = await ask<Ids>(window, `${api}/conversations?limit=50`);
    for (let n = 0; n < hourActs; n++) {
      const path = `${api}/conversations/${encodeURIComponent(items[n % items.length]?.id ?? "")}`;
      await ask(window, `${path}/${n % (2 * items.length) < items.length ? "close" : "reopen"}`, {});
    }
  } finally {
    await window.close();
  }
}

export async function memory(shown: Page): Promise<Memory> {
  const session = await shown.context().newCDPSession(shown);
  await session.send("Performance.enable");
  // Twice: what the first one ends lets go of more.
  for (let times = 0; times < 2; times++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { bytes: metric("JSHeapUsedSize"), nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
}

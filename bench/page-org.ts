import type { Page } from "playwright-core";
import { Poster } from "./load.ts";
import type { Parley } from "./parley.ts";
import { messagesWebhook, type Said } from "./webhook.ts";

export const slug = "bench";
export const api = `/api/orgs/${slug}`;
export const phoneNumberId = "700000000000001";

/** The crowd's conversations, of one message each; besides them there is the long one. */
export const crowdSize = 50_000;
export const threadMessages = 10_000;
/** The writer of the long thread, who wrote last: on top of the list. */
export const longFrom = "34699999999";
/** Messages of one webhook. */
const batch = 500;

export function crowdFrom(n: number): string {
  return `34600${String(n).padStart(6, "0")}`;
}

/** An org with one number and its owner, signed in, as the doors make them. */
export async function found(shown: Page, { url }: Pick<Parley, "url">): Promise<void> {
  await shown.goto(`${url}/sign-in`);
  const password = `${Math.random()}${Math.random()}`;
  await ask(shown, "/api/auth/sign-up/email", { name: "Owner", email: "owner@bench.test", password });
  await ask(shown, "/api/auth/organization/create", { name: "Bench", slug });
  await ask(shown, `${api}/channels`, {
    channel: "whatsapp",
    name: "Bench",
    phoneNumberId,
    wabaId: "900",
    address: "+34910000000",
    accessToken: "bench",
  });
}

export async function fill(shown: Page, { url, appSecret }: Pick<Parley, "url" | "appSecret">): Promise<void> {
  const poster = new Poster(`${url}/webhooks/meta`, 1);
  const crowd = Array.from({ length: crowdSize }, (_, n): Said => ({ id: `page.crowd.${n}`, from: crowdFrom(n) }));
  const thread = Array.from({ length: threadMessages }, (_, n): Said => ({ id: `page.long.${n}`, from: longFrom }));
  const all = [...crowd, ...thread];
  try {
    for (let n = 0; n < all.length; n += batch)
      await poster.post(messagesWebhook({ appSecret, phoneNumberId }, all.slice(n, n + batch)));
  } finally {
    poster.close();
  }
  await caughtUp(shown);
}

/** Until lists have all of it. */
async function caughtUp(shown: Page): Promise<void> {
  const { seq } = await ask<{ seq: number }>(shown, `${api}/health`);
  const giveUpAt = performance.now() + 300_000;
  for (;;) {
    const page = await ask<{ seq?: number }>(shown, `${api}/conversations?limit=1`);
    if ((page.seq ?? 0) >= seq) return;
    if (performance.now() > giveUpAt) throw new Error("The history did not catch up.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A request of whoever is signed in; a POST when it has a body. */
export function ask<T>(shown: Page, path: string, body?: unknown): Promise<T> {
  const init =
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return evaluate<T>(
    shown,
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(init)}).then((response) => response.json())`,
  );
}

/** The text runs in the page: see `page-probe.ts`. */
export function evaluate<T>(shown: Page, script: string): Promise<T> {
  return shown.evaluate<T>(script);
}

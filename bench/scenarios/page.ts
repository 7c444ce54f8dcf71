import { cpus, loadavg } from "node:os";
import type { Page } from "playwright-core";
import { launchChromium } from "../../test/e2e/support/chromium.ts";
import { clickUntil, firstRow, pressUntil, scrollFrames, watchFirstRow } from "../page-probe.ts";
import { api, ask, crowdSize, evaluate, fill, found, longFrom, slug, threadMessages } from "../page-org.ts";
import { startBenchParley } from "../parley.ts";
import { type Figure, ms, whole } from "../report.ts";
import { anHour } from "./page-hour.ts";
import { median, quantile } from "../stats.ts";

const rounds = 5;
const scrollMs = 4_000;
const closeButton = ".thread-action:has(.lucide-circle-check)";
const reopenButton = ".thread-action:has(.lucide-rotate-ccw)";

/** The page in a real browser, on a large inbox: opening, scrolling, clicking, memory (H2, H8). */
export async function page(): Promise<Figure[]> {
  const parley = await startBenchParley({ page: true });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const shown = await context.newPage();
    shown.setDefaultTimeout(60_000);
    await found(shown, parley);
    await fill(shown, parley);
    await shown.addInitScript(watchFirstRow);
    await shown.goto(`${parley.url}/o/${slug}/inbox/all`);
    const figures = [...(await lists(shown)), ...(await threads(shown)), ...(await anHour(shown, parley))];
    const load = loadavg()[0] ?? Number.NaN;
    return [
      ...figures,
      {
        what: "how busy the machine was meanwhile",
        figure: `load ${load.toFixed(1)} on ${cpus().length} processors`,
        data: { load, processors: cpus().length },
      },
    ];
  } finally {
    await browser.close();
    await parley.stop();
  }
}

async function lists(shown: Page): Promise<Figure[]> {
  const opened: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await shown.reload();
    opened.push(await evaluate<number>(shown, firstRow));
  }
  const scrolled = await evaluate<number[]>(shown, scrollFrames(".list-rows", 120, scrollMs));
  const back: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await evaluate<number>(shown, clickUntil('.rail a[href$="/contacts"]', ".contacts"));
    back.push(await evaluate<number>(shown, clickUntil('.rail a[href*="/inbox"]', "a.row")));
  }
  return [
    budgeted(`page loaded anew until its list shows, of ${whole(crowdSize + 1)} conversations`, opened, 200),
    budgeted("from another page back to the list, until it shows", back, 200),
    smooth("scrolling the list", scrolled),
  ];
}

async function threads(shown: Page): Promise<Figure[]> {
  const long = await longConversation(shown);
  const longRow = `a.row[href*="${long}"]`;
  const otherRow = `a.row:not([href*="${long}"])`;
  const message = ".inbox-thread [data-message]";
  const opened: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Loaded anew, so that nothing of the thread is here.
    await shown.reload();
    await shown.locator(longRow).waitFor();
    await shown.locator(otherRow).first().click();
    await shown.locator(message).first().waitFor();
    opened.push(await evaluate<number>(shown, clickUntil(longRow, `${message}[data-message*="page.long."]`)));
  }
  const scrolled = await evaluate<number[]>(shown, scrollFrames(".thread-messages", -300, scrollMs));
  const loaded = await shown.locator(".thread-messages").evaluate((log: { scrollHeight: number }) => log.scrollHeight);
  const first = `${message}[data-message$=":page.long.0"]`;
  const toStart = [await evaluate<number>(shown, pressUntil("Home", first))];
  const clicks: number[] = [];
  for (let round = 0; round < 2 * rounds; round++) {
    const [from, to] = round % 2 === 0 ? [closeButton, reopenButton] : [reopenButton, closeButton];
    clicks.push(await evaluate<number>(shown, clickUntil(from, to)));
  }
  return [
    budgeted(`opening a thread of ${whole(threadMessages)} messages`, opened, 200),
    smooth(`reading it back, ${whole(loaded / 1_000)} thousand pixels`, scrolled),
    budgeted("from its end to its first message", toStart, 500),
    budgeted("a click on Close or Reopen until it shows", clicks, 50),
  ];
}

/** Its id; the agent has read it, so that it opens at its end. */
async function longConversation(shown: Page): Promise<string> {
  interface Ids {
    items: { id: string }[];
  }
  const { items } = await ask<Ids>(shown, `${api}/conversations?limit=1&q=%2B${longFrom}`);
  const id = items[0]?.id ?? "";
  const path = `${api}/conversations/${encodeURIComponent(id)}`;
  const newest = await ask<Ids>(shown, `${path}/messages?limit=1`);
  await ask(shown, `${path}/read`, { upTo: newest.items[0]?.id });
  return id;
}

function budgeted(what: string, times: readonly number[], budgetMs: number): Figure {
  const middle = median(times);
  return {
    what,
    figure: `median ${ms(middle)}, most ${ms(Math.max(...times))}`,
    budget: `< ${budgetMs} ms`,
    met: middle < budgetMs,
    data: { times },
  };
}

function smooth(what: string, frames: readonly number[]): Figure {
  const long = frames.filter((frame) => frame > 50).length;
  const [p50, p99] = [quantile(frames, 0.5), quantile(frames, 0.99)];
  return {
    what: `${what}: frames`,
    figure: `p50 ${ms(p50)}, p99 ${ms(p99)}, most ${ms(Math.max(...frames))}; ${long} of ${frames.length} over 50 ms`,
    budget: "none over 50 ms",
    met: long === 0,
    data: { frames },
  };
}

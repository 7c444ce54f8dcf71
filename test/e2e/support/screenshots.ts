import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { buildAll } from "../../../src/dev/build.ts";
import { startStack } from "../../../src/dev/stack.ts";
import { AgentWindow } from "./agent-window.ts";
import { launchChromium } from "./chromium.ts";

/** `npm run screenshots`: the pictures that the README shows, of the demo as `npm start` seeds it. */

const folder = new URL("../../../docs/images/", import.meta.url).pathname;
const looks: readonly { name: string; opens: string; options: BrowserContextOptions }[] = [
  { name: "light", opens: "Priya Raman", options: { colorScheme: "light", viewport: { width: 1440, height: 900 } } },
  { name: "dark", opens: "Daniel Okafor", options: { colorScheme: "dark", viewport: { width: 1440, height: 900 } } },
];

await buildAll();
await mkdir(folder, { recursive: true });
const directory = await mkdtemp(join(tmpdir(), "parley-screenshots-"));
const stack = await startStack({ port: 0, simulatorPort: 0, directory, stories: true });
const browser = await launchChromium();
try {
  const [owner, admin] = stack.demo.agents;
  if (owner === undefined || admin === undefined) throw new Error("the demo has two agents");
  const colleague = await AgentWindow.signedIn(browser, stack.url, admin);
  await colleague.openConversation("Priya Raman");
  await colleague.replyField().pressSequentially("They left this morning, and");
  for (const look of looks) await picture(browser, stack.url, owner, look);
} finally {
  await browser.close();
  await stack.stop();
  await rm(directory, { recursive: true, force: true });
}

async function picture(
  on: Browser,
  url: string,
  agent: { email: string; password: string },
  { name, opens, options }: (typeof looks)[number],
): Promise<void> {
  const window = await AgentWindow.signedIn(on, url, agent, { deviceScaleFactor: 1, ...options });
  await window.row("Maya Fischer").waitFor();
  await window.openConversation(opens);
  await window.page.locator("[data-message]").last().waitFor();
  await window.page.locator(".contact-section").first().waitFor();
  // The pointer would mark the row that it is over.
  await window.page.mouse.move(0, 0);
  await window.page.waitForLoadState("networkidle");
  await window.page.screenshot({ path: join(folder, `inbox-${name}.png`) });
  await window.close();
}

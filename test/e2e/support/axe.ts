import { AxeBuilder } from "@axe-core/playwright";
import type { AgentWindow } from "./agent-window.ts";

/** What axe finds on the page, once nothing moves: colours in the middle of a fade have no contrast to speak of. */
export async function violations({ page }: AgentWindow): Promise<string[]> {
  await page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))");
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

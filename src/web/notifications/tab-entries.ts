import type { Tab } from "./notify.ts";

/** A tab as a Web Lock's name has it; of several of one tab the newest version holds. */
export interface TabEntry extends Tab {
  readonly version: number;
}

/** Names of a place's tabs: an organisation's slug, or slug and agent. */
export function tabPrefix(place: string): string {
  return `parley.tab/${place}/`;
}

/** What all tabs show now, wherever it is asked, a service worker included. */
export async function tabsAt(place: string): Promise<Tab[]> {
  const { held = [] } = await navigator.locks.query();
  const newest = new Map<string, TabEntry>();
  for (const { name = "" } of held) {
    if (!name.startsWith(tabPrefix(place))) continue;
    const entry = JSON.parse(name.slice(name.indexOf("{"))) as TabEntry;
    if ((newest.get(entry.id)?.version ?? 0) < entry.version) newest.set(entry.id, entry);
  }
  return [...newest.values()];
}

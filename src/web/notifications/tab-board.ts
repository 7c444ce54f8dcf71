import type { Attention, Tab } from "./notify.ts";
import { type TabEntry, tabPrefix, tabsAt } from "./tab-entries.ts";

/**
 * What each tab of an agent shows, known to all of them. It is written in the names of Web Locks: the browser lists
 * them to every tab at the same moment, and takes a tab's off when the tab ends, however it ends. Messages between
 * tabs would leave those behind that crashed.
 */
export class TabBoard {
  readonly id = crypto.randomUUID();
  #place: string;
  #said = "";
  #takeOff: (() => void) | null = null;
  #written = Promise.resolve();
  #version = 0;

  /** `place` names the organisation and the agent. */
  constructor(place: string) {
    this.#place = place;
  }

  /** Puts up what this tab shows; null takes the tab off. */
  say(shows: { attention: Attention; conversationId: string | null } | null): void {
    const said = shows === null ? "" : JSON.stringify(shows);
    if (said === this.#said) return;
    this.#said = said;
    const before = this.#takeOff;
    this.#takeOff = null;
    if (shows === null) return before?.();
    const entry: TabEntry = { id: this.id, version: ++this.#version, ...shows };
    this.#written = new Promise((written) => {
      void navigator.locks.request(tabPrefix(this.#place) + JSON.stringify(entry), () => {
        // Never without an entry in between, so that no other tab thinks itself alone.
        before?.();
        written();
        return this.#version === entry.version && this.#said !== ""
          ? new Promise<void>((resolve) => (this.#takeOff = resolve))
          : undefined;
      });
    });
  }

  /** What all tabs show now, this one's own last word included. */
  async tabs(): Promise<Tab[]> {
    await this.#written;
    return tabsAt(this.#place);
  }
}

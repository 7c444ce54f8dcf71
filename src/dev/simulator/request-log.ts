/** Every request that Parley made, in order, for scripts to look at. */
export interface SentItem {
  /** 1, 2, 3 … */
  readonly n: number;
  readonly at: string;
  readonly channel: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
  /** The HTTP status it was answered with; null when it got no answer (yet). */
  answered: number | null;
}

/** Enough for any test or benchmark; the oldest are forgotten first. */
const maxItems = 20_000;

export class RequestLog {
  #items: SentItem[] = [];
  #last = 0;

  add(item: Omit<SentItem, "n" | "at" | "answered">): SentItem {
    this.#last += 1;
    const entry: SentItem = { n: this.#last, at: new Date().toISOString(), ...item, answered: null };
    this.#items.push(entry);
    // In chunks: shifting one by one would move the whole array for every request.
    if (this.#items.length > maxItems * 1.1) this.#items = this.#items.slice(-maxItems);
    return entry;
  }

  /** Items with a number above `n`. */
  since(n: number): readonly SentItem[] {
    return this.#items.filter((item) => item.n > n);
  }
}

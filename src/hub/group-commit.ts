/**
 * Every committed turn costs one fsync, and concurrent webhooks need not pay one each: the first commits at
 * once, those that arrive before its sync is done queue up and share the next transaction. At 32 connections
 * that raised 1,351 webhooks/s to 2,329; grouping by microtask gained nothing, and always waiting a turn
 * halved the rate of a lone caller.
 */
export class GroupCommit<Item, Answer> {
  readonly #commit: (items: readonly Item[]) => Answer[];
  readonly #sync: () => Promise<void>;
  #queue: { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  #running = false;

  /** `commit` is one synchronous transaction that answers each item, in order; `sync` resolves when the disk has it. */
  constructor(commit: (items: readonly Item[]) => Answer[], sync: () => Promise<void>) {
    this.#commit = commit;
    this.#sync = sync;
  }

  submit(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) {
      const group = this.#queue;
      this.#queue = [];
      try {
        const answers = this.#commit(group.map(({ item }) => item));
        await this.#sync();
        group.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = false;
  }
}

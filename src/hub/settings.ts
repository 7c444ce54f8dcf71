import type { Settings } from "../protocol/catalog-records.ts";
import type { SettingsChange } from "../protocol/catalog.ts";
import type { Access } from "./access.ts";
import type { Committer } from "./commit.ts";
import { actorKey } from "./execute.ts";
import type { TextAnswer } from "./answer.ts";
import type { Executor } from "./execute.ts";
import type { Actor } from "./rpc.ts";
import type { Store } from "./store.ts";

const untouched: Settings = { kind: "settings", id: "settings", seq: 0, limitedRoles: [] };

/** What holds for the whole organisation. */
export class OrgSettings {
  readonly #store: Store;
  readonly #executor: Executor;
  readonly #committer: Committer;
  readonly #access: Access;

  constructor(store: Store, executor: Executor, committer: Committer, access: Access) {
    this.#store = store;
    this.#executor = executor;
    this.#committer = committer;
    this.#access = access;
  }

  update(actor: Actor, change: SettingsChange): TextAnswer {
    const role = this.#executor.asker(actor)?.role ?? null;
    if (role !== "owner" && role !== "admin")
      return { ok: false, code: "forbidden", message: "Only owners and admins change the organisation's settings." };
    return this.#committer.commit((turn): TextAnswer => {
      const before = this.#store.small("settings", "settings") ?? untouched;
      const limitedRoles = [...new Set(change.limitedRoles ?? before.limitedRoles)].sort();
      const settings: Settings = { ...before, limitedRoles };
      const written = turn.write({
        actor: actorKey(actor),
        cause: null,
        events: [{ event: "settings:updated", payload: { limitedRoles } }],
        records: [settings],
        answer: settings,
      });
      this.#access.update(turn);
      return { ok: true, seq: written.seq, text: written.answer };
    });
  }
}

import type { ProviderRequest, ProviderTemplate, TemplateList } from "../channels/channel.ts";
import { backoffMs } from "../core/backoff.ts";
import type { Asker } from "../core/state.ts";
import type { Outcome, TemplateFact } from "../protocol/facts.ts";
import type { Channel, DeliveryError } from "../protocol/records.ts";
import type { Template } from "../protocol/template.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer, Turn } from "./commit.ts";
import type { Answer, TemplateQuery, TemplatesPage, TemplateSync } from "./rpc.ts";
import type { Store } from "./store.ts";

/** Asks the provider for all templates of a channel; null where it has none. Injected, so that the hub knows no provider. */
export type ListTemplates = (
  request: Omit<ProviderRequest, "secrets" | "baseUrl">,
  sealedSecrets: string,
) => Promise<TemplateList | null>;

export type SyncResult =
  | { readonly ok: true; readonly count: number; readonly syncedAt: string }
  | { readonly ok: false; readonly error: DeliveryError };

const noTemplates: DeliveryError = { code: "no_templates", message: "This channel has no templates.", advice: null };
const broken: DeliveryError = { code: "unknown", message: "The templates could not be read.", advice: null };

/**
 * A copy of each channel's templates (D4): read when the channel is connected, when somebody asks, every day, and when a
 * webhook tells of one. The provider has the truth, so the copy is in no journal; only what changed is told.
 */
export class Templates {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #list: ListTemplates;
  readonly #head: () => number;
  readonly #running = new Map<string, Promise<SyncResult>>();

  constructor(store: Store, committer: Committer, list: ListTemplates, head: () => number) {
    this.#store = store;
    this.#committer = committer;
    this.#list = list;
    this.#head = head;
  }

  find(channelId: string, name: string, language: string): Template | null {
    const row = this.#store.rows<{ json: string }>(
      "SELECT json FROM template WHERE channel = ? AND name = ? AND language = ?",
      channelId,
      name,
      language,
    )[0];
    return row === undefined ? null : (JSON.parse(row.json) as Template);
  }

  byId(id: string): Template | null {
    const [channelId = "", name = "", language = ""] = id.split(":");
    return this.find(channelId, name, language);
  }

  page({ channelId, status, q, after, limit }: TemplateQuery): TemplatesPage {
    const rows = this.#store.rows<{ json: string }>(
      `SELECT json FROM template
       WHERE (?1 IS NULL OR channel = ?1) AND (?2 IS NULL OR json ->> '$.status' = ?2)
       AND (?3 IS NULL OR instr(lower(name), ?3) > 0 OR instr(lower(json ->> '$.body'), ?3) > 0)
       AND (?4 IS NULL OR (name, language, channel) > (?4, ?5, ?6))
       ORDER BY name, language, channel LIMIT ?7`,
      channelId ?? null,
      status ?? null,
      q?.toLowerCase() ?? null,
      after?.name ?? null,
      after?.language ?? null,
      after?.channelId ?? null,
      limit + 1,
    );
    const items = rows.slice(0, limit).map(({ json }) => JSON.parse(json) as Template);
    return { items, more: rows.length > limit, seq: this.#head() };
  }

  /** As somebody asks for it. Who may only read asks for nothing of the provider's. */
  async syncFor(asker: Asker | null, channelId: string): Promise<Answer<TemplateSync>> {
    if (asker === null || asker.role === "viewer")
      return { ok: false, code: "forbidden", message: "Your role may read, not write." };
    const channel = asker.channelIds?.includes(channelId) === false ? null : this.#store.channel(channelId);
    if (channel === null) return { ok: false, code: "not_found", message: "There is no such channel." };
    if (channel.state === "disconnected")
      return { ok: false, code: "channel_unavailable", message: "This channel is disconnected." };
    const result = await this.sync(channelId);
    if (!result.ok) {
      const { message, advice, code } = result.error;
      const text = advice === null ? message : `${message} ${advice}`;
      return { ok: false, code: "channel_unavailable", message: text, details: { providerCode: code } };
    }
    const { count, syncedAt } = result;
    return { ok: true, seq: this.#head(), value: { channelId, count, syncedAt } };
  }

  /** Reads them now; one reading a channel at a time. */
  sync(channelId: string): Promise<SyncResult> {
    const running = this.#running.get(channelId);
    if (running !== undefined) return running;
    const run = this.#read(channelId).finally(() => this.#running.delete(channelId));
    this.#running.set(channelId, run);
    return run;
  }

  /** Starts the readings that are due, and awaits none. */
  pump(now: number, whenDone: () => void): void {
    for (const { channel } of this.#store.rows<{ channel: string }>(
      "SELECT channel FROM template_sync WHERE due <= ?",
      now,
    )) {
      if (!this.#running.has(channel)) void this.sync(channel).then(whenDone);
    }
  }

  /** When the next reading is due, Unix milliseconds. Should this object die during one, the alarm starts it again. */
  nextDue(now: number): number | null {
    const rows = this.#store.rows<{ channel: string; due: number }>("SELECT channel, due FROM template_sync");
    const times = rows.map(({ channel, due }) => (this.#running.has(channel) ? now + timing.drainLimitMs : due));
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Inside a commit: the provider knows them otherwise than we do. */
  changed(channelId: string): void {
    this.#store.run(
      `INSERT INTO template_sync (channel, due, attempt) VALUES (?, ?, 0)
       ON CONFLICT DO UPDATE SET due = min(due, excluded.due)`,
      channelId,
      Date.now(),
    );
  }

  /** News by webhook: what it says holds at once, what it does not say is read. */
  heard(turn: Turn, channel: Channel, fact: TemplateFact): Outcome {
    const { providerId, name, language, change } = fact;
    const outcome: Outcome = { outcome: "stored", providerId };
    // An account's news comes to one of its numbers; the others have the same templates.
    const siblings = this.#store
      .channels()
      .filter(
        (one) => one.channel === channel.channel && one.accountId === channel.accountId && one.state !== "disconnected",
      );
    for (const { id } of siblings) {
      const known = this.find(id, name, language);
      const isKnown = known !== null && Object.keys(change).length > 0;
      if (isKnown) this.#write(turn, { ...known, ...change, updatedAt: turn.now });
      if (!isKnown || change.status === "approved") this.changed(id);
    }
    return outcome;
  }

  async #read(channelId: string): Promise<SyncResult> {
    const channel = this.#store.channel(channelId);
    const sealed = this.#store.rows<{ sealed: string }>("SELECT sealed FROM secret WHERE channel = ?", channelId)[0];
    if (channel === null || sealed === undefined) return this.#stop(channelId);
    let list: TemplateList | null;
    try {
      list = await this.#list({ channel }, sealed.sealed);
    } catch (error) {
      console.error(JSON.stringify({ at: "hub.templates", channelId, error: String(error) }));
      list = { ok: false, error: broken };
    }
    if (list === null) return { ok: false, error: noTemplates };
    return list.ok ? this.#keep(channelId, list.templates) : this.#postpone(channelId, list.error);
  }

  #keep(channelId: string, templates: readonly ProviderTemplate[]): SyncResult {
    if (this.#store.channel(channelId)?.state === "disconnected") return this.#stop(channelId);
    return this.#committer.commit((turn) => {
      const gone = new Map(this.#of(channelId).map((template) => [template.id, template]));
      let hasChanged = false;
      for (const given of templates) {
        const id = templateId(channelId, given.name, given.language);
        const known = gone.get(id);
        gone.delete(id);
        if (known !== undefined && isSame(known, given)) continue;
        hasChanged = true;
        this.#put({ kind: "template", id, seq: turn.nextSeq(), channelId, ...given, updatedAt: turn.now });
      }
      for (const { name, language } of gone.values()) {
        hasChanged = true;
        this.#store.run(
          "DELETE FROM template WHERE channel = ? AND name = ? AND language = ?",
          channelId,
          name,
          language,
        );
      }
      const count = templates.length;
      if (hasChanged) {
        const event = { event: "templates:synced", payload: { channelId, count } } as const;
        turn.write({ actor: "hub", cause: null, events: [event], records: [] });
      }
      this.#setSync(channelId, Date.parse(turn.now) + timing.templateSyncEveryMs, 0, turn.now);
      return { ok: true, count, syncedAt: turn.now };
    });
  }

  /** There is nobody to ask any more, not later either. */
  #stop(channelId: string): SyncResult {
    this.#committer.commit(() => this.#store.run("DELETE FROM template_sync WHERE channel = ?", channelId));
    return { ok: false, error: noTemplates };
  }

  #postpone(channelId: string, error: DeliveryError): SyncResult {
    if (this.#store.channel(channelId)?.state === "disconnected") return this.#stop(channelId);
    const known = this.#store.rows<{ attempt: number; synced_at: string | null }>(
      "SELECT attempt, synced_at FROM template_sync WHERE channel = ?",
      channelId,
    )[0];
    const attempt = (known?.attempt ?? 0) + 1;
    const wait = backoffMs(attempt, timing.templateSyncRetryBaseMs, timing.templateSyncRetryMaxMs, 1);
    this.#committer.commit(() => this.#setSync(channelId, Date.now() + wait, attempt, known?.synced_at ?? null));
    return { ok: false, error };
  }

  #setSync(channelId: string, due: number, attempt: number, syncedAt: string | null): void {
    this.#store.run(
      `INSERT INTO template_sync (channel, due, attempt, synced_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET due = excluded.due, attempt = excluded.attempt, synced_at = excluded.synced_at`,
      channelId,
      due,
      attempt,
      syncedAt,
    );
  }

  #of(channelId: string): Template[] {
    return this.#store
      .rows<{ json: string }>("SELECT json FROM template WHERE channel = ?", channelId)
      .map(({ json }) => JSON.parse(json) as Template);
  }

  #write(turn: Turn, template: Template): void {
    const { id, channelId, name, language, status, reason } = template;
    this.#put({ ...template, seq: turn.nextSeq() });
    const payload = { templateId: id, channelId, name, language, status, reason };
    turn.write({ actor: "provider", cause: null, events: [{ event: "template:updated", payload }], records: [] });
  }

  #put(template: Template): void {
    this.#store.run(
      `INSERT INTO template (channel, name, language, json) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET json = excluded.json`,
      template.channelId,
      template.name,
      template.language,
      JSON.stringify(template),
    );
  }
}

export function templateId(channelId: string, name: string, language: string): string {
  return `${channelId}:${name}:${language}`;
}

function isSame(known: Template, { ...given }: ProviderTemplate): boolean {
  const { kind: _kind, id: _id, seq: _seq, channelId: _channelId, updatedAt: _updatedAt, ...before } = known;
  const sorted = (value: object) => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(before) === sorted(given);
}

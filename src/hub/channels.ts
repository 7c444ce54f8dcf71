import type { Channel, Role } from "../protocol/records.ts";
import type { Committer, Turn } from "./commit.ts";
import { actorKey } from "./execute.ts";
import type { TextAnswer } from "./answer.ts";
import type { Executor } from "./execute.ts";
import { clearChannel } from "./disconnect.ts";
import type { Outbox } from "./outbox.ts";
import type { Actor, ChannelChange, NewChannel } from "./rpc.ts";
import { seenNotices } from "./notices.ts";
import type { Store } from "./store.ts";

const mayManage: ReadonlySet<Role> = new Set(["owner", "admin"]);

const isDisconnected: TextAnswer & { ok: false } = {
  ok: false,
  code: "channel_unavailable",
  message: "This channel is disconnected. Connect its number or account again.",
};

/** The org's channels. Their secrets lie sealed beside the records and never in them. */
export class Channels {
  readonly #store: Store;
  readonly #executor: Executor;
  readonly #committer: Committer;
  readonly #outbox: Outbox;

  constructor(store: Store, executor: Executor, committer: Committer, outbox: Outbox) {
    this.#store = store;
    this.#executor = executor;
    this.#committer = committer;
    this.#outbox = outbox;
  }

  /**
   * A number that is connected already is a conflict; the same `id` again gives the same channel. One that was
   * disconnected is the channel that it was, so that its conversations go on.
   */
  connect(actor: Actor, id: string, given: NewChannel): TextAnswer {
    const denial = this.#denial(actor);
    if (denial) return denial;
    const earlier = this.#executor.earlier(actor, id);
    if (earlier) return earlier;
    const known = this.#store
      .channels()
      .find((channel) => channel.channel === given.channel && channel.externalId === given.externalId);
    if (known && known.state !== "disconnected")
      return {
        ok: false,
        code: "conflict",
        message: "This number is connected already.",
        details: { channelId: known.id },
      };
    return this.#committer.commit((turn) => {
      const { sealedSecrets, ...fields } = given;
      const channel: Channel = {
        kind: "channel",
        id: crypto.randomUUID(),
        seq: 0,
        createdAt: turn.now,
        ...known,
        ...fields,
        state: "connected",
        stateReason: null,
      };
      this.#seal(channel.id, sealedSecrets);
      return this.#write(turn, actor, id, channel, "channel:connected");
    });
  }

  /** New secrets let a stopped channel go on with its queue. */
  update(actor: Actor, channelId: string, change: ChannelChange): TextAnswer {
    const denial = this.#denial(actor);
    if (denial) return denial;
    const channel = this.#store.channel(channelId);
    if (channel === null) return { ok: false, code: "not_found", message: "There is no such channel." };
    if (channel.state === "disconnected") return isDisconnected;
    const { sealedSecrets, resume, sendsPerSecond, ...fields } = change;
    const team = fields.teamId == null ? null : this.#store.small("team", fields.teamId);
    if (fields.teamId != null && (team === null || team.deleted))
      return { ok: false, code: "not_found", message: "There is no such team.", details: { field: "teamId" } };
    return this.#committer.commit((turn) => {
      if (sealedSecrets !== undefined) this.#seal(channelId, sealedSecrets);
      const goesOn = sealedSecrets !== undefined || resume === true;
      const resumed = goesOn ? { state: "connected" as const, stateReason: null, ...seenNotices(channel) } : {};
      const { sendsPerSecond: before, ...rest } = channel;
      const rate = sendsPerSecond === undefined ? before : (sendsPerSecond ?? undefined);
      const paced = rate === undefined ? {} : { sendsPerSecond: rate };
      return this.#write(turn, actor, null, { ...rest, ...paced, ...resumed, ...fields }, "channel:updated");
    });
  }

  /**
   * Its conversations stay, to be read; nothing comes in or goes out until it is connected again. Without an actor: another
   * org has the number by now, and what waits here would be sent in that one's name.
   */
  disconnect(actor: Actor | null, channelId: string): TextAnswer {
    const denial = actor === null ? null : this.#denial(actor);
    if (denial) return denial;
    const channel = this.#store.channel(channelId);
    if (channel === null) return { ok: false, code: "not_found", message: "There is no such channel." };
    if (channel.state === "disconnected") return { ok: true, seq: channel.seq, text: JSON.stringify(channel) };
    return this.#committer.commit((turn) => {
      clearChannel(turn, this.#store, this.#outbox, channelId);
      const gone = { ...channel, state: "disconnected", stateReason: null } as const;
      return this.#write(turn, actor, null, gone, "channel:updated");
    });
  }

  #write(
    turn: Turn,
    actor: Actor | null,
    cause: string | null,
    channel: Channel,
    event: "channel:connected" | "channel:updated",
  ): TextAnswer {
    const { id: channelId, channel: type, name, state, stateReason: reason } = channel;
    const happened =
      event === "channel:connected"
        ? { event, payload: { channelId, channel: type, name } }
        : { event, payload: { channelId, channel: type, state, reason } };
    const written = turn.write({
      actor: actor === null ? "hub" : actorKey(actor),
      cause,
      events: [happened],
      records: [channel],
      answer: channel,
    });
    return { ok: true, seq: written.seq, text: written.answer };
  }

  #denial(actor: Actor): (TextAnswer & { ok: false }) | null {
    const role = this.#executor.asker(actor)?.role ?? null;
    return role !== null && mayManage.has(role)
      ? null
      : { ok: false, code: "forbidden", message: "Only owners and admins manage channels." };
  }

  #seal(channelId: string, sealed: string): void {
    this.#store.run(
      "INSERT INTO secret (channel, sealed) VALUES (?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed",
      channelId,
      sealed,
    );
  }
}

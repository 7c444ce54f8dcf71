import type {
  CommandAnswer,
  Environment,
  FailedCommand,
  Inbox,
  PresenceState,
  SentCommand,
  SocketLike,
} from "../../src/client/inbox.ts";
import { guess } from "../../src/client/guess.ts";
import { createInbox } from "../../src/client/inbox.ts";
import { createMemoryStorage } from "../../src/client/storage.ts";
import type { KeyValueStorage } from "../../src/client/storage.ts";
import type { Command, CommandName } from "../../src/protocol/commands.ts";
import { conversationIdOf } from "../../src/protocol/on-conversation.ts";
import { Line } from "./runtime/socket.ts";
import { orgId } from "./org.ts";
import { Paper } from "./paper.ts";
import type { World } from "./world.ts";

/** A command as its author knows it. */
export interface Made {
  readonly id: string;
  readonly agentId: string;
  /** As the client stores and sends it. */
  command: Command;
  answer: CommandAnswer<CommandName> | null;
}

/** An agent's tab: the client package, on a network that comes and goes. */
export class Desk {
  readonly agentId: string;
  readonly session: string;
  readonly made = new Map<string, Made>();
  inbox: Inbox;
  readonly paper = new Paper();
  /** What this tab says of its person, anew after each load of the page. */
  presence: PresenceState = "online";
  viewing: string | null = null;
  isOnline = true;
  line: Line | null = null;
  readonly #world: World;
  readonly #storage: KeyValueStorage;
  #listeners = new Set<() => void>();

  constructor(world: World, agentId: string, session: string) {
    this.#world = world;
    this.agentId = agentId;
    this.session = session;
    this.#storage = this.#watched(createMemoryStorage());
    this.inbox = this.#open();
  }

  /** The page is loaded anew: only its storage and its session's name stay. */
  reload(): void {
    this.inbox.dispose();
    this.presence = "online";
    this.viewing = null;
    this.paper.reloaded();
    // The browser takes the page's connections with it; what was under way on them arrives no more.
    this.line?.cut(null, this.#world.random.between(0, 20_000));
    this.inbox = this.#open();
  }

  /** The page is shown again. */
  glance(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Ids of commands that wait for their answer. */
  async pending(): Promise<string[]> {
    const rows = await this.#storage.entries("");
    return rows
      .map(([, row]) => row as { id: string; reason: unknown })
      .filter(({ reason }) => reason === null)
      .map(({ id }) => id);
  }

  setOnline(isOnline: boolean): void {
    if (this.isOnline === isOnline) return;
    this.isOnline = isOnline;
    const { random } = this.#world;
    if (!isOnline) this.line?.cut(random.chance(0.5) ? 0 : null, random.chance(0.7) ? random.between(0, 30_000) : null);
    this.glance();
  }

  setPresence(state: PresenceState): void {
    this.presence = state;
    this.inbox.setPresence(state);
  }

  setViewing(conversationId: string | null): void {
    this.viewing = conversationId;
    this.inbox.setViewing(conversationId);
  }

  /** Gives up what was refused. */
  dismiss(failure: FailedCommand): void {
    const made = this.made.get(failure.id);
    if (made !== undefined) made.answer = { ok: false, ...failure.reason };
    failure.dismiss();
  }

  /** Asks for it once more, under the same id; what becomes of it is no promise's to tell any more. */
  again(failure: FailedCommand): void {
    const made = this.made.get(failure.id);
    if (made !== undefined) made.answer = null;
    const conversationId = conversationIdOf(failure.payload);
    if (conversationId !== null && failure.command === "message:send") this.paper.sent(conversationId, "reply");
    if (conversationId !== null && failure.command === "note:add") this.paper.sent(conversationId, "note");
    failure.retry();
  }

  /** Remembers what was asked for, and its answer. */
  track<N extends CommandName>(command: N, payload: object, sent: SentCommand<N>): void {
    const made: Made = { id: sent.id, agentId: this.agentId, command: { command, payload } as Command, answer: null };
    this.made.set(sent.id, made);
    void sent.settled.then((answer) => {
      made.answer = answer;
    });
  }

  /** What `markRead` names is its own choice: the stored command tells. */
  #watched(storage: KeyValueStorage): KeyValueStorage {
    return {
      ...storage,
      put: (key, value) => {
        const { id, command } = value as { id: string; command: Command };
        const made = this.made.get(id);
        if (made !== undefined) made.command = command;
        return storage.put(key, value);
      },
    };
  }

  #open(): Inbox {
    const { clock, random } = this.#world;
    const environment: Environment = {
      isOnline: () => this.isOnline,
      listen: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    return createInbox({
      url: "http://parley.test",
      org: orgId,
      session: this.session,
      agentId: this.agentId,
      storage: this.#storage,
      token: () => this.#request(async () => "token"),
      fetch: (url) => this.#request(() => this.#world.server.get(this.agentId, new URL(url))),
      openSocket: () => this.#connect(),
      scheduler: clock,
      random: random.next,
      newId: random.uuid,
      environment,
      guess,
    });
  }

  async #request<T>(answer: () => Promise<T>): Promise<T> {
    const { clock, random, hasFaults } = this.#world;
    await clock.wait(random.between(1, hasFaults && random.chance(0.1) ? 2_000 : 20));
    if (!this.isOnline || (hasFaults && random.chance(0.03))) throw new TypeError("fetch failed");
    const answered = await answer();
    await clock.wait(random.between(1, hasFaults && random.chance(0.1) ? 2_000 : 20));
    if (!this.isOnline || (hasFaults && random.chance(0.03))) throw new TypeError("fetch failed");
    return answered;
  }

  #connect(): SocketLike {
    const { clock, random, hub } = this.#world;
    const line = new Line(clock, random);
    this.line = line;
    const fail = () => line.cut(0, 0);
    clock.setTimeout(
      () => {
        if (!this.isOnline) return fail();
        hub
          .upgrade(line, this.agentId, clock.now() + 3_600_000)
          .then(() => line.down(() => line.client.onopen?.()), fail);
      },
      random.between(1, 20),
    );
    return line.client;
  }
}

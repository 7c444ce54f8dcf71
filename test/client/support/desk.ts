import { guess } from "../../../src/client/guess.ts";
import { createInbox, type Inbox, type InboxOptions } from "../../../src/client/inbox.ts";
import type { WelcomeFrame } from "../../../src/protocol/frames.ts";
import { Clock, settle } from "./clock.ts";
import { FakeSocket } from "./fake-socket.ts";
import { me, welcome } from "./records.ts";

export interface RestAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/** An inbox whose server, clock, network and chance are the test's. */
export class Desk {
  readonly clock: Clock;
  readonly sockets: FakeSocket[] = [];
  readonly requests: string[] = [];
  readonly inbox: Inbox;
  tokens = 0;
  online = true;
  /** Answers GETs; an unexpected one is a 404. */
  rest: (path: string, query: URLSearchParams) => RestAnswer | Promise<RestAnswer> = () => ({
    status: 404,
    body: { detail: "none" },
  });
  #look = new Set<() => void>();
  #ids = 0;

  /** A page that is opened again goes on with the clock of the one before. */
  constructor(options: Partial<InboxOptions> = {}, clock = new Clock()) {
    this.clock = clock;
    this.inbox = createInbox({
      url: "https://parley.test",
      org: "acme",
      session: "tab-1",
      agentId: me,
      token: async () => `jwt-${++this.tokens}`,
      fetch: (url) => this.#answer(url),
      openSocket: (url, protocols) => {
        const socket = new FakeSocket(url, protocols);
        this.sockets.push(socket);
        return socket;
      },
      scheduler: this.clock,
      random: () => 0.5,
      newId: () => `command-${++this.#ids}`,
      guess,
      environment: {
        isOnline: () => this.online,
        listen: (listener) => {
          this.#look.add(listener);
          return () => this.#look.delete(listener);
        },
      },
      ...options,
    });
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("No socket was opened.");
    return socket;
  }

  /** Opens the newest socket and welcomes it. */
  async live(given: Partial<WelcomeFrame> = {}): Promise<FakeSocket> {
    await settle();
    this.socket.open();
    this.socket.say(welcome(given));
    await settle();
    return this.socket;
  }

  /** The network may have come or gone, or the page was shown. */
  look(): void {
    for (const listener of this.#look) listener();
  }

  async #answer(url: string): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace("/api/orgs/acme", "");
    this.requests.push(path + (searchParams.size > 0 ? `?${searchParams}` : ""));
    const { status = 200, body } = await this.rest(path, searchParams);
    return Response.json(body, { status });
  }
}

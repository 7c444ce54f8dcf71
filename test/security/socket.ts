import { exports } from "cloudflare:workers";
import type { CommandName } from "../../src/protocol/commands.ts";
import { ask, json, type Org, origin } from "../http/doors.ts";

/** A socket through the Worker's own door, as a page opens it. */

export interface Result {
  readonly type: "result";
  readonly id: string;
  readonly ok: boolean;
  readonly code?: string;
  readonly message?: string;
}

export class Socket {
  /** Everything that it said. */
  readonly texts: string[] = [];
  closeCode: number | null = null;
  readonly #socket: WebSocket;
  readonly #awaited = new Map<string, (result: Result) => void>();
  #isWelcome = false;
  #changed: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.#heard(String(data));
      this.#wake();
    });
    socket.addEventListener("close", ({ code }) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.accept();
  }

  send(frame: unknown): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Resolves once `met` holds or it is closed; looked at whenever something arrives. */
  async until(met: () => boolean): Promise<void> {
    while (!met() && this.closeCode === null) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }

  async hello(cursor = 0, session: string = crypto.randomUUID()): Promise<void> {
    this.#isWelcome = false;
    this.send({ type: "hello", protocol: 1, session, cursor, pending: [] });
    await this.until(() => this.#isWelcome);
  }

  command(command: CommandName | (string & {}), payload: unknown): Promise<Result> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      this.#awaited.set(id, resolve);
      this.send({ type: "command", id, command, payload });
    });
  }

  /** Whatever was sent before has been dealt with: the hub answers in order. */
  async settled(): Promise<void> {
    await this.command("message:none", {});
  }

  close(): void {
    this.#socket.close(1000, "");
  }

  #heard(text: string): void {
    this.texts.push(text);
    const frame = JSON.parse(text) as { type: string; id?: string; more?: boolean };
    if (frame.type === "welcome" && frame.more !== true) this.#isWelcome = true;
    if (frame.type !== "result") return;
    const result = frame as Result;
    this.#awaited.get(result.id)?.(result);
    this.#awaited.delete(result.id);
  }

  #wake(): void {
    if (this.closeCode !== null) {
      for (const [id, resolve] of this.#awaited)
        resolve({ type: "result", id, ok: false, code: `closed ${this.closeCode}` });
      this.#awaited.clear();
    }
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}

/** Asks for a socket with a token of `POST /realtime/token`; it has not said hello. */
export async function dial(org: Org, socketToken: string): Promise<Socket> {
  const headers = { upgrade: "websocket", "sec-websocket-protocol": `parley.v1, token.${socketToken}` };
  const answer = await exports.default.fetch(new Request(`${origin}/api/orgs/${org.slug}/realtime`, { headers }));
  if (answer.webSocket === null) throw new Error(`No socket: ${answer.status}.`);
  return new Socket(answer.webSocket);
}

export async function socketToken(org: Org, token: string): Promise<string> {
  return (await json<{ token: string }>(await ask(`/api/orgs/${org.slug}/realtime/token`, { token, body: {} }))).token;
}

/** A socket that has been welcomed. */
export async function openSocket(org: Org, token: string, cursor = 0): Promise<Socket> {
  const socket = await dial(org, await socketToken(org, token));
  await socket.hello(cursor);
  return socket;
}

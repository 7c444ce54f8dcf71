import { randomUUID } from "node:crypto";
import type { ChangesFrame, WelcomeFrame } from "../src/protocol/frames.ts";
import { protocolVersion, subprotocol } from "../src/protocol/version.ts";
import type { BenchOrg } from "./org.ts";
import type { Parley } from "./parley.ts";
import { openSocket, type RawSocket } from "./socket.ts";

/** What a `changes` frame says, read once for all sockets that got the same bytes. */
interface Frame {
  readonly bytes: Buffer;
  readonly seq: number;
  /** Provider ids of the messages received, in the frame's order. */
  readonly ids: readonly string[];
}

interface Watcher {
  socket: RawSocket;
  frames: Frame[];
  welcomes: Buffer[];
  closed: number | null;
}

export interface Faults {
  lost: number;
  doubled: number;
  outOfOrder: number;
}

/** The sockets of a team: all said hello, all watch, and all are held to every message having come once and in order. */
export class Team {
  readonly #watchers: Watcher[] = [];
  #ping: NodeJS.Timeout | undefined;
  /** Called when the last of the sockets has got a frame. */
  onEverywhere: (ids: readonly string[]) => void = () => undefined;
  #heads: { frame: Frame; left: number }[] = [];
  #headsFrom = 0;

  static async open(parley: Parley, org: BenchOrg, sockets: number, { pings } = { pings: true }): Promise<Team> {
    const team = new Team();
    for (let n = 0; n < sockets; n++) {
      const agentId = org.agentIds[n % org.agentIds.length] as string;
      team.#watchers.push(await team.#connect(parley, org, await org.socketToken(agentId)));
    }
    team.hello(0);
    await team.welcomed();
    // Pings are how a reader shows that it reads; the hub cuts off one that has not for long.
    if (pings) team.#ping = setInterval(() => team.#watchers.forEach(({ socket }) => socket.send("ping")), 1_000);
    return team;
  }

  async #connect(parley: Parley, org: BenchOrg, token: string): Promise<Watcher> {
    const watcher: Watcher = {
      socket: { send: () => undefined, close: () => undefined },
      frames: [],
      welcomes: [],
      closed: null,
    };
    watcher.socket = await openSocket(
      `${parley.url}/api/orgs/${org.id}/realtime`,
      { authorization: `Bearer ${token}`, "sec-websocket-protocol": subprotocol },
      {
        onFrame: (bytes) => this.#take(watcher, bytes),
        onClose: (code) => (watcher.closed = code),
      },
    );
    return watcher;
  }

  hello(cursor: number): void {
    for (const watcher of this.#watchers) {
      watcher.welcomes = [];
      watcher.socket.send(JSON.stringify({ type: "hello", protocol: protocolVersion, session: randomUUID(), cursor }));
    }
  }

  /** Resolves when every socket has its whole welcome. */
  isWelcomed(): Promise<void> {
    return until(() => this.#watchers.every(({ welcomes }) => welcomes.some(isLast)), "every welcome");
  }

  /** The last frame of the welcome. */
  async welcomed(): Promise<WelcomeFrame> {
    await this.isWelcomed();
    return JSON.parse(String(this.#watchers[0]?.welcomes.find(isLast))) as WelcomeFrame;
  }

  #take(watcher: Watcher, bytes: Buffer): void {
    // Said back, it proves that this reader reads.
    if (startsWith(bytes, '{"type":"check"')) watcher.socket.send(String(bytes));
    if (startsWith(bytes, '{"type":"welcome"')) watcher.welcomes.push(bytes);
    if (!startsWith(bytes, '{"type":"changes"')) return;
    const index = watcher.frames.length - this.#headsFrom;
    const head = this.#heads[index];
    if (head === undefined || !head.frame.bytes.equals(bytes)) {
      const frame = read(bytes);
      watcher.frames.push(frame);
      if (head === undefined) this.#heads[index] = { frame, left: this.#watchers.length - 1 };
      if (this.#watchers.length === 1) this.#everywhere(frame);
      return;
    }
    watcher.frames.push(head.frame);
    head.left -= 1;
    if (head.left === 0) this.#everywhere(head.frame);
  }

  #everywhere(frame: Frame): void {
    while (this.#heads[0] !== undefined && this.#heads[0].left === 0) {
      this.#heads.shift();
      this.#headsFrom += 1;
    }
    this.onEverywhere(frame.ids);
  }

  /** Waits for all that was sent, then counts what went wrong on any socket, and forgets it. */
  async settle(sent: ReadonlySet<string>): Promise<Faults> {
    const got = ({ frames }: Watcher): number => frames.reduce((sum, { ids }) => sum + ids.length, 0);
    await until(
      () => this.#watchers.every((watcher) => watcher.closed !== null || got(watcher) >= sent.size),
      "every message",
    ).catch(() => undefined);
    const faults: Faults = { lost: 0, doubled: 0, outOfOrder: 0 };
    for (const watcher of this.#watchers) {
      count(watcher.frames, sent, faults);
      watcher.frames = [];
    }
    this.#heads = [];
    this.#headsFrom = 0;
    return faults;
  }

  /** Sockets that the hub has closed, by code. */
  closed(): number[] {
    return this.#watchers.flatMap(({ closed }) => (closed === null ? [] : [closed]));
  }

  close(): void {
    clearInterval(this.#ping);
    for (const { socket } of this.#watchers) socket.close();
  }
}

function read(bytes: Buffer): Frame {
  const frame = JSON.parse(bytes.toString()) as ChangesFrame;
  const ids = frame.events.flatMap((event) =>
    event.event === "message:received" ? [event.payload.messageId.split(":").slice(1).join(":")] : [],
  );
  return { bytes, seq: frame.seq, ids };
}

/** Each lane's messages are numbered from 1, and were sent one after the other's acknowledgement. */
function count(frames: readonly Frame[], sent: ReadonlySet<string>, faults: Faults): void {
  const seen = new Set<string>();
  const lanes = new Map<string, number>();
  let seq = 0;
  for (const frame of frames) {
    if (frame.seq <= seq) faults.outOfOrder += 1;
    seq = frame.seq;
    for (const id of frame.ids) {
      if (seen.has(id)) faults.doubled += 1;
      seen.add(id);
      const dot = id.lastIndexOf(".");
      const [lane, number] = [id.slice(0, dot), Number(id.slice(dot + 1))];
      if (number < (lanes.get(lane) ?? 0)) faults.outOfOrder += 1;
      lanes.set(lane, number);
    }
  }
  for (const id of sent) if (!seen.has(id)) faults.lost += 1;
}

function isLast(bytes: Buffer): boolean {
  return !bytes.subarray(-12).includes('"more":true');
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.toString("latin1", 0, text.length) === text;
}

export async function until(isDone: () => boolean, what: string, timeoutMs = 30_000): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  while (!isDone()) {
    if (performance.now() > giveUpAt) throw new Error(`Gave up waiting for ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

import type { SocketLike } from "../../../src/client/inbox.ts";
import type { CommandFrame, DownFrame, Hello, UpFrame } from "../../../src/protocol/frames.ts";
import type { ClientSignal } from "../../../src/protocol/signals.ts";

/** A socket whose server is the test. */
export class FakeSocket implements SocketLike {
  onopen: SocketLike["onopen"] = null;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  onerror: SocketLike["onerror"] = null;
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: string[] = [];
  closedByClient = false;
  /** What to do with what the client says, at once. */
  heard: (text: string) => void = () => undefined;

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  send(data: string): void {
    this.sent.push(data);
    this.heard(data);
  }

  close(): void {
    this.closedByClient = true;
  }

  open(): void {
    this.onopen?.();
  }

  say(frame: DownFrame | "pong" | { type: string }): void {
    this.onmessage?.({ data: frame === "pong" ? frame : JSON.stringify(frame) });
  }

  drop(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason });
  }

  #frames(): UpFrame[] {
    return this.sent.filter((text) => text !== "ping").map((text) => JSON.parse(text) as UpFrame);
  }

  get hellos(): Hello[] {
    return this.#frames().filter((frame) => frame.type === "hello");
  }

  get commands(): CommandFrame[] {
    return this.#frames().filter((frame) => frame.type === "command");
  }

  get signals(): ClientSignal[] {
    return this.#frames().filter((frame) => frame.type === "signal");
  }

  get pings(): number {
    return this.sent.filter((text) => text === "ping").length;
  }
}

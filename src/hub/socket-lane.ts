import * as v from "valibot";
import { closeCodes } from "../protocol/close-codes.ts";
import { commandPayloads, isCommandName } from "../protocol/commands.ts";
import type { Command } from "../protocol/commands.ts";
import { CommandFrameSchema, HelloSchema } from "../protocol/frames.ts";
import type { CommandFrame, ErrorFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import { ClientSignalSchema } from "../protocol/signals.ts";
import { protocolVersion, subprotocol } from "../protocol/version.ts";
import type { CustomerTyping } from "./customer-typing.ts";
import type { Executor, TextAnswer } from "./execute.ts";
import { resultFrame } from "./handshake.ts";
import type { Handshake } from "./handshake.ts";
import { upgradeHeaders } from "./rpc.ts";
import type { Roster } from "./roster.ts";
import { close } from "./sessions.ts";
import type { Sessions } from "./sessions.ts";
import type { Signals } from "./signals.ts";

/**
 * What comes in over a socket. A frame that is not understood gets an `error` frame (a command a `result`)
 * and never a dropped socket; an unknown kind of frame or signal is ignored, so that a newer client may say
 * what this hub does not know yet.
 */
export class SocketLane {
  readonly #sessions: Sessions;
  readonly #roster: Roster;
  readonly #executor: Executor;
  readonly #handshake: Handshake;
  readonly #signals: Signals;
  readonly #customerTyping: CustomerTyping;

  constructor(
    sessions: Sessions,
    roster: Roster,
    executor: Executor,
    handshake: Handshake,
    signals: Signals,
    customerTyping: CustomerTyping,
  ) {
    this.#sessions = sessions;
    this.#roster = roster;
    this.#executor = executor;
    this.#handshake = handshake;
    this.#signals = signals;
    this.#customerTyping = customerTyping;
  }

  /** Takes in the socket of a request that the Worker has authenticated; see `upgradeHeaders`. */
  open(request: Request): Response {
    const agentId = request.headers.get(upgradeHeaders.agentId);
    if (agentId === null) return new Response("not an authenticated upgrade", { status: 400 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#sessions.accept(server, agentId, Number(request.headers.get(upgradeHeaders.expiresAt)));
    if (this.#roster.agent(agentId) === null) close(server, closeCodes.notAMember, "not a member");
    const offered =
      request.headers
        .get("sec-websocket-protocol")
        ?.split(",")
        .map((name) => name.trim()) ?? [];
    const headers: HeadersInit = offered.includes(subprotocol) ? { "sec-websocket-protocol": subprotocol } : {};
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  receive(socket: WebSocket, data: string | ArrayBuffer): void {
    if (!this.#sessions.heard(socket)) return;
    if (typeof data !== "string") return this.#complain(socket, "invalid", "Frames are text.");
    if (data === "ping") return this.#sessions.send(socket, "pong");
    if (data.length > limits.clientFrameBytes)
      return this.#complain(socket, "too_large", `A frame has at most ${limits.clientFrameBytes} characters.`);
    let frame: unknown;
    try {
      frame = JSON.parse(data);
    } catch {
      return this.#complain(socket, "invalid", "This is not JSON.");
    }
    const type = typeof frame === "object" && frame !== null && "type" in frame ? frame.type : undefined;
    if (type === "hello") return this.#hello(socket, frame);
    if (type === "command") return this.#command(socket, frame);
    if (type === "signal") return this.#signal(socket, frame);
    if (typeof type !== "string") this.#complain(socket, "invalid", "A frame is an object with a type.");
  }

  #hello(socket: WebSocket, frame: unknown): void {
    const hello = v.safeParse(HelloSchema, frame);
    if (!hello.success) return this.#complain(socket, "invalid", explain(hello.issues));
    if (hello.output.protocol !== protocolVersion)
      return close(socket, closeCodes.protocolVersion, `this server speaks protocol ${protocolVersion}`);
    const agent = this.#roster.agent(this.#sessions.of(socket).agentId);
    if (agent === null) return close(socket, closeCodes.notAMember, "not a member");
    const { session, cursor, pending } = hello.output;
    this.#signals.around(() => {
      this.#sessions.join(socket, session);
      for (const text of this.#handshake.welcome(agent, cursor, pending, this.#signals.all(agent.id)))
        this.#sessions.send(socket, text);
    }, socket);
  }

  /** A signal that is not understood is ignored: it comes from a later version, or the next one replaces it. */
  #signal(socket: WebSocket, frame: unknown): void {
    const signal = v.safeParse(ClientSignalSchema, frame);
    const { session, agentId } = this.#sessions.of(socket);
    if (!signal.success || session === null) return;
    const isTaken = this.#signals.receive(socket, signal.output);
    if (isTaken && signal.output.signal === "typing" && signal.output.payload.on)
      this.#customerTyping.typed(agentId, signal.output.payload.conversationId);
  }

  #command(socket: WebSocket, frame: unknown): void {
    const parsed = v.safeParse(CommandFrameSchema, frame);
    if (!parsed.success) {
      const id =
        typeof frame === "object" && frame !== null && "id" in frame && typeof frame.id === "string" ? frame.id : null;
      if (id === null) return this.#complain(socket, "invalid", explain(parsed.issues));
      return this.#sessions.send(
        socket,
        resultFrame(id, { ok: false, code: "invalid", message: explain(parsed.issues) }),
      );
    }
    const { session, agentId } = this.#sessions.of(socket);
    if (session === null) {
      return this.#sessions.send(
        socket,
        resultFrame(parsed.output.id, { ok: false, code: "invalid", message: "Say hello first." }),
      );
    }
    this.#sessions.send(socket, resultFrame(parsed.output.id, this.#execute(agentId, session, parsed.output)));
  }

  #execute(agentId: string, session: string, frame: CommandFrame): TextAnswer {
    if (!isCommandName(frame.command))
      return {
        ok: false,
        code: "invalid",
        message: `There is no command ${frame.command}.`,
        details: { field: "command" },
      };
    const payload = v.safeParse(
      commandPayloads[frame.command] as v.GenericSchema<unknown, Command["payload"]>,
      frame.payload,
    );
    if (!payload.success)
      return {
        ok: false,
        code: "invalid",
        message: explain(payload.issues),
        details: { field: v.getDotPath(payload.issues[0]) },
      };
    const command = { command: frame.command, payload: payload.output } as Command;
    return this.#executor.execute({ type: "agent", agentId }, frame.id, command, frame.base ?? null, session);
  }

  #complain(socket: WebSocket, code: ErrorFrame["code"], message: string): void {
    this.#sessions.send(socket, JSON.stringify({ type: "error", code, message } satisfies ErrorFrame));
  }
}

function explain(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = v.getDotPath(issues[0]);
  return path === null ? issues[0].message : `${path}: ${issues[0].message}`;
}
